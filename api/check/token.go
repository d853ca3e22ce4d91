package check

import (
	"context"
	"net/http/httptrace"
	"net/url"
	"strings"

	"dintero-login/flow"
)

// token asks for the client's token, tells how far the request came, and goes on with what needs a
// token.
func (r *run) token(ctx context.Context) {
	base, _ := url.Parse(r.API.BaseURL) // api.New has read it
	w := &way{base: base, clock: r.clock, now: r.now}
	var connected flow.ClientConnected
	unsent := false
	token := r.looks(flow.CheckToken, func() flow.CheckResult {
		switch e := r.adapter.Perform(httptrace.WithClientTrace(ctx, w.trace()), flow.Connect{}).(type) {
		case flow.ClientConnected:
			connected = e
		case flow.CallFailed:
			unsent = e.Failure.Reach == flow.NotSent
			return failed(e, flow.Permissions{})
		}
		return passed(flow.TokenGiven)
	})
	way, stuck, took := w.told(unsent, token.Problem)
	for _, result := range way {
		r.is(result)
	}
	if stuck.Outcome == flow.NotPassed {
		r.skip(stuck.Check, append(needToken(), flow.CheckToken)...)
		return
	}
	token.Took = max(token.Took-took, 0)
	r.is(token)
	if token.Outcome != flow.Passed {
		r.skip(flow.CheckToken, needToken()...)
		return
	}
	r.client(ctx, connected)
}

// account compares the account with what the profile says beside it.
func (r *run) account() flow.CheckResult {
	named := accountIn(r.API.Audience)
	switch production := strings.HasPrefix(r.API.Account, "P"); {
	case named == r.API.Account && production && strings.HasPrefix(r.API.BaseURL, "https://test.dintero.com"):
		result := warned(flow.AccountOnTestHost)
		result.Text = flow.FromOutside("test.dintero.com")
		return result
	case named == r.API.Account:
		return to(flow.AccountFits, r.API.Account)
	case named == "":
		return warned(flow.AudienceElsewhere)
	case strings.HasPrefix(named, "P") != production:
		return flow.CheckResult{Outcome: flow.NotPassed, Finding: flow.AudienceMixedUp}
	}
	return warned(flow.AudienceOfAnother)
}

// accountIn is the account that an audience ends in; empty where it ends in none.
func accountIn(audience string) string {
	_, id, _ := strings.Cut(audience, "/accounts/")
	if len(id) != len("T00000000") || id[0] != 'P' && id[0] != 'T' || strings.Trim(id[1:], "0123456789") != "" {
		return ""
	}
	return id
}
