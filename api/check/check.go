// Package check finds out whether logins can work here: the config, the way to the API, the
// client, the account, and a test customer's sign-in up to the code. The checks run side by side;
// one that needs another waits for it, and is skipped where that one did not pass.
//
// The way to the API is not walked by probes of its own: the request for the client's token is
// watched, so what is said about the name, the connection, TLS and the proxy is true of the very
// transport that a login uses. No failure on the way is told as one of the token.
//
// Nothing here reaches a customer: of the calls that may, only the sign-in of the profile's own test
// customer is made, and it sends nothing out.
package check

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"dintero-login/api"
	"dintero-login/api/spawn"
	"dintero-login/flow"
)

// Subject is what is checked.
type Subject struct {
	API    api.Config // its Timeout is for all checks together
	Login  flow.LoginMode
	Config flow.CheckResult // what the caller found out about it
	Secret flow.CheckResult // where the client's secret is, once it is there

	// Customer is the test customer; without an Ident there is none.
	Customer       flow.Identity
	CustomerSecret func(ctx context.Context) (flow.Secret, error)
}

// Run runs every check, within the timeout whatever the network does, and gives the results in the
// order of flow's constants. tell is given each as it comes, one at a time. The error is that of
// api.New.
func Run(ctx context.Context, s Subject, tell func(flow.CheckResult)) ([]flow.CheckResult, error) {
	r := &run{Subject: s, tell: tell, clock: s.API.Clock, now: s.API.Now, results: make([]flow.CheckResult, flow.CheckCount)}
	if r.clock == nil {
		started := time.Now()
		r.clock = func() flow.Moment { return time.Since(started) }
	}
	if r.now == nil {
		r.now = time.Now
	}
	var secret flow.Secret
	s.API.ClientSecret = func(context.Context) (flow.Secret, error) { return secret, nil }
	adapter, err := api.New(s.API)
	if err != nil {
		return nil, err
	}
	defer adapter.Close()
	r.adapter = adapter
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(s.API.Timeout, 30*time.Second))
	defer cancel()
	r.ends(flow.CheckConfig, func() flow.CheckResult { return s.Config })
	r.ends(flow.CheckAccount, r.account)
	r.ends(flow.CheckSecret, func() flow.CheckResult {
		var err error
		if secret, err = r.API.ClientSecret(ctx); err != nil {
			return flow.CheckResult{Outcome: flow.NotPassed, Finding: flow.SecretMissing, Text: flow.FromOutside(err.Error())}
		}
		return s.Secret
	})
	if secret.IsEmpty() {
		r.skip(flow.CheckSecret, append(onTheWay(), flow.CheckToken)...)
		r.skip(flow.CheckSecret, needToken()...)
		return r.results, nil
	}
	r.token(ctx)
	return r.results, nil
}

// onTheWay are the checks of the way to the API.
func onTheWay() []flow.Check {
	return []flow.Check{flow.CheckName, flow.CheckConnection, flow.CheckProxy, flow.CheckCertificate}
}

// needToken are the checks that need the client's token.
func needToken() []flow.Check {
	return []flow.Check{flow.CheckClock, flow.CheckScopes, flow.CheckSettings, flow.CheckChannel, flow.CheckKeys, flow.CheckExistence, flow.CheckCustomer}
}

// run is one run of the checks.
type run struct {
	Subject
	adapter *api.Adapter
	clock   func() flow.Moment
	now     func() time.Time
	tell    func(flow.CheckResult)

	mu      sync.Mutex
	results []flow.CheckResult
}

// ends runs one check to its end.
func (r *run) ends(c flow.Check, look func() flow.CheckResult) { r.is(r.looks(c, look)) }

// looks runs one check and tells nothing yet. A panic in it is its result.
func (r *run) looks(c flow.Check, look func() flow.CheckResult) (result flow.CheckResult) {
	began := r.clock()
	defer func() {
		if value := recover(); value != nil {
			result = flow.CheckResult{Outcome: flow.NotPassed, Finding: flow.CheckPanicked, Text: flow.FromOutside(fmt.Sprintf("%T", value))}
		}
		result.Check, result.Took = c, r.clock()-began
	}()
	return look()
}

// is notes a result and tells it.
func (r *run) is(result flow.CheckResult) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.results[result.Check] = result
	r.tell(result)
}

// skip ends checks without a look.
func (r *run) skip(because flow.Check, all ...flow.Check) {
	for _, c := range all {
		r.is(skipped(c, because))
	}
}

// together runs all side by side and waits for them.
func together(all ...func()) {
	var wait sync.WaitGroup
	for _, do := range all {
		wait.Add(1)
		spawn.Go(func() {
			defer wait.Done()
			do()
		})
	}
	wait.Wait()
}

// skipped is a check that needs one which did not pass.
func skipped(c, because flow.Check) flow.CheckResult {
	return flow.CheckResult{Check: c, Outcome: flow.Skipped, Because: because}
}

func passed(f flow.Finding) flow.CheckResult {
	return flow.CheckResult{Outcome: flow.Passed, Finding: f}
}

func warned(f flow.Finding) flow.CheckResult {
	return flow.CheckResult{Outcome: flow.Warned, Finding: f}
}

// failed is a check whose call failed.
func failed(e flow.CallFailed, may flow.Permissions) flow.CheckResult {
	return flow.CheckResult{Outcome: flow.NotPassed, Problem: e.Means(may)}
}
