// Package tui is what a person sees and types: one Bubble Tea program, App, whose screens
// are small models with one question each.
//
// A screen hands back Events and never decides about the login: App takes each Event through
// flow.Next in the same Update, runs the Effect it gets over the port lanes.Performer, and makes a
// new screen when the state's Place changes. So the next key, even one of the same read from
// the terminal, finds the screen that it was meant for. What is typed outlives every other
// change.
package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/guide"
	"dintero-login/tui/lanes"
	"dintero-login/tui/layout"
	"dintero-login/tui/phone"
	"dintero-login/tui/terminal"
)

// profileAtMost is how much of a profile's name is shown: the host needs the room.
const profileAtMost = 24

// App is the program's model.
type App struct {
	session Session
	styles  layout.Styles
	lanes   lanes.Lanes
	width   int
	height  int
	now     flow.Moment
	wall    time.Time

	state   flow.State
	screen  screen
	overlay screen            // nil when none is open
	covered screen            // the overlay that a menu or help lies over; nil when there is none
	room    tea.WindowSizeMsg // what the overlays have, as it was sent to them

	exchanges  []flow.Exchange // of this run, the oldest first
	phone      phone.Phone
	arrived    []flow.Arrival // messages on the phone, of the same login
	pane       pane           // by ctrl+t
	person     int            // of the demo, who is filled in next
	skip       int            // how many lines of the screen's page are above its top
	presenting bool
	recording  bool           // presenter mode stays on
	guide      guide.Progress // captions for an audience
	pressed    string         // the last named key, for an audience
	notice     string         // one sentence, until the next key
	question   question
	asked      asked
	copied     flow.Secret // the token that went to the clipboard
	readAt     flow.Moment // when the settings came
	since      flow.Moment // when the call that runs began
	started    bool
	wakes      int         // the wake-up that counts
	due        flow.Moment // when it comes
	answered   answered
	autoQuit   bool          // leave once signed in
	fixedTheme bool          // the profile chose it, whatever the terminal says
	startAfter time.Duration // what the login begins with may take a whole core, which is the first frame's
	ending     bool
	code       int // the exit code, once ending
}

// answered says what a flag has answered already: each is asked once.
type answered struct{ secret, code bool }

// Messages to App, from what takes time.
type (
	startMsg struct{}
	wakeMsg  struct{ number int }
	// messageMsg is a message that the simulated phone received.
	messageMsg Message
	// exchangedMsg says that the record changed.
	exchangedMsg struct{}
)

// newApp makes the program's model. It runs nothing before Init.
func newApp(session Session, dark, presenting, autoQuit bool) App {
	session.Host = flow.FromOutside(session.Host).Shown()
	session.Account = flow.FromOutside(session.Account).Shown()
	session.Profile = ansi.Truncate(flow.FromOutside(session.Profile).Shown(), profileAtMost, "…")
	a := App{
		session: session, styles: layout.NewStyles(dark),
		lanes: lanes.New(session.API), width: layout.GridEnd, height: 24,
		now: session.Clock(), wall: session.Wall(),
		state: session.Start, screen: screenFor(session.Start, session),
		presenting: presenting, autoQuit: autoQuit,
	}
	if session.Support {
		a.overlay = newSymptomScreen(session.Start, session, a.now)
	}
	return a
}

// Init implements tea.Model.
func (a App) Init() tea.Cmd {
	// The renderer measures text with a table that is filled for the first rune beyond Latin,
	// in some 2 ms. They cost nothing here, where the first frame waits to be due.
	ansi.StringWidthWc("●")
	start := func() tea.Msg { return startMsg{} }
	if a.startAfter > 0 {
		start = tea.Tick(a.startAfter, func(time.Time) tea.Msg { return startMsg{} })
	}
	return tea.Batch(tea.RequestBackgroundColor, a.screen.Init(), start, a.listen(), a.listenToTraffic())
}

// Update implements tea.Model.
func (a App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if a.ending {
		return a, nil // what is cancelled now says nothing about the login
	}
	a.now, a.wall = a.session.Clock(), a.session.Wall()
	if a.session.Traffic != nil {
		a.exchanges = a.session.Traffic.Exchanges()
	}
	next, cmd := a.update(msg)
	next, goes := next.guideGoes()
	next, wake := next.relisted().noted().scheduled(msg)
	next, roomed := next.roomed()
	return next, tea.Batch(cmd, goes, wake, roomed)
}

func (a App) update(msg tea.Msg) (App, tea.Cmd) {
	switch msg := msg.(type) {
	case startMsg:
		return a.start()
	case givenMsg:
		return a.given(msg)
	case lanes.Reply:
		if a.lanes.Takes(msg) {
			return a.step(msg.Event)
		}
		return a, nil
	case learnedMsg:
		if e, some := msg.of.Learned(a.now); some {
			return a.step(e)
		}
		return a, nil
	case tea.WindowSizeMsg:
		a.width, a.height = msg.Width, msg.Height
		return a, nil
	case tea.BackgroundColorMsg:
		if !a.fixedTheme {
			a.styles = layout.NewStyles(msg.IsDark())
		}
		return a, nil
	case messageMsg:
		a.phone = a.phone.Receive(Message(msg), a.now)
		a = a.noticed(Message(msg))
		return a, a.listen()
	case curlMsg:
		return a.copyCurl(msg)
	case exchangedMsg:
		return a, a.listenToTraffic()
	case terminal.SignalMsg:
		return a.quit(msg.Code)
	case wakeMsg:
		return a, nil
	case guideMsg:
		if a.guide.Typing && msg.number == a.guide.Ticks {
			return a.guideTypesOn()
		}
		return a, nil
	case tea.KeyPressMsg:
		a, start := a.start()
		a, typed := a.guideKey()
		a, cmd := a.press(msg)
		return a, tea.Batch(start, typed, cmd)
	case tea.PasteMsg:
		a, start := a.start()
		a, cmd := a.paste(msg)
		return a, tea.Batch(start, cmd)
	}
	return a.tell(msg)
}

// start begins the login, once: soon after the first frame, or with the first key, which
// must find a login that has begun.
func (a App) start() (App, tea.Cmd) {
	if a.started {
		return a, nil
	}
	a.started = true
	a, facts := a.step(flow.Started{})
	if a.session.Chosen == nil {
		return a, facts
	}
	a, chosen := a.step(*a.session.Chosen)
	return a, tea.Batch(facts, chosen)
}

// tell hands a message to the screen and to every overlay on it.
func (a App) tell(msg tea.Msg) (App, tea.Cmd) {
	a, over := a.tellOverlays(msg)
	a, below := a.tellScreen(msg)
	return a, tea.Batch(over, below)
}

func (a App) tellOverlays(msg tea.Msg) (App, tea.Cmd) {
	var does [2]action
	if a.covered != nil {
		a.covered, does[0] = a.covered.Update(msg)
	}
	if a.overlay != nil {
		a.overlay, does[1] = a.overlay.Update(msg)
	}
	a, covered := a.do(does[0])
	a, overlay := a.do(does[1])
	return a, tea.Batch(covered, overlay)
}

func (a App) tellScreen(msg tea.Msg) (App, tea.Cmd) {
	var does action
	a.screen, does = a.screen.Update(msg)
	return a.do(does)
}

// step takes an Event through the flow.
func (a App) step(e flow.Event) (App, tea.Cmd) {
	before, place := a.state, flow.At(a.state)
	next, do := flow.Next(before, e)
	a.state = next
	if do != nil && do.Lane() == flow.LoginLane {
		a.since = a.now
	}
	if flow.AccountOf(next).Settings != flow.AccountOf(before).Settings {
		a.readAt = a.now
	}
	var runs []lanes.Run
	a.lanes, runs = a.lanes.Follow(next, do)
	var cmds []tea.Cmd
	for _, run := range runs {
		if run.After > 0 {
			cmds = append(cmds, tea.Tick(run.After, func(time.Time) tea.Msg { return run.Do() }))
		} else {
			cmds = append(cmds, func() tea.Msg { return run.Do() })
		}
	}
	if a.notice != "" && a.notice == notTaken(before) {
		a.notice = notTaken(next)
	}
	if said := a.learned(before); said != "" {
		a.notice = said
	}
	a.phone = a.phone.Follow(before, e, next, a.wall)
	a = a.forgetTraffic(before)
	a, cmd := a.tellOverlays(stateMsg{next, a.readAt})
	cmds = append(cmds, cmd)
	if flow.At(next) == place {
		a, cmd = a.tellScreen(stateMsg{next, a.readAt})
	} else {
		a.screen, a.question, a.skip = screenFor(next, a.session), question{}, 0
		cmd = a.screen.Init()
	}
	cmds = append(cmds, cmd)
	a, cmd = a.answer()
	if flow.At(next).Kind == flow.AtSession && a.autoQuit {
		return a.quit(0)
	}
	return a, tea.Batch(append(cmds, cmd)...)
}

// screenFor makes the screen for a state. It is the only switch over states here.
func screenFor(s flow.State, session Session) screen {
	switch s := s.(type) {
	case flow.ChoosingCustomer:
		return newCustomerScreen(s, session)
	case flow.EnteringSecret, flow.SigningIn:
		if flow.At(s).Kind == flow.AtCounter {
			return counterScreen{}.in(s)
		}
		return newSecretScreen(s, session)
	case flow.ChoosingRecovery, flow.MailingLink:
		return recoveryScreen{session: session}.in(s)
	case flow.ConfirmingSend:
		return confirmScreen{state: s}
	case flow.SendFailed:
		return unsentScreen{session: session, state: s}
	case flow.SendingCode, flow.EnteringCode, flow.CheckingCode:
		return newCodeScreen(s, session)
	case flow.Accepted:
		return acceptedScreen{}.in(s)
	case flow.SignedIn, flow.Refreshing:
		return newSignedInScreen(s, session)
	default:
		return signOutScreen{}
	}
}
