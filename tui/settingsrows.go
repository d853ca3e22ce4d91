package tui

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// valueAtMost is how many bytes of a value, a path or a name are on the screen. The raw
// document has the rest.
const valueAtMost = 2 << 10

// rows are the rows of the settings, and the index of the one that the cursor is on; 0 while
// there are no settings.
func (s settingsScreen) rows(f layout.Frame) (rows layout.List, cursor int) {
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
		return rows, 0
	}
	if !doc.Damage.IsEmpty() {
		rows.One(func(p *layout.Page) {
			p.Problem("The document is damaged: " + doc.Damage.Shown() + ". What could be read is shown.")
			p.Gap()
		})
	}
	login, others := doc.ForLogin(), doc.Others()
	rows.Add(len(login), func(p *layout.Page, i int) { settingLine(p, login[i]) })
	_, differ := doc.Differing()
	var at [settingsFolds]int
	at[foldRest] = rows.One(func(p *layout.Page) { s.fold(p, foldRest, words.PartSize(len(others), differ)) })
	if s.open[foldRest] {
		rows.Add(len(others), func(p *layout.Page, i int) { settingLine(p, others[i]) })
	}
	at[foldAttributes] = rows.One(func(p *layout.Page) { s.fold(p, foldAttributes, strconv.Itoa(len(doc.Attributes))) })
	if s.open[foldAttributes] {
		rows.Add(len(doc.Attributes), func(p *layout.Page, i int) {
			name, values, note := words.Attribute(doc.Attributes[i], valueAtMost)
			p.Line(layout.Must, name, values, note)
		})
	}
	at[foldDocument] = rows.One(func(p *layout.Page) { s.fold(p, foldDocument, words.Plural(len(doc.Document), "byte")) })
	return rows, at[s.at]
}

func (s settingsScreen) viewHead(p *layout.Page) {
	f := p.Frame
	differ := ""
	if s.account.Settings != nil {
		login, others := s.account.Settings.Differing()
		differ = strconv.Itoa(login+others) + " differ from the default"
	}
	at := f.Wall.Add(s.readAt - f.Now).Format("15:04")
	p.Head("Settings", accountID(f, s.session.Account)+", "+words.ReadAt(s.account, at), differ)
}

// fold is the line of a part that opens and closes. An empty line keeps it apart from what
// is open above it.
func (s settingsScreen) fold(p *layout.Page, which settingsFold, size string) {
	if which == 0 || s.open[which-1] {
		p.Gap()
	}
	mark, style := "▸ ", p.Frame.Styles.Value
	if s.open[which] {
		mark = "▾ "
	}
	if s.at == which {
		style = p.Frame.Styles.Here
	}
	name := [...]string{"More settings", "Attributes", "Raw JSON"}[which]
	text := ansi.Truncate(mark+name+" ("+size+")", max(p.Frame.Grid()-p.Indent(), 1), "…")
	p.Add(layout.Must, strings.Repeat(" ", p.Indent())+style.Render(text))
	p.Here(s.at == which)
}

// settingLine is one line: its value, what that means, and a mark where it is not the
// default. A setting that is not documented shows its path.
func settingLine(p *layout.Page, l flow.Line) {
	w := words.SettingOf(l, valueAtMost)
	value := w.Value
	switch {
	case l.Missing:
		value = p.Frame.Styles.Hint.Render(value)
	case l.Differs():
		value = p.Frame.Styles.Changed.Render(value) + p.Frame.Styles.Hint.Render("  "+words.NotTheDefault)
	}
	if w.Label == "" {
		p.Line(layout.Must, "", l.Path.ShownTo(valueAtMost), value)
		return
	}
	p.Line(layout.Must, w.Label, value, w.Meaning)
}
