package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/jsontree"
	"dintero-login/tui/layout"
	"dintero-login/tui/settingstable"
	"dintero-login/tui/words"
)

// valueAtMost is how many bytes of a value, a path or a name are on the screen. The raw
// document has the rest.
const valueAtMost = 2 << 10

// rows are the rows of the screen, and how many of them stand above the table's.
func (s settingsScreen) rows(f layout.Frame) (rows layout.List, top int) {
	rows = layout.NewList(f)
	rows.One(s.viewHead)
	if s.account.Reading == flow.Failed {
		rows.One(func(p *layout.Page) {
			p.TellWaiting(s.account.SettingsProblem, s.account.SettingsFrom)
			if again := readAgain(p.Frame, s.account); again != "" {
				p.Tell(layout.Must, p.Frame.Styles.Value, "", again)
				p.Gap()
			}
			if s.account.Settings == nil {
				viewDiagnosis(p, flow.ChoosingCustomer{Account: s.account}, s.session)
			}
		})
	}
	doc := s.account.Settings
	if doc == nil {
		return rows, rows.Count
	}
	if !doc.Damage.IsEmpty() {
		rows.One(func(p *layout.Page) {
			p.Problem("The document is damaged: " + doc.Damage.Shown() + ". What could be read is shown.")
			p.Gap()
		})
	}
	if doc.Unlisted {
		rows.One(func(p *layout.Page) {
			p.Tell(layout.Must, p.Frame.Styles.Hint, "", words.Unlisted)
			p.Gap()
		})
	}
	s.since.rows(&rows)
	top = rows.Count
	for _, run := range s.table.Runs() {
		rows.Add(run.Count, func(p *layout.Page, n int) { s.viewItem(p, run.Item(n), run.From+n) })
	}
	return rows, top
}

func (s settingsScreen) viewHead(p *layout.Page) {
	f := p.Frame
	differ := ""
	if s.account.Settings != nil {
		login, others := s.account.Settings.Differing()
		differ = strconv.Itoa(login+others) + " differ from the default"
		if s.table.Only() {
			differ = "only the " + differ
		}
	}
	at := f.Wall.Add(s.readAt - f.Now).Format("15:04")
	p.Head("Settings", accountID(f, s.session.Account)+", "+words.ReadAt(s.account, at), differ)
}

// viewItem draws a row of the table.
func (s settingsScreen) viewItem(p *layout.Page, item settingstable.Item, at int) {
	doc, here := s.account.Settings, at == s.at
	switch item.Kind {
	case settingstable.Login:
		s.viewLine(p, doc.ForLogin()[item.Index], here)
	case settingstable.Other:
		s.viewLine(p, doc.Others()[item.Index], here)
	case settingstable.Part:
		s.viewPart(p, item.Index, at)
	case settingstable.Columns:
		s.viewColumns(p, here)
	case settingstable.Attribute:
		name, rest := words.AttributeRow(doc.Attributes[item.Index], valueAtMost)
		s.viewRow(p, "", s.find.line.Marked(p.Frame.Styles.Value, name), rest, here)
	}
}

// viewRow is a row with the cursor's mark, where it is on it. Where there is little room, a row
// without a label begins where labels do.
func (s settingsScreen) viewRow(p *layout.Page, label, value, note string, here bool) {
	hint := p.Frame.Styles.Hint
	note = s.lit(hint, note)
	if label == "" && p.Frame.Narrow() {
		p.Paragraph(layout.Must, p.Indent(), p.Frame.Styles.Value, words.Joined("  ", value, hint.Render(note)))
	} else {
		p.Line(layout.Must, s.lit(hint, label), value, note)
	}
	p.HereFirst(here)
}

// viewPart is the line of a part that opens and closes. An empty line keeps it apart from what
// is open above it.
func (s settingsScreen) viewPart(p *layout.Page, part, at int) {
	if part == 0 || s.table.Opened(part-1) {
		p.Gap()
	}
	doc, style := s.account.Settings, p.Frame.Styles.Value
	if s.at == at {
		style = p.Frame.Styles.Here
	}
	mark, name, size := "▸ ", "Raw JSON", words.Plural(len(doc.Document), "byte")
	if s.table.Opened(part) {
		mark = "▾ "
	}
	switch part {
	case settingstable.PartOther:
		_, differ := doc.Differing()
		name, size = "More settings", words.PartSize(len(doc.Others()), differ)
	case settingstable.PartAttributes:
		name, size = "Attributes", strconv.Itoa(len(doc.Attributes))
	}
	text := ansi.Truncate(mark+name+" ("+size+")", max(p.Frame.Grid()-p.Indent(), 1), "…")
	p.Add(layout.Must, strings.Repeat(" ", p.Indent())+style.Render(text))
	p.Here(s.at == at)
}

// viewColumns is the head of the attributes; the column that they are sorted by has a mark.
func (s settingsScreen) viewColumns(p *layout.Page, here bool) {
	names := [...]string{settingstable.Name: "name", settingstable.Type: "type", settingstable.Several: "several", settingstable.Hidden: "hidden"}
	for column := range names {
		if by := s.table.Column(); by != settingstable.AsTheyCame && int(by) == column {
			names[column] += " ▾"
		}
	}
	hint := p.Frame.Styles.Hint
	s.viewRow(p, "", hint.Render(names[settingstable.Name]), words.Joined(", ", names[settingstable.Type:]...), here)
}

// viewLine is a value, what it means, and a mark where it is not the default. A setting that is not
// documented shows its path.
func (s settingsScreen) viewLine(p *layout.Page, l flow.Line, here bool) {
	w, styles := words.SettingOf(l, valueAtMost), p.Frame.Styles
	value := s.find.line.Marked(styles.Value, w.Value)
	switch {
	case l.Missing:
		value = styles.Hint.Render(w.Value)
	case l.Differs():
		value = s.find.line.Marked(styles.Changed, w.Value) + styles.Hint.Render("  "+words.NotTheDefault)
	}
	if w.Label == "" {
		s.viewRow(p, "", s.find.line.Marked(styles.Value, l.Path.ShownTo(valueAtMost)), w.Value, here)
		return
	}
	if path := l.Path.ShownTo(valueAtMost); s.find.line.Pattern() != nil && s.find.line.Pattern().MatchString(path) {
		w.Meaning = path // it is what was found
	}
	s.viewRow(p, w.Label, value, w.Meaning, here)
}

// lit marks what the search found in a text that has its style already.
func (s settingsScreen) lit(style lipgloss.Style, text string) string {
	if re := s.find.line.Pattern(); re == nil || !re.MatchString(text) {
		return text
	}
	return s.find.line.Marked(style, text)
}

// explained goes from the document to the row that explains the value there.
func (s settingsScreen) explained() (screen, action) {
	item, listed := s.table.Explaining(s.tree.At(), s.tree.Place().Path)
	if !listed {
		return s, ask(sayNow{"No row is about this."})
	}
	s.inTree, s.table = false, s.table.Showing(item)
	s.at = s.table.Place(item)
	return s.settled(), action{}
}

// settingsFind is a search through the rows, and then through the document.
type settingsFind struct {
	line   layout.SearchLine
	number int // one more for each text: what was found for another one is dropped
	hits   []settingstable.Item
	at     int  // which hit the cursor was brought to, from 1; 0 for none yet
	wants  int  // by how many hits to go on, once they are known
	known  bool // the hits are
}

// settingsFoundMsg brings the hits among the rows.
type settingsFoundMsg struct {
	number int
	hits   []settingstable.Item
}

// typeSearch takes what is typed into the search line.
func (s settingsScreen) typeSearch(msg tea.Msg) (screen, action) {
	if press, ok := msg.(tea.KeyPressMsg); ok && key.Matches(press, s.keys.Enter) {
		s.find.line = s.find.line.Closed()
		return s.toHit(1)
	}
	line, changed := s.find.line.Update(msg)
	if !changed {
		return s, action{}
	}
	s.find = settingsFind{line: line, number: s.find.number + 1}
	begun := s.beginTree()
	var counting tea.Cmd
	s.tree, counting = s.tree.Find(jsontree.Query{Text: line.Text()})
	return s.settled(), action{cmd: tea.Batch(begun, counting, s.search().cmd)}
}

// search looks for the hits among the rows.
func (s settingsScreen) search() action {
	re := s.find.line.Pattern()
	if re == nil {
		return action{}
	}
	number, table := s.find.number, s.table
	return action{cmd: func() tea.Msg { return settingsFoundMsg{number, table.Find(re, valueAtMost)} }}
}

func (s settingsScreen) found(msg settingsFoundMsg) (screen, action) {
	if msg.number != s.find.number {
		return s, action{}
	}
	s.find.hits, s.find.known = msg.hits, true
	wants := s.find.wants
	if s.find.wants = 0; wants != 0 {
		return s.toHit(wants)
	}
	return s, action{}
}

// toHit goes on by so many hits. Behind the last one among the rows come those in the document.
func (s settingsScreen) toHit(by int) (screen, action) {
	switch {
	case s.find.line.Pattern() == nil:
		return s.settled(), action{}
	case !s.find.known:
		s.find.wants += by
		return s, action{}
	}
	to, count := s.find.at+by, len(s.find.hits)
	if to > count {
		if n, all := s.tree.Hits(s.find.line.Text()); n > 0 || !all {
			opened := s.openTree()
			var sought tea.Cmd
			s.tree, sought = s.tree.Next(false)
			return s, action{cmd: tea.Batch(opened, sought)}
		}
		to = 1
	}
	if to < 1 {
		to = count
	}
	if count == 0 {
		return s, action{}
	}
	s.find.at = to
	item := s.find.hits[to-1]
	s = s.rearranged(s.table.Showing(item))
	s.at = s.table.Place(item)
	return s.settled(), action{}
}

// withSearch puts the line of the search below the rows, where there is one.
func (s settingsScreen) withSearch(f layout.Frame, rows []string) (string, *tea.Cursor) {
	if !s.find.line.Shows() {
		return strings.Join(rows, "\n"), nil
	}
	for len(rows) < f.Height-1 {
		rows = append(rows, "")
	}
	said := ""
	if s.find.line.Pattern() != nil {
		inDocument, all := s.tree.Hits(s.find.line.Text())
		said = words.HitsInRows(s.find.at, len(s.find.hits), inDocument, all && s.find.known)
	}
	line, cursor := s.find.line.Draw(f, said)
	if cursor != nil {
		cursor.Y = len(rows)
	}
	return strings.Join(append(rows, line), "\n"), cursor
}

// body is the room of the rows: the last line is the search's, where there is one.
func (s settingsScreen) body(f layout.Frame) layout.Frame {
	if s.find.line.Shows() {
		f.Height = max(f.Height-1, 1)
	}
	return f
}
