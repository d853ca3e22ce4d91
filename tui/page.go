package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// frame is what a View may know of the world: the room, the looks and the time.
type frame struct {
	width, height int
	styles        styles
	now           flow.Moment
	wall          time.Time // the clock on the wall at now
	presenting    bool
}

// The one grid: every screen has its labels, values and notes in these columns, and
// nothing is wider than the grid.
const (
	labelAt = 2
	valueAt = 16
	noteAt  = 51
	gridEnd = 80
	// The first of two alternatives, so that the second ones stand below each other.
	choiceWidth = 17
	// Below this width notes go under their values, which stand nearer.
	narrowBelow   = 72
	narrowValueAt = 13
)

func (f frame) narrow() bool { return f.width < narrowBelow }

// ago is an age as it fits.
func (f frame) ago(d time.Duration) string {
	if f.narrow() && d < time.Minute {
		return "<1 min ago"
	}
	return words.Ago(d)
}

func (f frame) grid() int { return min(f.width, gridEnd) }

// importance says which rows go first where there is not enough room.
type importance int

const (
	must importance = iota
	should
	space // an empty row that groups
	may
)

// page is a body in the making: rows on the grid, which fit themselves to the frame.
type page struct {
	frame  frame
	rows   []row
	cursor *tea.Cursor // its Y is the index of a row until the page is drawn
}

type row struct {
	text  string
	keep  importance
	whole []string // the same uncut, where it takes more rows than one
}

func newPage(f frame) *page { return &page{frame: f} }

func (p *page) add(keep importance, text string) {
	p.rows = append(p.rows, row{text: text, keep: keep})
}

// addFolding adds what stands behind a head, which may fold.
func (p *page) addFolding(keep importance, head string, f folding) {
	r := row{text: head + f.cut, keep: keep}
	for i, line := range f.rows {
		if i > 0 {
			head = strings.Repeat(" ", ansi.StringWidth(head))
		}
		r.whole = append(r.whole, head+line)
	}
	p.rows = append(p.rows, r)
}

// gap is an empty row; two in a row, or one at an end, are never drawn.
func (p *page) gap() { p.add(space, "") }

// title is the question of the screen.
func (p *page) title(text string) {
	p.heading(text)
	p.gap()
}

// heading is a title without the empty row below it.
func (p *page) heading(text string) {
	p.paragraph(should, p.indent(), p.frame.styles.title, text)
}

// here marks the row that was added last as the one with the focus.
func (p *page) here(focused bool) {
	if !focused || p.frame.narrow() {
		return
	}
	last := &p.rows[len(p.rows)-1]
	last.text = p.frame.styles.here.Render("›") + last.text[1:]
}

// tell is a sentence over the width of the grid, with a symbol in front.
func (p *page) tell(keep importance, style lipgloss.Style, symbol, text string) {
	if symbol == "" {
		p.paragraph(keep, p.indent(), style, text)
		return
	}
	from := len(p.rows)
	p.paragraph(keep, p.indent()+2, style, text)
	first := &p.rows[from]
	first.text = pad("", p.indent()) + style.Render(symbol) + " " + first.text[p.indent()+2:]
}

func (p *page) problem(text string) { p.tell(must, p.frame.styles.problem, "✗", text) }

func (p *page) good(text string) { p.tell(should, p.frame.styles.good, "✓", text) }

func (p *page) indent() int {
	if p.frame.narrow() {
		return 0
	}
	return labelAt
}

// paragraph wraps text between the indent and the end of the grid.
func (p *page) paragraph(keep importance, indent int, style lipgloss.Style, text string) {
	for _, line := range strings.Split(ansi.Wrap(text, max(p.frame.grid()-indent, 1), ""), "\n") {
		p.add(keep, strings.Repeat(" ", indent)+style.Render(line))
	}
}

// line is a row of label, value and note. The value may be styled; both are cut where the
// room ends.
func (p *page) line(keep importance, label, value, note string) {
	s := p.frame.styles
	p.styledLine(keep, s.label, label, value, rendered(s.hint, note))
}

// keyLine is a line whose note is a key and what it does.
func (p *page) keyLine(keep importance, label, value, key, does string) {
	s := p.frame.styles
	p.styledLine(keep, s.label, label, value, s.key.Render(key)+"  "+s.hint.Render(does))
}

// rowOfKey is a key and what it does.
func (p *page) rowOfKey(written, does, note string) {
	at := p.indent()
	if p.frame.narrow() {
		head := pad(written+" ", 4)
		p.addFolding(must, head, folded(words.Joined("  ", does, rendered(p.frame.styles.hint, note)), p.frame.grid()-ansi.StringWidth(head)))
		return
	}
	head := pad("", at) + pad(written+" ", 12)
	if note == "" {
		p.addFolding(must, head, folded(does, p.frame.grid()-ansi.StringWidth(head)))
		return
	}
	room := noteAt - ansi.StringWidth(head)
	p.addFolding(must, head, beside(folded(does, room-1), folded(rendered(p.frame.styles.hint, note), p.frame.grid()-noteAt), room))
}

// head is the line that names the screen.
func (p *page) head(label, value, note string) {
	s := p.frame.styles
	p.styledLine(must, s.title, label, value, rendered(s.hint, note))
	p.gap()
}

// rendered leaves nothing as nothing, where a style would add its codes.
func rendered(style lipgloss.Style, text string) string {
	if text == "" {
		return ""
	}
	return style.Render(text)
}

func (p *page) styledLine(keep importance, style lipgloss.Style, label, value, note string) {
	at := p.valueColumn()
	if p.frame.narrow() {
		head := pad(style.Render(ansi.Truncate(label, at-1, "…")), at)
		p.addFolding(keep, head, folded(value, p.frame.width-at))
		if note != "" {
			p.addFolding(max(keep, should), strings.Repeat(" ", at), folded(note, p.frame.width-at))
		}
		return
	}
	head := strings.Repeat(" ", labelAt) + pad(style.Render(ansi.Truncate(label, at-labelAt-1, "…")), at-labelAt)
	if note == "" {
		p.addFolding(keep, head, folded(value, p.frame.grid()-at))
		return
	}
	p.addFolding(keep, head, beside(folded(value, noteAt-at-1), folded(note, p.frame.grid()-noteAt), noteAt-at))
}

// under is a note below a value.
func (p *page) under(keep importance, text string) {
	p.paragraph(keep, p.underColumn(), p.frame.styles.hint, text)
}

// wrong says below a value what is wrong with it.
func (p *page) wrong(text string) {
	p.paragraph(must, p.underColumn(), p.frame.styles.problem, "✗ "+text)
}

// underColumn is where sentences about a value begin: they need the room.
func (p *page) underColumn() int {
	if p.frame.narrow() {
		return 0
	}
	return valueAt
}

func (p *page) valueColumn() int {
	if p.frame.narrow() {
		return narrowValueAt
	}
	return valueAt
}

// words is a line whose value is a sentence, which goes on below itself.
func (p *page) words(keep importance, label, text string) {
	at := p.valueColumn()
	for i, line := range strings.Split(ansi.Wrap(text, max(p.frame.grid()-at, 1), ""), "\n") {
		if i > 0 {
			label = ""
		}
		p.line(keep, label, line, "")
	}
}

// pad fills text with spaces up to a width in cells.
func pad(text string, width int) string {
	return text + strings.Repeat(" ", max(width-ansi.StringWidth(text), 0))
}

// cutMiddle shortens text in its middle, where a host name says least.
func cutMiddle(text string, width int) string {
	size := ansi.StringWidth(text)
	if size <= width || width < 3 {
		return ansi.Truncate(text, max(width, 0), "")
	}
	head := (width - 1) / 2
	return ansi.Truncate(text, head, "") + "…" + ansi.TruncateLeft(text, size-(width-1-head), "")
}
