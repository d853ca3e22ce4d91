package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"dintero-login/tui/layout"
)

// signOutScreen stands while the session is being revoked.
type signOutScreen struct{}

func (s signOutScreen) Init() tea.Cmd { return nil }

func (s signOutScreen) Update(tea.Msg) (screen, action) { return s, action{} }

func (s signOutScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Tell(layout.Must, f.Styles.Value, "…", "Signing out.")
	return p.Draw()
}

func (s signOutScreen) ShortHelp() []key.Binding {
	return []key.Binding{newGlobalKeys().Quit}
}

func (s signOutScreen) FullHelp() [][]key.Binding { return nil }
