package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/field"
)

// veil stands for what an audience must not read; its width says nothing.
const veil = "•••••••••"

// field is a line with an input; the terminal's own cursor stands in it while it has
// the focus.
func (p *page) field(label string, m field.Model, focused bool, note string) {
	end := p.frame.grid()
	if note != "" && !p.frame.narrow() {
		end = noteAt - 1
	}
	width := max(end-p.valueColumn()-1, 4)
	if focused {
		p.cursor = steady(p.valueColumn()+m.CursorX(width), len(p.rows))
	}
	p.line(must, label, m.View(width), note)
}

// identifierField is a field that an audience must not read: in presenter mode it says only
// whether something is in it.
func (p *page) identifierField(label string, m field.Model, focused bool) {
	if !p.frame.presenting {
		p.field(label, m, focused, "")
		return
	}
	value := ""
	if !m.IsEmpty() {
		value = veil
	}
	if focused {
		p.cursor = steady(p.valueColumn()+ansi.StringWidth(value), len(p.rows))
	}
	p.line(must, label, value, "")
}

// steady is a cursor that does not blink: nothing wakes for it.
func steady(x, y int) *tea.Cursor {
	c := tea.NewCursor(x, y)
	c.Shape, c.Blink = tea.CursorBar, false
	return c
}

// choice is a line of alternatives; the chosen one carries the mark, and the focus is
// marked on it.
func (p *page) choice(label string, focused bool, chosen int, note string, options ...string) {
	s := p.frame.styles
	shown := make([]string, len(options))
	for i, option := range options {
		mark, style := "( ) ", s.hint
		if i == chosen {
			mark, style = "(•) ", s.value
			if focused {
				style = s.here
			}
		}
		shown[i] = style.Render(mark + option)
		if i < len(options)-1 && !p.frame.narrow() {
			shown[i] = pad(shown[i], choiceWidth)
		}
	}
	all := strings.Join(shown, " ")
	if ansi.StringWidth(all) > p.frame.grid()-p.valueColumn() {
		all = shown[chosen]
	}
	p.line(must, label, all, note)
}
