package tui

import (
	"context"
	"errors"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/lanes"
	"dintero-login/tui/terminal"
)

// ErrNoCode is the cause of a context in which a code's source had its time.
var ErrNoCode = errors.New("no code came in time")

// Headless runs the same flow without a screen: the customer, the secret and the code
// come from the session. Nothing is asked, so what would be asked ends it. When ctx ends, by
// terminal.UntilSignal, so does the login, with the signal's exit code.
func Headless(ctx context.Context, session Session, chosen flow.CustomerChosen) Result {
	h := headless{session: session, lanes: lanes.New(session.API), state: session.Start, replies: make(chan lanes.Reply)}
	defer h.lanes.Stop()
	return h.run(ctx, chosen)
}

type headless struct {
	session Session
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
			return Result{State: h.state, Code: code, Reason: BecauseSignal, Said: lost(h.state, code)}
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
	var run func() lanes.Reply
	if h.lanes, run = h.lanes.Follow(next, do); run != nil {
		replies := h.replies
		spawn.Go(func() {
			select {
			case replies <- run():
			case <-ctx.Done():
			}
		})
	}
	return h
}

// codeNotGiven is for an account that asks for a code where no flag gives one.
const codeNotGiven = "a code is asked for, and without a screen only --code-stdin or --code-command can give it"

// inVain reports whether an effect would lead to a code that nobody can give: a message
// for nothing, or a sign-in that is certain to ask for one.
func (h headless) inVain(next flow.State, do flow.Effect) bool {
	if h.session.Code != nil {
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
	var p flow.Problem
	switch s := h.state.(type) {
	case flow.SignedIn:
		return Result{State: s, Said: skewNote(s.Account)}, true
	case flow.ConfirmingSend:
		return h.guarded(), true
	case flow.EnteringSecret:
		if s.Asking {
			return h.guarded(), true
		}
		p = s.Problem
	case flow.SendFailed:
		p = s.Problem
	case flow.EnteringCode:
		p = s.Problem
	}
	if p.Reason == flow.NoReason {
		return Result{}, false
	}
	return fail(p)
}

func (h headless) guarded() Result {
	return Result{State: h.state, Code: terminal.ExitUsage, Reason: BecauseUsage, Said: "this would reach a real customer; a script needs --production"}
}

// skewNote is for a login that went well: the token is a strange one to this machine.
func skewNote(a flow.Account) string {
	if a.Skew.Abs() < skewShown {
		return ""
	}
	return "signed in, but " + skewWords(a.Skew)
}

// decide answers a question of the flow with what the flags gave; nil waits for a reply.
func (h headless) decide(ctx context.Context) (flow.Event, headless) {
	switch s := h.state.(type) {
	case flow.EnteringSecret:
		if flow.AccountOf(s).Client == flow.Reading {
			return nil, h // without a client token nothing can be sent, so nothing is asked for yet
		}
		secret, err := h.session.givenSecret(ctx)
		if err != nil {
			return nil, h.fails(ctx, Result{Code: terminal.ExitUsage, Reason: BecauseSecret, Said: err.Error()})
		}
		return flow.SecretEntered{Secret: secret, At: h.session.moment()}, h
	case flow.EnteringCode:
		code, err := h.session.givenCode(ctx, askedFor(s.Pending, h.session))
		if err != nil {
			return nil, h.fails(ctx, Result{Code: terminal.ExitRefused, Reason: BecauseCode, Said: err.Error()})
		}
		return flow.CodeEntered{Code: code, At: h.session.moment()}, h
	}
	return nil, h
}

// fails notes why a source gave nothing: its own failure, unless everything ends.
func (h headless) fails(ctx context.Context, result Result) headless {
	if ctx.Err() != nil {
		code := terminal.ExitOf(ctx)
		result = Result{Code: code, Reason: BecauseSignal, Said: lost(h.state, code)}
	}
	result.State = h.state
	h.failed = &result
	return h
}
