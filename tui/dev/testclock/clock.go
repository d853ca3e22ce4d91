// Package testclock has the clock of tests and pictures, which stands still until it is turned.
package testclock

import (
	"slices"
	"sync"
	"time"

	"dintero-login/flow"
)

// Clock is the time of the program, of the adapter and of the sandbox together. It may be used by
// many goroutines.
type Clock struct {
	dawn time.Time

	mu     sync.Mutex
	at     flow.Moment
	timers []*timer
}

type timer struct {
	due flow.Moment
	do  func()
}

// New returns a clock; dawn is what the one on the wall shows at the start.
func New(dawn time.Time) *Clock { return &Clock{dawn: dawn} }

// Moment is the time since the start.
func (c *Clock) Moment() flow.Moment {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

// Wall is the time of day.
func (c *Clock) Wall() time.Time { return c.dawn.Add(c.Moment()) }

// After is time.AfterFunc on this clock.
func (c *Clock) After(d time.Duration, do func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &timer{due: c.at + d, do: do}
	c.timers = append(c.timers, t)
	return func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		before := len(c.timers)
		c.timers = slices.DeleteFunc(c.timers, func(other *timer) bool { return other == t })
		return len(c.timers) < before
	}
}

// Turn turns the clock forward and runs what is due by then.
func (c *Clock) Turn(d time.Duration) {
	c.mu.Lock()
	c.at += d
	var due []*timer
	c.timers = slices.DeleteFunc(c.timers, func(t *timer) bool {
		if t.due <= c.at {
			due = append(due, t)
		}
		return t.due <= c.at
	})
	c.mu.Unlock()
	for _, t := range due {
		t.do()
	}
}

// Skip turns the clock to when the first of those who wait is due.
func (c *Clock) Skip() {
	c.mu.Lock()
	next := time.Duration(0)
	if len(c.timers) > 0 {
		next = slices.MinFunc(c.timers, func(a, b *timer) int { return int(a.due - b.due) }).due - c.at
	}
	c.mu.Unlock()
	if next > 0 {
		c.Turn(next)
	}
}

// Waits reports whether anything waits for a time.
func (c *Clock) Waits() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.timers) > 0
}
