package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// press takes a key: what it does here, or else it is the overlay's or the screen's.
func (a App) press(msg tea.KeyPressMsg) (App, tea.Cmd) {
	a.notice = ""
	a.pressed = named(msg)
	c, does := a.commandBy(msg)
	switch {
	case does && (c.does == quitNow{} || c.does == suspend{}):
		return a.asks(c.does)
	case a.unread() && c.deed != flow.DeedBack:
		return a, nil
	case a.question.text != "":
		return a.answerQuestion(msg)
	case does:
		return a.asks(c.does)
	}
	return a.typed(msg, msg.Text != "" || msg.Code == tea.KeyEnter)
}

// paste is taken like typed text; a question ignores it.
func (a App) paste(msg tea.PasteMsg) (App, tea.Cmd) {
	a.notice = ""
	if a.asking() != "" {
		return a, nil
	}
	return a.typed(msg, true)
}

// named is how a key is written that types nothing; empty for those that do.
func named(msg tea.KeyPressMsg) string {
	if msg.Text != "" {
		return ""
	}
	return msg.Keystroke()
}

// typed goes to what is on top. While a call of the login runs, the screen takes nothing, and
// it is said of what a person would miss.
func (a App) typed(msg tea.Msg, missed bool) (App, tea.Cmd) {
	switch {
	case a.overlay != nil:
		var does action
		a.overlay, does = a.overlay.Update(msg)
		return a.do(does)
	case !flow.Working(a.state):
		return a.tellScreen(msg)
	case missed:
		a.notice = notTaken(a.state)
	}
	return a, nil
}

// back is esc: it closes an overlay, cancels what runs, clears what is typed, and only
// then goes a step back.
func (a App) back() (App, tea.Cmd) {
	if a.overlay != nil {
		return a.closeTop(), nil
	}
	if c, ok := a.screen.(clearer); ok && !flow.Working(a.state) {
		if cleared, some := c.clear(); some {
			a.screen = cleared
			return a, nil
		}
	}
	switch flow.At(a.state).Kind {
	case flow.AtCustomer:
		a.notice = "This is the first screen. " + keyToAsk(quitNow{}) + " leaves."
	case flow.AtSession:
		if !flow.Working(a.state) {
			a.notice = "Signed in. " + keyToAsk(leave{}) + " leaves, " + keyFor(flow.DeedSignOut) + " signs out."
		}
	}
	return a.step(flow.Back{At: a.now})
}

func (a App) top() screen {
	if a.overlay != nil {
		return a.overlay
	}
	return a.screen
}
