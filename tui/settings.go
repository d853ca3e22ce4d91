package tui

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/jsontree"
)

// settingsScreen shows the account's settings: what they mean for a login first, then the
// rest, the attributes, and the document itself.
type settingsScreen struct {
	keys    settingsKeys
	session Session
	account flow.Account
	at      settingsFold // where the cursor is
	open    [settingsFolds]bool
	top     int // the first row that is drawn
	tree    jsontree.Model
	inTree  bool
}

// settingsFold is a part that opens and closes.
type settingsFold int

const (
	foldRest settingsFold = iota
	foldAttributes
	foldDocument
	settingsFolds
)

type settingsKeys struct {
	globalKeys
	Toggle   key.Binding
	Next     key.Binding
	Previous key.Binding
	Up       key.Binding
	Down     key.Binding
	PageUp   key.Binding
	PageDown key.Binding
	Reload   key.Binding
	Close    key.Binding
	Done     key.Binding
}

func newSettingsScreen(a flow.Account, session Session) settingsScreen {
	return settingsScreen{
		session: session, account: a,
		keys: settingsKeys{
			globalKeys: newGlobalKeys(),
			Toggle:     bind("enter", "open or close", "enter", "space"),
			Next:       bind("tab", "next part", "tab"),
			Previous:   bind("shift+tab", "previous part", "shift+tab"),
			Up:         bind("↑", "up", "up", "k"),
			Down:       bind("↓", "down", "down", "j"),
			PageUp:     bind("pgup", "page up", "pgup"),
			PageDown:   bind("pgdn", "page down", "pgdown"),
			Reload:     bind("r", "read again", "r"),
			Close:      bind("esc", "close", "esc"),
			Done:       bind("q", "done", "q"),
		},
	}
}

func (s settingsScreen) Init() tea.Cmd { return nil }

func (s settingsScreen) Update(msg tea.Msg) (screen, tea.Cmd) {
	switch msg := msg.(type) {
	case stateMsg:
		s.account = flow.AccountOf(msg.state)
		return s, nil
	case tea.KeyPressMsg:
		if key.Matches(msg, s.keys.Done) {
			return s, func() tea.Msg { return doneMsg{} }
		}
		if !s.inTree {
			return s.press(msg)
		}
	}
	if s.inTree {
		var cmd tea.Cmd
		s.tree, cmd = s.tree.Update(msg)
		return s, cmd
	}
	return s, nil
}

func (s settingsScreen) press(msg tea.KeyPressMsg) (screen, tea.Cmd) {
	switch {
	case key.Matches(msg, s.keys.Toggle):
		return s.toggle()
	case key.Matches(msg, s.keys.Next):
		s.at = (s.at + 1) % settingsFolds
	case key.Matches(msg, s.keys.Previous):
		s.at = (s.at + settingsFolds - 1) % settingsFolds
	case key.Matches(msg, s.keys.Up):
		s.top = max(s.top-1, 0)
	case key.Matches(msg, s.keys.Down):
		s.top++
	case key.Matches(msg, s.keys.PageUp):
		s.top = max(s.top-10, 0)
	case key.Matches(msg, s.keys.PageDown):
		s.top += 10
	case key.Matches(msg, s.keys.Reload):
		return s, emit(func(flow.Moment) flow.Event { return flow.SettingsWanted{} })
	}
	s.top = min(s.top, max(len(s.rows(newStyles(true), gridEnd))-1, 0))
	return s, nil
}

func (s settingsScreen) toggle() (screen, tea.Cmd) {
	if s.account.Settings == nil {
		return s, nil
	}
	if s.at != foldDocument {
		s.open[s.at] = !s.open[s.at]
		return s, nil
	}
	s.inTree = true
	s.tree = jsontree.New(s.account.Settings.Document)
	return s, s.tree.Init()
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
	p := s.page(f)
	rows := strings.Split(p.whole(), "\n")
	at := min(s.top, max(len(rows)-f.height, 0))
	return strings.Join(rows[at:min(at+f.height, len(rows))], "\n"), nil
}

func (s settingsScreen) rows(st styles, width int) []string {
	return strings.Split(s.page(frame{width: width, styles: st}).whole(), "\n")
}

func (s settingsScreen) page(f frame) *page {
	p := newPage(f)
	doc := s.account.Settings
	loaded := "read at the start"
	switch s.account.Reading {
	case flow.Reading:
		loaded = "reading…"
	case flow.Failed:
		loaded = "not read"
	}
	differ := ""
	if doc != nil {
		differ = itoa(countDiffering(doc)) + " differ from the default"
	}
	p.head("Settings", s.session.Account+", "+loaded, differ)
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
	p.add(must, s.fold(p, foldDocument, "Raw JSON ("+plural(len(doc.Document), "byte")+")"))
	return p
}

func (s settingsScreen) fold(p *page, which settingsFold, text string) string {
	mark, style := "▸ ", p.frame.styles.value
	if s.open[which] {
		mark = "▾ "
	}
	if s.at == which {
		style = p.frame.styles.here
	}
	return strings.Repeat(" ", p.indent()) + style.Render(mark+text)
}

// viewRest lists every field that the login does not turn on, known and unknown.
func (s settingsScreen) viewRest(p *page, doc *flow.Settings, listed map[flow.Foreign]bool) {
	rest := 0
	for _, f := range doc.Fields {
		if !listed[f.Path] {
			rest++
		}
	}
	p.add(must, s.fold(p, foldRest, itoa(rest)+" more"))
	if !s.open[foldRest] {
		return
	}
	for _, f := range doc.Fields {
		if listed[f.Path] {
			continue
		}
		w := wordsFor(f.Path)
		p.settingLine(w, f, doc)
	}
	p.gap()
}

func (s settingsScreen) viewAttributes(p *page, doc *flow.Settings) {
	p.add(must, s.fold(p, foldAttributes, "Attributes ("+itoa(len(doc.Attributes))+")"))
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
	return []key.Binding{s.keys.Toggle, s.keys.Next, s.keys.Close, s.keys.Quit}
}

func (s settingsScreen) FullHelp() [][]key.Binding {
	k := s.keys
	return [][]key.Binding{{k.Toggle, k.Next, k.Previous, k.Up, k.Down, k.PageUp, k.PageDown, k.Reload, k.Close, k.Done}}
}
