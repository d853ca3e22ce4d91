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
	// Skip is how many lines of a page that does not fit are above its top; 0 is the part of it
	// that matters most.
	Skip int
}

// The one grid: every screen has its labels, values and notes in these columns, and
// nothing is wider than the grid.
const (
	LabelAt = 2
	ValueAt = 19
	NoteAt  = 51
	GridEnd = 80
	// The first of two alternatives, so that the second ones stand below each other.
	choiceWidth = 17
	// Below this width a note stands beside its value only where both fit, nearer to it.
	slimBelow  = 72
	slimNoteAt = 42
	// Below this one notes always go under their values, which stand nearer to the labels.
	NarrowBelow   = 56
	NarrowLabelAt = 1
	NarrowValueAt = 14
	// A key and what it does stand below each other in two columns.
	keyWidth  = 10
	keyTextAt = 14
)

// Narrow reports whether notes go under their values.
func (f Frame) Narrow() bool { return f.Width < NarrowBelow }

// Indent returns the column where labels begin.
func (f Frame) Indent() int {
	if f.Narrow() {
		return NarrowLabelAt
	}
	return LabelAt
}

// ValueColumn returns the column where values begin.
func (f Frame) ValueColumn() int {
	if f.Narrow() {
		return NarrowValueAt
	}
	return ValueAt
}

// NoteColumn returns the column where notes begin that stand beside their values.
func (f Frame) NoteColumn() int {
	if f.Slim() {
		return slimNoteAt
	}
	return NoteAt
}

// Clock is the time of day at a moment, with seconds where it is near.
func (f Frame) Clock(at flow.Moment) string {
	if (at - f.Now).Abs() < time.Minute {
		return f.Wall.Add(at - f.Now).Format("15:04:05")
	}
	return f.Wall.Add(at - f.Now).Format("15:04")
}

// Running is a sentence about the call that runs, with one cell that turns and how long it has run.
func (p *Page) Running(text string) {
	ran := p.Frame.Now - p.Frame.Since
	if ran >= time.Second {
		text += " " + words.Left(ran.Truncate(time.Second))
	}
	p.Tell(Must, p.Frame.Styles.Value, turning(ran), text)
}

// Slim reports whether notes have little room beside their values.
func (f Frame) Slim() bool { return f.Width < slimBelow }

// Grid is how many cells of the width are used.
func (f Frame) Grid() int { return min(f.Width, GridEnd) }

// Importance says which rows go first where there is not enough room.
type Importance int

// From what stays to what goes first. Of rows alike the lowest goes first.
const (
	Must Importance = iota
	Should
	May
	space // an empty row that groups
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
func (p *Page) Indent() int { return p.Frame.Indent() }

// ValueColumn returns the column where values begin.
func (p *Page) ValueColumn() int { return p.Frame.ValueColumn() }

// Paragraph wraps text between the indent and the end of the grid.
func (p *Page) Paragraph(keep Importance, indent int, style lipgloss.Style, text string) {
	for _, line := range strings.Split(ansi.Wrap(text, max(p.Frame.Grid()-indent, 1), ""), "\n") {
		p.Add(keep, strings.Repeat(" ", indent)+rendered(style, line))
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
	p.styledLine(keep, s.label, label, value, Pad(s.Key.Render(key), keyWidth)+s.Hint.Render(does))
}

// RowOfKey is a key and what it does.
func (p *Page) RowOfKey(written, does, note string) {
	if p.Frame.Narrow() {
		head := Pad("", p.Indent()) + Pad(written+" ", 4)
		p.addFolding(Must, head, folded(words.Joined("  ", does, rendered(p.Frame.Styles.Hint, note)), p.Frame.Grid()-ansi.StringWidth(head)))
		return
	}
	head := Pad("", p.Indent()) + Pad(written+" ", keyTextAt-p.Indent())
	if note == "" {
		p.addFolding(Must, head, folded(does, p.Frame.Grid()-ansi.StringWidth(head)))
		return
	}
	at := p.Frame.NoteColumn()
	room := at - ansi.StringWidth(head)
	if p.Frame.Slim() && (ansi.StringWidth(does) >= room || ansi.StringWidth(note) > p.Frame.Grid()-at) {
		p.addFolding(Must, head, folded(does, p.Frame.Grid()-ansi.StringWidth(head)))
		p.UnderKey(Should, note)
		return
	}
	p.addFolding(Must, head, beside(folded(does, room-1), folded(rendered(p.Frame.Styles.Hint, note), p.Frame.Grid()-at), room))
}

// UnderKey is a note below what a key does.
func (p *Page) UnderKey(keep Importance, text string) {
	at := keyTextAt
	if p.Frame.Narrow() {
		at = p.Indent() + 4
	}
	p.Paragraph(keep, at, p.Frame.Styles.Hint, text)
}

// Head is the line that names the screen.
func (p *Page) Head(label, value, note string) {
	s := p.Frame.Styles
	p.styledLine(Must, s.title, label, value, rendered(s.Hint, note))
	p.Gap()
}

func (p *Page) styledLine(keep Importance, style lipgloss.Style, label, value, note string) {
	at, indent, end := p.ValueColumn(), p.Indent(), p.Frame.Grid()
	head := Pad("", indent) + Pad(style.Render(ansi.Truncate(label, at-indent-1, "…")), at-indent)
	if note != "" && p.besides(value, note) {
		to := p.Frame.NoteColumn()
		p.addFolding(keep, head, beside(folded(value, to-at-1), folded(note, end-to), to-at))
		return
	}
	p.addFolding(keep, head, folded(value, end-at))
	if note != "" {
		p.addFolding(max(keep, Should), Pad("", at), folded(note, end-at))
	}
}

// besides reports whether a note stands beside its value.
func (p *Page) besides(value, note string) bool {
	to := p.Frame.NoteColumn()
	fits := ansi.StringWidth(value) < to-p.ValueColumn() && ansi.StringWidth(note) <= p.Frame.Grid()-to
	return !p.Frame.Slim() || !p.Frame.Narrow() && fits
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
		return p.Indent()
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
