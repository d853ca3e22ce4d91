package phone

import (
	"time"

	"dintero-login/flow"
)

// use is whether a code was used up. The phone knows it from the answers to the login, since
// no message tells it.
type use int

const (
	unused    use = iota
	maybeUsed     // the answer to it was lost
	used
)

// fresh is the note on a code that can be typed.
const fresh = "new"

// note says what a message's code is worth at this time; empty for a message without one.
func (p Phone) note(i int, now time.Time) string {
	m := p.messages[i]
	switch {
	case m.Code.IsEmpty():
		return ""
	case m.use == used:
		return "used"
	case m.Sent.Before(p.since):
		return "from an earlier sign-in"
	case i != p.newest():
		return "replaced"
	case m.expired(now):
		return "expired"
	case m.use == maybeUsed:
		return "may be used"
	case m.Sent.Before(p.doubtful):
		return "may be replaced"
	default:
		return fresh
	}
}

// newest is the index of the code that the login waits for: of the last send, whatever the order
// in which they came. It is -1 when that one has not come.
func (p Phone) newest() int {
	at := -1
	for i, m := range p.messages {
		if m.Code.IsEmpty() || m.use == used || m.Sent.Before(p.since) || m.Sent.Before(p.sent) {
			continue
		}
		if at < 0 || !m.Sent.Before(p.messages[at].Sent) {
			at = i
		}
	}
	return at
}

// mark notes what became of a code.
func (p Phone) mark(code flow.Secret, became use) Phone {
	p.messages = append([]arrived(nil), p.messages...)
	for i, m := range p.messages {
		if m.Code == code && !code.IsEmpty() {
			p.messages[i].use = became
		}
	}
	return p
}
