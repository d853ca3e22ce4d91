package sandbox

import (
	"slices"
	"sync"
	"time"
)

// clock stands still until it is turned; turning it runs what is due.
type clock struct {
	mu     sync.Mutex
	now    time.Time
	timers []*timer
	armed  chan struct{} // receives when a timer is set
}

type timer struct {
	at time.Time
	f  func()
}

func (c *clock) read() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) after(d time.Duration, f func()) func() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	t := &timer{c.now.Add(d), f}
	c.timers = append(c.timers, t)
	select {
	case c.armed <- struct{}{}:
	default:
	}
	return func() bool { return c.remove(t) }
}

func (c *clock) remove(t *timer) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.Index(c.timers, t)
	if i >= 0 {
		c.timers = slices.Delete(c.timers, i, i+1)
	}
	return i >= 0
}

func (c *clock) turn(d time.Duration) {
	c.mu.Lock()
	c.now = c.now.Add(d)
	due := []*timer{}
	for _, t := range c.timers {
		if !t.at.After(c.now) {
			due = append(due, t)
		}
	}
	c.mu.Unlock()
	for _, t := range due {
		if c.remove(t) {
			t.f()
		}
	}
}
