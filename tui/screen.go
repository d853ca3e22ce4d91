package tui

import (
	"time"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// screen is one question to the person. A screen hands back what a key asks for and never
// names another screen; its View is pure.
type screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) (screen, action)
	View(f layout.Frame) (string, *tea.Cursor)
	help.KeyMap
}

// plain is a screen that begins without a command and has no keys but those of the commands.
type plain struct{}

func (plain) Init() tea.Cmd             { return nil }
func (plain) ShortHelp() []key.Binding  { return nil }
func (plain) FullHelp() [][]key.Binding { return nil }

// roomOf is the room for measuring rows, which no look changes.
func roomOf(size tea.WindowSizeMsg) layout.Frame {
	return layout.Frame{Width: size.Width, Height: size.Height}
}

// action is what a screen hands to App, which does it before it reads the next key. At most
// one of the three is set.
type action struct {
	// event makes an Event for the flow. App fills in the moment, since no screen has a clock.
	event func(now flow.Moment) flow.Event
	ask   request
	cmd   tea.Cmd // for what takes time
}

// request is what a screen wants of App: one of the types in ask.go.
type request any

// emit hands an Event to the flow.
func emit(e func(now flow.Moment) flow.Event) action { return action{event: e} }

// ask hands a request to App.
func ask(r request) action { return action{ask: r} }

// Screens take these messages beside keys and pastes.
type (
	// stateMsg is the state after a step that leaves the screen's Place as it is.
	stateMsg struct {
		state  flow.State
		readAt flow.Moment // when its settings came
	}
	// fillMsg asks the screen to type in what the demo knows.
	fillMsg struct {
		person Person
		code   flow.Secret // of the newest message; empty when there is none
	}
	// revealMsg shows what is typed; concealMsg ends it.
	revealMsg  struct{}
	concealMsg struct{ number int }
)

// clearer is a screen with something typed that esc takes away before it goes back.
type clearer interface {
	// clear gives the screen without what is typed; false when nothing was.
	clear() (screen, bool)
}

// typer is a screen on which keys may be text, among others that are not.
type typer interface{ typing() bool }

// asker is a screen with a question that y answers. It names the question; empty while
// none is open.
type asker interface{ asks() string }

// waker is a screen that shows a time. It says how long what it shows stays true; 0 is
// for ever.
type waker interface {
	wake(now flow.Moment) flow.Moment
}

// untilNextSecond is how long a countdown says the same; 0 once it is over.
func untilNextSecond(now, until flow.Moment) flow.Moment {
	if now >= until {
		return 0
	}
	if part := (until - now) % time.Second; part > 0 {
		return part
	}
	return time.Second
}

// scheduled asks to be woken when what is on the screen stops being true. A wake-up that
// is not the newest one counts for nothing.
func (a App) scheduled(msg tea.Msg) (App, tea.Cmd) {
	if woken, ok := msg.(wakeMsg); ok && woken.number != a.wakes {
		return a, nil
	}
	if a.ending {
		return a, nil
	}
	after := time.Duration(0)
	if w, ok := a.screen.(waker); ok {
		after = w.wake(a.now)
	}
	if wait := flow.AccountOf(a.state).SettingsFrom - a.now; wait > 0 {
		after = min(wait, time.Second)
	}
	if flow.Working(a.state) && a.overlay == nil {
		after = layout.TurnEvery - (a.now-a.since)%layout.TurnEvery // the cell that turns, and how long the call runs
	}
	after = sooner(after, a.wakesForTraffic())
	if a.phoneShows() {
		after = sooner(after, a.phone.Wake(a.now, a.wall))
	}
	if after <= 0 || a.now < a.due && a.due <= a.now+after {
		return a, nil // or the one that is on its way comes in time
	}
	a.due = a.now + after
	a.wakes++
	number := a.wakes
	return a, tea.Tick(after, func(time.Time) tea.Msg { return wakeMsg{number} })
}

// sooner is the first of two waits; 0 is for ever.
func sooner(a, b time.Duration) time.Duration {
	if a <= 0 || b > 0 && b < a {
		return b
	}
	return a
}
