// Package script drives the flow without a screen: flags give the customer, the secret and the
// code, and what came of it is an exit code and one sentence, or one JSON object. It names no key.
package script

import (
	"context"
	"errors"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/lanes"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

// ErrNoCode is the cause of a context that ended because the code did not come in time.
var ErrNoCode = errors.New("no code came in time")

// Run runs the same flow without a screen: the customer, the secret and the code
// come from login. Nothing is asked, so what would be asked ends it. When ctx ends, by
// terminal.UntilSignal, so does the login, with the signal's exit code.
func Run(ctx context.Context, login Login, chosen flow.CustomerChosen) Result {
	h := headless{login: login, lanes: lanes.New(login.API), state: login.Start, replies: make(chan lanes.Reply)}
	defer h.lanes.Stop()
	return h.run(ctx, chosen)
}

type headless struct {
	login   Login
	lanes   lanes.Lanes
	state   flow.State
	replies chan lanes.Reply
	failed  *Result // why nothing more can be given
}

func (h headless) run(parent context.Context, chosen flow.CustomerChosen) Result {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	h = h.step(ctx, flow.Started{}).step(ctx, chosen)
	for {
		if result, over := h.over(); over {
			return result
		}
		var e flow.Event
		if e, h = h.decide(ctx); e != nil {
			h = h.step(ctx, e)
			continue
		}
		if h.failed != nil {
			continue
		}
		select {
		case r := <-h.replies:
			if h.lanes.Takes(r) {
				h = h.step(ctx, r.Event)
			}
		case <-ctx.Done():
			code := terminal.ExitOf(parent)
			return Result{State: h.state, Code: code, Reason: BecauseSignal, Said: words.Lost(h.state, code)}
		}
	}
}

func (h headless) step(ctx context.Context, e flow.Event) headless {
	next, do := flow.Next(h.state, e)
	if h.inVain(next, do) {
		h.failed = &Result{State: h.state, Code: terminal.ExitNoTerminal, Reason: BecauseTerminal, Said: codeNotGiven}
		return h
	}
	h.state = next
	var runs []lanes.Run
	h.lanes, runs = h.lanes.Follow(next, do)
	replies := h.replies
	for _, run := range runs {
		spawn.Go(func() {
			if !waited(ctx, run.After) {
				return
			}
			select {
			case replies <- run.Do():
			case <-ctx.Done():
			}
		})
	}
	return h
}

// waited reports whether the time is over; false when ctx ends before.
func waited(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// codeNotGiven is the sentence for an account that asks for a code where no flag gives one.
const codeNotGiven = "a code is asked for, and without a screen only --code-stdin or --code-command can give it"

// inVain reports whether an effect would lead to a code that nobody can give: a message
// for nothing, or a sign-in that is certain to ask for one.
func (h headless) inVain(next flow.State, do flow.Effect) bool {
	if h.login.Code != nil {
		return false
	}
	switch do.(type) {
	case flow.SendCode:
		return true
	case flow.StartMFALogin:
		a := flow.AccountOf(next)
		return a.MFA() == flow.Yes || a.MFA() == flow.Unknown && a.Login == flow.LoginMFA
	}
	return false
}

// over reports how the login ended, if it has.
func (h headless) over() (Result, bool) {
	if h.failed != nil {
		return *h.failed, true
	}
	fail := func(p flow.Problem) (Result, bool) {
		return Result{State: h.state, Code: ExitCode(p), Problem: p, Said: sentenceIn(h.state, p)}, true
	}
	if a := flow.AccountOf(h.state); a.Client == flow.Failed {
		return fail(a.ClientProblem)
	}
	if in, ok := flow.SessionOf(h.state); ok {
		return Result{State: in, Said: skewNote(in.Account)}, true
	}
	if flow.Asking(h.state) {
		return h.guarded(), true
	}
	if p := flow.ProblemOf(h.state); p.Reason != flow.NoReason {
		return fail(p)
	}
	return Result{}, false
}

func (h headless) guarded() Result {
	return Result{State: h.state, Code: terminal.ExitUsage, Reason: BecauseUsage, Said: "this would reach a real customer; a script needs --production"}
}

// skewNote is the note after a login that succeeded on a machine whose clock is wrong: the
// token's times look strange there.
func skewNote(a flow.Account) string {
	if a.Skew.Abs() < words.SkewShown {
		return ""
	}
	return "signed in, but " + words.Skew(a.Skew)
}

// decide answers a question of the flow with the values of the flags; a nil event waits for a
// reply.
func (h headless) decide(ctx context.Context) (flow.Event, headless) {
	if flow.Working(h.state) {
		return nil, h
	}
	switch flow.At(h.state).Kind {
	case flow.AtSecret:
		if flow.AccountOf(h.state).Client == flow.Reading {
			return nil, h // without a client token nothing can be sent, so nothing is asked for yet
		}
		secret, err := h.login.GiveSecret(ctx)
		if err != nil {
			return nil, h.fails(ctx, Result{Code: terminal.ExitUsage, Reason: BecauseSecret, Said: err.Error()})
		}
		return flow.SecretEntered{Secret: secret, At: h.login.Clock()}, h
	case flow.AtCode:
		code, err := h.login.GiveCode(ctx, h.login.Asked(h.state))
		if err != nil {
			return nil, h.fails(ctx, Result{Code: terminal.ExitRefused, Reason: BecauseCode, Said: err.Error()})
		}
		return flow.CodeEntered{Code: code, At: h.login.Clock()}, h
	}
	return nil, h
}

// fails notes why a source gave nothing: its own failure, unless the whole login is ending.
func (h headless) fails(ctx context.Context, result Result) headless {
	if ctx.Err() != nil {
		code := terminal.ExitOf(ctx)
		result = Result{Code: code, Reason: BecauseSignal, Said: words.Lost(h.state, code)}
	}
	result.State = h.state
	h.failed = &result
	return h
}
