package flow

import "time"

// resendPause is the least time between two messages to a customer.
const resendPause = 30 * time.Second

// codesAtMost is how many codes one sign-in may ask for.
const codesAtMost = 2

// Pending is a login that waits for a code.
type Pending struct {
	Customer
	MFAToken Secret
	OobCode  Secret  // of the newest message; empty while none was confirmed
	Channel  Channel // where the message goes
	Assumed  bool    // no answer named the channel
	Stray    Foreign // the host of a link that was not followed

	Part   int           // 0: a login's code; 1 and 2: the first and second code of a recovery
	Codes  int           // codes that were accepted before this one
	Sends  int           // messages that went out, or may have
	Over   [channels]int // of these, over each channel
	SentAt Moment
	Turned int  // codes that were rejected, as wrong or expired
	Wrong  int  // of these, as wrong
	Lost   bool // a try of the newest code had no clear answer and may have used it up

	ResendAt Moment // nothing is sent again before this moment
	Wait     Moment // no code is checked before this moment
}

// customer keeps the wait for the next message, so that leaving does not end it.
func (p Pending) customer() Customer {
	p.SendAt = max(p.SendAt, p.ResendAt)
	return p.Customer
}

func (p Pending) pending() Pending { return p }

// over sets the channel, and whether it is a guess.
func (p Pending) over(named Channel) Pending {
	p.Channel, p.Assumed = p.loginChannel(named)
	return p
}

// challenge sends a message, after a question where the production guard asks one.
func (p Pending) challenge() (State, Effect) {
	if p.guarded(ofMessage, p.Identity) {
		return ConfirmingSend{Pending: p, Want: LoginCode}, nil
	}
	return p.send()
}

// send sends a message. The first code of a recovery is sent by the recovery call,
// every other by a challenge on the mfa_token.
func (p Pending) send() (State, Effect) {
	sending := SendingCode{Pending: p, Before: p.Channel, BeforeAssumed: p.Assumed}
	if p.Part == 1 {
		return sending, StartRecovery{Identity: p.Identity, Send: p.Number() + 1}
	}
	return sending, SendCode{MFAToken: p.MFAToken, Channel: p.Channel, Send: p.Number() + 1}
}

// leave goes back to where this code was asked for: the secret, or the ways without it.
func (p Pending) leave(problem Problem) State {
	if p.Part > 0 {
		return ChoosingRecovery{Customer: p.customer(), Problem: problem}
	}
	return EnteringSecret{Customer: p.customer(), Problem: problem}
}

// sent notes that a message went out, or may have: another code, which can be checked at once.
func (p Pending) sent(at Moment) Pending {
	p.Sends++
	p.Over[p.Channel]++
	p.SentAt, p.ResendAt, p.Wait, p.Lost = at, at+resendPause, 0, false
	return p
}

// Number is the newest message's, counted for each channel: SMS 2, e-mail 1.
func (p Pending) Number() int { return p.Over[p.Channel] }

// resend sends again, over the other channel if that is wanted. Before its time it does nothing.
func (p Pending) resend(e Event) (State, Effect, bool) {
	var now Moment
	wanted := DeedSendAgain
	switch e := e.(type) {
	case ResendWanted:
		now = e.At
	case ChannelSwitched:
		now, wanted = e.At, DeedOtherChannel
	default:
		return nil, nil, false
	}
	for _, c := range p.resends() {
		if c.Deed == wanted && now >= c.From {
			before, assumed := p.Channel, p.Assumed
			p.Channel, p.Assumed = c.Channel, assumed && c.Channel == before
			s, do := p.send()
			sending, _ := s.(SendingCode)
			sending.Before, sending.BeforeAssumed = before, assumed
			return sending, do, true
		}
	}
	return nil, nil, false
}

// owes goes on to the code that is required after an accepted one. The second code of a
// recovery goes over the other channel.
func (p Pending) owes(token Secret, call CallFailed) (State, Effect) {
	if p.Codes+1 >= codesAtMost {
		return p.leave(Problem{Reason: CodeRequiredAgain, Call: call.Call}), nil
	}
	next := Pending{Customer: p.customer(), MFAToken: token, Codes: p.Codes + 1, Stray: p.Stray}
	next.Channel, next.Assumed = p.Channel, p.Assumed
	if p.Part == 0 {
		return next.send()
	}
	next.Part, next.Channel, next.Assumed = 2, p.Channel.Other(), true
	return next.send()
}
