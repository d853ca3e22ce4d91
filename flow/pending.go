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

	Part    int           // 0: a login's code; 1 and 2: the first and second code of a recovery
	Codes   int           // codes that were accepted before this one
	Sends   int           // messages that went out, or may have
	Over    [channels]int // of these, over each channel
	SentAt  Moment
	Turned  int    // codes that were turned down, wrong or expired
	Wrong   int    // of these, the wrong ones
	Refused Secret // the last code that was turned down

	ResendAt Moment // nothing is sent again before this moment
}

// over sets the channel, and whether it is a guess.
func (p Pending) over(named Channel) Pending {
	p.Channel, p.Assumed = p.loginChannel(named)
	return p
}

// challenge makes a message go out, after a question where the guard asks for one.
func (p Pending) challenge(asked bool) (State, Effect) {
	if !asked && p.guarded(p.Identity) {
		return ConfirmingSend{Pending: p, Want: LoginCode}, nil
	}
	return p.send()
}

// send makes a message go out. The first code of a recovery is sent by the recovery call,
// every other by a challenge on the mfa_token.
func (p Pending) send() (State, Effect) {
	if p.Part == 1 {
		return SendingCode{Pending: p}, StartRecovery{Identity: p.Identity}
	}
	return SendingCode{Pending: p}, SendCode{MFAToken: p.MFAToken, Channel: p.Channel}
}

// sent notes that a message went out, or may have.
func (p Pending) sent(at Moment) Pending {
	p.Sends++
	p.Over[p.Channel]++
	p.SentAt, p.ResendAt = at, at+resendPause
	return p
}

// Number is the newest message's, counted for each channel: SMS 2, e-mail 1.
func (p Pending) Number() int { return p.Over[p.Channel] }

// CanSwitchChannel says whether a code can be asked for over the other channel. A
// recovery's channels are the account's own choice.
func (p Pending) CanSwitchChannel() bool { return p.Part == 0 }

// resend sends again, over the other channel if asked; before its time it is nothing.
func (p Pending) resend(e Event) (State, Effect, bool) {
	switch e := e.(type) {
	case ResendWanted:
		if e.At >= p.ResendAt {
			s, do := p.send()
			return s, do, true
		}
	case ChannelSwitched:
		if e.At >= p.ResendAt && p.CanSwitchChannel() {
			p.Channel, p.Assumed = p.Channel.Other(), false
			s, do := p.send()
			return s, do, true
		}
	}
	return nil, nil, false
}

// owes goes on to the code that is asked for after an accepted one: the second half of
// a recovery goes over the other channel.
func (p Pending) owes(token Secret, call CallFailed) (State, Effect) {
	if p.Codes+1 >= codesAtMost {
		return EnteringSecret{Customer: p.Customer, Problem: Problem{Reason: CodeOwedAgain, Call: call.Call}}, nil
	}
	next := Pending{Customer: p.Customer, MFAToken: token, Codes: p.Codes + 1, Stray: p.Stray}
	if p.Part == 0 {
		return next.over(NoChannel).send()
	}
	next.Part, next.Channel, next.Assumed = 2, p.Channel.Other(), true
	return next.send()
}
