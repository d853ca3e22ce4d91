package script

import (
	"context"

	"dintero-login/flow"
	"dintero-login/tui/lanes"
)

// ReadKeys takes the flow as far as an account's keys, and gives what is then known of the account,
// or the Problem that kept the keys away.
func ReadKeys(ctx context.Context, api lanes.Performer) (flow.Account, flow.Problem) {
	state := flow.New(flow.Account{}, flow.Draft{})
	for _, do := range []flow.Effect{flow.Connect{}, flow.ReadKeys{}} {
		state, _ = flow.Next(state, api.Perform(ctx, do))
		if a := flow.AccountOf(state); a.Client == flow.Failed {
			return a, a.ClientProblem
		}
	}
	a := flow.AccountOf(state)
	return a, a.KeysProblem
}
