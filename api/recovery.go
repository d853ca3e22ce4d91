package api

import (
	"context"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// startRecovery sends the first of two codes (contract 6: POST
// /accounts/{aid}/customers/mfa_login_recovery).
func (a *Adapter) startRecovery(ctx context.Context, e flow.StartRecovery) flow.Event {
	return a.callAndDecode(ctx, wire.Request{
		Call: flow.CallRecovery, Send: e.Send,
		Body: a.customer(e.Identity),
	}, func(body *strict.Object) flow.Event {
		started := flow.RecoveryStarted{MFAToken: body.Required("mfa_token"), OobCode: body.Required("oob_code"), At: a.cfg.Clock()}
		body.Optional("binding_method")
		body.Optional("challenge_type")
		return started
	})
}

// mailLink mails the customer a link to change the password (contract 8: POST
// /accounts/{aid}/customers/change_password, 204).
func (a *Adapter) mailLink(ctx context.Context, e flow.MailLink) flow.Event {
	return a.callAndAcknowledge(ctx, wire.Request{
		Call: flow.CallChangePassword,
		Body: a.customerByEmail(e.Email, e.As),
	}, func() flow.Event { return flow.LinkMailed{At: a.cfg.Clock()} })
}
