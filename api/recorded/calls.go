package recorded

import (
	"context"
	"hash/maphash"
	"slices"
	"strings"
	"time"

	"dintero-login/flow"
)

// calls takes the exchanges in the order of the input, and puts them in the order of time. It
// keeps a window of them, so that entries may be out of order by half as many.
type calls struct {
	ctx      context.Context
	seed     maphash.Seed
	secrets  remembered
	window   []exchange
	seen     int
	others   int
	from, to time.Time
	attempts attempts
	facts    facts
	settings *flow.Settings
	account  string
	mixed    bool // the calls are of several accounts
}

// windowCap is how many exchanges are kept.
const windowCap = 8192

// takenCap is how many client tokens are told apart.
const takenCap = 256

// facts is what good answers show, whoever the customer is.
type facts struct {
	may      *flow.Permissions
	answered bool // the API answered a call with a 2xx
	client   bool // the client's credentials or token were accepted
	proved   flow.Permissions
	taken    map[uint64]int // the last call that each client token was accepted on
	skew     time.Duration
	dated    bool
	later    bool // an attempt after the one that is explained was accepted
	exists   func(who uint64, on flow.Tristate, base bool) flow.Tristate
	number   int // calls so far, in the order of time
}

func newCalls(ctx context.Context) calls {
	return calls{ctx: ctx, seed: maphash.MakeSeed(), facts: facts{taken: map[uint64]int{}}, attempts: attempts{exists: map[uint64]asked{}}}
}

// hash is a pseudonym, under a key of this run.
func (c *calls) hash(text string) uint64 {
	if text == "" {
		return 0
	}
	return maphash.String(c.seed, text) | 1
}

// add takes an entry; false where it is not a call of the contract.
func (c *calls) add(e entry) bool {
	x, ok := c.exchange(e)
	if !ok {
		if e.method != "" && e.target != "" {
			c.others++
			return true // a call, if not one of ours
		}
		return false
	}
	x.order = c.seen
	c.seen++
	switch {
	case x.account == "":
	case c.account == "":
		c.account = strings.Clone(x.account)
	case c.account != x.account:
		c.mixed = true
	}
	x.account = "" // it would keep its whole line
	if !x.at.IsZero() {
		if c.from.IsZero() || x.at.Before(c.from) {
			c.from = x.at
		}
		if x.at.After(c.to) {
			c.to = x.at
		}
	}
	c.window = append(c.window, x)
	if len(c.window) == windowCap {
		c.settle(windowCap / 2)
	}
	return true
}

// settle puts the oldest exchanges into attempts.
func (c *calls) settle(n int) {
	var before time.Time
	for i := range c.window { // one without a time is as old as the one before it in the input
		if c.window[i].at.IsZero() {
			c.window[i].at = before
		}
		before = c.window[i].at
	}
	slices.SortStableFunc(c.window, func(a, b exchange) int { return a.at.Compare(b.at) })
	for _, x := range c.window[:n] {
		x.order = c.facts.count()
		c.facts.takes(x)
		c.attempts.add(x)
	}
	c.window = append(c.window[:0], c.window[n:]...)
}

func (c *calls) end() Reading {
	c.settle(len(c.window))
	c.attempts.end()
	a := c.attempts
	r := Reading{
		Calls: c.seen, Others: c.others, Attempts: a.count, From: c.from, To: c.to,
		Last: a.last, Before: a.before(), Settings: c.settings, facts: c.facts,
	}
	r.facts.later, r.facts.exists = a.later(), a.existence
	f := &r.Last.Failure
	f.Code, f.Message, f.Request = c.secrets.codeOf(f.Code), c.secrets.cleaned(f.Message), c.secrets.requestOf(f.Request)
	if !c.mixed {
		r.Account = flow.Conceal(c.account)
	}
	return r
}
