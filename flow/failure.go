package flow

import "time"

// Failure is how a call failed: facts, not their meaning.
type Failure struct {
	Reach  Reach
	Status int // the HTTP status; 0 when none came

	Code    Foreign // error.code
	Message Foreign // error.message; shown, never decided on
	Details Foreign // error.errors on one line
	Got     Foreign // what came instead of an answer of the API: "HTML, 512 bytes"
	Cause   Foreign // what the network said, when no answer came
	Request Foreign // the request id that the answer named

	API   bool // the answer is the API's own error object, so the address is right
	Named bool // error.errors names a field that carries what a person typed

	MFAToken   Secret        // beside mfa_required
	RetryAfter time.Duration // capped by the adapter; 0 when not given
	Renewal    Renewal

	Client   bool    // the facts are those of the client-token call, which the call needed
	NoSecret bool    // there is no client secret; Cause says why
	Network  Network // what kept the request from leaving, as far as this machine knows
	Page     bool    // an HTML page came
}

// Network is why a request did not leave.
type Network int

// The zero Network is a reason that this machine does not tell.
const (
	NetworkUnknown   Network = iota
	NetworkName              // the host's name could not be looked up
	NetworkRefused           // nothing takes a connection there, or no way leads there
	NetworkUntrusted         // this machine does not trust the server's certificate
	NetworkProxy             // a proxy is in the way
)

// Reach is how far a call came.
type Reach int

// The zero Reach is an answer.
const (
	Answered Reach = iota
	NotSent        // no byte of the request was written
	CutOff         // it was written, wholly or in part, and no status came
	TimedOut       // the same, because the time was over
)

// Renewal is what the program did about a 401. A GET is made once more with a fresh client token. Every
// other call may have counted as a try, so it is not made again: the same client token is
// tried on the settings, and is only renewed if it is refused there too.
type Renewal int

// The zero Renewal is a call that was not answered with a 401.
const (
	NotRenewed    Renewal = iota
	TokenGood             // another call with the client token, made after this one, was accepted
	TokenDoubtful         // the other call was not answered
	Renewed               // the client token was rejected there too; there is a fresh one
	RenewedTwice          // a fresh client token was rejected as well
	RenewalFailed         // the client's credentials for a fresh one were rejected
	RenewalBroken         // there is no fresh one, for another reason
)

// Problem is what a Failure means to the person, with its facts.
type Problem struct {
	Reason  Reason
	Call    Call
	Scope   string // the scope that is missing, with NotAllowed
	Failure Failure

	Cancelled bool // the person stopped waiting, so the outcome is not known
}

// problemOf reads a failed call by the table of meanings. It leaves
// out the mfa_token: a Problem is shown.
func problemOf(e CallFailed, may Permissions) Problem {
	p := Problem{Reason: meaningOf(e.Call, e.Failure, may), Call: e.Call, Failure: e.Failure}
	if p.Reason == NotAllowed {
		p.Scope = may.Of(e.Call).Scope
	}
	p.Failure.MFAToken = Secret{}
	return p
}

// OfClient reports whether the failure is about the client's own token. The customer can do
// nothing about that.
func (p Problem) OfClient() bool { return p.Call == CallClientToken || p.Failure.Client }

// Made reports whether the call itself went out before the client's token failed.
func (p Problem) Made() bool { return p.Failure.Renewal != NotRenewed }

// until is the moment before which the call is not to be repeated.
func (p Problem) until(now Moment) Moment {
	if p.Failure.RetryAfter == 0 {
		return 0
	}
	return now + p.Failure.RetryAfter
}
