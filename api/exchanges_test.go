package api

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"

	"dintero-login/api/record"
	"dintero-login/api/wire"
	"dintero-login/flow"
)

// recorded is an adapter whose exchanges are kept.
func (s *server) recorded(t *testing.T) (*Adapter, *record.Record) {
	t.Helper()
	kept, cfg := record.New(), s.config()
	cfg.Observer = kept.Observe
	return adapter(t, cfg), kept
}

// line is an exchange in short: its path, its try, its status, and its meaning.
func line(x flow.Exchange) string {
	out := fmt.Sprintf("%s %s try %d: %d", x.Method, x.Path, x.Try, x.Status)
	for _, part := range []struct {
		is   bool
		text string
	}{
		{!x.Over, "runs"},
		{x.Probe, "probe"},
		{x.Challenged, "challenged"},
		{x.Named != flow.NoChannel, "named " + x.Named.Name()},
		{x.Channel != flow.NoChannel, "asked " + x.Channel.Name()},
		{x.Send != 0, fmt.Sprintf("message %d", x.Send)},
		{x.Failed, fmt.Sprintf("means %d", x.Means(flow.Permissions{}))},
		{x.Cancelled, "cancelled"},
		{x.Failed && x.Failure.Reach == flow.CutOff && !x.Cancelled, "cut off"},
		{!x.Request.IsEmpty(), "request " + x.Request.Shown()},
	} {
		if part.is {
			out += " " + part.text
		}
	}
	return out
}

func lines(kept *record.Record) string {
	var all []string
	for _, x := range kept.Exchanges() {
		all = append(all, line(x))
	}
	return strings.Join(all, "\n")
}

func TestWhatBecameOfEachRequestIsRecorded(t *testing.T) {
	t.Parallel()
	const (
		token   = "POST auth/token try 1: 200"
		refused = `{"error":{"code":"invalid_credentials","message":"no"}}`
		more    = `{"error":{"code":"MFA_REQUIRED"},"mfa_token":"` + mfaToken + `"}`
	)
	means := func(r flow.Reason) string { return fmt.Sprintf(" means %d", r) }
	for _, row := range []struct {
		name    string
		call    flow.Call
		replies []reply
		do      flow.Effect // that of the call, where it is nil
		want    []string
	}{
		{"a sign-in that a code follows", flow.CallMFALogin, []reply{says(200, offered, "X-Request-Id", "r-1")}, nil, []string{
			token, "POST customers/mfa_login try 1: 200 challenged named email request r-1",
		}},
		{"a sign-in that is refused", flow.CallMFALogin, []reply{says(403, refused)}, nil, []string{
			token, "POST customers/mfa_login try 1: 403" + means(flow.NotAccepted),
		}},
		{"a step up", flow.CallLogin, []reply{says(403, more)}, nil, []string{
			token, "POST customers/login try 1: 403 challenged" + means(flow.CodeRequired),
		}},
		{"a second code", flow.CallAnswer, []reply{says(403, more)}, nil, []string{
			token, "POST auth/token try 1: 403 challenged" + means(flow.CodeRequired),
		}},
		{
			"a message", flow.CallChallenge,
			[]reply{says(200, sent)},
			flow.SendCode{MFAToken: flow.Conceal(mfaToken), Channel: flow.Email, Send: 2},
			[]string{token, "POST auth/mfa/challenge try 1: 200 asked email message 2"},
		},
		{"a good status with a body that is of no use", flow.CallAnswer, []reply{says(200, `{"access_token":7}`)}, nil, []string{
			token, "POST auth/token try 1: 200" + means(flow.Unexpected),
		}},
		{"an answer that is done by its status, cut short", flow.CallRevoke, []reply{says(200, `{"a`, "Content-Length", "90")}, nil, []string{
			token, "POST auth/revoke try 1: 200",
		}},
		{"a page in place of such an answer", flow.CallRevoke, []reply{says(200, "<html>", "Content-Type", "text/html")}, nil, []string{
			token, "POST auth/revoke try 1: 200" + means(flow.Unexpected),
		}},
		{"no answer to a code", flow.CallAnswer, []reply{cut}, nil, []string{
			token, "POST auth/token try 1: 0" + means(flow.MaybeUsed) + " cut off",
		}},
		{"a GET that succeeds on its third try", flow.CallSettings, []reply{says(503, ``), says(502, "<html>"), says(200, `{}`)}, nil, []string{
			token, "GET customers/settings try 1: 503" + means(flow.Unexpected),
			"GET customers/settings try 2: 502" + means(flow.Unexpected), "GET customers/settings try 3: 200",
		}},
		{"a GET with a token that expired", flow.CallSettings, []reply{says(401, ``), says(200, `{}`)}, nil, []string{
			token, "GET customers/settings try 1: 401" + means(flow.TokenRefused), "POST auth/token try 2: 200", "GET customers/settings try 2: 200",
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).on(row.call, row.replies...)
			a, kept := s.recorded(t)
			do := row.do
			if do == nil {
				do = effect[row.call]
			}
			a.Perform(t.Context(), do)
			if got, want := lines(kept), strings.Join(row.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// A 401 is understood only after another call.
func TestWhatA401MeansReachesItsExchange(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name  string
		probe []reply
		want  flow.Reason
		asked string
	}{
		{"the client's token is accepted elsewhere", []reply{says(200, `{}`)}, flow.NotAccepted, "200 probe"},
		{"the client's token had expired", []reply{says(401, ``)}, flow.TokenRenewed, fmt.Sprintf("401 probe means %d", flow.TokenRefused)},
		{"nobody knows", []reply{cut}, flow.NotAcceptedOrToken, fmt.Sprintf("0 probe means %d cut off", flow.NoAnswer)},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).on(flow.CallMFALogin, says(401, `{"error":{"code":"x"}}`)).on(flow.CallSettings, row.probe...)
			a, kept := s.recorded(t)
			a.Perform(t.Context(), effect[flow.CallMFALogin])
			all := kept.Exchanges()
			if got := all[1].Means(flow.Permissions{}); got != row.want {
				t.Errorf("it means %d, want %d", got, row.want)
			}
			if _, got, _ := strings.Cut(line(all[2]), ": "); got != row.asked { // net/http makes a GET again that was cut
				t.Errorf("got %q, want %q", got, row.asked)
			}
		})
	}
}

func TestACallThatRunsAndACancelledOne(t *testing.T) {
	t.Parallel()
	reached, goOn := make(chan struct{}), make(chan struct{})
	s := newServer(t).on(flow.CallMFALogin, func(_ http.ResponseWriter, r *http.Request) {
		close(reached)
		select {
		case <-r.Context().Done():
		case <-goOn:
		}
	})
	t.Cleanup(func() { close(goOn) })
	a, kept := s.recorded(t)
	ctx, cancel := context.WithCancel(t.Context())
	var done sync.WaitGroup
	done.Go(func() { a.Perform(ctx, effect[flow.CallMFALogin]) })
	<-reached
	if got := line(kept.Exchanges()[1]); got != "POST customers/mfa_login try 1: 0 runs" {
		t.Errorf("while it runs: %q", got)
	}
	before := kept.Exchanges()
	cancel()
	done.Wait()
	x := kept.Exchanges()[1]
	if !x.Over || !x.Cancelled || x.Phases.Wait <= 0 || x.Took < x.Phases.Wait {
		t.Errorf("afterwards: %+v", x)
	}
	if before[1].Over {
		t.Error("what was handed out has changed")
	}
	a.Perform(ctx, effect[flow.CallMFALogin])
	if n := len(kept.Exchanges()); n != 2 {
		t.Errorf("a call that was cancelled before it began is an exchange: %d", n)
	}
}

func TestConcurrentCallsAreKeptInTheirOrder(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, says(200, `{}`)).on(flow.CallKeys, says(200, good[flow.CallKeys]))
	a, kept := s.recorded(t)
	var done sync.WaitGroup
	for range 20 {
		done.Go(func() { a.Perform(t.Context(), flow.ReadSettings{}) })
		done.Go(func() { a.Perform(t.Context(), flow.ReadKeys{}) })
	}
	done.Wait()
	all := kept.Exchanges()
	if len(all) != 41 {
		t.Fatalf("%d exchanges", len(all))
	}
	for i, x := range all {
		if x.Number != i+1 || !x.Over || x.Failed || x.Received == 0 || x.Took <= 0 {
			t.Errorf("exchange %d: %+v", i+1, x)
		}
	}
}

func TestPhasesAreThoseThatHappened(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, says(200, `{}`))
	a, kept := s.recorded(t)
	a.Perform(t.Context(), flow.ReadSettings{})
	all := kept.Exchanges()
	first, second := all[0].Phases, all[1].Phases
	if first.Reused || first.Connect <= 0 || first.DNS != 0 || first.TLS != 0 || first.Wait <= 0 {
		t.Errorf("the first request: %+v", first)
	}
	if !second.Reused || second.Connect != 0 || second.Wait <= 0 {
		t.Errorf("the second: %+v", second)
	}
}

func TestAForgottenExchangeDoesNotComeBack(t *testing.T) {
	t.Parallel()
	reached, goOn := make(chan struct{}), make(chan struct{})
	s := newServer(t).on(flow.CallMFALogin, func(w http.ResponseWriter, r *http.Request) {
		close(reached)
		<-goOn
		says(200, offered)(w, r)
	})
	a, kept := s.recorded(t)
	var done sync.WaitGroup
	done.Go(func() { a.Perform(t.Context(), effect[flow.CallMFALogin]) })
	<-reached
	kept.Forget()
	close(goOn)
	done.Wait()
	if got := lines(kept); got != "" {
		t.Errorf("there is %s", got)
	}
}

func TestNoExchangeHoldsASecret(t *testing.T) {
	t.Parallel()
	for call, do := range effect {
		for _, answer := range []reply{says(200, good[call]), echo(200, `$`), echo(403, `{"error":{"code":"$","message":"$","errors":["$"]},"mfa_token":"`+mfaToken+`"}`), cut} {
			s := newServer(t).on(call, answer)
			a, kept := s.recorded(t)
			a.Perform(t.Context(), do)
			for _, x := range kept.Exchanges() {
				noCanary(t, wire.RouteOf(call).Path, x)
			}
			a.Close()
		}
	}
}
