package layout

import (
	"regexp"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/field"
)

// SearchLine is the last line of a screen that can be searched, while a text is typed or searched
// for. Case does not count. The zero SearchLine searches for nothing.
type SearchLine struct {
	open  bool
	field field.Model
	re    *regexp.Regexp // nil without a text
}

// Opened is the line with room for a new text.
func (l SearchLine) Opened() SearchLine { return SearchLine{open: true} }

// Closed takes no more text, and still searches.
func (l SearchLine) Closed() SearchLine {
	l.open = false
	return l
}

// Typing reports whether the line takes text.
func (l SearchLine) Typing() bool { return l.open }

// Shows reports whether the line is on the screen.
func (l SearchLine) Shows() bool { return l.open || l.re != nil }

// Pattern is the text as an expression; nil without one.
func (l SearchLine) Pattern() *regexp.Regexp { return l.re }

// Text is the text that is searched for.
func (l SearchLine) Text() string { return l.field.Text() }

// Update takes what is typed, and reports whether the text changed.
func (l SearchLine) Update(msg tea.Msg) (SearchLine, bool) {
	var changed bool
	if l.field, changed = l.field.Update(msg); !changed {
		return l, false
	}
	l.re = nil
	if !l.field.IsEmpty() {
		l.re, _ = regexp.Compile("(?i)" + regexp.QuoteMeta(l.field.Text())) // every quoted text compiles
	}
	return l, true
}

// Marked is a text in a style, with what is searched for in it.
func (l SearchLine) Marked(style lipgloss.Style, text string) string {
	if l.re == nil {
		return rendered(style, text)
	}
	out, at := "", 0
	for _, hit := range l.re.FindAllStringIndex(text, -1) {
		out += rendered(style, text[at:hit[0]]) + style.Bold(true).Reverse(true).Render(text[hit[0]:hit[1]])
		at = hit[1]
	}
	return out + rendered(style, text[at:])
}

// Draw is the line, with what came of the search at its end, and the cursor in it.
func (l SearchLine) Draw(f Frame, said string) (string, *tea.Cursor) {
	room := max(f.Grid()/2-2, 1)
	text := ansi.Truncate(flow.FromOutside(l.field.Text()).ShownTo(4*room), room, "…")
	var cursor *tea.Cursor
	if l.open {
		text, cursor = l.field.View(room), steady(f.Indent()+1+l.field.CursorX(room), 0)
	}
	begin := Pad("", f.Indent()) + f.Styles.Key.Render("/")
	at := ansi.StringWidth(begin)
	said = ansi.Truncate(said, max(f.Grid()-at-ansi.StringWidth(strings.TrimRight(text, " "))-2, 0), "…")
	row := begin + Pad(ansi.Truncate(text, f.Grid()-at-ansi.StringWidth(said), ""), f.Grid()-at-ansi.StringWidth(said)) + rendered(f.Styles.Hint, said)
	return row, cursor
}
