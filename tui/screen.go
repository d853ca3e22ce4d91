package tui

import (
	"charm.land/bubbles/v2/help"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// screen is one question to the person. A screen emits Events and never names another
// screen; its View is pure.
type screen interface {
	Init() tea.Cmd
	Update(msg tea.Msg) (screen, tea.Cmd)
	View(f frame) (string, *tea.Cursor)
	help.KeyMap
}

// Screens take these messages beside keys and pastes.
type (
	// stateMsg is the state after a step that leaves the screen's Place as it is.
	stateMsg struct{ state flow.State }
	// fillMsg asks the screen to type in what the demo knows.
	fillMsg struct {
		person Person
		code   flow.Secret // of the newest message; empty when there is none
	}
	// otherTypeMsg asks for the other user type, where it is not the flow's question yet.
	otherTypeMsg struct{}
	// revealMsg shows what is typed; concealMsg ends it.
	revealMsg  struct{}
	concealMsg struct{ number int }
	// copyMsg asks whether to copy the token.
	copyMsg struct{}
	// noticeMsg is a sentence for the line above the keys.
	noticeMsg string
)

// happened is an Event on its way to the flow. App fills in the moment, since no screen
// has a clock.
type happened func(now flow.Moment) flow.Event

// emit sends an Event to the flow.
func emit(e happened) tea.Cmd { return func() tea.Msg { return e } }

// clearer is a screen with something typed that esc takes away before it goes back.
type clearer interface {
	// clear gives the screen without what is typed; false when nothing was.
	clear() (screen, bool)
}

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
	case flow.EnteringSecret:
		return newSecretScreen(s, session)
	case flow.SigningIn:
		return newSecretScreen(flow.EnteringSecret{Customer: s.Customer}, session)
	case flow.ChoosingRecovery:
		return newRecoveryScreen(s)
	case flow.MailingLink:
		return newRecoveryScreen(flow.ChoosingRecovery{Customer: s.Customer})
	case flow.ConfirmingSend:
		return newConfirmScreen(s)
	case flow.SendFailed:
		return newUnsentScreen(s)
	case flow.SendingCode:
		return newCodeScreen(s, session)
	case flow.EnteringCode:
		return newCodeScreen(s, session)
	case flow.CheckingCode:
		return newCodeScreen(s, session)
	case flow.SignedIn:
		return newSignedInScreen(s, session)
	case flow.Refreshing:
		return newSignedInScreen(s.SignedIn, session)
	default:
		return signOutScreen{}
	}
}
