package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/api/record"
	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/traffic"
)

// requestsScreen shows every exchange of the run: as a list, as a sequence, and one of them whole.
type requestsScreen struct {
	plain
	list  traffic.Model
	of    []flow.Exchange // what the list was made of
	given traffic.Given   // the same, without what was recorded
}

// curlMsg brings the line of curl for an exchange.
type curlMsg struct {
	curl record.Curl
	kept bool
	err  error
}

// openRequests shows what was recorded, which the list is given with every change.
func (a App) openRequests() App {
	return a.open(requestsScreen{list: traffic.New(!a.session.Desk)}, nil)
}

// inspected gives an overlay what is recorded by now, where it shows that.
func (a App) inspected(over screen) screen {
	s, shows := over.(requestsScreen)
	if !shows || a.session.Traffic == nil {
		return over
	}
	given := traffic.Given{Arrived: a.arrived, May: flow.AccountOf(a.state).May}
	if a.presenting {
		given.Account, given.Veil = a.session.Account, accountID(a.frame(), a.session.Account)
	}
	if s.shows(a.exchanges, given) {
		return s
	}
	s.of, s.given = a.exchanges, given
	given.Entries, given.Dropped = a.session.Traffic.Entries(), a.session.Traffic.Dropped()
	s.list = s.list.With(given)
	return s
}

// shows reports whether the list was made of this already.
func (s requestsScreen) shows(of []flow.Exchange, g traffic.Given) bool {
	same := s.of != nil && len(of) == len(s.of) && (len(of) == 0 || &of[0] == &s.of[0])
	return same && g.May == s.given.May && g.Account == s.given.Account && len(g.Arrived) == len(s.given.Arrived)
}

func (s requestsScreen) Update(msg tea.Msg) (screen, action) {
	if press, ok := msg.(tea.KeyPressMsg); ok && s.list.Detailed() && key.Matches(press, s.list.CopiesCurl()) {
		e, _ := s.list.Chosen()
		return s, ask(copyCurl{e.Number})
	}
	var cmd tea.Cmd
	s.list, cmd = s.list.Update(msg)
	return s, action{cmd: cmd}
}

func (s requestsScreen) View(f layout.Frame) (string, *tea.Cursor) { return s.list.View(f) }

func (s requestsScreen) ShortHelp() []key.Binding  { return s.list.ShortHelp() }
func (s requestsScreen) FullHelp() [][]key.Binding { return s.list.FullHelp() }
func (s requestsScreen) typing() bool              { return s.list.Typing() }

func (s requestsScreen) clear() (screen, bool) {
	list, some := s.list.Clear()
	s.list = list
	return s, some
}

// askToCopyCurl asks before the line goes to the terminal.
func (a App) askToCopyCurl(number int) App {
	if a.presenting {
		a.notice = noPresenting()
		return a
	}
	return a.asksFirst(question{
		text: "Send the curl line to the terminal's clipboard? It names variables in the place of secrets.",
		yes:  "send it", does: func(a App) (App, tea.Cmd) {
			from := a.session.Traffic
			return a, func() tea.Msg {
				curl, kept, err := from.Curl(number)
				return curlMsg{curl, kept, err}
			}
		},
	})
}

// copyCurl sends the line, which was searched for secrets.
func (a App) copyCurl(msg curlMsg) (App, tea.Cmd) {
	switch {
	case msg.err != nil:
		a.notice = "Not copied: the line would hold a secret, which is a defect of this program."
	case !msg.kept:
		a.notice = "Not copied: this request is not kept any more."
	case a.presenting:
		a.notice = noPresenting()
	default:
		a.notice = "Sent to the terminal. Only it knows whether the clipboard has it."
		return a, tea.SetClipboard(msg.curl.Line)
	}
	return a, nil
}
