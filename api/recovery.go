package api

import (
	"context"

	"dintero-login/flow"
)

// The bodies of contract 6 and of the mail in contract 8.
type (
	recoveryBody struct {
		IdentType text `json:"ident_type"`
		Ident     text `json:"ident"`
		Audience  text `json:"audience"`
		Type      text `json:"type"`
	}
	changePasswordBody struct {
		Email    text `json:"email"`
		Audience text `json:"audience"`
		Type     text `json:"type"`
	}
)

// startRecovery sends the first of two codes (contract 6: POST
// /accounts/{aid}/customers/mfa_login_recovery).
func (a *Adapter) startRecovery(ctx context.Context, e flow.StartRecovery) flow.Event {
	got, err := a.call(ctx, request{
		call: flow.CallRecovery,
		body: recoveryBody{
			IdentType: identTypes[e.Identity.By], Ident: text(e.Identity.Ident),
			Audience: text(a.cfg.Audience), Type: userTypes[e.Identity.As],
		},
	})
	if err != nil {
		return a.failed(err)
	}
	body := open(got.body)
	started := flow.RecoveryStarted{MFAToken: body.required("mfa_token"), OobCode: body.required("oob_code")}
	body.text("binding_method")
	body.text("challenge_type")
	if body.wrong != "" {
		return a.failed(got.unusable(body.wrong))
	}
	started.At = a.cfg.Clock()
	return started
}

// mailLink mails the customer a link to change the password (contract 8: POST
// /accounts/{aid}/customers/change_password, 204).
func (a *Adapter) mailLink(ctx context.Context, e flow.MailLink) flow.Event {
	_, err := a.call(ctx, request{
		call: flow.CallChangePassword,
		body: changePasswordBody{Email: text(e.Email), Audience: text(a.cfg.Audience), Type: userTypes[e.As]},
	})
	if err != nil {
		return a.failed(err)
	}
	return flow.LinkMailed{}
}
