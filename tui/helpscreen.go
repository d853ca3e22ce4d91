package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/tui/layout"
)

// helpScreen lists what the keys do: on the screen below, and everywhere.
type helpScreen struct {
	plain
	here       []keyLine
	everywhere []keyLine
	keys       layout.ScrollKeys
	seen       layout.Window
	area       layout.Frame // the room of the body
}

// keyLine is a key, what it does, and from when.
type keyLine struct{ key, does, note string }

// helpLines is what can be done by keys, as the flow and the table of commands say, and the
// keys of the top screen's own.
func (a App) helpLines() (here, everywhere []keyLine) {
	for _, c := range a.local() {
		line := keyLine{c.written(), c.label, ""}
		if !c.able {
			line.note = c.note
		}
		here = append(here, line)
	}
	for _, b := range slices.Concat(a.top().FullHelp()...) {
		here = append(here, keyLine{b.Help().Key, b.Help().Desc, ""})
	}
	for _, c := range a.general() {
		everywhere = append(everywhere, keyLine{c.written(), c.label, ""})
	}
	return here, everywhere
}

// over is the help for what is on top of App.
func (s helpScreen) over(a App) helpScreen {
	s.here, s.everywhere = a.helpLines()
	return s
}

func (s helpScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		s.seen = s.rows(s.area).Within(s.seen)
	case tea.KeyPressMsg:
		to, scrolls := s.keys.Scroll(s.rows(s.area), s.seen, msg)
		if !scrolls {
			return s, ask(closeTop{})
		}
		s.seen = to
	}
	return s, action{}
}

func (s helpScreen) View(f layout.Frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s helpScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	add := func(title string, of []keyLine) {
		rows.One(func(p *layout.Page) { p.Heading(title) })
		rows.Add(len(of), func(p *layout.Page, i int) {
			p.RowOfKey(p.Frame.Styles.Key.Render(of[i].key), of[i].does, of[i].note)
		})
	}
	add("Keys on this screen", s.here)
	rows.One(func(p *layout.Page) { p.Gap() })
	add("Keys everywhere", s.everywhere)
	rows.One(func(p *layout.Page) {
		p.Gap()
		p.Tell(layout.May, f.Styles.Hint, "", "In a field: the arrows, home and end, ctrl+a, ctrl+e, ctrl+w, ctrl+u and ctrl+k edit as in a shell.")
	})
	return rows
}
