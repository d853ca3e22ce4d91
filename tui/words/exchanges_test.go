package words

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"dintero-login/flow"
)

func TestEveryCallAndEveryReasonHasItsOwnShortWords(t *testing.T) {
	t.Parallel()
	for c, row := range exchangeRows() {
		if row.call != flow.Call(c) {
			t.Errorf("row %d is of call %d", c, row.call)
		}
		for _, text := range []string{row.asks, row.good, row.answer} {
			if n := utf8.RuneCountInString(text); n == 0 || n > 24 {
				t.Errorf("call %d: %q takes %d columns", c, text, n)
			}
		}
	}
	for r, row := range reasonRows() {
		if row.reason != flow.Reason(r) {
			t.Errorf("row %d is of reason %d", r, row.reason)
		}
	}
}

// exchanges are all that an exchange can come to, of each call.
func exchanges() []flow.Exchange {
	var all []flow.Exchange
	for c := flow.CallClientToken; c <= flow.CallExists; c++ {
		all = append(all, flow.Exchange{Call: c}, flow.Exchange{Call: c, Over: true, Status: 200, Probe: true})
		for _, by := range []flow.Channel{flow.NoChannel, flow.SMS, flow.Email} {
			all = append(all, flow.Exchange{Call: c, Over: true, Status: 200, Channel: by}, flow.Exchange{Call: c, Over: true, Status: 200, Challenged: c == flow.CallMFALogin, Named: by})
		}
		for _, code := range []string{"", "mfa_required", "invalid_client", "invalid_credentials", "expired_token", "too_many_attempts", "access_denied", "authorization_pending", "mfa_not_enabled", "recovery_unavailable", "unsupported_challenge_type", "insufficient_scope", "unknown_audience"} {
			for _, status := range []int{200, 302, 400, 401, 403, 404, 405, 422, 423, 429, 500, 503} {
				for _, api := range []bool{false, true} {
					for _, more := range []bool{false, true} {
						f := flow.Failure{Status: status, API: api, Code: flow.FromOutside(code), RetryAfter: 30 * time.Minute, Page: !api, Renewal: flow.TokenDoubtful}
						all = append(all, flow.Exchange{Call: c, Over: true, Status: status, Failed: true, Challenged: more, Failure: f})
					}
				}
			}
		}
		for _, reach := range []flow.Reach{flow.NotSent, flow.CutOff, flow.TimedOut} {
			for _, cancelled := range []bool{false, true} {
				for _, network := range []flow.Network{flow.NetworkUnknown, flow.NetworkUntrusted} {
					all = append(all, flow.Exchange{Call: c, Over: true, Failed: true, Cancelled: cancelled, Failure: flow.Failure{Reach: reach, Network: network}})
				}
			}
		}
	}
	return all
}

func TestEveryExchangeAndEveryArrowHasWords(t *testing.T) {
	t.Parallel()
	digits := regexp.MustCompile(`\b\d{4,}\b`)
	for _, x := range exchanges() {
		came := Exchanged(x, flow.Permissions{})
		if n := utf8.RuneCountInString(came); n == 0 || n > 29 {
			t.Errorf("%+v: %q takes %d columns", x, came, n)
		}
		for _, a := range flow.SequenceOf([]flow.Exchange{x}, nil) {
			label := Carried(a, flow.Permissions{}, x.Began.Add(3*time.Second))
			if n := utf8.RuneCountInString(label); n == 0 || n > 36 {
				t.Errorf("%+v: %q takes %d columns", a, label, n)
			}
			if digits.MatchString(label) || a.Carries == flow.AnAnswer && strings.Contains(label, "the code") {
				t.Errorf("an arrow suggests a code: %q", label)
			}
		}
	}
}

func TestWhatAnExchangeCameTo(t *testing.T) {
	t.Parallel()
	failed := func(c flow.Call, f flow.Failure) flow.Exchange {
		return flow.Exchange{Call: c, Over: true, Failed: true, Status: f.Status, Failure: f}
	}
	more := failed(flow.CallAnswer, flow.Failure{Status: 403, API: true, Code: flow.FromOutside("mfa_required")})
	more.Challenged = true
	cancelled := failed(flow.CallMFALogin, flow.Failure{Reach: flow.CutOff})
	cancelled.Cancelled = true
	scoped := flow.Permissions{flow.CallMFALogin: {Held: flow.No}}
	for want, row := range map[string]struct {
		x   flow.Exchange
		may flow.Permissions
	}{
		"running":                       {x: flow.Exchange{Call: flow.CallMFALogin}},
		"client token":                  {x: flow.Exchange{Call: flow.CallClientToken, Over: true}},
		"settings read":                 {x: flow.Exchange{Call: flow.CallSettings, Over: true}},
		"client token still good":       {x: flow.Exchange{Call: flow.CallSettings, Over: true, Probe: true}},
		"code needed by e-mail":         {x: flow.Exchange{Call: flow.CallMFALogin, Over: true, Challenged: true, Named: flow.Email}},
		"code sent by SMS":              {x: flow.Exchange{Call: flow.CallChallenge, Over: true, Channel: flow.SMS}},
		"code accepted":                 {x: flow.Exchange{Call: flow.CallAnswer, Over: true}},
		"accepted, another code needed": {x: more},
		"not accepted, or no scope":     {x: failed(flow.CallMFALogin, flow.Failure{Status: 403, API: true})},
		"a scope is missing":            {x: failed(flow.CallMFALogin, flow.Failure{Status: 403, API: true}), may: scoped},
		"code expired":                  {x: failed(flow.CallAnswer, flow.Failure{Status: 403, API: true, Code: flow.FromOutside("expired_token")})},
		"too many, wait 60 s":           {x: failed(flow.CallMFALogin, flow.Failure{Status: 429, RetryAfter: time.Minute})},
		"locked":                        {x: failed(flow.CallMFALogin, flow.Failure{Status: 423, RetryAfter: time.Minute})},
		"Dintero's error":               {x: failed(flow.CallMFALogin, flow.Failure{Status: 502, Page: true})},
		"redirect, not followed":        {x: failed(flow.CallMFALogin, flow.Failure{Status: 302})},
		"a page, not an answer":         {x: failed(flow.CallMFALogin, flow.Failure{Status: 200, Page: true})},
		"not understood":                {x: failed(flow.CallMFALogin, flow.Failure{Status: 200})},
		"no answer in time":             {x: failed(flow.CallAnswer, flow.Failure{Reach: flow.TimedOut})},
		"connection cut, no answer":     {x: failed(flow.CallAnswer, flow.Failure{Reach: flow.CutOff})},
		"not sent: not reached":         {x: failed(flow.CallAnswer, flow.Failure{Reach: flow.NotSent})},
		"cancelled":                     {x: cancelled},
		"nobody found":                  {x: failed(flow.CallExists, flow.Failure{Status: 404})},
	} {
		if got := Exchanged(row.x, row.may); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
