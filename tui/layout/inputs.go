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
// the focus.
func (p *Page) Field(label string, m field.Model, focused bool, note string) {
	end := p.Frame.Grid()
	if note != "" && !p.Frame.Narrow() {
		end = NoteAt - 1
	}
	width := max(end-p.ValueColumn()-1, 4)
	if focused {
		p.cursor = steady(p.ValueColumn()+m.CursorX(width), len(p.rows))
	}
	p.Line(Must, label, m.View(width), note)
}

// IdentifierField is a field that an audience must not read: in presenter mode it says only
// whether something is in it.
func (p *Page) IdentifierField(label string, m field.Model, focused bool) {
	if !p.Frame.Presenting {
		p.Field(label, m, focused, "")
		return
	}
	value := ""
	if !m.IsEmpty() {
		value = Veil
	}
	if focused {
		p.cursor = steady(p.ValueColumn()+ansi.StringWidth(value), len(p.rows))
	}
	p.Line(Must, label, value, "")
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
	p.Line(Must, label, all, note)
}
