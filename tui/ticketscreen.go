package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/tui/layout"
)

// ticketScreen shows a ticket's text at a desk, where the terminal may take no clipboard: what
// is on the screen can be selected.
type ticketScreen struct {
	plain
	text []string
	keys layout.ScrollKeys
	seen layout.Window
	area layout.Frame
}

func newTicketScreen(text string) ticketScreen {
	return ticketScreen{text: strings.Split(strings.TrimRight(text, "\n"), "\n"), keys: layout.NewScrollKeys()}
}

func (s ticketScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		s.seen = s.rows(s.area).Within(s.seen)
	case tea.KeyPressMsg:
		if to, scrolls := s.keys.Scroll(s.rows(s.area), s.seen, msg); scrolls {
			s.seen = to
		}
	}
	return s, action{}
}

func (s ticketScreen) View(f layout.Frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s ticketScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	rows.Add(len(s.text), func(p *layout.Page, i int) {
		p.Paragraph(layout.Must, 0, p.Frame.Styles.Value, s.text[i])
	})
	return rows
}
