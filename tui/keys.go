package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// globalKeys act on every screen, and are handled in App alone.
type globalKeys struct {
	Quit     key.Binding
	Back     key.Binding
	More     key.Binding
	Help     key.Binding
	Settings key.Binding
	Pane     key.Binding
	Suspend  key.Binding
	Fill     key.Binding
	Next     key.Binding
	Previous key.Binding
	Yes      key.Binding // of App's own questions
}

func newGlobalKeys() globalKeys {
	return globalKeys{
		Quit:     layout.Bind("ctrl+c", "quit", "ctrl+c"),
		Back:     layout.Bind("esc", "back", "esc"),
		More:     layout.Bind("ctrl+x", "more", "ctrl+x"),
		Help:     layout.Bind("f1", "help", "f1"),
		Settings: layout.Bind("ctrl+s", "settings", "ctrl+s"),
		Pane:     layout.Bind("ctrl+t", "the phone, on or off", "ctrl+t"),
		Suspend:  layout.Bind("ctrl+z", "suspend", "ctrl+z"),
		Fill:     layout.Bind("ctrl+f", "fill in", "ctrl+f"),
		Next:     layout.Bind("ctrl+n", "next step of the guide", "ctrl+n", "pgdown"),
		Previous: layout.Bind("ctrl+p", "step back", "ctrl+p", "pgup"),
		Yes:      layout.Bind("y", "yes", "y"),
	}
}

// does is a binding with another word for what it does here.
func does(b key.Binding, word string) key.Binding {
	b.SetHelp(b.Help().Key, word)
	return b
}

// press takes a key: first what works everywhere, then the overlay or the screen.
func (a App) press(msg tea.KeyPressMsg) (App, tea.Cmd) {
	a.notice = ""
	a.pressed = named(msg)
	switch {
	case key.Matches(msg, a.keys.Quit):
		return a.quit(130)
	case key.Matches(msg, a.keys.Suspend):
		next, cmd := a.tell(tea.BlurMsg{})
		return next, tea.Batch(cmd, tea.Suspend)
	case a.unread() && !key.Matches(msg, a.keys.Back):
		return a, nil
	case a.question.text != "":
		return a.answerQuestion(msg)
	case key.Matches(msg, a.keys.Back):
		return a.back()
	case key.Matches(msg, a.keys.More) && a.inMenu():
		return a.closeTop(), nil
	case key.Matches(msg, a.keys.More):
		return a.openMenu(), nil
	case key.Matches(msg, a.keys.Help):
		return a.openHelp(), nil
	case key.Matches(msg, a.keys.Settings):
		return a.openSettings()
	case key.Matches(msg, a.keys.Pane):
		return a.togglePane(), nil
	case key.Matches(msg, a.keys.Fill) && a.session.Sandbox != nil:
		return a.fill()
	case key.Matches(msg, a.keys.Next) && a.guided():
		return a.guideNext()
	case key.Matches(msg, a.keys.Previous) && a.guided():
		return a.guideBack()
	}
	return a.typed(msg, msg.Text != "" || msg.Code == tea.KeyEnter)
}

// paste is text like what is typed, but that a question takes none of it.
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

func (a App) inMenu() bool {
	_, in := a.overlay.(menuScreen)
	return in
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
		a.notice = "This is the first screen. ctrl+c leaves."
	case flow.AtSession:
		if !flow.Working(a.state) {
			a.notice = "Signed in. q leaves, " + keyFor(flow.DeedSignOut) + " signs out."
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
