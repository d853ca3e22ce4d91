package layout

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/words"
)

// Sentence is a line whose value is a sentence, which goes on below itself. Where there is little
// width it begins right behind its label.
func (p *Page) Sentence(keep Importance, label, text string) {
	if p.Frame.Narrow() {
		p.Hanging(keep, p.Frame.Styles.label, label, text)
		return
	}
	p.Words(keep, label, text)
}

// Quote is a sentence to be said: in quotation marks, which stand before its lines.
func (p *Page) Quote(keep Importance, label, said string) {
	at := p.ValueColumn()
	if p.Frame.Narrow() {
		at = p.Indent() + ansi.StringWidth(label) + 1
	}
	mark := "“"
	for _, line := range p.wrapped(said+"”", p.Frame.Grid()-at-1) {
		p.Add(keep, Pad(Pad("", p.Indent())+p.Frame.Styles.label.Render(label), at)+mark+line)
		label, mark = "", " "
	}
}

// Hanging is a text whose lines begin behind its label.
func (p *Page) Hanging(keep Importance, style lipgloss.Style, label, text string) {
	at := p.Indent() + ansi.StringWidth(label) + 1
	for _, line := range p.wrapped(text, p.Frame.Grid()-at) {
		p.Add(keep, Pad(Pad("", p.Indent())+style.Render(label), at)+line)
		label = ""
	}
}

// Raw is what a server wrote, on one dim line; on more only where there is room for all of it.
func (p *Page) Raw(text string) { p.follows(May, p.Frame.Styles.Hint, text) }

// follows is a line below a sentence that Tell wrote.
func (p *Page) follows(keep Importance, style lipgloss.Style, text string) {
	if text != "" {
		at := p.Indent() + 2
		p.addFolding(keep, Pad("", at), folded(style.Render(text), p.Frame.Grid()-at))
	}
}

// tookWidth is the room of a time before a result.
const tookWidth = 8

// Result is a row of a list of results: a mark, a name, how long it took, and a text that goes on
// below itself. Where there is little width the time goes behind the text.
func (p *Page) Result(style lipgloss.Style, mark, name, took, text string) {
	s, at := p.Frame.Styles, p.Indent()+2
	head := Pad("", p.Indent()) + Pad(rendered(style, mark), 2)
	if p.Frame.Narrow() {
		text = words.Joined("  ", words.Joined(" ", rendered(s.label, name), text), rendered(s.Hint, took))
	} else {
		took = ansi.Truncate(took, tookWidth, "")
		at = p.ValueColumn() + tookWidth + 2
		head = Pad(head+rendered(s.label, name), p.ValueColumn()+tookWidth-ansi.StringWidth(took)) + rendered(s.Hint, took) + "  "
	}
	if mark+text == "" {
		return
	}
	for _, line := range p.wrapped(text, p.Frame.Grid()-at) {
		p.Add(Must, head+line)
		head = Pad("", at)
	}
}

// wrapped is a text, which may be styled, in as many lines as it takes.
func (p *Page) wrapped(text string, width int) []string { return folded(text, width).all() }
