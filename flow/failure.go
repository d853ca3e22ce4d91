package flow

import "time"

// Failure is how a call ended that did not end as it should: facts, not their meaning.
type Failure struct {
	Reach  Reach
	Status int // the HTTP status; 0 when none came

	Code    Foreign // error.code
	Message Foreign // error.message; shown, never decided on
	Details Foreign // error.errors on one line
	Got     Foreign // what came, when it was not what the API says: "HTML, 512 bytes"
	Cause   Foreign // what the network said, when no answer came
	Request Foreign // the request id that the answer named

	MFAToken   Secret        // beside a 403 mfa_required
	RetryAfter time.Duration // capped by the adapter; 0 when not given
	Renewal    Renewal
	Client     bool // the client's token could not be had, so the call itself was never made
}

// Reach is how far a call got.
type Reach int

// The zero Reach is an answer.
const (
	Answered Reach = iota
	NotSent        // no byte of the request was written
	CutOff         // it was written, wholly or in part, and no status came
	TimedOut       // the same, because the time was over
)

// Renewal is what became of the client's token after a 401.
type Renewal int

// After a 401 the adapter renews the client's token. It repeats what design 2 lets it
// repeat; the rest is left to the person.
const (
	NotRenewed    Renewal = iota
	Renewed               // renewed, and the call was not repeated
	RenewedTwice          // renewed and repeated, and refused again
	RenewalFailed         // the client's credentials were refused
)

// Problem is what a state tells the person: what a Failure means, and its facts.
type Problem struct {
	Reason  Reason
	Call    Call
	Scope   string // the scope that is missing, with NotAllowed
	Failure Failure

	Cancelled bool // the person stopped waiting, so that nobody knows what came of it
}

// problemOf reads a failed call by the table of meanings. The mfa_token, if there is
// one, stays behind: a Problem is for showing.
func problemOf(e CallFailed, may Permissions) Problem {
	p := Problem{Reason: meaningOf(e.Call, e.Failure, may), Call: e.Call, Failure: e.Failure}
	if p.Reason == NotAllowed {
		p.Scope = may.Of(e.Call).Scope
	}
	p.Failure.MFAToken = Secret{}
	return p
}

// until is the moment before which the call is not to be repeated.
func (p Problem) until(now Moment) Moment {
	if p.Failure.RetryAfter == 0 {
		return 0
	}
	return now + p.Failure.RetryAfter
}
