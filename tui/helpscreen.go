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
	keys  globalKeys
	top   int
}

func newHelpScreen(below help.KeyMap, demo, guided bool) helpScreen {
	s := helpScreen{below: below, keys: newGlobalKeys()}
	s.keys.Fill.SetEnabled(demo)
	s.keys.Pane.SetEnabled(demo)
	s.keys.Next.SetEnabled(guided)
	s.keys.Previous.SetEnabled(guided)
	return s
}

func (s helpScreen) Init() tea.Cmd { return nil }

func (s helpScreen) Update(msg tea.Msg) (screen, action) {
	if press, ok := msg.(tea.KeyPressMsg); ok {
		switch press.String() {
		case "down", "j", "pgdown":
			s.top++
		case "up", "k", "pgup":
			s.top = max(s.top-1, 0)
		default:
			return s, ask(closeTop{})
		}
	}
	return s, action{}
}

func (s helpScreen) View(f frame) (string, *tea.Cursor) {
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
	rows := strings.Split(p.whole(), "\n")
	return strings.Join(window(f, rows, min(s.top, max(len(rows)-f.height, 0))), "\n"), nil
}

func (s helpScreen) row(p *page, b key.Binding) {
	if b.Enabled() {
		p.rowOfKey(p.frame.styles.key.Render(b.Help().Key), b.Help().Desc, "")
	}
}

func (s helpScreen) ShortHelp() []key.Binding {
	return []key.Binding{bind("esc", "close", "esc"), s.keys.Quit}
}

func (s helpScreen) FullHelp() [][]key.Binding { return nil }
