package api

import (
	"context"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// refreshSession gets a new token (contract 8: POST /accounts/{oid}/auth/token). The
// documented "access token of the same client" is the client's own token.
func (a *Adapter) refreshSession(ctx context.Context, e flow.RefreshSession) flow.Event {
	return a.callAndDecode(ctx, wire.Request{
		Call:    flow.CallRefresh,
		Body:    wire.Fields{{"grant_type", "refresh_token"}, {"refresh_token", e.Refresh.Reveal()}},
		Secrets: []flow.Secret{e.Refresh},
	}, a.tokenReceived)
}

// signOut revokes the refresh token if there is one (contract 8: POST
// /accounts/{oid}/auth/revoke), and forgets everything whatever the answer.
func (a *Adapter) signOut(ctx context.Context, e flow.SignOut) flow.Event {
	defer a.Close()
	if e.Refresh.IsEmpty() {
		return flow.SignedOut{}
	}
	return a.callAndAcknowledge(ctx, wire.Request{
		Call:    flow.CallRevoke,
		Body:    wire.Fields{{"token", e.Refresh.Reveal()}},
		Secrets: []flow.Secret{e.Refresh},
	}, func() flow.Event { return flow.SignedOut{} })
}
