package api

import (
	"context"

	"dintero-login/flow"
)

// refreshSession gets a new token (contract 8: POST /accounts/{oid}/auth/token). The
// access token of the same client that it asks for is the client's own.
func (a *Adapter) refreshSession(ctx context.Context, e flow.RefreshSession) flow.Event {
	return a.reads(ctx, request{
		call:    flow.CallRefresh,
		body:    fields{{"grant_type", "refresh_token"}, {"refresh_token", e.Refresh.Reveal()}},
		secrets: []flow.Secret{e.Refresh},
	}, a.tokenReceived)
}

// signOut revokes the refresh token where there is one (contract 8: POST
// /accounts/{oid}/auth/revoke), and forgets everything whatever the answer.
func (a *Adapter) signOut(ctx context.Context, e flow.SignOut) flow.Event {
	defer a.Close()
	if e.Refresh.IsEmpty() {
		return flow.SignedOut{}
	}
	got, err := a.call(ctx, request{
		call:    flow.CallRevoke,
		body:    fields{{"token", e.Refresh.Reveal()}},
		secrets: []flow.Secret{e.Refresh},
	})
	if err := got.acknowledged(err); err != nil {
		return a.failed(err)
	}
	return flow.SignedOut{}
}
