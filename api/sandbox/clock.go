package sandbox

import (
	"slices"
	"sync"
	"time"

	"dintero-login/api/spawn"
)

// Clock is the real time, which can be turned forward: a demo shows what happens after a minute
// without waiting for it. Its Now and After are for Options; whoever shows times reads the same
// Now, so that ages, waits and tokens agree. The zero Clock is the real time.
type Clock struct {
	mu     sync.Mutex
	ahead  time.Duration
	alarms []*alarm
}

// alarm is what waits for a time. It runs once: whoever takes it from the list runs it.
type alarm struct {
	due   time.Time
	do    func()
	timer *time.Timer // for when nobody turns the clock
}

// Now returns the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now()
}

func (c *Clock) now() time.Time { return time.Now().Add(c.ahead) }

// After is time.AfterFunc on this clock.
func (c *Clock) After(d time.Duration, do func()) (stop func() bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a := &alarm{due: c.now().Add(d), do: do}
	a.timer = time.AfterFunc(d, spawn.Guarded(func() {
		if c.take(a) {
			do()
		}
	}))
	c.alarms = append(c.alarms, a)
	return func() bool { return c.take(a) }
}

// Turn turns the clock forward, and runs what is due by then, in its order, before it returns.
func (c *Clock) Turn(d time.Duration) {
	c.mu.Lock()
	c.ahead += max(d, 0)
	now := c.now()
	var due []*alarm
	for _, a := range c.alarms {
		if left := a.due.Sub(now); left > 0 {
			a.timer.Reset(left)
		} else {
			due = append(due, a)
		}
	}
	c.mu.Unlock()
	slices.SortStableFunc(due, func(a, b *alarm) int { return a.due.Compare(b.due) })
	for _, a := range due {
		if c.take(a) {
			a.do()
		}
	}
}

// take reports whether an alarm was still waiting; it waits no longer.
func (c *Clock) take(a *alarm) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.Index(c.alarms, a)
	if i < 0 {
		return false
	}
	c.alarms = slices.Delete(c.alarms, i, i+1)
	a.timer.Stop()
	return true
}
