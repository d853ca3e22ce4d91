package api

import (
	"context"

	"dintero-login/flow"
)

// readSettings reads the account's settings (contract 7: GET
// /accounts/{aid}/customers/settings). A document that is broken half-way is shown as far
// as it can be; what is no JSON object at all is a failure.
func (a *Adapter) readSettings(ctx context.Context) flow.Event {
	got, err := a.call(ctx, request{call: flow.CallSettings})
	partial := err != nil && err.cut && got.succeeded()
	switch {
	case got.first() != '{' && err == nil:
		err = got.unusable("not an object")
	case got.first() == '{' && partial:
		err = nil
	}
	if err != nil {
		return a.failed(err)
	}
	s := decodeSettings(ctx, got.body)
	if s == nil {
		return a.failed(unanswered(flow.CallSettings, ctx.Err(), flow.CutOff))
	}
	return flow.SettingsRead{Settings: s}
}
