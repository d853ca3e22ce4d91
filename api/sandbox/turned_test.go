package sandbox

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

func TestAClockThatIsTurnedRunsWhatIsDueInItsOrderAndOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var c Clock
		var mu sync.Mutex
		var ran []string
		note := func(name string) func() {
			return func() {
				mu.Lock()
				defer mu.Unlock()
				ran = append(ran, name)
			}
		}
		want := func(names ...string) {
			t.Helper()
			synctest.Wait()
			mu.Lock()
			defer mu.Unlock()
			if !slices.Equal(ran, names) {
				t.Errorf("%q ran, want %q", ran, names)
			}
		}
		began := c.Now()
		c.After(30*time.Second, note("later"))
		c.After(20*time.Second, note("late"))
		c.After(time.Hour, note("an hour"))
		stopped := c.After(10*time.Second, note("stopped"))
		if !stopped() || stopped() {
			t.Error("an alarm can be stopped once")
		}
		c.Turn(time.Minute)
		want("late", "later")
		if passed := c.Now().Sub(began); passed != time.Minute {
			t.Errorf("%s passed, want 1 min", passed)
		}
		time.Sleep(59*time.Minute - time.Second)
		want("late", "later")
		time.Sleep(time.Second)
		want("late", "later", "an hour")
		c.Turn(-time.Hour)
		if passed := c.Now().Sub(began); passed != time.Hour {
			t.Errorf("%s passed, want 1 h: a clock is never turned back", passed)
		}
	})
}

func TestAClockThatIsTurnedDeliversLateMessagesAndEndsCodes(t *testing.T) {
	t.Parallel()
	var c Clock
	sent := c.Now()
	var arrived []Message
	box := mailbox{now: c.Now, after: c.After, onMessage: func(m Message) { arrived = append(arrived, m) }}
	box.deliver(&letter{Message: Message{SentAt: sent}, delay: lateBy})
	if len(arrived) != 0 {
		t.Fatal("a late message came at once")
	}
	c.Turn(lateBy)
	if len(arrived) != 1 {
		t.Fatalf("%d messages came, want 1 by the time that the turn is over", len(arrived))
	}
	if age := arrived[0].DeliveredAt.Sub(sent); age < 20*time.Second || age > time.Minute {
		t.Errorf("it came %s after it was sent, want 20 s", age)
	}
	box.close()
}
