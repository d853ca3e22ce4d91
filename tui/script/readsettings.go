package script

import (
	"context"

	"dintero-login/flow"
	"dintero-login/tui/lanes"
)

// ReadSettings takes the flow through its facts lane alone, and gives the account's
// settings, or the Problem that kept them away.
func ReadSettings(ctx context.Context, api lanes.Performer) (*flow.Settings, flow.Problem) {
	state, do := flow.Next(flow.New(flow.Account{}, flow.Draft{}), flow.Started{})
	for do != nil && flow.AccountOf(state).Reading == flow.Reading {
		state, do = flow.Next(state, api.Perform(ctx, do))
	}
	a := flow.AccountOf(state)
	return a.Settings, a.SettingsProblem
}
