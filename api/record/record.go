// Package record keeps what went over the wire in this run: every exchange, as it happens. What it
// keeps holds no secret, since it is taken out when the exchange is recorded: what is shown or
// written later never had one.
package record

import (
	"slices"
	"sync"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// keeps is how many exchanges are kept; the oldest go first.
const keeps = 1000

// Record is the exchanges of a run. It may be used by many goroutines.
type Record struct {
	changed chan struct{}

	mu     sync.Mutex
	list   []flow.Exchange
	from   int // exchanges up to this number were forgotten
	ledger ledger
}

// New returns an empty Record.
func New() *Record { return &Record{changed: make(chan struct{}, 1), ledger: newLedger()} }

// Changed receives after the record changed, once for several changes.
func (r *Record) Changed() <-chan struct{} { return r.changed }

// Exchanges returns what is kept, the oldest first.
func (r *Record) Exchanges() []flow.Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.list)
}

// Forget empties the record. What still runs is not recorded any more.
func (r *Record) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.list); n > 0 {
		r.from = r.list[n-1].Number
	}
	r.list = nil
	r.ledger = newLedger()
	r.tell()
}

// Observe records what became of a request. It is a wire.Observer.
func (r *Record) Observe(o wire.Observed) {
	x := exchangeOf(o)
	r.mu.Lock()
	defer r.mu.Unlock()
	if x.Number <= r.from {
		return
	}
	at, known := slices.BinarySearchFunc(r.list, x.Number, func(x flow.Exchange, n int) int { return x.Number - n })
	if known {
		r.list[at] = x
	} else {
		r.list = slices.Insert(r.list, at, x)
	}
	r.ledger.take(x, o)
	if over := r.ledger.drop(len(r.list) - keeps); over > 0 {
		r.from = r.list[over-1].Number
		r.list = slices.Delete(r.list, 0, over)
	}
	r.tell()
}

// tell notes that something changed, and waits for nobody.
func (r *Record) tell() {
	select {
	case r.changed <- struct{}{}:
	default:
	}
}

func exchangeOf(o wire.Observed) flow.Exchange {
	x := flow.Exchange{
		Number: o.Number, Call: o.Request.Call, Try: o.Try, Began: o.Began, Over: o.Over, Took: o.Took, Phases: o.Phases,
		Channel: channelOf(o), Status: o.Status(), Sent: int64(len(o.Body)), Received: int64(len(o.Answer.Body)),
	}
	if o.Err != nil {
		x.Failed, x.Failure = true, o.Err.Failure
		x.Failure.MFAToken = flow.Secret{}
		x.Status = max(x.Status, x.Failure.Status)
	}
	return x
}

// channelOf is the channel that the request asks for, where it asks for one.
func channelOf(o wire.Observed) flow.Channel {
	for _, field := range o.Request.Body {
		if field.Name == "challenge_type" || field.Name == "oob_channel" {
			return flow.ChannelNamed(field.Value)
		}
	}
	return flow.NoChannel
}
