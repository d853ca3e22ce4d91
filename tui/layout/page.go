// Package layout is the grid that every screen is drawn on: rows and what fits of them, windows over
// many rows, inputs on a page, and the looks. It knows no screen.
package layout

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// Frame is what a View may know of the world: the room, the looks and the time.
type Frame struct {
	Width, Height int
	Styles        Styles
	Now           flow.Moment
	Wall          time.Time   // the clock on the wall at now
	Since         flow.Moment // when the call that runs began
	Presenting    bool
}

// The one grid: every screen has its labels, values and notes in these columns, and
// nothing is wider than the grid.
const (
	LabelAt = 2
	ValueAt = 16
	NoteAt  = 51
	GridEnd = 80
	// The first of two alternatives, so that the second ones stand below each other.
	choiceWidth = 17
	// Below this width notes go under their values, which stand nearer.
	NarrowBelow   = 72
	NarrowValueAt = 13
)

// Narrow reports whether notes go under their values.
func (f Frame) Narrow() bool { return f.Width < NarrowBelow }

// Clock is the time of day at a moment, with seconds where it is near.
func (f Frame) Clock(at flow.Moment) string {
	if (at - f.Now).Abs() < time.Minute {
		return f.Wall.Add(at - f.Now).Format("15:04:05")
	}
	return f.Wall.Add(at - f.Now).Format("15:04")
}

// Running is a sentence about the call that runs, with how long it has run.
func (p *Page) Running(text string) {
	if ran := (p.Frame.Now - p.Frame.Since).Truncate(time.Second); ran > 0 {
		text += " " + words.Left(ran)
	}
	p.Tell(Must, p.Frame.Styles.Value, "…", text)
}

// Ago is an age as it fits.
func (f Frame) Ago(d time.Duration) string {
	if f.Narrow() && d < time.Minute {
		return "<1 min ago"
	}
	return words.Ago(d)
}

// Grid is how many cells of the width are used.
func (f Frame) Grid() int { return min(f.Width, GridEnd) }

// Importance says which rows go first where there is not enough room.
type Importance int

// From what stays to what goes first. Of rows alike the lowest goes first.
const (
	Must Importance = iota
	Should
	space // an empty row that groups
	May
)

// Page is a body in the making: rows on the grid, which fit themselves to the frame.
type Page struct {
	Frame  Frame
	rows   []row
	cursor *tea.Cursor // its Y is the index of a row until the page is drawn
}

type row struct {
	text  string
	keep  Importance
	whole []string // the same uncut, where it takes more rows than one
}

// NewPage is a page without rows.
func NewPage(f Frame) *Page { return &Page{Frame: f} }

// Add puts a row, as it is, at the end of the page.
func (p *Page) Add(keep Importance, text string) {
	p.rows = append(p.rows, row{text: text, keep: keep})
}

// addFolding adds what stands behind a head, which may fold.
func (p *Page) addFolding(keep Importance, head string, f folding) {
	r := row{text: head + f.cut, keep: keep}
	for i, line := range f.rows {
		if i > 0 {
			head = strings.Repeat(" ", ansi.StringWidth(head))
		}
		r.whole = append(r.whole, head+line)
	}
	p.rows = append(p.rows, r)
}

// Gap is an empty row; two in a row, or one at an end, are never drawn.
func (p *Page) Gap() { p.Add(space, "") }

// Title is the question of the screen.
func (p *Page) Title(text string) {
	p.Heading(text)
	p.Gap()
}

// Heading is a title without the empty row below it.
func (p *Page) Heading(text string) {
	p.Paragraph(Should, p.Indent(), p.Frame.Styles.title, text)
}

// Here marks the row that was added last as the one with the focus.
func (p *Page) Here(focused bool) {
	if !focused || p.Frame.Narrow() {
		return
	}
	last := &p.rows[len(p.rows)-1]
	here := p.Frame.Styles.Here.Render("›")
	last.text = here + last.text[1:]
	if last.whole != nil {
		last.whole[0] = here + last.whole[0][1:]
	}
}

// Tell is a sentence over the width of the grid, with a symbol in front.
func (p *Page) Tell(keep Importance, style lipgloss.Style, symbol, text string) {
	if symbol == "" {
		p.Paragraph(keep, p.Indent(), style, text)
		return
	}
	from := len(p.rows)
	p.Paragraph(keep, p.Indent()+2, style, text)
	first := &p.rows[from]
	first.text = Pad("", p.Indent()) + style.Render(symbol) + " " + first.text[p.Indent()+2:]
}

// Problem says that something went wrong, with its symbol.
func (p *Page) Problem(text string) { p.Tell(Must, p.Frame.Styles.Problem, "✗", text) }

// Good says that something went well, with its symbol.
func (p *Page) Good(text string) { p.Tell(Should, p.Frame.Styles.Good, "✓", text) }

// Indent returns the column where labels begin.
func (p *Page) Indent() int {
	if p.Frame.Narrow() {
		return 0
	}
	return LabelAt
}

// Paragraph wraps text between the indent and the end of the grid.
func (p *Page) Paragraph(keep Importance, indent int, style lipgloss.Style, text string) {
	for _, line := range strings.Split(ansi.Wrap(text, max(p.Frame.Grid()-indent, 1), ""), "\n") {
		p.Add(keep, strings.Repeat(" ", indent)+style.Render(line))
	}
}

// Line is a row of label, value and note. The value may be styled; both are cut where the
// room ends.
func (p *Page) Line(keep Importance, label, value, note string) {
	s := p.Frame.Styles
	p.styledLine(keep, s.label, label, value, rendered(s.Hint, note))
}

// KeyLine is a line whose note is a key and what it does.
func (p *Page) KeyLine(keep Importance, label, value, key, does string) {
	s := p.Frame.Styles
	p.styledLine(keep, s.label, label, value, s.Key.Render(key)+"  "+s.Hint.Render(does))
}

// RowOfKey is a key and what it does.
func (p *Page) RowOfKey(written, does, note string) {
	at := p.Indent()
	if p.Frame.Narrow() {
		head := Pad(written+" ", 4)
		p.addFolding(Must, head, folded(words.Joined("  ", does, rendered(p.Frame.Styles.Hint, note)), p.Frame.Grid()-ansi.StringWidth(head)))
		return
	}
	head := Pad("", at) + Pad(written+" ", 12)
	if note == "" {
		p.addFolding(Must, head, folded(does, p.Frame.Grid()-ansi.StringWidth(head)))
		return
	}
	room := NoteAt - ansi.StringWidth(head)
	p.addFolding(Must, head, beside(folded(does, room-1), folded(rendered(p.Frame.Styles.Hint, note), p.Frame.Grid()-NoteAt), room))
}

// Head is the line that names the screen.
func (p *Page) Head(label, value, note string) {
	s := p.Frame.Styles
	p.styledLine(Must, s.title, label, value, rendered(s.Hint, note))
	p.Gap()
}

func (p *Page) styledLine(keep Importance, style lipgloss.Style, label, value, note string) {
	at := p.ValueColumn()
	if p.Frame.Narrow() {
		head := Pad(style.Render(ansi.Truncate(label, at-1, "…")), at)
		p.addFolding(keep, head, folded(value, p.Frame.Width-at))
		if note != "" {
			p.addFolding(max(keep, Should), strings.Repeat(" ", at), folded(note, p.Frame.Width-at))
		}
		return
	}
	head := strings.Repeat(" ", LabelAt) + Pad(style.Render(ansi.Truncate(label, at-LabelAt-1, "…")), at-LabelAt)
	if note == "" {
		p.addFolding(keep, head, folded(value, p.Frame.Grid()-at))
		return
	}
	p.addFolding(keep, head, beside(folded(value, NoteAt-at-1), folded(note, p.Frame.Grid()-NoteAt), NoteAt-at))
}

// Under is a note below a value.
func (p *Page) Under(keep Importance, text string) {
	p.Paragraph(keep, p.underColumn(), p.Frame.Styles.Hint, text)
}

// Wrong says below a value what is wrong with it.
func (p *Page) Wrong(text string) {
	p.Paragraph(Must, p.underColumn(), p.Frame.Styles.Problem, "✗ "+text)
}

// underColumn returns the column where sentences about a value begin: they need the room.
func (p *Page) underColumn() int {
	if p.Frame.Narrow() {
		return 0
	}
	return ValueAt
}

// ValueColumn returns the column where values begin.
func (p *Page) ValueColumn() int {
	if p.Frame.Narrow() {
		return NarrowValueAt
	}
	return ValueAt
}

// Words is a line whose value is a sentence, which goes on below itself.
func (p *Page) Words(keep Importance, label, text string) {
	at := p.ValueColumn()
	for i, line := range strings.Split(ansi.Wrap(text, max(p.Frame.Grid()-at, 1), ""), "\n") {
		if i > 0 {
			label = ""
		}
		p.Line(keep, label, line, "")
	}
}
