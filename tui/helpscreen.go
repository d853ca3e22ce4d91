package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// helpScreen lists the keys of the screen below, and those that work everywhere. It is
// made from the very bindings that act.
type helpScreen struct {
	below help.KeyMap
	keys  helpKeys
	seen  window
	area  tea.WindowSizeMsg // the room of the body
}

type helpKeys struct {
	globalKeys
	scrollKeys
	Close key.Binding
}

func newHelpScreen(below help.KeyMap, demo, guided bool) helpScreen {
	s := helpScreen{below: below, keys: helpKeys{
		globalKeys: newGlobalKeys(),
		scrollKeys: newScrollKeys(),
		Close:      bind("esc", "close", "esc"),
	}}
	s.keys.Fill.SetEnabled(demo)
	s.keys.Pane.SetEnabled(demo)
	s.keys.Next.SetEnabled(guided)
	s.keys.Previous.SetEnabled(guided)
	return s
}

func (s helpScreen) Init() tea.Cmd { return nil }

func (s helpScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = msg
		s.seen = s.rows(s.frame()).within(s.seen)
	case tea.KeyPressMsg:
		to, scrolls := s.keys.scroll(s.rows(s.frame()), s.seen, msg)
		if !scrolls {
			return s, ask(closeTop{})
		}
		s.seen = to
	}
	return s, action{}
}

// frame is the room for measuring rows, which no look changes.
func (s helpScreen) frame() frame { return frame{width: s.area.Width, height: s.area.Height} }

func (s helpScreen) View(f frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).draw(s.seen), "\n"), nil
}

func (s helpScreen) rows(f frame) list {
	rows := newList(f)
	bindings := func(of []key.Binding) {
		of = slices.DeleteFunc(slices.Clone(of), func(b key.Binding) bool { return !b.Enabled() })
		rows.add(len(of), func(p *page, i int) {
			p.rowOfKey(p.frame.styles.key.Render(of[i].Help().Key), of[i].Help().Desc, "")
		})
	}
	rows.one(func(p *page) { p.heading("Keys on this screen") })
	bindings(slices.Concat(s.below.FullHelp()...))
	rows.one(func(p *page) { p.gap(); p.heading("Keys everywhere") })
	k := s.keys
	bindings([]key.Binding{k.More, k.Settings, k.Fill, k.Pane, k.Next, k.Previous, k.Help, k.Back, k.Suspend, k.Quit})
	rows.one(func(p *page) {
		p.gap()
		p.tell(may, f.styles.hint, "", "In a field: the arrows, home and end, ctrl+a, ctrl+e, ctrl+w, ctrl+u and ctrl+k edit as in a shell.")
	})
	return rows
}

func (s helpScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Close, s.keys.Quit}
}

func (s helpScreen) FullHelp() [][]key.Binding { return nil }
