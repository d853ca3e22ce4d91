package tui

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// valueAtMost is how many bytes of a value, a path or a name are on the screen. The raw
// document has the rest.
const valueAtMost = 2 << 10

// rows are the rows of the settings, and the index of the one that the cursor is on; 0 while
// there are no settings.
func (s settingsScreen) rows(f frame) (rows list, cursor int) {
	rows = newList(f)
	rows.one(s.viewHead)
	if s.account.Reading == flow.Failed {
		rows.one(func(p *page) { p.tellProblem(s.account.SettingsProblem) })
	}
	doc := s.account.Settings
	if doc == nil {
		return rows, 0
	}
	if !doc.Damage.IsEmpty() {
		rows.one(func(p *page) {
			p.problem("The document is damaged: " + doc.Damage.Shown() + ". What could be read is shown.")
			p.gap()
		})
	}
	login, others := doc.ForLogin(), doc.Others()
	rows.add(len(login), func(p *page, i int) { settingLine(p, login[i]) })
	_, differ := doc.Differing()
	var at [settingsFolds]int
	at[foldRest] = rows.one(func(p *page) { s.fold(p, foldRest, partSize(len(others), differ)) })
	if s.open[foldRest] {
		rows.add(len(others), func(p *page, i int) { settingLine(p, others[i]) })
	}
	at[foldAttributes] = rows.one(func(p *page) { s.fold(p, foldAttributes, strconv.Itoa(len(doc.Attributes))) })
	if s.open[foldAttributes] {
		rows.add(len(doc.Attributes), func(p *page, i int) {
			name, values, note := attributeWords(doc.Attributes[i], valueAtMost)
			p.line(must, name, values, note)
		})
	}
	at[foldDocument] = rows.one(func(p *page) { s.fold(p, foldDocument, words.Plural(len(doc.Document), "byte")) })
	return rows, at[s.at]
}

func (s settingsScreen) viewHead(p *page) {
	f := p.frame
	differ := ""
	if s.account.Settings != nil {
		login, others := s.account.Settings.Differing()
		differ = strconv.Itoa(login+others) + " differ from the default"
	}
	at := f.wall.Add(s.readAt - f.now).Format("15:04")
	p.head("Settings", accountID(f, s.session.Account)+", "+dated(s.account, at), differ)
}

// fold is the line of a part that opens and closes. An empty line keeps it apart from what
// is open above it.
func (s settingsScreen) fold(p *page, which settingsFold, size string) {
	if which == 0 || s.open[which-1] {
		p.gap()
	}
	mark, style := "▸ ", p.frame.styles.value
	if s.open[which] {
		mark = "▾ "
	}
	if s.at == which {
		style = p.frame.styles.here
	}
	name := [...]string{"More settings", "Attributes", "Raw JSON"}[which]
	text := ansi.Truncate(mark+name+" ("+size+")", max(p.frame.grid()-p.indent(), 1), "…")
	p.add(must, strings.Repeat(" ", p.indent())+style.Render(text))
	p.here(s.at == which)
}

// settingLine is one line: its value, what that means, and a mark where it is not the
// default. A setting that is not documented shows its path.
func settingLine(p *page, l flow.Line) {
	w := wordsOf(l, valueAtMost)
	value := w.value
	switch {
	case l.Missing:
		value = p.frame.styles.hint.Render(value)
	case l.Differs():
		value = p.frame.styles.changed.Render(value) + p.frame.styles.hint.Render("  "+notTheDefault)
	}
	if w.label == "" {
		p.line(must, "", l.Path.ShownTo(valueAtMost), value)
		return
	}
	p.line(must, w.label, value, w.meaning)
}
