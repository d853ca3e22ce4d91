// Package lanes runs the flow's effects for whoever drives the flow: the screens and a script.
package lanes

import (
	"context"
	"time"

	"dintero-login/flow"
)

// Performer performs the flow's effects on the API, and returns the event that each ends in. It
// returns soon after ctx ends.
type Performer interface {
	Perform(ctx context.Context, do flow.Effect) flow.Event
}

// Lanes runs the flow's effects: at most one at a time in the login lane, as many as
// there are in the facts lane. Every start has a number, and a reply that comes late
// carries one that is over.
type Lanes struct {
	api   Performer
	login lane
	facts lane
	held  flow.AwaitSettings // without a secret where nothing is held
}

type lane struct {
	number int
	ctx    context.Context
	cancel context.CancelFunc
}

// Reply is an effect's end.
type Reply struct {
	Event  flow.Event
	lane   flow.Lane
	number int
}

// New returns lanes in which nothing runs.
func New(api Performer) Lanes {
	return Lanes{api: api, login: lane{}.next(), facts: lane{}.next()}
}

// next ends what runs in a lane.
func (l lane) next() lane {
	if l.cancel != nil {
		l.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	return lane{number: l.number + 1, ctx: ctx, cancel: cancel}
}

// Run is a call to make after a delay. It ends in a Reply.
type Run struct {
	After time.Duration // 0: at once
	Do    func() Reply
}

// Follow takes the step that the flow has just taken: it cancels what the new state does
// not wait for, and returns what to run. AwaitSettings it holds itself, until the state
// that it is given knows how reading the settings ended, or the time is over.
func (l Lanes) Follow(next flow.State, do flow.Effect) (Lanes, []Run) {
	if _, leaving := do.(flow.SignOut); leaving {
		l.facts = l.facts.next()
	}
	if !flow.Working(next) || (do != nil && do.Lane() == flow.LoginLane) {
		l.login, l.held = l.login.next(), flow.AwaitSettings{}
	}
	var runs []Run
	switch do := do.(type) {
	case nil:
	case flow.AwaitSettings:
		l.held = do
		runs = append(runs, Run{After: do.Within, Do: l.goOn})
	default:
		runs = append(runs, Run{Do: func() Reply { return l.Reply(do.Lane(), l.api.Perform(l.of(do.Lane()).ctx, do)) }})
	}
	if !l.held.Secret.IsEmpty() && flow.AccountOf(next).Reading != flow.Reading {
		runs = append(runs, Run{Do: l.goOn})
	}
	return l, runs
}

// goOn ends AwaitSettings. Once it is taken, another one comes late.
func (l Lanes) goOn() Reply {
	return l.Reply(flow.LoginLane, flow.SettingsAwaited{Secret: l.held.Secret})
}

func (l Lanes) of(in flow.Lane) lane {
	if in == flow.LoginLane {
		return l.login
	}
	return l.facts
}

// Reply returns the Reply to the effect that runs in a lane.
func (l Lanes) Reply(in flow.Lane, e flow.Event) Reply {
	return Reply{Event: e, lane: in, number: l.of(in).number}
}

// Takes reports whether the flow still waits for a reply.
func (l Lanes) Takes(r Reply) bool { return r.number == l.of(r.lane).number }

// Facts returns the context of the facts lane. It ends with a sign-out, and with Stop.
func (l Lanes) Facts() context.Context { return l.facts.ctx }

// Stop ends everything.
func (l Lanes) Stop() {
	l.login.cancel()
	l.facts.cancel()
}
