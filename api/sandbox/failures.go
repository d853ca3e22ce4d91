package sandbox

import (
	"container/list"
	"time"
)

// What guessing costs (R3), and how much of it is remembered.
const (
	failuresToLock     = 100
	lockedFor          = time.Minute
	rememberedFailures = 1 << 14 // customers and identifiers, per account; some 4 MiB
)

// failures counts for everybody, customer or identifier that nobody has, how many secrets
// and codes in a row were wrong. Both are in this one table and are forgotten by one rule,
// so that a lock tells nobody apart, however many others are tried in between (R10).
//
// Where it is full, somebody with the fewest failures makes room, the one among them whose
// last failure is the oldest. So nobody's ninety-nine are washed away by others' first
// ones: that would take ninety-nine failures of each of 16,384 others.
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
	var of *failure
	if e := f.byKey[key]; e != nil {
		of, _ = e.Value.(*failure)
		f.levels[of.count].Remove(e)
	} else {
		if len(f.byKey) == rememberedFailures {
			f.forgetOne()
		}
		of = &failure{key: key}
	}
	if of.count < failuresToLock {
		of.count++
	}
	if of.count == failuresToLock {
		of.lockedUntil = now.Add(lockedFor)
	}
	f.byKey[key] = f.levels[of.count].PushBack(of)
}

func (f *failures) forgetOne() {
	for _, level := range f.levels {
		if e := level.Front(); e != nil {
			of, _ := level.Remove(e).(*failure)
			delete(f.byKey, of.key)
			return
		}
	}
}

// forgive ends a row.
func (f *failures) forgive(key [32]byte) {
	if e := f.byKey[key]; e != nil {
		of, _ := e.Value.(*failure)
		f.levels[of.count].Remove(e)
		delete(f.byKey, key)
	}
}

// locked says for how long nothing is checked, not even what is right; zero or less: not.
func (f *failures) locked(key [32]byte, now time.Time) time.Duration {
	if e := f.byKey[key]; e != nil {
		of, _ := e.Value.(*failure)
		return of.lockedUntil.Sub(now)
	}
	return 0
}
