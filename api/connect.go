package api

import (
	"context"
	"encoding/base64"

	"dintero-login/api/strict"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// askToken gets a client's token (contract 1: POST /accounts/{oid}/auth/token, HTTP
// Basic). The contract joins id and secret as they are; RFC 6749 would encode each.
func (a *Adapter) askToken(ctx context.Context, sent *int) (clientToken, *wire.Error) {
	secret, err := a.cfg.ClientSecret(ctx)
	if err != nil {
		failure := wire.Unanswered(flow.CallClientToken, &wire.Setback{Says: err.Error()}, flow.NotSent)
		failure.NoSecret = ctx.Err() == nil // else it was only not waited for
		return clientToken{}, failure
	}
	pair := base64.StdEncoding.EncodeToString([]byte(a.cfg.ClientID + ":" + secret.Reveal()))
	departed := a.cfg.Now()
	got, failure := a.client.Send(ctx, wire.Request{
		Call:    flow.CallClientToken,
		Body:    wire.Fields{{"grant_type", "client_credentials"}, {"audience", a.cfg.Audience}},
		Secrets: []flow.Secret{secret},
	}, wire.Authorization{Scheme: "Basic", Credentials: flow.Conceal(pair)}, sent)
	if failure != nil {
		return clientToken{}, failure
	}
	body := strict.Open(got.Body)
	token := clientToken{secret: body.Required("access_token")}
	if lasts := body.Seconds("expires_in"); lasts > 0 {
		token.expires = a.cfg.Clock() + lasts
	}
	body.Optional("token_type")
	if body.Wrong != "" {
		return clientToken{}, got.Unusable(body.Wrong)
	}
	token.may, token.excess = permissions(token.secret)
	token.skew = wire.Skew(got.Header, departed, a.cfg.Now())
	return token, nil
}

// connect says what the client may do.
func (a *Adapter) connect(ctx context.Context) flow.Event {
	token, err := a.vault.token(ctx, &effort{})
	if err != nil {
		return a.failed(err)
	}
	return flow.ClientConnected{May: token.may, Excess: token.excess, Skew: token.skew}
}
