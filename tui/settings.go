package tui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/jsontree"
	"dintero-login/tui/layout"
	"dintero-login/tui/settingstable"
	"dintero-login/tui/treepage"
	"dintero-login/tui/words"
)

// settingsScreen shows the account's settings: what they mean for a login first, then the
// rest, the attributes, and the document itself.
type settingsScreen struct {
	plain
	keys    settingsKeys
	ctx     context.Context // of what is compared
	session Session
	account flow.Account
	readAt  flow.Moment // when the settings came
	table   settingstable.Table
	at      int // the row of the table that the cursor is on
	seen    layout.Window
	find    settingsFind
	since   settingsSince
	side    settingsSide // what lies over the rows, unless its kind is noSide
	tree    jsontree.Model
	treeOf  *flow.Settings // whose document the tree shows; nil while there is none
	inTree  bool
	area    layout.Frame // the room of the body
}

type settingsKeys struct {
	layout.ScrollKeys
	Toggle, Onward, Backward, Reload, Differing, Sort             key.Binding
	Search, Next, Previous, Enter, Explain, Compare, Export, Show key.Binding
	Name, Before, After                                           key.Binding // of another document
}

func newSettingsKeys() settingsKeys {
	return settingsKeys{
		ScrollKeys: layout.NewScrollKeys(),
		Toggle:     layout.Bind("enter", "open or close", "enter", "space"),
		Show:       layout.Bind("enter", "show in the document", "enter", "space"),
		Onward:     layout.Bind("tab", "next part", "tab"),
		Backward:   layout.Bind("shift+tab", "part before", "shift+tab"),
		Reload:     layout.Bind("r", "read again", "r"),
		Differing:  layout.Bind("d", "only what is not the default, or all", "d"),
		Sort:       layout.Bind("s", "sort the attributes by the next column", "s"),
		Search:     layout.Bind("/", "search", "/"),
		Next:       layout.Bind("n", "next hit", "n"),
		Previous:   layout.Bind("N", "hit before", "N"),
		Enter:      layout.Bind("enter", "go to the hit", "enter"),
		Explain:    layout.Bind("i", "what it means", "i"),
		Compare:    layout.Bind("c", "compare with others", "c"),
		Export:     layout.Bind("e", "write to a file", "e"),
		Name:       layout.Bind("enter", "go on", "enter"),
		Before:     layout.Bind("↑", "up", "up", "shift+tab"),
		After:      layout.Bind("↓", "down", "down", "tab"),
	}
}

func newSettingsScreen(ctx context.Context, a flow.Account, session Session, readAt flow.Moment) settingsScreen {
	return settingsScreen{ctx: ctx, keys: newSettingsKeys(), session: session, account: a, readAt: readAt, table: settingstable.New(a.Settings)}
}

func (s settingsScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg)
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		return s.settled().updateTree(treepage.Size(s.area, "Settings", words.SettingsDocument, s.tree))
	case settingsFoundMsg:
		return s.found(msg)
	case settingstable.Order:
		s = s.rearranged(s.table.Sorted(msg))
		return s, s.search()
	case settingsSinceMsg:
		return s.changedSince(msg), action{}
	case settingsSideMsg:
		return s.sideEnded(msg)
	case settingsBeside:
		return s.beginSide(msg), action{}
	case tea.PasteMsg, tea.KeyPressMsg:
		switch press, pressed := msg.(tea.KeyPressMsg); {
		case s.side.kind != noSide:
			return s.updateSide(msg)
		case s.inTree && pressed && !s.tree.Typing() && key.Matches(press, s.keys.Explain):
			return s.explained()
		case s.inTree:
			return s.updateTree(msg)
		case s.find.line.Typing():
			return s.typeSearch(msg)
		case pressed:
			return s.press(press)
		}
		return s, action{}
	}
	return s.updateTree(msg)
}

// in takes a state. What was made of other settings is closed, and they are compared.
func (s settingsScreen) in(msg stateMsg) (screen, action) {
	before, readBefore := s.account.Settings, s.readAt
	s.account, s.readAt = flow.AccountOf(msg.state), msg.readAt
	if s.account.Settings == before {
		return s.settled(), action{}
	}
	s.find, s.since, s.inTree, s.treeOf = settingsFind{number: s.find.number + 1}, settingsSince{}, false, nil
	s = s.rearranged(s.table.Of(s.account.Settings))
	return s, s.compareSince(before, readBefore)
}

func (s settingsScreen) press(msg tea.KeyPressMsg) (screen, action) {
	switch {
	case key.Matches(msg, s.keys.Reload):
		return s, ask(deed{flow.DeedReadSettings})
	case s.account.Settings == nil:
		rows, _ := s.rows(s.area)
		s.seen, _ = s.keys.Scroll(rows, s.seen, msg)
		return s, action{}
	case key.Matches(msg, s.keys.Toggle):
		return s.enter(s.table.At(s.at))
	case key.Matches(msg, s.keys.Onward):
		s.at = s.table.Next(s.at, 1)
	case key.Matches(msg, s.keys.Backward):
		s.at = s.table.Next(s.at, -1)
	case key.Matches(msg, s.keys.Differing):
		return s.rearranged(s.table.Filtered()), action{}
	case key.Matches(msg, s.keys.Sort):
		return s.sort()
	case key.Matches(msg, s.keys.Search):
		s.find = settingsFind{number: s.find.number + 1, line: s.find.line.Opened()}
	case key.Matches(msg, s.keys.Next):
		return s.toHit(1)
	case key.Matches(msg, s.keys.Previous):
		return s.toHit(-1)
	case key.Matches(msg, s.keys.Compare) && s.filed():
		return s, ask(settingsBeside{comparing})
	case key.Matches(msg, s.keys.Export) && s.filed():
		return s, ask(settingsBeside{exporting})
	default:
		rows, top := s.rows(s.body(s.area))
		s.seen, s.at, _ = s.keys.Walk(rows, s.seen, top+s.at, top, msg)
		s.at -= top
		return s, action{}
	}
	return s.settled(), action{}
}

// enter opens or closes a part, or shows a value's place in the document.
func (s settingsScreen) enter(item settingstable.Item) (screen, action) {
	off, placed := s.table.Offset(item)
	switch {
	case placed:
		begun := s.openTree()
		s.tree = s.tree.GoTo(off)
		return s, action{cmd: begun}
	case item.Kind == settingstable.Part && item.Index == settingstable.PartDocument:
		return s, action{cmd: s.openTree()}
	case item.Kind == settingstable.Part:
		s.table = s.table.Toggled(item.Index)
		s = s.settled()
		if rows, top := s.rows(s.body(s.area)); s.table.Opened(item.Index) {
			s.seen = rows.Showing(rows.Showing(s.seen, min(top+s.at+s.area.Height/2, rows.Count-1)), top+s.at)
		}
		return s, action{}
	case item.Kind == settingstable.Columns:
		return s.sort()
	}
	return s, ask(sayNow{"It is not in the document."})
}

// sort sorts the attributes by the next column.
func (s settingsScreen) sort() (screen, action) {
	table := s.table.Showing(settingstable.Item{Kind: settingstable.Columns})
	by := table.Column().Next()
	return s.rearranged(table), action{cmd: func() tea.Msg { return table.Sort(by) }}
}

// rearranged takes a table with other rows. The cursor stays on what it was on.
func (s settingsScreen) rearranged(table settingstable.Table) settingsScreen {
	item := s.table.At(s.at)
	s.table = table
	s.at = table.Place(item)
	return s.settled()
}

// settled keeps the cursor on a row, and that row in sight.
func (s settingsScreen) settled() settingsScreen {
	rows, top := s.rows(s.body(s.area))
	s.at = max(min(s.at, s.table.Count()-1), 0)
	if s.at == 0 {
		s.seen = layout.Window{} // with what stands above it
	}
	s.seen = rows.Showing(s.seen, min(top+s.at, rows.Count-1))
	return s
}

// openTree shows the document. What was searched for in it is still found.
func (s *settingsScreen) openTree() tea.Cmd {
	begun := s.beginTree()
	s.inTree = true
	s.tree, _ = s.tree.Update(treepage.Size(s.area, "Settings", words.SettingsDocument, s.tree))
	return begun
}

// beginTree makes the tree, once for each document.
func (s *settingsScreen) beginTree() tea.Cmd {
	if s.treeOf == s.account.Settings {
		return nil
	}
	s.tree, s.treeOf = jsontree.New(s.account.Settings.Document), s.account.Settings
	return s.tree.Init()
}

func (s settingsScreen) updateTree(msg tea.Msg) (screen, action) {
	if s.treeOf == nil {
		return s, action{}
	}
	var cmd tea.Cmd
	s.tree, cmd = s.tree.Update(msg)
	return s, action{cmd: cmd}
}

// clear closes what lies over the rows, ends a search, then leaves the document, before it leaves
// the settings.
func (s settingsScreen) clear() (screen, bool) {
	switch {
	case s.side.kind != noSide:
		s.side = s.side.closed()
	case s.inTree && s.find.line.Shows() && !s.tree.Typing():
		s.inTree = false // back to the rows, where the search goes on
	case s.inTree:
		var some bool
		s.tree, some = s.tree.Clear()
		s.inTree = some
	case s.find.line.Shows():
		s.find, s.treeOf = settingsFind{number: s.find.number + 1}, nil
		s = s.settled()
	default:
		return s, false
	}
	return s, true
}

func (s settingsScreen) View(f layout.Frame) (string, *tea.Cursor) {
	switch {
	case s.side.kind != noSide:
		return s.viewSide(f)
	case s.inTree:
		return treepage.View(f, "Settings", words.SettingsDocument, s.tree)
	}
	rows, _ := s.rows(s.body(f))
	return s.withSearch(f, rows.Draw(s.seen))
}

func (s settingsScreen) ShortHelp() []key.Binding {
	k := s.keys
	switch {
	case s.side.kind != noSide:
		return s.side.help(k)
	case s.inTree && (s.tree.Typing() || s.tree.Listing()):
		return s.tree.ShortHelp()
	case s.inTree:
		return append(s.tree.ShortHelp()[:1:1], k.Explain)
	case s.find.line.Typing():
		return []key.Binding{k.Enter}
	case s.find.line.Shows():
		return []key.Binding{k.Next, k.Show}
	case s.table.At(s.at).Kind != settingstable.Part:
		return []key.Binding{k.Show, k.Search}
	}
	return []key.Binding{k.Toggle, k.Search}
}

func (s settingsScreen) FullHelp() [][]key.Binding {
	k := s.keys
	switch {
	case s.side.kind != noSide:
		return [][]key.Binding{s.side.help(k), k.ScrollKeys.All()}
	case s.inTree:
		return append(s.tree.Keys.FullHelp(), []key.Binding{k.Explain})
	}
	files := []key.Binding{k.Reload}
	if s.filed() {
		files = append(files, k.Compare, k.Export)
	}
	return [][]key.Binding{
		{k.Toggle, k.Show, k.Onward, k.Backward},
		{k.Search, k.Next, k.Previous, k.Differing, k.Sort},
		files, k.ScrollKeys.All(),
	}
}
