// Package api performs the login's effects against the Dintero API: an Effect goes in,
// HTTP happens, an Event comes out.
//
// The way of a call: Perform names the call, the vault gives the client's token (asked
// for once, shared, renewed), the client sends the request and reads the whole answer,
// and only then is it decoded. Whatever ends badly is a *wire.Error: facts for flow, which
// alone decides what they mean.
//
// The rules:
//
//   - Every call goes to the profile's base URL and a documented path. No redirect and no
//     link of an answer is followed.
//   - A request is sent again only where its route allows it, or where no
//     byte of it was written. net/http's own retries are switched off for every POST. What
//     may have counted as a try is never sent again, whatever the answer was.
//   - A body is read fully and bounded, then decoded. Truncation, trailing data, a key
//     twice and a wrong type are errors, except in the settings, which are shown as far
//     as they can be.
//   - Text from the server leaves as flow.Foreign, and what we sent as a secret is taken
//     out of it. Tokens, codes and passwords leave as flow.Secret. No error holds a body,
//     a query string or a token.
//   - The client's token never leaves this package. It and the customer's token are of
//     different types.
//
// Nothing here decides on a message's text, and nothing knows of a terminal.
package api

import (
	"context"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// Adapter performs effects for one account. It may be used by many goroutines.
type Adapter struct {
	cfg    Config
	client *wire.Client
	vault  *vault
}

// New makes an Adapter for one account; nothing is sent yet. It fails if a setting is
// missing or cannot be, or if the CA file cannot be used.
func New(cfg Config) (*Adapter, error) {
	cfg, base, err := cfg.checked()
	if err != nil {
		return nil, err
	}
	c, err := wire.NewClient(wire.Config{
		Base: base, Account: cfg.Account, CA: cfg.CA, Timeout: cfg.Timeout,
		UserAgent: cfg.UserAgent, Now: cfg.Now, DialContext: cfg.DialContext,
	})
	if err != nil {
		return nil, err
	}
	a := &Adapter{cfg: cfg, client: c}
	a.vault = &vault{ask: a.askToken, clock: cfg.Clock}
	return a, nil
}

// Perform does what e asks and says how it ended; each Effect names the Events that it
// can end in. It returns soon after ctx ends and leaves nothing running. It never
// panics, and is nil only for AwaitSettings, which asks nothing of the API.
func (a *Adapter) Perform(ctx context.Context, e flow.Effect) flow.Event {
	switch e := e.(type) {
	case flow.Connect:
		return a.connect(ctx)
	case flow.ReadSettings:
		return a.readSettings(ctx)
	case flow.ReadKeys:
		return a.readKeys(ctx)
	case flow.AskExistence:
		return a.askExistence(ctx, e)
	case flow.LogIn:
		return a.logIn(ctx, e)
	case flow.StartMFALogin:
		return a.startMFALogin(ctx, e)
	case flow.SendCode:
		return a.sendCode(ctx, e)
	case flow.AnswerChallenge:
		return a.answerChallenge(ctx, e)
	case flow.StartRecovery:
		return a.startRecovery(ctx, e)
	case flow.MailLink:
		return a.mailLink(ctx, e)
	case flow.RefreshSession:
		return a.refreshSession(ctx, e)
	case flow.SignOut:
		return a.signOut(ctx, e)
	}
	return nil
}

// Close forgets the client's token and closes idle connections. An
// Adapter that is used again afterwards starts afresh.
func (a *Adapter) Close() {
	a.vault.forget()
	a.client.Transport.CloseIdleConnections()
}

// failed is the Event for a call that did not end as it should.
func (a *Adapter) failed(err *wire.Error) flow.CallFailed {
	return flow.CallFailed{Call: err.Call, Failure: err.Failure, At: a.cfg.Clock()}
}
