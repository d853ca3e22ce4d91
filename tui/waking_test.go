package tui

import (
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/script"

	tea "charm.land/bubbletea/v2"
)

// loop is the program's own loop, in a bubble where time passes as soon as nothing else can.
type loop struct {
	app     App
	msgs    chan tea.Msg
	updates int
}

func (l *loop) run(cmd tea.Cmd) {
	if cmd != nil {
		go func() { l.msgs <- cmd() }()
	}
}

func (l *loop) take(msg tea.Msg) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			l.run(cmd)
		}
		return
	}
	if msg == nil {
		return
	}
	l.updates++
	next, cmd := l.app.Update(msg)
	l.app = next.(App)
	l.run(cmd)
}

// pass lets time pass, and counts how often the program woke.
func (l *loop) pass(d time.Duration) (wakes int) {
	end := time.After(d)
	before := l.updates
	for {
		select {
		case msg := <-l.msgs:
			l.take(msg)
		case <-end:
			return l.updates - before
		}
	}
}

// end lets everything that waits for the clock end.
func (l *loop) end() {
	end := time.After(1000 * time.Hour)
	for {
		select {
		case <-l.msgs:
		case <-end:
			return
		}
	}
}

func (l *loop) shows(t *testing.T, words ...string) {
	t.Helper()
	text := strings.Join(strings.Fields(l.app.View().Content), " ")
	for _, word := range words {
		if !contains(text, word) {
			t.Errorf("the screen does not say %q:\n%s", word, l.app.View().Content)
		}
	}
}

// inTime runs the program on a clock that runs as fast as nothing happens.
func inTime(t *testing.T, test func(t *testing.T, l *loop, api *scriptedAPI)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		c := newClock()
		api := newScript(c)
		var mu sync.Mutex
		now := func() flow.Moment {
			mu.Lock()
			defer mu.Unlock()
			c.Turn(time.Since(start) - c.Moment())
			return c.Moment()
		}
		session := Session{
			Standing: Test, Profile: "shop", Account: "T11223344", Host: "api.dintero.com", Region: "NO",
			Login: script.Login{Start: flow.New(flow.Account{}, flow.Draft{}), API: api, Clock: now, Wall: func() time.Time { return dawn().Add(now()) }},
		}
		l := &loop{app: newApp(session, true, false, false), msgs: make(chan tea.Msg, 64)}
		l.run(l.app.Init())
		l.pass(time.Second)
		test(t, l, api)
		l.app.lanes.Stop()
		l.end()
	})
}

func (l *loop) types(text string, keys ...string) {
	for _, msg := range typed(text) {
		l.take(msg)
	}
	for _, name := range keys {
		l.take(press(name))
		l.pass(0)
		synctest.Wait()
		l.pass(time.Millisecond)
	}
}

func TestTheProgramWakesByItselfOnlyWhenSomethingOnTheScreenChanges(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, l *loop, _ *scriptedAPI) {
		l.shows(t, "code by SMS") // Init set the facts going
		if n := l.pass(time.Hour); n != 0 {
			t.Errorf("the first screen woke %d times in an hour", n)
		}
		l.types("999 99 999", "enter")
		if n := l.pass(time.Hour); n != 0 {
			t.Errorf("the secret woke %d times in an hour", n)
		}
		l.types("246810", "enter")
		l.shows(t, "SMS 1", "again ▱▱▱▱▱ 30 s")
		if n := l.pass(10 * time.Second); n < 9 || n > 11 {
			t.Errorf("a countdown woke %d times in 10 s", n)
		}
		l.shows(t, "▰▱▱▱▱ 20 s", "by e-mail, in 20 s", "10 s ago")
		l.pass(25 * time.Second)
		l.shows(t, "35 s ago")
		if n := l.pass(85 * time.Second); n < 83 || n > 87 {
			t.Errorf("an age that is said in seconds woke %d times in 85 s", n)
		}
		if n := l.pass(10 * time.Minute); n < 9 || n > 11 {
			t.Errorf("an age woke %d times in 10 minutes", n)
		}
		l.shows(t, "12 min ago")
		l.types("123456", "enter")
		l.shows(t, "Signed in", "Ends")
		if n := l.pass(time.Hour + time.Second); n < 50 || n > 70 {
			t.Errorf("an end that is said in minutes woke %d times in an hour", n)
		}
		l.shows(t, "in 22 h 59 min")
		l.pass(24 * time.Hour)
		l.shows(t, "has ended")
		if n := l.pass(time.Hour); n != 0 {
			t.Errorf("a session that is over woke %d times in an hour", n)
		}
	})
}

func TestOnlyWhileACallRunsACellTurns(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, l *loop, api *scriptedAPI) {
		l.types("999 99 999", "enter")
		api.takes(flow.StartMFALogin{}, 4*time.Second)
		l.types("246810", "enter")
		first := l.app.View().Content
		if n := l.pass(2 * time.Second); n < 8 || n > 20 {
			t.Errorf("a cell that turns woke %d times in 2 s", n)
		}
		l.shows(t, "Signing in.", " 2 s")
		if l.app.View().Content == first {
			t.Error("nothing turns")
		}
		l.types("", "f1")
		if n := l.pass(time.Second); n > 1 {
			t.Errorf("behind an overlay a cell that nobody sees woke %d times in 1 s", n)
		}
		l.types("", "esc")
		l.pass(60 * time.Second)
		l.shows(t, "SMS 1")
		l.types("", "esc")
		if n := l.pass(500 * time.Millisecond); n > 2 {
			t.Errorf("after the call the cell woke %d times in half a second", n)
		}
	})
}

func TestTypingDoesNotMultiplyTheWakeUps(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, l *loop, _ *scriptedAPI) {
		l.types("999 99 999", "enter")
		l.types("246810", "enter")
		l.types("1234567890")
		l.pass(2 * time.Second) // the wake-ups that typing outdated
		if n := l.pass(20 * time.Second); n > 21 {
			t.Errorf("woke %d times in 20 s", n)
		}
	})
}

func TestACountdownRunsDownByItself(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, l *loop, api *scriptedAPI) {
		l.types("999 99 999", "enter")
		api.fails(flow.StartMFALogin{}, flow.Failure{Status: 429, RetryAfter: 20 * time.Second})
		l.types("246810", "enter")
		l.shows(t, "Wait 20 s")
		l.pass(15 * time.Second)
		l.shows(t, "Wait 5 s")
		l.pass(6 * time.Second)
		if contains(l.app.View().Content, "Wait 1 s") {
			t.Error("the countdown stands still")
		}
		l.types("", "enter")
		l.shows(t, "SMS 1")
	})
}

func TestARevealEndsByItself(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, l *loop, _ *scriptedAPI) {
		l.types("999 99 999", "enter")
		l.types("pa55word", "ctrl+x", "v")
		l.shows(t, "pa55word")
		l.pass(4900 * time.Millisecond)
		l.shows(t, "pa55word")
		l.pass(200 * time.Millisecond)
		l.shows(t, "••••••••")
		if contains(l.app.View().Content, "pa55word") {
			t.Error("still revealed")
		}
	})
}

// A message is bright for 2 s. One wake-up ends that; then nothing wakes a screen without a time.
func TestAMessageThatArrivesWakesTheProgramOnce(t *testing.T) {
	t.Parallel()
	inTime(t, func(t *testing.T, l *loop, _ *scriptedAPI) {
		l.app.session.Sandbox = &Sandbox{}
		l.types("999 99 999", "enter")
		bright := func() bool {
			edge, _, _ := strings.Cut(l.app.styles.Here.Render("|╭─ Phone"), "|")
			return contains(l.app.View().Content, edge+"╭─ Phone")
		}
		if l.take(messageMsg(Message{Channel: flow.Email, Text: flow.Conceal("a link"), Sent: dawn(), At: dawn()})); !bright() {
			t.Errorf("it is not seen to arrive:\n%q", l.app.View().Content)
		}
		if n := l.pass(1900 * time.Millisecond); n != 0 || !bright() {
			t.Errorf("within 2 s it woke %d times, bright is %v", n, bright())
		}
		if n := l.pass(time.Hour); n != 1 || bright() {
			t.Errorf("then it woke %d times, bright is %v", n, bright())
		}
		l.take(messageMsg(Message{Channel: flow.Email, Text: flow.Conceal("a second one"), Sent: dawn(), At: dawn()}))
		l.take(press("ctrl+t"))
		l.pass(3 * time.Second)
		if n := l.pass(time.Hour); n != 0 {
			t.Errorf("a phone that is hidden woke %d times", n)
		}
	})
}
