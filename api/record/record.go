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
	given  []flow.Exchange // what Exchanges returned last; nil after a change
	from   int             // exchanges up to this number were forgotten
	ledger ledger          // what went over the wire, an entry an exchange
}

// New returns an empty Record.
func New() *Record { return &Record{changed: make(chan struct{}, 1), ledger: newLedger()} }

// Changed receives after the record changed, once for several changes.
func (r *Record) Changed() <-chan struct{} { return r.changed }

// Exchanges returns what is kept, the oldest first. It never changes afterwards, and costs nothing
// while nothing is recorded.
func (r *Record) Exchanges() []flow.Exchange {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.given == nil {
		r.given = make([]flow.Exchange, 0, len(r.ledger.list))
		for _, k := range r.ledger.list {
			r.given = append(r.given, k.Exchange)
		}
	}
	return slices.Clip(r.given)
}

// Forget empties the record. What still runs is not recorded any more.
func (r *Record) Forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.ledger.list); n > 0 {
		r.from = r.ledger.list[n-1].Number
	}
	r.ledger = newLedger()
	r.changes()
}

// Observe records what became of a request. It is a wire.Observer.
func (r *Record) Observe(o wire.Observed) {
	x := exchangeOf(o)
	r.mu.Lock()
	defer r.mu.Unlock()
	if x.Number <= r.from {
		return
	}
	r.ledger.take(x, o)
	r.from = max(r.from, r.ledger.drop(len(r.ledger.list)-keeps))
	r.changes()
}

// changes notes that something changed, and waits for nobody.
func (r *Record) changes() {
	r.given = nil
	select {
	case r.changed <- struct{}{}:
	default:
	}
}
