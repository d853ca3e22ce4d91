package flow

import (
	"slices"
	"time"
)

// Party is a side of the sequence of a login.
type Party int

// The parties, from the left to the right.
const (
	Program Party = iota
	Dintero
	Phone // and whatever else the customer reads messages on
	Parties
)

// Carried is the kind of thing that an Arrow carries.
type Carried int

// Of an exchange come its request, then the messages that it sent, then its answer. A code comes
// before the request that carries it.
const (
	ARequest Carried = iota
	AMessage
	AnAnswer
	NoReply // in the place of an answer that has not come
	ACode   // which a person reads in a message and types
)

// Arrow is one line of the sequence: something went from one party to another.
type Arrow struct {
	From, To Party
	Carries  Carried
	Of       Exchange
	Channel  Channel // of a message; NoChannel where it is not known
	Send     int     // a message's number: SMS 2; 0 where it has none
	Open     bool    // nobody knows that it arrived
}

// Arrival is a message that arrived. Only the demo's phone knows of any.
type Arrival struct {
	Channel Channel
	Number  int // 0 for a mail without a code
	Sent    time.Time
}

// SequenceOf is what went between the parties, as far as it is known: no answer holds a code, and a
// message is there only where an answer says that it went out, or where it arrived. Of a code it
// is known that it came from a message where the code was accepted.
func SequenceOf(exchanges []Exchange, arrived []Arrival) []Arrow {
	messages := messagesOf(exchanges, arrived)
	var all []Arrow
	for i, x := range exchanges {
		message, sent := messages[i]
		if x.Call == CallAnswer && x.accepted() {
			all = append(all, Arrow{From: Phone, To: Program, Carries: ACode, Of: x})
		}
		all = append(all, Arrow{From: Program, To: Dintero, Carries: ARequest, Of: x, Open: x.Status == 0 && (!sent || message.Open)})
		if sent {
			all = append(all, message)
		}
		if x.Status == 0 {
			all = append(all, Arrow{From: Dintero, To: Program, Carries: NoReply, Of: x, Open: true})
			continue
		}
		all = append(all, Arrow{From: Dintero, To: Program, Carries: AnAnswer, Of: x})
	}
	return all
}

// accepted reports whether the answer took what was typed.
func (x Exchange) accepted() bool { return x.Over && (!x.Failed || x.Challenged) }

// Sends reports whether a message goes out by the call, if it is accepted.
func (x Exchange) Sends() bool { return answer{call: x.Call}.sends() }

// messagesOf is what some exchanges, by their index, sent to the customer, as far as it is known. A
// message that arrived belongs to an exchange of its time: rather to one whose answer says that it
// sent one.
func messagesOf(exchanges []Exchange, arrived []Arrival) map[int]Arrow {
	left, all := slices.Clone(arrived), map[int]Arrow{}
	for _, promised := range []bool{true, false} {
		for i, x := range exchanges {
			if !x.Sends() || x.promises() != promised {
				continue
			}
			out := Arrow{From: Dintero, To: Phone, Carries: AMessage, Of: x, Channel: x.Channel, Send: x.Send, Open: true}
			at := slices.IndexFunc(left, func(m Arrival) bool { return x.sent(m) && m.Channel == x.Channel && m.Number == x.Send })
			if at < 0 {
				at = slices.IndexFunc(left, x.sent)
			}
			if at >= 0 {
				out.Channel, out.Send, out.Open = left[at].Channel, left[at].Number, false
				left = slices.Delete(left, at, at+1)
			}
			if promised || !out.Open {
				all[i] = out
			}
		}
	}
	return all
}

// promises reports whether the answer says that a message went out. To a mail with a link Dintero
// answers alike, whether it sends one or not.
func (x Exchange) promises() bool { return x.Over && !x.Failed && x.Call != CallChangePassword }

// sent reports whether a message went out while the exchange ran.
func (x Exchange) sent(m Arrival) bool {
	return (m.Number == 0) == (x.Call == CallChangePassword) && !m.Sent.Before(x.Began) &&
		(!x.Over || !m.Sent.After(x.Began.Add(x.Took)))
}
