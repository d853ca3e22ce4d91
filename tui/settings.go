package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/jsontree"
	"dintero-login/tui/words"
)

// settingsScreen shows the account's settings: what they mean for a login first, then the
// rest, the attributes, and the document itself.
type settingsScreen struct {
	keys    settingsKeys
	session Session
	account flow.Account
	readAt  flow.Moment  // when the settings came
	at      settingsFold // where the cursor is
	open    [settingsFolds]bool
	top     int  // the first row that is drawn
	follow  bool // keep the cursor's part in sight
	tree    jsontree.Model
	inTree  bool
	area    tea.WindowSizeMsg // what the tree has, so that a page is a page
}

// settingsFold is a part that opens and closes.
type settingsFold int

const (
	foldRest settingsFold = iota
	foldAttributes
	foldDocument
	settingsFolds
)

// How many rows of the terminal are not the list's, and not the tree's below its own head.
const (
	listBelow = 5
	treeBelow = listBelow + 2
)

type settingsKeys struct {
	globalKeys
	Toggle   key.Binding
	Onward   key.Binding
	Backward key.Binding
	Up       key.Binding
	Down     key.Binding
	PageUp   key.Binding
	PageDown key.Binding
	Reload   key.Binding
	Close    key.Binding
	Done     key.Binding
}

func newSettingsScreen(a flow.Account, session Session, readAt flow.Moment) settingsScreen {
	return settingsScreen{
		session: session, account: a, readAt: readAt,
		keys: settingsKeys{
			globalKeys: newGlobalKeys(),
			Toggle:     bind("enter", "open or close", "enter", "space"),
			Onward:     bind("tab", "next part", "tab"),
			Backward:   bind("shift+tab", "part before", "shift+tab"),
			Up:         bind("↑", "up", "up", "k"),
			Down:       bind("↓", "down", "down", "j"),
			PageUp:     bind("pgup", "page up", "pgup"),
			PageDown:   bind("pgdn", "page down", "pgdown"),
			Reload:     bind("r", "read again", "r"),
			Close:      bind("esc", "close", "esc"),
			Done:       bind("q", "close", "q"),
		},
	}
}

func (s settingsScreen) Init() tea.Cmd { return nil }

func (s settingsScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		s.account, s.readAt = flow.AccountOf(msg.state), msg.readAt
		return s, action{}
	case tea.WindowSizeMsg:
		s.area = tea.WindowSizeMsg{Width: min(msg.Width, gridEnd), Height: max(msg.Height-treeBelow, 1)}
		if !s.inTree {
			return s, action{}
		}
		var cmd tea.Cmd
		s.tree, cmd = s.tree.Update(s.area)
		return s, action{cmd: cmd}
	case tea.KeyPressMsg:
		if key.Matches(msg, s.keys.Done) {
			return s, ask(closeTop{})
		}
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
	s.follow = key.Matches(msg, s.keys.Toggle, s.keys.Onward, s.keys.Backward)
	switch {
	case key.Matches(msg, s.keys.Toggle):
		return s.toggle()
	case key.Matches(msg, s.keys.Onward):
		s.at = (s.at + 1) % settingsFolds
	case key.Matches(msg, s.keys.Backward):
		s.at = (s.at + settingsFolds - 1) % settingsFolds
	case key.Matches(msg, s.keys.Up):
		s.top--
	case key.Matches(msg, s.keys.Down):
		s.top++
	case key.Matches(msg, s.keys.PageUp):
		s.top -= s.pageOf()
	case key.Matches(msg, s.keys.PageDown):
		s.top += s.pageOf()
	case key.Matches(msg, s.keys.Reload):
		return s, ask(deed{flow.DeedReadSettings})
	}
	s.top = s.shownFrom(s.rows(frame{width: s.area.Width}), s.pageOf()+1)
	return s, action{}
}

// pageOf is how far a page moves the list: all rows but one, which says how much is below.
func (s settingsScreen) pageOf() int { return s.area.Height + treeBelow - listBelow - 1 }

// shownFrom is the first row on the screen: where the person scrolled to, within what there
// is, and so that the cursor's part is in sight while it moves.
func (s settingsScreen) shownFrom(rows []string, height int) int {
	at := s.top
	if s.follow {
		for i, row := range rows {
			if strings.Contains(row, s.foldMark(s.at)) {
				at = max(min(at, i), min(i-height+2, len(rows)-height)) // the last row may be the count of those below
			}
		}
	}
	return max(min(at, len(rows)-height), 0)
}

func (s settingsScreen) toggle() (screen, action) {
	if s.account.Settings == nil {
		return s, action{}
	}
	if s.at != foldDocument {
		s.open[s.at] = !s.open[s.at]
		return s, action{}
	}
	s.inTree = true
	s.tree, _ = jsontree.New(s.account.Settings.Document).Update(s.area)
	return s, action{cmd: s.tree.Init()}
}

// clear leaves the document before it leaves the settings.
func (s settingsScreen) clear() (screen, bool) {
	was := s.inTree
	s.inTree = false
	return s, was
}

func (s settingsScreen) View(f frame) (string, *tea.Cursor) {
	if s.inTree {
		head := newPage(f)
		head.head("Settings", "the document, as it came", s.tree.Position())
		top, _ := head.draw()
		return top + "\n\n" + s.tree.View(f.grid(), max(f.height-2, 1), treeStyles(f.styles)), nil
	}
	rows := s.rows(f)
	return strings.Join(window(f, rows, s.shownFrom(rows, f.height)), "\n"), nil
}

func (s settingsScreen) rows(f frame) []string {
	return strings.Split(s.page(f).whole(), "\n")
}

func (s settingsScreen) page(f frame) *page {
	p := newPage(f)
	doc := s.account.Settings
	at := f.wall.Add(s.readAt - f.now).Format("15:04")
	loaded := "read at " + at
	switch {
	case s.account.Reading == flow.Reading:
		loaded = "reading…"
	case s.account.Reading == flow.Failed && doc != nil:
		loaded = "not read since " + at
	case doc == nil:
		loaded = "not read"
	}
	differ := ""
	if doc != nil {
		differ = strconv.Itoa(countDiffering(doc)) + " differ from the default"
	}
	p.head("Settings", f.account(s.session.Account)+", "+loaded, differ)
	if s.account.Reading == flow.Failed {
		p.tellProblem(s.account.SettingsProblem)
	}
	if doc == nil {
		return p
	}
	if !doc.Damage.IsEmpty() {
		p.problem("The document is damaged: " + doc.Damage.Shown() + ". What could be read is shown.")
		p.gap()
	}
	listed := viewLoginSettings(p, doc)
	p.gap()
	s.viewRest(p, doc, listed)
	s.viewAttributes(p, doc)
	s.fold(p, foldDocument, words.Plural(len(doc.Document), "byte"))
	return p
}

// fold is the line of a part that opens and closes.
func (s settingsScreen) fold(p *page, which settingsFold, size string) {
	style := p.frame.styles.value
	if s.at == which {
		style = p.frame.styles.here
	}
	p.add(must, strings.Repeat(" ", p.indent())+style.Render(s.foldMark(which)+" ("+size+")"))
	p.here(s.at == which)
}

func (s settingsScreen) foldMark(which settingsFold) string {
	mark := "▸ "
	if s.open[which] {
		mark = "▾ "
	}
	return mark + [...]string{"More settings", "Attributes", "Raw JSON"}[which]
}

// viewRest lists every field that the login does not turn on, known and unknown.
func (s settingsScreen) viewRest(p *page, doc *flow.Settings, listed map[flow.Foreign]bool) {
	rest := 0
	for _, f := range doc.Fields {
		if !listed[f.Path] {
			rest++
		}
	}
	s.fold(p, foldRest, strconv.Itoa(rest))
	if !s.open[foldRest] {
		return
	}
	for _, f := range doc.Fields {
		if listed[f.Path] {
			continue
		}
		w := wordsFor(f.Path)
		p.settingLine(w, f)
	}
	p.gap()
}

func (s settingsScreen) viewAttributes(p *page, doc *flow.Settings) {
	s.fold(p, foldAttributes, strconv.Itoa(len(doc.Attributes)))
	if !s.open[foldAttributes] {
		return
	}
	for _, a := range doc.Attributes {
		about := a.Type.Shown()
		if a.Multiple == flow.Yes {
			about += ", several values"
		}
		note := ""
		if a.Private == flow.Yes {
			note = "hidden from customers"
		}
		p.line(must, a.Name.Shown(), about, note)
	}
	p.gap()
}

func treeStyles(s styles) jsontree.Styles {
	return jsontree.Styles{Key: s.key, String: s.value, Number: s.good, Punct: s.hint, Dim: s.hint, Cursor: s.here}
}

func (s settingsScreen) ShortHelp() []key.Binding {
	if s.inTree {
		return []key.Binding{does(s.keys.Toggle, "fold"), s.keys.Down, s.keys.Close, s.keys.Quit}
	}
	return []key.Binding{s.keys.Toggle, s.keys.Onward, s.keys.Close, s.keys.Quit}
}

func (s settingsScreen) FullHelp() [][]key.Binding {
	k := s.keys
	if s.inTree {
		return append(jsontree.DefaultKeys().FullHelp(), []key.Binding{does(k.Toggle, "fold"), k.Close, k.Done})
	}
	return [][]key.Binding{{k.Toggle, k.Onward, k.Backward, k.Up, k.Down, k.PageUp, k.PageDown, k.Reload, k.Close, k.Done}}
}
