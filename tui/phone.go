package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// listen waits for the phone's next message.
func (a App) listen() tea.Cmd {
	if a.session.Sandbox == nil || a.session.Sandbox.Messages == nil {
		return nil
	}
	messages := a.session.Sandbox.Messages
	return func() tea.Msg {
		m, open := <-messages
		if !open {
			return nil
		}
		return messageMsg(m)
	}
}

// hasPhone reports whether the simulated phone belongs to what the login is at: while a code is
// awaited, and where a mail with a link has come.
func (a App) hasPhone() bool {
	switch flow.At(a.state).Kind {
	case flow.AtCode, flow.AtUnsent:
		return a.session.Sandbox != nil
	case flow.AtSecret, flow.AtRecovery:
		return a.session.Sandbox != nil && len(a.phone.Messages()) > 0
	}
	return false
}

// fillsCode is what a key does about the phone's newest code; empty where none does anything.
func (a App) fillsCode() string {
	if flow.At(a.state).Kind != flow.AtCode || flow.Working(a.state) || flow.Asking(a.state) {
		return ""
	}
	return keyToAsk(fillIn{}) + " types it in"
}

// phoneShows reports whether it is on the screen.
func (a App) phoneShows() bool { return a.hasPhone() && a.pane != paneOff && a.overlay == nil }
