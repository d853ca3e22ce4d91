package tui

import (
	"context"
	"errors"

	"dintero-login/flow"
)

// ErrNoCode is the error of a code's source that had none in time.
var ErrNoCode = errors.New("no code came in time")

// exitNoTerminal is for what would have to be asked.
const exitNoTerminal = 6

// Headless runs the same flow without a screen: the customer, the secret and the code
// come from the session. Nothing is asked, so what would be asked ends it. When ctx ends, by
// UntilSignal, so does the login, with the signal's exit code.
func Headless(ctx context.Context, session Session, chosen flow.CustomerChosen) (result Result, err error) {
	crash := &crash{}
	defer func() {
		if broken := crash.err(); broken != nil {
			result, err = Result{State: session.Start, Code: exitUnexpected}, broken
		}
	}()
	defer crash.caught(func() {})
	h := headless{session: session, lanes: newLanes(session.API), state: session.Start, replies: make(chan reply), crash: crash}
	defer h.lanes.stop()
	return h.run(ctx, chosen), nil
}

type headless struct {
	session Session
	lanes   lanes
	state   flow.State
	replies chan reply
	crash   *crash
	failed  *Result // why nothing more can be given
}

func (h headless) run(parent context.Context, chosen flow.CustomerChosen) Result {
	ctx, cancel := context.WithCancel(parent)
	defer cancel()
	h = h.step(ctx, cancel, flow.Started{}).step(ctx, cancel, chosen)
	for {
		if result, over := h.over(); over {
			return result
		}
		var e flow.Event
		if e, h = h.decide(ctx); e != nil {
			h = h.step(ctx, cancel, e)
			continue
		}
		if h.failed != nil {
			continue
		}
		select {
		case r := <-h.replies:
			if h.lanes.takes(r) {
				h = h.step(ctx, cancel, r.event)
			}
		case <-ctx.Done():
			code := ExitOf(parent)
			return Result{State: h.state, Code: code, Said: lost(h.state, code)}
		}
	}
}

func (h headless) step(ctx context.Context, cancel func(), e flow.Event) headless {
	next, do := flow.Next(h.state, e)
	h.state = next
	var run func() reply
	if h.lanes, run = h.lanes.follow(next, do); run != nil {
		replies, crash := h.replies, h.crash
		go func() {
			defer crash.caught(cancel)
			select {
			case replies <- run():
			case <-ctx.Done():
			}
		}()
	}
	return h
}

// over says whether the login has come to its end, one way or the other.
func (h headless) over() (Result, bool) {
	if h.failed != nil {
		return *h.failed, true
	}
	fail := func(p flow.Problem) (Result, bool) {
		return Result{State: h.state, Code: ExitCode(p), Said: Sentence(p)}, true
	}
	if a := flow.AccountOf(h.state); a.Client == flow.Failed {
		return fail(a.ClientProblem)
	}
	switch s := h.state.(type) {
	case flow.SignedIn:
		return Result{State: s}, true
	case flow.EnteringSecret:
		if s.Asking {
			return Result{State: s, Code: exitUsage, Said: "this would sign a real customer in; --production says so"}, true
		}
		if s.Problem.Reason != flow.NoReason {
			return fail(s.Problem)
		}
	case flow.ConfirmingSend:
		return Result{State: s, Code: exitUsage, Said: "this would reach a real customer; --production says so"}, true
	case flow.SendFailed:
		return fail(s.Problem)
	case flow.EnteringCode:
		if s.Problem.Reason != flow.NoReason {
			return fail(s.Problem)
		}
	}
	return Result{}, false
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
			return nil, h.fails(ctx, err)
		}
		return flow.SecretEntered{Secret: secret, At: h.session.moment()}, h
	case flow.EnteringCode:
		if h.session.Code == nil {
			h.failed = &Result{State: s, Code: exitNoTerminal, Said: "a code is asked for; --code-stdin or --code-command gives it"}
			return nil, h
		}
		code, err := h.session.givenCode(ctx, askedFor(s.Pending, h.session))
		if err != nil {
			return nil, h.fails(ctx, err)
		}
		return flow.CodeEntered{Code: code, At: h.session.moment()}, h
	}
	return nil, h
}

// fails notes why a source gave nothing.
func (h headless) fails(ctx context.Context, err error) headless {
	result := Result{State: h.state, Code: exitUsage, Said: err.Error()}
	switch {
	case ctx.Err() != nil:
		code := ExitOf(ctx)
		result = Result{State: h.state, Code: code, Said: lost(h.state, code)}
	case errors.Is(err, ErrNoCode):
		result.Code = exitRefused
	}
	h.failed = &result
	return h
}
