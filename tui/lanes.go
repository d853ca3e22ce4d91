package tui

import (
	"context"

	"dintero-login/flow"
)

// lanes runs the flow's effects: at most one at a time in the login lane, as many as
// there are in the facts lane. Every start has a number, and a reply that comes late
// carries one that is over.
type lanes struct {
	api   Performer
	login lane
	facts lane
}

type lane struct {
	number int
	ctx    context.Context
	cancel context.CancelFunc
}

// reply is an effect's end.
type reply struct {
	lane   flow.Lane
	number int
	event  flow.Event
}

func newLanes(api Performer) lanes {
	return lanes{api: api, login: lane{}.next(), facts: lane{}.next()}
}

// next ends what runs in a lane.
func (l lane) next() lane {
	if l.cancel != nil {
		l.cancel()
	}
	ctx, cancel := context.WithCancel(context.Background())
	return lane{number: l.number + 1, ctx: ctx, cancel: cancel}
}

// follow takes the step that the flow has just taken: it cancels what the new state does
// not wait for, and gives what is to be run, or nil.
func (l lanes) follow(next flow.State, do flow.Effect) (lanes, func() reply) {
	if _, leaving := do.(flow.SignOut); leaving {
		l.facts = l.facts.next()
	}
	if !flow.Working(next) || (do != nil && do.Lane() == flow.LoginLane) {
		l.login = l.login.next()
	}
	if do == nil {
		return l, nil
	}
	in := l.facts
	if do.Lane() == flow.LoginLane {
		in = l.login
	}
	api := l.api
	return l, func() reply {
		return reply{lane: do.Lane(), number: in.number, event: api.Perform(in.ctx, do)}
	}
}

// takes says whether a reply is still waited for.
func (l lanes) takes(r reply) bool {
	if r.lane == flow.LoginLane {
		return r.number == l.login.number
	}
	return r.number == l.facts.number
}

// stop ends everything.
func (l lanes) stop() {
	l.login.cancel()
	l.facts.cancel()
}
