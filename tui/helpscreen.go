package tui

import (
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
	top   int
	area  tea.WindowSizeMsg
}

type helpKeys struct {
	globalKeys
	Up    key.Binding
	Down  key.Binding
	Close key.Binding
}

func newHelpScreen(below help.KeyMap, demo, guided bool) helpScreen {
	s := helpScreen{below: below, keys: helpKeys{
		globalKeys: newGlobalKeys(),
		Up:         bind("↑", "up", "up", "k", "pgup"),
		Down:       bind("↓", "down", "down", "j", "pgdown"),
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
		s.top = min(s.top, s.last())
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, s.keys.Down):
			s.top = min(s.top+1, s.last())
		case key.Matches(msg, s.keys.Up):
			s.top = max(s.top-1, 0)
		default:
			return s, ask(closeTop{})
		}
	}
	return s, action{}
}

// last is the row from which on all the rest fits.
func (s helpScreen) last() int {
	return max(len(s.rows(frame{width: s.area.Width}))-(s.area.Height-listBelow), 0)
}

func (s helpScreen) View(f frame) (string, *tea.Cursor) {
	rows := s.rows(f)
	return strings.Join(window(f, rows, min(s.top, max(len(rows)-f.height, 0))), "\n"), nil
}

func (s helpScreen) rows(f frame) []string {
	p := newPage(f)
	p.heading("Keys on this screen")
	for _, column := range s.below.FullHelp() {
		for _, b := range column {
			s.row(p, b)
		}
	}
	p.gap()
	p.heading("Keys everywhere")
	k := s.keys
	for _, b := range []key.Binding{k.More, k.Settings, k.Fill, k.Pane, k.Next, k.Previous, k.Help, k.Back, k.Suspend, k.Quit} {
		s.row(p, b)
	}
	p.gap()
	p.tell(may, f.styles.hint, "", "In a field: the arrows, home and end, ctrl+a, ctrl+e, ctrl+w, ctrl+u and ctrl+k edit as in a shell.")
	return strings.Split(p.whole(), "\n")
}

func (s helpScreen) row(p *page, b key.Binding) {
	if b.Enabled() {
		p.rowOfKey(p.frame.styles.key.Render(b.Help().Key), b.Help().Desc, "")
	}
}

func (s helpScreen) ShortHelp() []key.Binding {
	return []key.Binding{s.keys.Close, s.keys.Quit}
}

func (s helpScreen) FullHelp() [][]key.Binding { return nil }
