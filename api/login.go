package api

import (
	"context"
	"unicode/utf8"

	"dintero-login/flow"
)

// text is a string of a request's body. JSON carries UTF-8 only, and encoding/json would
// put something else in the place of other bytes; a secret goes out as it was typed or
// not at all (R9).
type text string

// MarshalText implements encoding.TextMarshaler.
func (t text) MarshalText() ([]byte, error) {
	if !utf8.ValidString(string(t)) {
		return nil, &setback{"what was typed is not valid UTF-8 and cannot be sent"}
	}
	return []byte(t), nil
}

// The bodies of contract 2 to 5.
type (
	loginBody struct {
		Audience  text `json:"audience"`
		Type      text `json:"type"`
		Password  text `json:"password"`
		Email     text `json:"email,omitempty"`
		IdentType text `json:"ident_type,omitempty"`
		Ident     text `json:"ident,omitempty"`
	}
	mfaLoginBody struct {
		IdentType text `json:"ident_type"`
		Ident     text `json:"ident"`
		Audience  text `json:"audience"`
		Type      text `json:"type"`
		Secret    text `json:"secret"`
	}
	challengeBody struct {
		ChallengeType text `json:"challenge_type"`
		MFAToken      text `json:"mfa_token"`
		OobChannel    text `json:"oob_channel"`
	}
	answerBody struct {
		GrantType   text `json:"grant_type"`
		MFAToken    text `json:"mfa_token"`
		OobCode     text `json:"oob_code"`
		BindingCode text `json:"binding_code"`
	}
)

// The API's words for flow's.
var (
	identTypes = [...]text{flow.ByPhone: "phone_number", flow.ByEmail: "email"}
	userTypes  = [...]text{flow.AsCustomer: "customer", flow.AsCompany: "company"}
	channels   = [...]text{flow.NoChannel: "", flow.SMS: "sms", flow.Email: "email"}
)

// channelNamed is a channel by the API's name for it; NoChannel for any other.
func channelNamed(name string) flow.Channel {
	for channel, known := range channels {
		if name == string(known) {
			return flow.Channel(channel)
		}
	}
	return flow.NoChannel
}

// logIn signs in with the secret alone (contract 2: POST /accounts/{aid}/customers/login).
func (a *Adapter) logIn(ctx context.Context, e flow.LogIn) flow.Event {
	body := loginBody{
		Audience: text(a.cfg.Audience), Type: userTypes[e.Identity.As], Password: text(e.Secret.Reveal()),
	}
	if e.Identity.By == flow.ByEmail {
		body.Email = text(e.Identity.Ident)
	} else {
		body.IdentType, body.Ident = identTypes[e.Identity.By], text(e.Identity.Ident)
	}
	got, err := a.call(ctx, request{call: flow.CallLogin, body: body, secrets: []flow.Secret{e.Secret}})
	return a.tokenReceived(got, err)
}

// startMFALogin signs in where a code follows (contract 3: POST
// /accounts/{aid}/customers/mfa_login).
func (a *Adapter) startMFALogin(ctx context.Context, e flow.StartMFALogin) flow.Event {
	got, err := a.call(ctx, request{
		call: flow.CallMFALogin,
		body: mfaLoginBody{
			IdentType: identTypes[e.Identity.By], Ident: text(e.Identity.Ident),
			Audience: text(a.cfg.Audience), Type: userTypes[e.Identity.As], Secret: text(e.Secret.Reveal()),
		},
		secrets: []flow.Secret{e.Secret},
	})
	if err != nil {
		return a.failed(err)
	}
	body := open(got.body)
	offered := flow.ChallengeOffered{
		MFAToken: body.required("mfa_token"),
		Channel:  channelNamed(body.text("oob_channel")),
		Stray:    a.client.stray(body),
	}
	body.text("challenge_type")
	if body.wrong != "" {
		return a.failed(got.unusable(body.wrong))
	}
	offered.At = a.cfg.Clock()
	return offered
}

// sendCode makes a message go out (contract 4: POST /accounts/{aid}/auth/mfa/challenge).
// It names the channel, for the API's default is sms even where the login said email.
func (a *Adapter) sendCode(ctx context.Context, e flow.SendCode) flow.Event {
	got, err := a.call(ctx, request{
		call: flow.CallChallenge,
		body: challengeBody{
			ChallengeType: "oob", MFAToken: text(e.MFAToken.Reveal()), OobChannel: channels[max(e.Channel, flow.SMS)],
		},
		secrets: []flow.Secret{e.MFAToken},
	})
	if err != nil {
		return a.failed(err)
	}
	body := open(got.body)
	sent := flow.CodeSent{OobCode: body.required("oob_code")}
	body.text("binding_method")
	if body.wrong != "" {
		return a.failed(got.unusable(body.wrong))
	}
	sent.At = a.cfg.Clock()
	return sent
}

// answerChallenge checks a code (contract 5: POST /accounts/{oid}/auth/token).
func (a *Adapter) answerChallenge(ctx context.Context, e flow.AnswerChallenge) flow.Event {
	got, err := a.call(ctx, request{
		call: flow.CallAnswer,
		body: answerBody{
			GrantType: text(a.cfg.MFAGrantType), MFAToken: text(e.MFAToken.Reveal()),
			OobCode: text(e.OobCode.Reveal()), BindingCode: text(e.Code.Reveal()),
		},
		secrets: []flow.Secret{e.MFAToken, e.OobCode, e.Code},
	})
	event := a.tokenReceived(got, err)
	if failed, ok := event.(flow.CallFailed); ok {
		failed.Typed = e.Code
		return failed
	}
	return event
}

// tokenReceived reads the customer's token, the same in contract 2, 5 and 8.
func (a *Adapter) tokenReceived(got answer, err *Error) flow.Event {
	if err != nil {
		return a.failed(err)
	}
	body := open(got.body)
	token := flow.Token{
		Access:    body.required("access_token"),
		Refresh:   body.secret("refresh_token"),
		ExpiresIn: body.seconds("expires_in"),
	}
	body.text("token_type")
	if body.wrong != "" {
		return a.failed(got.unusable(body.wrong))
	}
	token.Claims = claimsOf(token.Access, a.cfg.Now())
	return flow.TokenReceived{Token: token, At: a.cfg.Clock()}
}
