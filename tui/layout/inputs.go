package layout

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/field"
)

// Veil stands for what an audience must not read; its width says nothing.
const Veil = "•••••••••"

// Field is a line with an input; the terminal's own cursor stands in it while it has
// the focus. The example shows in it while nothing is typed.
func (p *Page) Field(label string, m field.Model, focused bool, example, note string) {
	end := p.Frame.Grid()
	if note != "" && !p.Frame.Narrow() {
		end = p.Frame.NoteColumn() - 1
	}
	width := max(end-p.ValueColumn()-1, 4)
	value := m.View(width)
	if m.IsEmpty() && ansi.StringWidth(example) <= width {
		value = rendered(p.Frame.Styles.Hint, example)
	}
	if focused {
		p.cursor = steady(p.ValueColumn()+m.CursorX(width), len(p.rows))
	}
	p.field(label, value, note, focused)
}

// IdentifierField is a field that an audience must not read: in presenter mode it says only
// whether something is in it.
func (p *Page) IdentifierField(label string, m field.Model, focused bool, example string) {
	if !p.Frame.Presenting || m.IsEmpty() {
		p.Field(label, m, focused, example, "")
		return
	}
	if focused {
		p.cursor = steady(p.ValueColumn()+ansi.StringWidth(Veil), len(p.rows))
	}
	p.field(label, Veil, "", focused)
}

// field is the row of an input. A note that has no room beside it goes below.
func (p *Page) field(label, value, note string, focused bool) {
	row := len(p.rows)
	p.Line(Must, label, value, note)
	rest := p.rows[row+1:]
	p.rows = p.rows[:row+1]
	p.Takes(focused)
	p.rows = append(p.rows, rest...)
}

// steady is a cursor that does not blink: nothing wakes for it.
func steady(x, y int) *tea.Cursor {
	c := tea.NewCursor(x, y)
	c.Shape, c.Blink = tea.CursorBar, false
	return c
}

// Choice is a line of alternatives; the chosen one carries the mark, and the focus is
// marked on it.
func (p *Page) Choice(label string, focused bool, chosen int, note string, options ...string) {
	s := p.Frame.Styles
	shown := make([]string, len(options))
	for i, option := range options {
		mark, style := "( ) ", s.Hint
		if i == chosen {
			mark, style = "(•) ", s.Value
			if focused {
				style = s.Here
			}
		}
		shown[i] = style.Render(mark + option)
		if i < len(options)-1 && !p.Frame.Narrow() {
			shown[i] = Pad(shown[i], choiceWidth)
		}
	}
	all := strings.Join(shown, " ")
	if ansi.StringWidth(all) > p.Frame.Grid()-p.ValueColumn() {
		all = shown[chosen]
	}
	p.field(label, all, note, focused)
}

// Here marks the row that was added last as the one with the focus.
func (p *Page) Here(focused bool) { p.mark(focused, "›") }

// Takes marks the row that was added last as the one that takes what is typed.
func (p *Page) Takes(focused bool) { p.mark(focused, "▎") }

// mark puts a sign into the first cell of the row that was added last.
func (p *Page) mark(on bool, sign string) {
	if !on {
		return
	}
	last := &p.rows[len(p.rows)-1]
	sign = p.Frame.Styles.Here.Render(sign)
	last.text = sign + last.text[1:]
	if last.whole != nil {
		last.whole[0] = sign + last.whole[0][1:]
	}
}
