package tui

import (
	"fmt"
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
	_, below := s.treeHead(s.area)
	return tea.WindowSizeMsg{Width: min(s.area.Width, layout.GridEnd), Height: max(s.area.Height-below, 1)}
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

// clear ends a search, then leaves the document, before it leaves the settings.
func (s settingsScreen) clear() (screen, bool) {
	was := s.inTree
	if was {
		var some bool
		if s.tree, some = s.tree.Clear(); some {
			return s, true
		}
	}
	s.inTree = false
	return s, was
}

func (s settingsScreen) View(f layout.Frame) (string, *tea.Cursor) {
	if s.inTree {
		return s.viewTree(f)
	}
	rows, _ := s.rows(f)
	return strings.Join(rows.Draw(s.seen), "\n"), nil
}

// treeHead is the document's title, and how many lines stand above the document.
func (s settingsScreen) treeHead(f layout.Frame) (title string, below int) {
	head := layout.NewPage(f)
	head.Head("Settings", "the document, as it came", s.tree.Position())
	title, _ = head.Draw()
	return title, strings.Count(title, "\n") + 2
}

// viewTree shows the document under its title and a line that says where the cursor is in it.
func (s settingsScreen) viewTree(f layout.Frame) (string, *tea.Cursor) {
	title, below := s.treeHead(f)
	place := s.tree.Place()
	at := fmt.Sprintf("%d:%d in the text", place.Line, place.Column)
	room := f.Grid() - len(at) - 2
	where := f.Styles.Hint.Render(layout.Pad(layout.CutMiddle(place.Path, room), room+2) + at)
	height := max(f.Height-below, 1)
	cursor := s.tree.Cursor(f.Grid(), height)
	if cursor != nil {
		cursor.Y += below
	}
	return title + "\n" + where + "\n" + s.tree.View(f.Grid(), height, treeStyles(f.Styles)), cursor
}

// typing reports whether keys are text now.
func (s settingsScreen) typing() bool { return s.inTree && s.tree.Typing() }

func treeStyles(s layout.Styles) jsontree.Styles {
	return jsontree.Styles{
		Key: s.Name, String: s.Value, Number: s.Good, Punct: s.Hint, Dim: s.Hint, Cursor: s.Here,
		Match: s.Changed.Reverse(true), Problem: s.Problem,
	}
}

func (s settingsScreen) ShortHelp() []key.Binding {
	if s.inTree {
		return s.tree.ShortHelp()
	}
	return []key.Binding{s.keys.Toggle, s.keys.Onward}
}

func (s settingsScreen) FullHelp() [][]key.Binding {
	k := s.keys
	if s.inTree {
		return s.tree.Keys.FullHelp()
	}
	return [][]key.Binding{{k.Toggle, k.Onward, k.Backward}, k.ScrollKeys.All(), {k.Reload}}
}
