package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// press takes a key: first what works everywhere, then the overlay or the screen.
func (a App) press(msg tea.KeyPressMsg) (App, tea.Cmd) {
	a.notice = ""
	a.pressed = named(msg)
	if !a.inMenu() && !key.Matches(msg, a.keys.More) {
		a.unveiling = false
	}
	switch {
	case key.Matches(msg, a.keys.Quit):
		return a.quit(130)
	case key.Matches(msg, a.keys.Suspend):
		next, cmd := a.tell(tea.BlurMsg{})
		return next, tea.Batch(cmd, tea.Suspend)
	case key.Matches(msg, a.keys.Back):
		return a.back()
	case key.Matches(msg, a.keys.More) && !a.inMenu():
		a.overlay = newMenuScreen(commandsFor(a, a.now))
		return a, nil
	case key.Matches(msg, a.keys.Help):
		return a.command(openHelpMsg{})
	case key.Matches(msg, a.keys.Settings):
		return a.command(openSettingsMsg{})
	case key.Matches(msg, a.keys.Pane) && a.session.Sandbox != nil:
		return a.command(paneMsg{})
	case key.Matches(msg, a.keys.Fill) && a.session.Sandbox != nil:
		return a.fill()
	case key.Matches(msg, a.keys.Next) && a.guided():
		return a.guideNext()
	case key.Matches(msg, a.keys.Previous) && a.guided():
		return a.guideBack()
	}
	return a.typed(msg)
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

// typed goes to what is on top.
func (a App) typed(msg tea.Msg) (App, tea.Cmd) {
	var cmd tea.Cmd
	if a.overlay != nil {
		a.overlay, cmd = a.overlay.Update(msg)
		return a, cmd
	}
	a.screen, cmd = a.screen.Update(msg)
	return a, cmd
}

// back is esc: it closes an overlay, cancels what runs, clears what is typed, and only
// then goes a step back.
func (a App) back() (App, tea.Cmd) {
	a.unveiling = false
	if a.overlay != nil {
		if c, ok := a.overlay.(clearer); ok {
			if cleared, some := c.clear(); some {
				a.overlay = cleared
				return a, nil
			}
		}
		a.overlay = nil
		return a, nil
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
			a.notice = "Signed in. q leaves, ctrl+x x signs out."
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
