package api

import (
	"context"

	"dintero-login/api/jwt"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// readKeys reads the account's public keys (contract 8: GET /accounts/{oid}/auth/keys). An answer
// that is not a list is a failure.
func (a *Adapter) readKeys(ctx context.Context) flow.Event {
	got, err := a.call(ctx, wire.Request{Call: flow.CallKeys})
	if err != nil {
		return a.failed(err)
	}
	k, wrong := jwt.ReadKeys(got.Body)
	if wrong != "" {
		return a.failed(got.Unusable(wrong))
	}
	return flow.KeysRead{Keys: k}
}
