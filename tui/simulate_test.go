package tui

import (
	"context"
	"fmt"
	"hash/crc32"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.uber.org/goleak"

	"dintero-login/api"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
	"dintero-login/tui/dev/testclock"
	"dintero-login/tui/lanes"
)

// part is a part of a test that runs beside the others.
func part(t *testing.T, name string, test func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		test(t)
	})
}

// some is all of them, and in -short every third one, from another one on for each name.
func some[T any](name string, all []T) []T {
	if !testing.Short() {
		return all
	}
	var part []T
	for i := int(crc32.ChecksumIEEE([]byte(name))) % min(3, len(all)); i < len(all); i += 3 {
		part = append(part, all[i])
	}
	return part
}

// The driver: a person at the program, without a terminal and without waiting. A message
// goes through Update, then every command that came of it runs, until only what a test
// holds back and what waits for the clock is left. The clock is a number that a test moves.

// patience is how long anything may take on a busy machine before it counts as never.
const patience = 30 * time.Second

// dawn is what the clock on the wall shows at the start.
func dawn() time.Time { return time.Date(2026, time.November, 20, 23, 40, 0, 0, time.UTC) }

func newClock() *testclock.Clock { return testclock.New(dawn()) }

// desk stands between the program and the API. It notes what is asked for, and keeps what
// a test wants kept.
type desk struct {
	api   lanes.Performer
	tells chan<- tale

	mu    sync.Mutex
	asked []flow.Effect
	holds map[reflect.Type]bool
}

// kept is an effect that waits for a test's word.
type kept struct {
	ctx  context.Context
	open chan struct{}
}

// tale is what a command's goroutine tells the driver.
type tale struct {
	msg  tea.Msg // what the command gave, unless kept
	kept *kept
}

// Perform implements lanes.Performer.
func (d *desk) Perform(ctx context.Context, do flow.Effect) flow.Event {
	d.mu.Lock()
	d.asked = append(d.asked, do)
	hold := d.holds[reflect.TypeOf(do)]
	d.mu.Unlock()
	if hold {
		k := &kept{ctx: ctx, open: make(chan struct{})}
		d.tells <- tale{kept: k}
		select {
		case <-k.open:
		case <-ctx.Done():
		}
	}
	return d.api.Perform(ctx, do)
}

// forget begins the count of what is asked for anew.
func (d *desk) forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.asked = nil
}

// walk is one run of the program.
type walk struct {
	t     *testing.T
	clock *testclock.Clock
	desk  *desk
	api   *scriptedAPI   // nil with the real adapter
	mail  <-chan Message // what the sandbox has delivered
	app   App

	tells     chan tale
	running   int
	kept      []*kept
	secrets   []string // what must not show, nor print
	quit      bool
	clipboard []string
	suspended bool
	flawed    bool // a flaw was reported; one is enough
	unseen    bool // nobody looks at the screens
	watched   bool // somebody looks for secrets in each
	looked    bool // at this one
}

// setup is what a test changes about a run before it begins.
type setup struct {
	session    Session
	account    flow.Account
	draft      flow.Draft
	presenting bool
	autoQuit   bool
	width      int
	height     int
	secrets    []string
	unseen     bool
	watched    bool
}

type option func(*setup)

func sized(width, height int) option {
	return func(s *setup) { s.width, s.height = width, height }
}

// real makes the account a production one, whose guard asks.
func real(s *setup) {
	s.session.Standing, s.session.Profile, s.session.Account = Production, "shop-no", "P11223344"
	s.account.Production, s.session.Sandbox = true, nil
}

// calling sets the profile's word on the sign-in call.
func calling(mode flow.LoginMode) option {
	return func(s *setup) { s.account.Login = mode }
}

// unseen leaves out the look at every screen, where many runs go the same way.
func unseen(s *setup) { s.unseen = true }

// watching names what must never show.
func watching(secrets ...string) option {
	return func(s *setup) { s.secrets, s.watched = append(s.secrets, secrets...), true }
}

// offline is a run on a scripted API.
func offline(t *testing.T, options ...option) *walk {
	t.Helper()
	c := newClock()
	api := newScript(c)
	s := setup{session: Session{Standing: Test, Profile: "shop", Account: "T11223344", Host: "api.dintero.com", Region: "NO"}}
	x := begin(t, c, api, s, options)
	x.api = api
	return x
}

// online is a run on the real adapter and a sandbox of its own, which plays a scenario.
func online(t *testing.T, scenario string, options ...option) *walk {
	t.Helper()
	c := newClock()
	session, box, err := OpenDemo(sandbox.Options{Scenario: scenario, Now: c.Wall, After: c.After, Seeded: true, Seed: 7, Key: sandboxKey()}, c.Moment)
	if err != nil {
		t.Fatal(err)
	}
	adapter, mail := session.API.(*api.Adapter), session.Sandbox.Messages
	session.Sandbox.Messages = nil // the driver hands them over
	session.Sandbox.Turn = c.Turn
	d, s := box.Describe(), setup{session: session}
	s.secrets = append(s.secrets, d.ClientSecret.Reveal(), d.AdminToken.Reveal())
	t.Cleanup(func() {
		adapter.Close()
		if err := box.Close(); err != nil {
			t.Error(err)
		}
	})
	x := begin(t, c, adapter, s, options)
	x.mail = mail
	return x
}

func begin(t *testing.T, c *testclock.Clock, api lanes.Performer, s setup, options []option) *walk {
	t.Helper()
	s.width, s.height = 80, 24
	for _, o := range options {
		o(&s)
	}
	tells := make(chan tale, 64)
	d := &desk{api: api, tells: tells, holds: map[reflect.Type]bool{}}
	s.session.API, s.session.Clock, s.session.Wall = d, c.Moment, c.Wall
	s.session.Start = flow.New(s.account, s.draft)
	x := &walk{t: t, clock: c, desk: d, tells: tells, secrets: s.secrets, unseen: s.unseen, watched: s.watched}
	x.app = newApp(s.session, true, s.presenting, s.autoQuit)
	t.Cleanup(x.end)
	x.send(tea.WindowSizeMsg{Width: s.width, Height: s.height})
	return x
}

// start lets the program begin: the client connects and the settings are read, unless held.
func (x *walk) start() *walk {
	x.t.Helper()
	return x.send(startMsg{})
}

// end looks at the last screen and waits for what the program left behind; leaving cancels it all.
func (x *walk) end() {
	x.look()
	x.app.lanes.Stop()
	x.settle()
}

// send is one message after the other, each with all that comes of it.
func (x *walk) send(msgs ...tea.Msg) *walk {
	x.t.Helper()
	for _, msg := range msgs {
		x.update(msg)
		x.drain()
	}
	return x.settle()
}

func (x *walk) update(msg tea.Msg) {
	x.t.Helper()
	switch name := fmt.Sprintf("%T", msg); {
	case msg == nil || x.quit:
		return
	case name == "tea.QuitMsg":
		x.quit = true
		return
	case name == "tea.SuspendMsg":
		x.suspended = true
	case name == "tea.setClipboardMsg":
		x.clipboard = append(x.clipboard, reflect.ValueOf(msg).String())
		return
	}
	model, cmd := x.app.Update(msg)
	app, ok := model.(App)
	if !ok {
		x.t.Fatalf("Update gave a %T", model)
	}
	x.app, x.looked = app, false
	if !testing.Short() {
		x.look()
	}
	x.run(cmd)
}

// run starts a command. What waits for the clock never ends here: a test sends the message
// that would come of it.
func (x *walk) run(cmd tea.Cmd) {
	if cmd == nil || ticks(cmd) {
		return
	}
	x.running++
	go func() { x.tells <- tale{msg: cmd()} }()
}

func ticks(cmd tea.Cmd) bool {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return strings.Contains(name, "Tick.func")
}

// settle is drain. In -short a run that watches for secrets is looked at only here.
func (x *walk) settle() *walk {
	x.t.Helper()
	x.drain()
	if testing.Short() && x.watched {
		x.look()
	}
	return x
}

// drain waits until nothing runs that could still say something by itself.
func (x *walk) drain() {
	x.t.Helper()
	late := time.NewTimer(patience)
	defer late.Stop()
	for {
		x.kept = slices.DeleteFunc(x.kept, func(k *kept) bool {
			ends := k.ctx.Err() != nil
			if ends {
				x.running++
			}
			return ends
		})
		if x.running == 0 {
			return
		}
		select {
		case got := <-x.tells:
			x.take(got)
		case <-late.C:
			x.t.Fatalf("%d commands do not end; the screen is\n%s", x.running, x.text())
		}
	}
}

// take goes on with what a command's goroutine tells.
func (x *walk) take(got tale) {
	x.t.Helper()
	x.running--
	if got.kept != nil {
		x.kept = append(x.kept, got.kept)
		return
	}
	batch, several := got.msg.(tea.BatchMsg)
	if !several {
		x.update(got.msg)
		return
	}
	for _, cmd := range batch {
		x.run(cmd)
	}
}

func TestTheDriverKnowsWhatWaitsForTheClock(t *testing.T) {
	t.Parallel()
	if !ticks(tea.Tick(time.Hour, func(time.Time) tea.Msg { return nil })) {
		t.Error("a tick is not seen to be one")
	}
	if ticks(tea.Quit) {
		t.Error("an end is taken for a tick")
	}
	a := newSecretScreen(flow.EnteringSecret{}, Session{})
	if _, does := a.Update(revealMsg{}); !ticks(does.cmd) {
		t.Error("the end of a reveal is not seen to be a tick")
	}
}

// A walk of each kind leaves nothing behind. It runs alone, so that the goroutines of others
// are not taken for its own.
func TestNothingRunsOnAfterARun(t *testing.T) {
	before := goleak.IgnoreCurrent()
	t.Run("a login, a cancelled one and one that was left", func(t *testing.T) {
		x := online(t, "happy").start()
		x.press("ctrl+f", "enter", "ctrl+f").hold(flow.StartMFALogin{}).press("enter", "esc").release()
		x.press("ctrl+f", "enter").rings().press("ctrl+f").hold(flow.AnswerChallenge{}).press("enter", "ctrl+c")
		x.left(130)
	})
	goleak.VerifyNone(t, before)
}
