package api

import (
	"cmp"
	"context"

	"dintero-login/api/jwt"
	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

func identType(id flow.Identity) string {
	if id.By == flow.ByEmail {
		return "email"
	}
	return "phone_number"
}

func userType(as flow.UserType) string {
	if as == flow.AsCompany {
		return "company"
	}
	return "customer"
}

// customer returns the fields that identify a customer in contract 2, 3 and 6.
func (a *Adapter) customer(id flow.Identity) wire.Fields {
	return append(wire.Fields{{"ident_type", identType(id)}, {"ident", id.Ident}}, a.audience(id.As)...)
}

// customerByEmail returns the fields that identify a customer by e-mail address in contract 2 and 8.
func (a *Adapter) customerByEmail(address string, as flow.UserType) wire.Fields {
	return append(wire.Fields{{"email", address}}, a.audience(as)...)
}

func (a *Adapter) audience(as flow.UserType) wire.Fields {
	return wire.Fields{{"audience", a.cfg.Audience}, {"type", userType(as)}}
}

// logIn signs in with the PIN or password alone (contract 2: POST /accounts/{aid}/customers/login).
func (a *Adapter) logIn(ctx context.Context, e flow.LogIn) flow.Event {
	body := a.customer(e.Identity)
	if e.Identity.By == flow.ByEmail {
		body = a.customerByEmail(e.Identity.Ident, e.Identity.As)
	}
	return a.callAndDecode(ctx, wire.Request{
		Call:    flow.CallLogin,
		Body:    append(body, wire.Field{"password", e.Secret.Reveal()}),
		Secrets: []flow.Secret{e.Secret},
	}, a.tokenReceived)
}

// startMFALogin signs in where a code follows (contract 3: POST
// /accounts/{aid}/customers/mfa_login).
func (a *Adapter) startMFALogin(ctx context.Context, e flow.StartMFALogin) flow.Event {
	return a.callAndDecode(ctx, wire.Request{
		Call:    flow.CallMFALogin,
		Body:    append(a.customer(e.Identity), wire.Field{"secret", e.Secret.Reveal()}),
		Secrets: []flow.Secret{e.Secret},
	}, func(body *strict.Object) flow.Event {
		offered := flow.ChallengeOffered{
			MFAToken: body.Required("mfa_token"),
			Channel:  flow.ChannelNamed(body.Optional("oob_channel")),
			Stray:    a.strayLink(body),
			At:       a.cfg.Clock(),
		}
		body.Optional("challenge_type")
		return offered
	})
}

// sendCode requests the message with a code (contract 4: POST /accounts/{aid}/auth/mfa/challenge).
// It names the channel, because the API's default is sms even after a login that named email.
func (a *Adapter) sendCode(ctx context.Context, e flow.SendCode) flow.Event {
	return a.callAndDecode(ctx, wire.Request{
		Call: flow.CallChallenge, Send: e.Send,
		Body: wire.Fields{
			{"challenge_type", "oob"},
			{"mfa_token", e.MFAToken.Reveal()},
			{"oob_channel", cmp.Or(e.Channel.Name(), flow.SMS.Name())},
		},
		Secrets: []flow.Secret{e.MFAToken},
	}, func(body *strict.Object) flow.Event {
		sent := flow.CodeSent{OobCode: body.Required("oob_code"), At: a.cfg.Clock()}
		body.Optional("binding_method")
		return sent
	})
}

// answerChallenge checks a code (contract 5: POST /accounts/{oid}/auth/token).
func (a *Adapter) answerChallenge(ctx context.Context, e flow.AnswerChallenge) flow.Event {
	event := a.callAndDecode(ctx, wire.Request{
		Call: flow.CallAnswer,
		Body: wire.Fields{
			{"grant_type", a.cfg.MFAGrantType},
			{"mfa_token", e.MFAToken.Reveal()},
			{"oob_code", e.OobCode.Reveal()},
			{"binding_code", e.Code.Reveal()},
		},
		Secrets: []flow.Secret{e.MFAToken, e.OobCode, e.Code},
	}, a.tokenReceived)
	if failed, ok := event.(flow.CallFailed); ok {
		failed.Typed = e.Code
		return failed
	}
	return event
}

// tokenReceived decodes the customer's token, which is the same in contract 2, 5 and 8.
func (a *Adapter) tokenReceived(body *strict.Object) flow.Event {
	token := flow.Token{
		Access:    body.Required("access_token"),
		Refresh:   body.Secret("refresh_token"),
		ExpiresIn: body.Seconds("expires_in"),
	}
	body.Optional("token_type")
	token.Claims = jwt.Claims(token.Access, a.Expected(), a.cfg.Now())
	return flow.TokenReceived{Token: token, At: a.cfg.Clock()}
}

// strayLink returns the host of the first link in an mfa_login answer (contract 3) that leads
// away from the base URL's scheme, host and port. Links are never followed; a person should
// know about this one (R50).
func (a *Adapter) strayLink(body *strict.Object) flow.Foreign {
	m, ok := body.Find("links")
	if !ok {
		return flow.Foreign{}
	}
	if m.Kind != '[' {
		body.Fault("links is not a list")
		return flow.Foreign{}
	}
	for _, link := range m.Inside {
		if link.Kind != '{' {
			body.Fault("links holds something else than objects")
			return flow.Foreign{}
		}
		in := link.Object()
		href := in.Optional("href")
		if in.Wrong != "" {
			body.Fault("links: " + in.Wrong)
			return flow.Foreign{}
		}
		if host := a.client.Elsewhere(href); host != "" {
			return flow.FromOutside(wire.Short(host, 300))
		}
	}
	return flow.Foreign{}
}
