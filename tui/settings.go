package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/jsontree"
	"dintero-login/tui/layout"
)

// settingsScreen shows the account's settings: what they mean for a login first, then the
// rest, the attributes, and the document itself.
type settingsScreen struct {
	plain
	keys    settingsKeys
	session Session
	account flow.Account
	readAt  flow.Moment // when the settings came
	at      settingsFold
	open    [settingsFolds]bool
	seen    layout.Window
	follow  bool // the cursor's part stays in sight
	tree    jsontree.Model
	inTree  bool
	area    layout.Frame // the room of the body
}

// settingsFold is a part that opens and closes. The cursor is on one of them.
type settingsFold int

const (
	foldRest settingsFold = iota
	foldAttributes
	foldDocument
	settingsFolds
)

// treeBelow is how many lines stand above the document.
const treeBelow = 2

type settingsKeys struct {
	layout.ScrollKeys
	Toggle   key.Binding
	Onward   key.Binding
	Backward key.Binding
	Reload   key.Binding
}

func newSettingsScreen(a flow.Account, session Session, readAt flow.Moment) settingsScreen {
	return settingsScreen{
		session: session, account: a, readAt: readAt,
		keys: settingsKeys{
			ScrollKeys: layout.NewScrollKeys(),
			Toggle:     layout.Bind("enter", "open or close", "enter", "space"),
			Onward:     layout.Bind("tab", "next part", "tab"),
			Backward:   layout.Bind("shift+tab", "part before", "shift+tab"),
			Reload:     layout.Bind("r", "read again", "r"),
		},
	}
}

func (s settingsScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		s.account, s.readAt = flow.AccountOf(msg.state), msg.readAt
		return s.settled(), action{}
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		s = s.settled()
		if !s.inTree {
			return s, action{}
		}
		var cmd tea.Cmd
		s.tree, cmd = s.tree.Update(s.treeArea())
		return s, action{cmd: cmd}
	case tea.KeyPressMsg:
		if !s.inTree {
			return s.press(msg)
		}
	}
	if s.inTree {
		var cmd tea.Cmd
		s.tree, cmd = s.tree.Update(msg)
		return s, action{cmd: cmd}
	}
	return s, action{}
}

func (s settingsScreen) press(msg tea.KeyPressMsg) (screen, action) {
	switch {
	case key.Matches(msg, s.keys.Toggle):
		return s.toggle()
	case key.Matches(msg, s.keys.Onward):
		s.at, s.follow = (s.at+1)%settingsFolds, true
	case key.Matches(msg, s.keys.Backward):
		s.at, s.follow = (s.at+settingsFolds-1)%settingsFolds, true
	case key.Matches(msg, s.keys.Reload):
		return s, ask(deed{flow.DeedReadSettings})
	default:
		rows, _ := s.rows(s.area)
		if to, scrolls := s.keys.Scroll(rows, s.seen, msg); scrolls {
			s.seen, s.follow = to, false
		}
		return s, action{}
	}
	return s.settled(), action{}
}

// settled shows what there is after a change: the cursor's part where it is followed, with
// some of what is open in it, and no room left empty.
func (s settingsScreen) settled() settingsScreen {
	rows, at := s.rows(s.area)
	if !s.follow {
		s.seen = rows.Within(s.seen)
		return s
	}
	if s.open[s.at] {
		s.seen = rows.Showing(s.seen, min(at+s.area.Height/2, rows.Count-1))
	}
	s.seen = rows.Showing(s.seen, at)
	return s
}

func (s settingsScreen) treeArea() tea.WindowSizeMsg {
	return tea.WindowSizeMsg{Width: min(s.area.Width, layout.GridEnd), Height: max(s.area.Height-treeBelow, 1)}
}

func (s settingsScreen) toggle() (screen, action) {
	if s.account.Settings == nil {
		return s, action{}
	}
	if s.at != foldDocument {
		s.open[s.at], s.follow = !s.open[s.at], true
		return s.settled(), action{}
	}
	s.inTree = true
	s.tree, _ = jsontree.New(s.account.Settings.Document).Update(s.treeArea())
	return s, action{cmd: s.tree.Init()}
}

// clear leaves the document before it leaves the settings.
func (s settingsScreen) clear() (screen, bool) {
	was := s.inTree
	s.inTree = false
	return s, was
}

func (s settingsScreen) View(f layout.Frame) (string, *tea.Cursor) {
	if s.inTree {
		head := layout.NewPage(f)
		head.Head("Settings", "the document, as it came", s.tree.Position())
		top, _ := head.Draw()
		return top + "\n\n" + s.tree.View(f.Grid(), max(f.Height-treeBelow, 1), treeStyles(f.Styles)), nil
	}
	rows, _ := s.rows(f)
	return strings.Join(rows.Draw(s.seen), "\n"), nil
}

func treeStyles(s layout.Styles) jsontree.Styles {
	return jsontree.Styles{Key: s.Key, String: s.Value, Number: s.Good, Punct: s.Hint, Dim: s.Hint, Cursor: s.Here}
}

func (s settingsScreen) ShortHelp() []key.Binding {
	if s.inTree {
		return append(jsontree.DefaultKeys().ShortHelp(), s.keys.Down)
	}
	return []key.Binding{s.keys.Toggle, s.keys.Onward}
}

func (s settingsScreen) FullHelp() [][]key.Binding {
	k := s.keys
	if s.inTree {
		return jsontree.DefaultKeys().FullHelp()
	}
	return [][]key.Binding{{k.Toggle, k.Onward, k.Backward}, k.ScrollKeys.All(), {k.Reload}}
}
