package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/tui/layout"
)

// viewLower is what happened so far, in the free rows below the body: at most rows lines, none
// wider than the grid. Nil where there is nothing to show.
func (a App) viewLower(f layout.Frame, rows int) []string {
	if !a.phoneShows() || rows < 1 {
		return nil
	}
	return a.phone.Strip(f, rows, a.fillsCode())
}

// viewPane is what stands at the right of a wide screen: at most height lines, none wider than
// width. Nil where there is nothing to show.
func (a App) viewPane(f layout.Frame, width, height int) []string {
	if !a.phoneShows() {
		return nil
	}
	return a.phone.Framed(f, width, height, a.fillsCode())
}

// listenToTraffic waits for the next change of the record.
func (a App) listenToTraffic() tea.Cmd {
	if a.session.Traffic == nil {
		return nil
	}
	changed := a.session.Traffic.Changed()
	return func() tea.Msg {
		<-changed
		return exchangedMsg{}
	}
}
