package recorded

import (
	"slices"
	"time"

	"dintero-login/flow"
)

// Attempt is calls that belong together: one sign-in with what follows it, or one call for
// something else.
type Attempt struct {
	Calls       int
	First, Last time.Time // zero where no call has a time

	Call     flow.Call // that failed last; else the last one
	At       time.Time // when
	Failure  flow.Failure
	Failed   bool // and nothing after it went well
	Accepted bool // it ended in a token

	told     bool
	who      uint64
	login    uint64
	bearer   uint64
	order    int // of the last call
	byEmail  bool
	channel  flow.Channel
	secret   bool // the PIN or password was accepted
	messages int
	sent     time.Time // the newest message
	lost     bool      // a try of the newest code got no answer
}

// idle is how long after its last call an attempt still goes on: an mfa_token lives as long.
const idle = 15 * time.Minute

// openCap is how many attempts may go on at the same time.
const openCap = 1024

// attempts puts calls together, which come in the order of time.
type attempts struct {
	open   []*Attempt // the newest last
	count  int
	failed int
	last   Attempt // the last that failed, else the last

	accepted int              // the order of the last one that was
	exists   map[uint64]asked // what existence checks say of customers
}

// starts reports whether a call begins an attempt of its own.
func starts(call flow.Call) bool {
	switch call {
	case flow.CallChallenge, flow.CallAnswer:
		return false
	}
	return true
}

// isFact reports whether a call is about the client or the account, and not about a customer.
func isFact(call flow.Call) bool {
	return call == flow.CallClientToken || call == flow.CallSettings || call == flow.CallKeys
}

func (a *attempts) add(x exchange) {
	a.closeIdle(x.at)
	if x.token {
		x.call, x.token = flow.CallClientToken, false
		if at := a.find(x); at != nil && at.messages > 0 {
			x.call = flow.CallAnswer
		}
	}
	if x.call == flow.CallExists {
		if _, known := a.exists[x.who]; known || len(a.exists) < openCap {
			a.exists[x.who] = x.asked
		}
		return
	}
	at := a.find(x)
	if at == nil {
		if isFact(x.call) && !x.failed {
			return // it belongs to none
		}
		at = &Attempt{First: x.at, who: x.who}
		if len(a.open) == openCap {
			a.close(0)
		}
		a.open = append(a.open, at)
	}
	at.took(x)
	if at.Failed && (x.call == flow.CallLogin || x.call == flow.CallMFALogin) {
		a.close(slices.Index(a.open, at)) // nothing can follow
	}
}

// find is the attempt that a call goes on with; nil where it begins one.
func (a *attempts) find(x exchange) *Attempt {
	for i := len(a.open) - 1; i >= 0; i-- {
		at := a.open[i]
		switch {
		case isFact(x.call):
			// A failed call for the client or the account is made again, or belongs to whoever needed it.
			if at.Failed && at.Call == x.call {
				return at
			}
		case starts(x.call):
			if x.who != 0 && at.who == x.who || at.who == 0 && isFact(at.Call) && at.Failed {
				a.close(i) // the next try of the same customer
				return nil
			}
		case x.login != 0 && at.login == x.login:
			return at
		case (x.login == 0 || at.login == 0) && !at.Accepted && !isFact(at.Call) && (x.who == 0 || x.who == at.who):
			return at
		}
	}
	return nil
}

// closeIdle ends the attempts that nothing came to for long.
func (a *attempts) closeIdle(now time.Time) {
	for i := 0; i < len(a.open) && !now.IsZero(); {
		if last := a.open[i].Last; !last.IsZero() && now.Sub(last) > idle {
			a.close(i)
			continue
		}
		i++
	}
}

// close ends an attempt, and counts it.
func (a *attempts) close(i int) {
	at := *a.open[i]
	a.open = append(a.open[:i], a.open[i+1:]...)
	a.count++
	if at.Accepted {
		a.accepted = max(a.accepted, at.order)
	}
	if at.Failed {
		a.failed++
	}
	if at.Failed == a.last.Failed && at.order > a.last.order || at.Failed && !a.last.Failed {
		a.last = at
	}
}

// end ends all.
func (a *attempts) end() {
	for len(a.open) > 0 {
		a.close(0)
	}
}

// before is how many attempts failed before the last one that did.
func (a *attempts) before() int { return max(a.failed-1, 0) }

// later reports whether an attempt was accepted after the last one that failed.
func (a *attempts) later() bool { return a.last.Failed && a.accepted > a.last.order }

// took notes what a call of the attempt shows.
func (at *Attempt) took(x exchange) {
	at.Last, at.order = x.at, x.order
	at.Calls++
	if x.login != 0 && !(x.failed && at.login != 0) {
		at.login = x.login
	}
	if at.who == 0 {
		at.who = x.who
	}
	at.byEmail = at.byEmail || x.byEmail
	if x.channel != flow.NoChannel {
		at.channel = x.channel
	}
	at.Call, at.At, at.bearer, at.told = x.call, x.at, x.bearer, x.told
	at.Failure, at.Failed = x.failure, x.failed && !stepUp(x)
	if x.messages {
		at.messages, at.sent, at.lost = at.messages+1, x.at, false
	}
	switch x.call {
	case flow.CallMFALogin, flow.CallChallenge:
		at.secret = at.secret || !x.failed
	case flow.CallLogin:
		at.secret, at.Accepted = !x.failed || stepUp(x), !x.failed
	case flow.CallAnswer:
		at.Accepted = !x.failed
		at.lost = at.lost || x.failed && x.failure.Status == 0
	case flow.CallRefresh, flow.CallRevoke, flow.CallChangePassword:
		at.Accepted = !x.failed
	}
}

// stepUp reports whether an answer asks for the next code, which is not a failure.
func stepUp(x exchange) bool {
	return x.failed && !x.failure.MFAToken.IsEmpty() && (x.call == flow.CallLogin || x.call == flow.CallMFALogin || x.call == flow.CallAnswer)
}

// asked is what came to an existence check.
type asked struct {
	status int
	json   bool // the content type was JSON's
}

// existence is what the checks say of a customer. The control is a check of somebody else: where
// all are found alike, the answer says nothing.
func (a *attempts) existence(who uint64, on flow.Tristate, base bool) flow.Tristate {
	about, known := a.exists[who]
	if who == 0 || !known {
		return flow.Unknown
	}
	e := flow.Existence{Standing: flow.Known, Asked: [2]int{about.status}, JSON: about.json, On: on, Base: base}
	for other, is := range a.exists {
		if other != who && (e.Control == 0 || is.status == 404) {
			e.Control = is.status
		}
	}
	if e.Control == 0 {
		return flow.Unknown
	}
	return e.Found()
}
