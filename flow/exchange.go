package flow

import "time"

// Exchange is one request of this run and what came of it: values only and no secret, so it may be
// shown, kept and written to a file. A request that is repeated is another Exchange.
type Exchange struct {
	Number int       // from 1, in the order of sending
	Call   Call      // which call of the contract; its method and path follow from it
	Try    int       // from 1, of one call
	Began  time.Time // when it was sent
	Over   bool      // the answer was read, or none will come
	Took   time.Duration
	Phases Phases

	Channel  Channel // of the code that was sent or asked for; NoChannel where the call has nothing to do with one
	Status   int     // the HTTP status; 0 when none came
	Failure  Failure // how it failed; zero where it is good or still runs
	Failed   bool
	Sent     int64 // bytes of the request's body
	Received int64 // bytes of the answer's body, decompressed
}

// Phases is where the time of an Exchange went. What did not happen is 0: a kept connection has no
// name to look up.
type Phases struct {
	DNS     time.Duration // looking up the host's name
	Connect time.Duration // the TCP connection
	TLS     time.Duration // the handshake
	Wait    time.Duration // from the written request to the first byte of the answer
	Receive time.Duration // from the first byte to the last
	Reused  bool          // the connection had been used before
}
