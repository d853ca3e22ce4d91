package tui

import (
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

// asker is a screen with a question that y answers. It names the question; empty while
// none is open.
type asker interface{ asks() string }

// waker is a screen that shows a time. It says how long what it shows stays true; 0 is
// for ever.
type waker interface {
	wake(now flow.Moment) flow.Moment
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
