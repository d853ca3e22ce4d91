package tui

import (
	"slices"
	"strings"

	"charm.land/bubbles/v2/help"
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"dintero-login/tui/layout"
)

// helpScreen lists the keys of the screen below, and those that work everywhere. It is
// made from the very bindings that act.
type helpScreen struct {
	below help.KeyMap
	keys  helpKeys
	seen  layout.Window
	area  tea.WindowSizeMsg // the room of the body
}

type helpKeys struct {
	globalKeys
	layout.ScrollKeys
	Close key.Binding
}

func newHelpScreen(below help.KeyMap, demo, guided bool) helpScreen {
	s := helpScreen{below: below, keys: helpKeys{
		globalKeys: newGlobalKeys(),
		ScrollKeys: layout.NewScrollKeys(),
		Close:      layout.Bind("esc", "close", "esc"),
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
		s.seen = s.rows(s.frame()).Within(s.seen)
	case tea.KeyPressMsg:
		to, scrolls := s.keys.Scroll(s.rows(s.frame()), s.seen, msg)
		if !scrolls {
			return s, ask(closeTop{})
		}
		s.seen = to
	}
	return s, action{}
}

// frame is the room for measuring rows, which no look changes.
func (s helpScreen) frame() layout.Frame {
	return layout.Frame{Width: s.area.Width, Height: s.area.Height}
}

func (s helpScreen) View(f layout.Frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s helpScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	bindings := func(of []key.Binding) {
		of = slices.DeleteFunc(slices.Clone(of), func(b key.Binding) bool { return !b.Enabled() })
		rows.Add(len(of), func(p *layout.Page, i int) {
			p.RowOfKey(p.Frame.Styles.Key.Render(of[i].Help().Key), of[i].Help().Desc, "")
		})
	}
	rows.One(func(p *layout.Page) { p.Heading("Keys on this screen") })
	bindings(slices.Concat(s.below.FullHelp()...))
	rows.One(func(p *layout.Page) { p.Gap(); p.Heading("Keys everywhere") })
	k := s.keys
	bindings([]key.Binding{k.More, k.Settings, k.Fill, k.Pane, k.Next, k.Previous, k.Help, k.Back, k.Suspend, k.Quit})
	rows.One(func(p *layout.Page) {
		p.Gap()
		p.Tell(layout.May, f.Styles.Hint, "", "In a field: the arrows, home and end, ctrl+a, ctrl+e, ctrl+w, ctrl+u and ctrl+k edit as in a shell.")
	})
	return rows
}

func (s helpScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Close, s.keys.Quit}
}

func (s helpScreen) FullHelp() [][]key.Binding { return nil }
