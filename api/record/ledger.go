package record

import (
	"slices"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// textCap is how much text is kept of all exchanges, in bytes (8 MiB); the oldest go first.
const textCap = 8 << 20

// ledger is what went over the wire, in the order of sending.
type ledger struct {
	names   names
	list    []*kept
	size    int
	dropped int
}

// kept is an entry with the secrets that it names.
type kept struct {
	Entry
	uses map[flow.Secret]bool
	size int
}

func newLedger() ledger { return ledger{names: newNames()} }

// Entries returns what is kept, the oldest first.
func (r *Record) Entries() []Entry {
	r.mu.Lock()
	defer r.mu.Unlock()
	list := make([]Entry, 0, len(r.ledger.list))
	for _, k := range r.ledger.list {
		list = append(list, k.Entry)
	}
	return list
}

// Dropped is how many exchanges are not kept any more, because there were too many.
func (r *Record) Dropped() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.ledger.dropped
}

// take keeps an exchange, or what became of one that is kept.
func (l *ledger) take(x flow.Exchange, o wire.Observed) {
	at, known := slices.BinarySearchFunc(l.list, x.Number, func(k *kept, n int) int { return k.Number - n })
	if !known {
		l.list = slices.Insert(l.list, at, &kept{uses: map[flow.Secret]bool{}})
		t := taking{names: &l.names, uses: l.list[at].uses}
		l.list[at].Request = requestOf(o, &t)
		l.list[at].Taken = t.taken
	}
	is := l.list[at]
	is.Exchange = x
	if x.Over && (!known || is.Answer.Headers == nil) {
		t := taking{names: &l.names, uses: is.uses, taken: slices.Clip(is.Taken)}
		is.Answer = answerOf(o, &t)
		is.Taken = t.taken
	}
	l.size -= is.size
	is.size = is.Entry.size()
	l.size += is.size
}

// drop takes the oldest entries out: as many as that, and more where their text is too much. It
// returns the number of the last of them; 0 where none had to go.
func (l *ledger) drop(over int) int {
	over = max(over, 0)
	for n, left := over, l.size-sizeOf(l.list[:over]); left > textCap && n < len(l.list)-1; n++ {
		left -= l.list[n].size
		over = n + 1
	}
	last := 0
	for _, k := range l.list[:over] {
		l.names.release(k.uses)
		last = k.Number
	}
	l.size -= sizeOf(l.list[:over])
	clear(l.list[:over])
	l.list = l.list[over:]
	l.dropped += over
	return last
}

func sizeOf(list []*kept) int {
	n := 0
	for _, k := range list {
		n += k.size
	}
	return n
}
