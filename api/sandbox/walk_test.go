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

// hurried is a clock that a test turns by hand, and that makes nobody wait.
func hurried(o Options) (Options, *clock) {
	c := &clock{now: time.Date(2026, 11, 22, 0, 12, 0, 0, time.UTC)}
	o.Now = c.read
	o.After = func(_ time.Duration, f func()) func() bool { return time.AfterFunc(time.Millisecond, f).Stop }
	return o, c
}

func newWalk(t *testing.T, scenario string, plans []accountPlan) *walk {
	t.Helper()
	options, clock := hurried(Options{Scenario: scenario})
	box, err := start(options, plans, oneKey)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
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
