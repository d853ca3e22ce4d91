package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// signOutScreen stands while the session is being revoked.
type signOutScreen struct{}

func (s signOutScreen) Init() tea.Cmd { return nil }

func (s signOutScreen) Update(tea.Msg) (screen, action) { return s, action{} }

func (s signOutScreen) View(f frame) (string, *tea.Cursor) {
	p := newPage(f)
	p.tell(must, f.styles.value, "…", "Signing out.")
	return p.draw()
}

func (s signOutScreen) ShortHelp() []key.Binding {
	return []key.Binding{newGlobalKeys().Quit}
}

func (s signOutScreen) FullHelp() [][]key.Binding { return nil }
