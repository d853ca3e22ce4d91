package sandbox

import (
	"context"
	"net/http"
	"testing"
	"time"

	"dintero-login/api"
	"dintero-login/flow"
)

// These tests walk the real adapter through every path of the flow, under every scenario,
// with the proxy in between.

type walk struct {
	t        *testing.T
	scenario string
	clock    *clock
	proxy    *proxy
	api      *api.Adapter
	typed    map[string]bool // codes that were typed in
}

// newWalk is on a clock that the test turns by hand, and that makes nobody wait.
func newWalk(t *testing.T, scenario string) *walk {
	t.Helper()
	clock := &clock{now: time.Date(2026, 11, 22, 0, 12, 0, 0, time.UTC)}
	box := started(t, Options{
		Scenario: scenario, Now: clock.read,
		After: func(_ time.Duration, f func()) func() bool { return time.AfterFunc(time.Millisecond, f).Stop },
	}, demoAccounts())
	p := newProxy(t, box)
	return &walk{t, scenario, clock, p, p.adapter(box.first, box.first.first), map[string]bool{}}
}

// perform does an effect, and again while the scenario is in the way: at most four times.
func (w *walk) perform(e flow.Effect) flow.Event {
	w.t.Helper()
	for try := 1; ; try++ {
		got := w.api.Perform(context.Background(), e)
		failed, ok := got.(flow.CallFailed)
		if !ok || try == 4 {
			return got
		}
		f := failed.Failure
		switch {
		case f.Status == http.StatusTooManyRequests:
			w.clock.turn(f.RetryAfter)
		case f.Status >= 500 || f.Reach == flow.Answered && !f.Got.IsEmpty():
		default:
			return got
		}
	}
}

// code waits for the newest code that somebody got and that was not typed; none after a while.
func (w *walk) code(to string) flow.Secret {
	for range 20 {
		all := w.proxy.box.Messages()
		for i := len(all) - 1; i >= 0; i-- {
			if m := all[i]; m.Number > 0 && !m.Replaced && m.Name == to && !w.typed[m.Code.Reveal()] {
				w.typed[m.Code.Reveal()] = true
				return m.Code
			}
		}
		time.Sleep(2 * time.Millisecond)
	}
	return flow.Secret{}
}

// answer goes from an mfa_token to the token: send, type a wrong code, type the right one;
// where no code comes, or it is not taken any more, send again over the other channel.
func (w *walk) answer(mfaToken flow.Secret, first flow.Channel, to string) flow.Event {
	w.t.Helper()
	var last flow.Event
	channel := first
	for round := range 3 {
		sent, ok := w.perform(flow.SendCode{MFAToken: mfaToken, Channel: channel}).(flow.CodeSent)
		if !ok {
			w.t.Errorf("no code was sent")
			return nil
		}
		code := w.code(to)
		if code.IsEmpty() {
			channel = map[flow.Channel]flow.Channel{flow.SMS: flow.Email, flow.Email: flow.SMS}[channel]
			continue
		}
		if w.scenario == "expired" && round == 0 {
			w.clock.turn(shortLife)
		}
		answer := flow.AnswerChallenge{MFAToken: mfaToken, OobCode: sent.OobCode, Code: flow.Conceal(notThe(code.Reveal()))}
		if round == 0 {
			w.perform(answer)
		}
		answer.Code = code
		last = w.perform(answer)
		if _, ok := last.(flow.TokenReceived); ok || stepsUp(last) {
			w.perform(answer) // once more, which is refused
			return last
		}
	}
	return last
}

func stepsUp(e flow.Event) bool {
	failed, ok := e.(flow.CallFailed)
	return ok && failed.Failure.Code == flow.FromOutside("mfa_required")
}

// byMFA, byPassword and byRecovery are the three ways to a token.
func (w *walk) byMFA(p Person, id flow.Identity) flow.Event {
	w.perform(flow.StartMFALogin{Identity: id, Secret: flow.Conceal("not the secret")})
	offered, ok := w.perform(flow.StartMFALogin{Identity: id, Secret: p.Secret}).(flow.ChallengeOffered)
	if !ok {
		return nil
	}
	return w.answer(offered.MFAToken, offered.Channel, p.Name)
}

func (w *walk) byPassword(p Person, id flow.Identity) flow.Event {
	w.perform(flow.LogIn{Identity: id, Secret: flow.Conceal("not the secret")})
	got := w.perform(flow.LogIn{Identity: id, Secret: p.Secret})
	if stepsUp(got) {
		return w.answer(got.(flow.CallFailed).Failure.MFAToken, flow.SMS, p.Name)
	}
	return got
}

func (w *walk) byRecovery(p Person, id flow.Identity) flow.Event {
	started, ok := w.perform(flow.StartRecovery{Identity: id}).(flow.RecoveryStarted)
	if !ok {
		return nil
	}
	var got flow.Event
	if code := w.code(p.Name); !code.IsEmpty() {
		got = w.perform(flow.AnswerChallenge{MFAToken: started.MFAToken, OobCode: started.OobCode, Code: code})
	}
	if !stepsUp(got) {
		got = w.answer(started.MFAToken, flow.Email, p.Name)
	}
	if !stepsUp(got) {
		return got
	}
	return w.answer(got.(flow.CallFailed).Failure.MFAToken, flow.SMS, p.Name)
}

// everything is every effect that flow has, for everybody.
func (w *walk) everything() (signedIn map[string]int) {
	signedIn = map[string]int{}
	w.perform(flow.Connect{})
	w.perform(flow.ReadSettings{})
	w.perform(flow.ReadKeys{})
	for _, p := range w.proxy.box.Describe().Customers {
		id := flow.Identity{By: flow.ByPhone, Ident: p.Phone}
		if p.Phone == "" {
			id = flow.Identity{By: flow.ByEmail, Ident: p.Email, As: flow.AsCompany}
		}
		for way, sign := range map[string]func(Person, flow.Identity) flow.Event{"mfa": w.byMFA, "password": w.byPassword, "recovery": w.byRecovery} {
			received, ok := sign(p, id).(flow.TokenReceived)
			if !ok {
				continue
			}
			signedIn[way]++
			if fresh, ok := w.perform(flow.RefreshSession{Refresh: received.Token.Refresh}).(flow.TokenReceived); ok {
				w.perform(flow.RefreshSession{Refresh: received.Token.Refresh}) // used
				w.perform(flow.SignOut{Refresh: fresh.Token.Refresh})
			}
		}
		w.perform(flow.MailLink{Email: p.Email, As: id.As})
	}
	w.perform(flow.StartMFALogin{Identity: flow.Identity{By: flow.ByPhone, Ident: "+4700000000"}, Secret: flow.Conceal("nobody's")})
	w.perform(flow.SendCode{MFAToken: flow.Conceal("nobody's"), Channel: flow.SMS})
	return signedIn
}

func TestEveryExchangeOfEveryScenarioIsAsDescribed(t *testing.T) {
	t.Parallel()
	// How many of the three people sign in, by way; a scenario that is not here lets everybody in by all.
	reach := map[string]map[string]int{
		"wrong-secret": {"recovery": 3},
		"mfa-off":      {"password": 3},
		"no-scope":     {},
		"no-code":      {"mfa": 2, "password": 2}, // the company has one address, and a recovery takes both channels
	}
	for _, scenario := range scenarioNames() {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, scenario)
			got := w.everything()
			want, special := reach[scenario]
			if !special {
				want = map[string]int{"mfa": 3, "password": 3, "recovery": 3}
			}
			for _, way := range []string{"mfa", "password", "recovery"} {
				if got[way] != want[way] {
					t.Errorf("%d signed in by %s, want %d", got[way], way, want[way])
				}
			}
			w.expectFaults()
			if scenario == "happy" {
				for _, operation := range []string{
					"token 200", "token 403", "login 403", "mfaLogin 200", "mfaLogin 403", "challenge 200", "challenge 404",
					"recovery 200", "settings 200", "revoke 200", "keys 200", "changePassword 204",
				} {
					if w.proxy.saw(operation) == 0 {
						t.Errorf("never saw %s", operation)
					}
				}
			}
		})
	}
}

// expectFaults checks that what a scenario is there for was really seen, and that nothing
// was let through which it is not there for.
func (w *walk) expectFaults() {
	w.t.Helper()
	all := map[string][]string{
		"cut":          {"token cut after 0"},
		"garbage":      {"mfaLogin garbage: an HTML 502", "mfaLogin garbage: wrong types", "mfaLogin cut after 1", "token garbage: an HTML 502", "challenge cut after 1"},
		"locked":       {"mfaLogin 429", "login 429", "recovery 429"},
		"rate-limited": {"mfaLogin 429", "challenge 429", "token 429"},
		"server-error": {"mfaLogin 500", "challenge 500", "token 500"},
		"no-scope":     {"mfaLogin 403", "login 403", "recovery 403"},
		"mfa-off":      {"mfaLogin 403", "recovery 403", "login 200"},
	}
	for _, what := range all[w.scenario] {
		if w.proxy.saw(what) == 0 {
			w.t.Errorf("never saw %s, but %v", what, w.proxy.seen)
		}
	}
	for what, n := range w.proxy.seen {
		letThrough := len(what) < 4 || what[len(what)-4] != ' ' // it does not end in a status
		if letThrough && w.scenario != "garbage" && w.scenario != "cut" {
			w.t.Errorf("saw %s, %d times", what, n)
		}
	}
}
