package api

import (
	"context"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// readSettings reads the account's settings (contract 7: GET
// /accounts/{aid}/customers/settings). A document that is broken half-way is shown as far
// as it can be read; an answer that is not a JSON object is a failure.
func (a *Adapter) readSettings(ctx context.Context) flow.Event {
	got, err := a.call(ctx, wire.Request{Call: flow.CallSettings})
	partial := err != nil && err.Cut && got.Succeeded()
	switch {
	case got.First() != '{' && err == nil:
		err = got.Unusable("not an object")
	case got.First() == '{' && partial:
		err = nil
	}
	if err != nil {
		return a.failed(err)
	}
	s := decodeSettings(ctx, got.Body)
	if s == nil {
		return a.failed(wire.Unanswered(flow.CallSettings, ctx.Err(), flow.CutOff))
	}
	return flow.SettingsRead{Settings: s}
}
