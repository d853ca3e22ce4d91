package flow

import "time"

// Exchange is one request of this run and what came of it: values only and no secret, so it may be
// shown, kept and written to a file. A request that is repeated is another Exchange.
type Exchange struct {
	Number int    // from 1, in the order of sending
	Call   Call   // which call of the contract
	Method string // of HTTP
	Path   string // below the account's address, as "customers/mfa_login"
	Try    int    // from 1, of one call; net/http may have made a GET more than once by itself
	Probe  bool   // made only to see whether the client's token is accepted
	Began  time.Time
	Over   bool // the answer was read, or none will come
	Took   time.Duration
	Phases Phases

	Channel Channel // that the request asks for; NoChannel where it has nothing to do with one
	Send    int     // the number that the message has, if one goes out by it: SMS 2

	Status     int     // the HTTP status; 0 when none came
	Request    Foreign // the request id that the answer named
	Challenged bool    // the answer asks for a code and has what it takes to send one
	Named      Channel // the channel that such an answer named
	Failed     bool
	Failure    Failure // how it failed; zero where it is good or still runs
	Cancelled  bool    // nobody waits for the answer any more

	Sent     int64 // bytes of the request's body
	Received int64 // bytes of the answer's body, decompressed
}

// Phases is where the time of an Exchange went. What did not happen is 0: a kept connection has no
// name to look up.
type Phases struct {
	DNS     time.Duration // looking up the host's name
	Connect time.Duration // the TCP connection
	TLS     time.Duration // the handshake
	Wait    time.Duration // from the written request to the first byte of the answer, or to the end
	Receive time.Duration // from the first byte to the last
	Reused  bool          // the connection had been used before
}

// Means is what a failed Exchange means for the login, by the table of meanings; NoReason for one
// that is good or still runs.
func (x Exchange) Means(may Permissions) Reason {
	if !x.Failed {
		return NoReason
	}
	return meaning(x.Call, x.Failure, may, x.Challenged)
}

// Unwelcome reports whether it failed in a way that the login does not go on from by itself. That
// nobody is found is as good an answer as any.
func (x Exchange) Unwelcome() bool {
	return x.Failed && !x.Challenged && (x.Call != CallExists || x.Status != 404)
}

// Ran is how long it took, or has run by now.
func (x Exchange) Ran(now time.Time) time.Duration {
	if x.Over {
		return x.Took
	}
	return max(now.Sub(x.Began), 0)
}
