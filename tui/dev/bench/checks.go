package main

import (
	"context"
	"time"

	"dintero-login/api"
	"dintero-login/api/check"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// checks measures all checks together beside the longest chain of checks of which each waits for
// the one before: the way, the client's token, and the slowest of what needs it.
func (b *bench) checks(ctx context.Context) ([]row, error) {
	box, err := sandbox.Start(sandbox.Options{})
	if err != nil {
		return nil, err
	}
	defer func() { _ = box.Close() }()
	about := box.Describe()
	kari := about.Customers[0]
	subject := check.Subject{
		API: api.Config{
			BaseURL: about.BaseURL, Account: about.Account, Audience: about.Audience, ClientID: about.ClientID,
			ClientSecret: func(context.Context) (flow.Secret, error) { return about.ClientSecret, nil },
		},
		Customer:       flow.Identity{Ident: kari.Phone},
		CustomerSecret: func(context.Context) (flow.Secret, error) { return kari.Secret, nil },
	}
	var ours, floor []float64
	for i := range max(10, 2*b.rounds) {
		began := time.Now()
		all, err := check.Run(ctx, subject, func(flow.CheckResult) {})
		took := time.Since(began)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			continue // the sandbox makes its key
		}
		chain := max(all[flow.CheckSettings].Took, all[flow.CheckKeys].Took, all[flow.CheckCustomer].Took)
		for _, r := range all[:flow.CheckSettings] {
			chain += r.Took
		}
		ours, floor = append(ours, took.Seconds()*1e3), append(floor, chain.Seconds()*1e3)
	}
	return []row{{
		what: "`check` against the sandbox, after a first one", ours: median(ours), floor: median(floor),
		beside: "its longest chain of checks", unit: "ms", aim: atMost, limit: 1.1,
	}}, nil
}
