package tui

import (
	"context"

	"dintero-login/flow"
)

// Headless runs the same flow without a screen: the customer, the secret and the code
// come from the session. Nothing is asked, so what would be asked ends it.
func Headless(ctx context.Context, session Session, chosen flow.CustomerChosen) Result {
	h := headless{session: session, lanes: newLanes(session.API), state: session.Start, replies: make(chan reply)}
	defer h.lanes.stop()
	return h.run(ctx, chosen)
}

type headless struct {
	session Session
	lanes   lanes
	state   flow.State
	replies chan reply
	failed  error // of a source
	secrets int   // how often the secret was given
	codes   int
	code    flow.Secret // the last one, which may have to be sent once more
	resends int
}

func (h headless) run(ctx context.Context, chosen flow.CustomerChosen) Result {
	stop, cancel := context.WithCancel(ctx)
	defer cancel()
	h = h.step(stop, flow.Started{}).step(stop, chosen)
	for {
		if result, over := h.over(); over {
			return result
		}
		var e flow.Event
		if e, h = h.decide(ctx); e != nil {
			h = h.step(stop, e)
			continue
		}
		if h.failed != nil {
			continue
		}
		select {
		case r := <-h.replies:
			if h.lanes.takes(r) {
				h = h.step(stop, r.event)
			}
		case <-ctx.Done():
			return Result{State: h.state, Code: 130, Said: lost(h.state, 130)}
		}
	}
}

func (h headless) step(ctx context.Context, e flow.Event) headless {
	next, do := flow.Next(h.state, e)
	h.state = next
	var run func() reply
	if h.lanes, run = h.lanes.follow(next, do); run != nil {
		replies := h.replies
		go func() {
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
		return Result{State: h.state, Code: exitUsage, Said: h.failed.Error()}, true
	}
	fail := func(p flow.Problem) (Result, bool) {
		return Result{State: h.state, Code: ExitCode(p), Said: Sentence(p)}, true
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
		if s.Problem.Reason != flow.TokenRenewed || h.resends > 0 {
			return fail(s.Problem)
		}
	case flow.EnteringCode:
		if s.Problem.Reason != flow.NoReason && (s.Problem.Reason != flow.TokenRenewed || h.codes > 1) {
			return fail(s.Problem)
		}
	}
	return Result{}, false
}

// decide answers a question of the flow with what the flags gave; nil waits for a reply.
func (h headless) decide(ctx context.Context) (flow.Event, headless) {
	now := h.session.moment()
	switch s := h.state.(type) {
	case flow.EnteringSecret:
		h.secrets++
		secret, err := h.session.Secret(ctx)
		if err != nil {
			h.failed = err
			return nil, h
		}
		return flow.SecretEntered{Secret: secret, At: now}, h
	case flow.SendFailed:
		h.resends++
		return flow.ResendWanted{At: now}, h
	case flow.EnteringCode:
		h.codes++
		if s.Problem.Reason == flow.TokenRenewed {
			return flow.CodeEntered{Code: h.code, At: now}, h
		}
		code, err := h.session.Code(ctx, askedFor(s.Pending, h.session))
		if err != nil {
			h.failed = err
			return nil, h
		}
		h.code = code
		return flow.CodeEntered{Code: code, At: h.session.moment()}, h
	}
	return nil, h
}
