// Package api performs the login's effects against the Dintero API: an Effect goes in,
// HTTP happens, an Event comes out.
//
// How a call is made: Perform picks the call by the Effect; the vault supplies the client's
// token, which is requested once, shared and renewed; wire.Client sends the request and reads
// the whole answer, which is decoded only then. A failure is a *wire.Error: it holds facts,
// and flow decides what they mean.
//
// The rules:
//
//   - Every call goes to the profile's base URL and a documented path. Redirects and links
//     in answers are never followed.
//   - A request is sent again only where its route allows it, or where no byte of it was
//     written. net/http's own retries are disabled for every POST. A request that may have
//     counted as a try is never sent again, whatever the answer was.
//   - A body is read completely, up to a limit, then decoded. Truncation, trailing data,
//     duplicate keys and wrong types are errors, except in the settings, which are shown as
//     far as they can be read.
//   - Text from the server is returned as flow.Foreign, with the secrets of the request
//     removed. Tokens, codes and passwords are returned as flow.Secret. No error holds a
//     body, a query string or a token.
//   - The client's token never leaves this package. It and the customer's token have
//     different types.
//
// Nothing here depends on the text of a message or on a terminal.
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

// New returns an Adapter for one account and sends nothing. It fails if a setting is missing or
// invalid, or if the CA file holds no certificate.
func New(cfg Config) (*Adapter, error) {
	cfg, base, err := cfg.checked()
	if err != nil {
		return nil, err
	}
	c, err := wire.NewClient(wire.Config{
		Base: base, Account: cfg.Account, CA: cfg.CA, Timeout: cfg.Timeout,
		UserAgent: cfg.UserAgent, Now: cfg.Now, DialContext: cfg.DialContext,
		Observer: cfg.Observer,
	})
	if err != nil {
		return nil, err
	}
	a := &Adapter{cfg: cfg, client: c}
	a.vault = &vault{fetch: a.fetchToken, clock: cfg.Clock}
	return a, nil
}

// Perform carries out an Effect and returns the Event that it ended in; each Effect names the
// Events that are possible. It returns soon after ctx ends and leaves nothing running. It never
// panics, and returns nil only for AwaitSettings, which needs no call.
func (a *Adapter) Perform(ctx context.Context, e flow.Effect) flow.Event {
	switch e := e.(type) {
	case flow.Connect:
		return a.connect(ctx)
	case flow.ReadSettings:
		return a.readSettings(ctx)
	case flow.ReadKeys:
		return a.readKeys(ctx)
	case flow.VerifyToken:
		return a.verifyToken(ctx, e)
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

// Close forgets the client's token and closes idle connections. An Adapter that is used again
// afterwards requests a new token.
func (a *Adapter) Close() {
	a.vault.forget()
	a.client.Transport.CloseIdleConnections()
}
