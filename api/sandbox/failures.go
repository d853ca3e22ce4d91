package sandbox

import (
	"container/list"
	"time"
)

// What guessing costs, and how much of it is remembered.
const (
	failuresToLock     = 100
	lockedFor          = time.Minute
	rememberedFailures = 1 << 14 // customers and identifiers, per account; some 4 MiB
)

// failures counts how many secrets and codes in a row were wrong, for each customer and for
// each identifier that nobody has. Both are in this one table and forgotten by one rule, so
// a lock does not show who exists, however many others are tried in between.
//
// When the table is full, an entry with the fewest failures makes room; among several, the
// one whose last failure is the oldest. So a flood of first failures never erases a count of
// 99: that takes 99 failures of each of 16,384 others.
type failures struct {
	byKey  map[[32]byte]*list.Element     // each holds a *failure
	levels [failuresToLock + 1]*list.List // by count; the oldest failure first
}

type failure struct {
	key         [32]byte
	count       int // in a row; it stops at failuresToLock
	lockedUntil time.Time
}

func newFailures() failures {
	f := failures{byKey: map[[32]byte]*list.Element{}}
	for i := range f.levels {
		f.levels[i] = list.New()
	}
	return f
}

// add counts one more. From the hundredth in a row on, each one locks for a minute.
func (f *failures) add(key [32]byte, now time.Time) {
	of := f.take(key)
	if of == nil {
		of = &failure{key: key}
		if len(f.byKey) == rememberedFailures {
			f.forgetOne()
		}
	}
	of.count = min(of.count+1, failuresToLock)
	if of.count == failuresToLock {
		of.lockedUntil = now.Add(lockedFor)
	}
	f.byKey[key] = f.levels[of.count].PushBack(of)
}

func (f *failures) forgetOne() {
	for _, level := range f.levels {
		if e := level.Front(); e != nil {
			of, _ := e.Value.(*failure)
			f.take(of.key)
			return
		}
	}
}

// forgive starts the count afresh, after a login succeeded.
func (f *failures) forgive(key [32]byte) { f.take(key) }

// take removes what is known about a key, or returns nil.
func (f *failures) take(key [32]byte) *failure {
	e := f.byKey[key]
	if e == nil {
		return nil
	}
	of, _ := e.Value.(*failure)
	f.levels[of.count].Remove(e)
	delete(f.byKey, key)
	return of
}

// locked is for how long a lock still holds; zero or less means that there is none.
func (f *failures) locked(key [32]byte, now time.Time) time.Duration {
	if e := f.byKey[key]; e != nil {
		of, _ := e.Value.(*failure)
		return of.lockedUntil.Sub(now)
	}
	return 0
}
