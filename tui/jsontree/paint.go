package jsontree

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

// painter draws rows.
type painter struct {
	doc    document
	broken string
	styles Styles
	width  int
}

// row draws r: on one line, or with a long value wrapped on up to height lines.
func (p painter) row(r row, cursor, wrap bool, height int) []string {
	l := line{left: p.width}
	if cursor {
		l.whole = &p.styles.Cursor
	}
	if p.doc.isBroken(r) {
		l.add(p.styles.Dim, gutter(cursor))
		l.add(p.styles.Dim, "✗ "+p.broken)
		rest := p.doc.body[r.off:]
		l.add(p.styles.Dim, "  "+flow.FromOutside(string(rest[:min(len(rest), p.width)])).Shown())
		return []string{l.done()}
	}
	s := p.doc.shape(r)
	f, folded := p.doc.folds.at(r.off)
	p.begin(&l, r, s, folded, cursor)
	if s.value >= p.doc.off {
		return []string{l.done()} // the key is known, its value is not
	}
	switch value := p.doc.body[s.value:s.end]; {
	case folded:
		l.add(p.styles.Punct, string(value)+"…"+closing(value[0])+p.comma(f.end))
		l.add(p.styles.Dim, fmt.Sprintf("  %d lines", f.lines+1))
	case s.foldable:
		l.add(p.styles.Punct, string(value))
	case s.closing:
		l.add(p.styles.Punct, string(value)+p.comma(s.end))
	case value[0] == '{', value[0] == '[':
		l.add(p.styles.Punct, string(value[:1])+closing(value[0])+p.comma(s.end))
	case wrap:
		return p.wrapped(l, s, height)
	default:
		p.scalar(&l, s)
	}
	return []string{l.done()}
}

// begin draws what stands before the value: the cursor, the depth, whether it folds,
// and the key.
func (p painter) begin(l *line, r row, s shape, folded, cursor bool) {
	l.add(p.styles.Dim, gutter(cursor))
	if indent := 2 * r.depth; indent <= p.width/3 {
		l.add(p.styles.Punct, strings.Repeat(" ", indent))
	} else {
		l.add(p.styles.Dim, fmt.Sprintf("…%d ", r.depth)) // deeper than the screen is wide
	}
	switch {
	case folded:
		l.add(p.styles.Punct, "▸ ")
	case s.foldable:
		l.add(p.styles.Punct, "▾ ")
	default:
		l.add(p.styles.Punct, "  ")
	}
	if s.key > 0 {
		room := max(l.left/2, 1)
		key, all := shown(p.doc.body[r.off:s.key], true, enough(room))
		if !all || ansi.StringWidth(key) > room {
			key = ansi.Truncate(key, room, "…")
		}
		l.add(p.styles.Key, key)
		l.add(p.styles.Punct, ": ")
	}
}

// scalar draws a string, a number or a word as far as it fits, and its length when it
// does not.
func (p painter) scalar(l *line, s shape) {
	text, all := shown(p.doc.body[s.value:s.end], s.whole, enough(l.left))
	p.last(l, s, text, all)
}

// last draws the last line of a scalar, of which text is left to draw.
func (p painter) last(l *line, s shape, text string, all bool) {
	value, comma, size := p.doc.body[s.value:s.end], p.comma(s.end), ""
	room := l.left - len(comma)
	if !all || ansi.StringWidth(text) > room {
		if size = sizeOf(value, s.whole); len(size) > room/2 {
			size = ""
		}
		text = ansi.Truncate(text, room-len(size), "…")
	}
	l.add(p.style(value), text)
	l.add(p.styles.Punct, comma)
	l.add(p.styles.Dim, size)
}

// wrapped draws one on as many lines as it takes, up to height.
func (p painter) wrapped(l line, s shape, height int) []string {
	value := p.doc.body[s.value:s.end]
	text, all := shown(value, s.whole, enough(p.width)*height)
	column := min(p.width-l.left, p.width/2)
	var lines []string
	for len(lines) < height-1 && ansi.StringWidth(text) > l.left {
		head := ansi.Truncate(text, l.left, "")
		l.add(p.style(value), head)
		lines = append(lines, l.done())
		text = text[len(head):]
		l = line{left: p.width, whole: l.whole}
		l.add(p.styles.Punct, strings.Repeat(" ", column))
	}
	p.last(&l, s, text, all)
	return append(lines, l.done())
}

func (p painter) style(value []byte) lipgloss.Style {
	if value[0] == '"' {
		return p.styles.String
	}
	return p.styles.Number
}

// comma returns the comma behind a value that ends at end, if there is one.
func (p painter) comma(end int) string {
	if at := p.doc.afterSpace(end); at < p.doc.off && p.doc.body[at] == ',' {
		return ","
	}
	return ""
}

// gutter returns the first cell of a row.
func gutter(cursor bool) string {
	if cursor {
		return ">"
	}
	return " "
}

// closing returns the bracket that closes c: in ASCII both pairs are two apart.
func closing(c byte) string { return string(rune(c + 2)) }

// enough returns how many characters surely fill so many cells: a neutralised character
// carries at most four that take none.
func enough(cells int) int { return 6*max(cells, 0) + 8 }

// shown returns a value with what is in it unescaped and neutralised, at most limit
// characters of it, and whether that is all.
func shown(value []byte, whole bool, limit int) (text string, all bool) {
	if value[0] != '"' {
		n := min(len(value), limit)
		return string(value[:n]), n == len(value)
	}
	inside, quote := value[1:], ""
	if whole {
		inside, quote = inside[:len(inside)-1], `"`
	}
	text, all = unescape(inside, limit)
	if !all {
		quote = "…"
	}
	return `"` + flow.FromOutside(text).Shown() + quote, all && whole
}

// sizeOf says how long a value is: to the character, or roughly where counting would
// take longer than drawing.
func sizeOf(value []byte, whole bool) string {
	switch n := len(value); {
	case !whole:
		return fmt.Sprintf("  more than %d KB", n>>10)
	case n >= 1<<20:
		return fmt.Sprintf("  %.1f MB", float64(n)/(1<<20))
	case n >= longRun:
		return fmt.Sprintf("  %d KB", n>>10)
	case value[0] == '"':
		text, _ := unescape(value[1:n-1], n)
		return fmt.Sprintf("  %d characters", utf8.RuneCountInString(text))
	default:
		return fmt.Sprintf("  %d characters", n)
	}
}

// line collects the pieces of one line, and never takes more cells than it has.
type line struct {
	left  int
	whole *lipgloss.Style // the cursor's, in place of the pieces' own
	text  []byte
}

func (l *line) add(style lipgloss.Style, text string) {
	if l.left <= 0 || text == "" {
		return
	}
	text = ansi.Truncate(text, l.left, "…")
	l.left -= ansi.StringWidth(text)
	if l.whole == nil {
		text = style.Render(text)
	}
	l.text = append(l.text, text...)
}

// done returns the line; the cursor's reaches to the edge.
func (l *line) done() string {
	if l.whole == nil {
		return string(l.text)
	}
	return l.whole.Render(string(l.text) + strings.Repeat(" ", l.left))
}
