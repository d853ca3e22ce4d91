package tui

import tea "charm.land/bubbletea/v2"

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
