// Package phone is the simulated phone of the demo: the messages that came, what became of their
// codes, and how it is drawn. It knows no key: the one that types a code in is handed in as text.
package phone

import (
	"slices"
	"time"

	"dintero-login/flow"
)

// Phone is the messages that came, as they came, and what the login did meanwhile.
type Phone struct {
	messages []arrived
	since    time.Time   // codes sent before are of another sign-in
	asked    time.Time   // when a code was asked for last
	sent     time.Time   // when the last one was asked for that went out; it replaced those before
	doubtful time.Time   // when the last one was asked for that may have gone out
	typed    flow.Secret // the code that was typed last, where it is one of the phone's
}

// Messages beyond these make the oldest go.
const keeps = 64

// glow is how long a message that arrived is bright.
const glow = 2 * time.Second

// Receive takes a message that arrives now.
func (p Phone) Receive(m Message, now flow.Moment) Phone {
	p.messages = append(slices.Clone(p.messages[max(len(p.messages)+1-keeps, 0):]), arrive(m, now))
	return p
}

// Follow keeps the phone in step with the login, which an Event took from one state to another:
// another customer has an empty phone, another sign-in other codes, a send replaces the codes
// before it, and a code that was accepted is used.
func (p Phone) Follow(from flow.State, e flow.Event, to flow.State, now time.Time) Phone {
	switch kind := flow.At(to).Kind; {
	case kind == flow.AtCustomer && flow.At(from).Kind != flow.AtCustomer:
		return Phone{since: now}
	case kind == flow.AtSecret || kind == flow.AtRecovery:
		mails := slices.DeleteFunc(slices.Clone(p.messages), func(m arrived) bool { return !m.Code.IsEmpty() })
		return Phone{messages: mails, since: now}
	}
	return p.sending(from, e, to, now).checking(from, e, to)
}

// sending follows the sends.
func (p Phone) sending(from flow.State, e flow.Event, to flow.State, now time.Time) Phone {
	before, _ := flow.PendingOf(from)
	after, _ := flow.PendingOf(to)
	_, was := from.(flow.SendingCode)
	_, is := to.(flow.SendingCode)
	switch {
	case is && !was:
		p.asked = now
	case was && after.Sends > before.Sends:
		p.doubtful = p.asked
		switch e.(type) {
		case flow.CodeSent, flow.RecoveryStarted:
			p.sent = p.asked
		}
	}
	return p
}

// checking follows the answers to codes.
func (p Phone) checking(from flow.State, e flow.Event, to flow.State) Phone {
	switch e := e.(type) {
	case flow.CodeEntered:
		p.typed = flow.Secret{}
		if slices.ContainsFunc(p.messages, func(m arrived) bool { return m.Code == e.Code }) {
			p.typed = e.Code
		}
		return p
	case flow.TokenReceived:
		return p.mark(p.typed, used)
	}
	before, _ := flow.PendingOf(from)
	after, _ := flow.PendingOf(to)
	switch {
	case after.Codes > before.Codes:
		return p.mark(p.typed, used)
	case flow.ProblemOf(to).Reason == flow.MaybeUsed || after.Lost && !before.Lost:
		return p.mark(p.typed, maybeUsed)
	}
	return p
}

// Newest is the code that the login waits for, whatever the order in which the messages came;
// empty when it has not come. It may have expired.
func (p Phone) Newest() flow.Secret {
	if at := p.newest(); at >= 0 {
		return p.messages[at].Code
	}
	return flow.Secret{}
}

// Messages returns the messages in the order in which they came.
func (p Phone) Messages() []Message {
	var all []Message
	for _, m := range p.messages {
		all = append(all, m.Message)
	}
	return all
}

// Wake returns how long what the phone shows stays true; 0 is for ever.
func (p Phone) Wake(now flow.Moment, wall time.Time) flow.Moment {
	var after flow.Moment
	sooner := func(d flow.Moment) {
		if d > 0 && (after == 0 || d < after) {
			after = d
		}
	}
	for i, m := range p.messages {
		sooner(m.came + glow - now)
		if i == p.newest() && !m.Expires.IsZero() {
			sooner(m.Expires.Sub(wall))
		}
	}
	return after
}
