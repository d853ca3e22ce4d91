package jsontree

import (
	"fmt"
	"regexp"
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

	re      *regexp.Regexp // what is highlighted; nil for nothing
	paths   bool           // in paths, not in keys and values
	listing bool           // the rows stand alone, each with its path
	skip    int            // bytes of the value that do not show
}

// row draws r: on one line, or with a long value wrapped on up to height lines.
func (p *painter) row(r row, cursor, wrap bool, height int) []string {
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
	f, folded := p.doc.foldOf(r)
	if p.listing {
		p.beginInList(&l, r, cursor)
		f, folded = p.doc.fold(r)
	} else {
		p.begin(&l, r, s, folded, cursor)
	}
	if s.value >= p.doc.off {
		return []string{l.done()} // the key is known, its value is not
	}
	switch value := p.doc.body[s.value:s.end]; {
	case folded:
		l.add(p.styles.Punct, string(value)+"…"+closing(value[0])+p.comma(f.end))
		if f.lines > 0 {
			l.add(p.styles.Dim, fmt.Sprintf("  %d lines", f.lines+1))
		}
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
func (p *painter) begin(l *line, r row, s shape, folded, cursor bool) {
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
		p.text(l, p.styles.Key, room, p.decoded(p.doc.body[r.off:s.key], 0, true, enough(room)))
		l.add(p.styles.Punct, ": ")
	}
}

// beginInList draws the path in the place of depth and key. Its end says the most.
func (p *painter) beginInList(l *line, r row, cursor bool) {
	l.add(p.styles.Dim, gutter(cursor))
	steps, _ := p.doc.path(r)
	path := dotted(steps)
	room := max(2*l.left/3, 1)
	if over := ansi.StringWidth(path) - room; over > 0 {
		l.add(p.styles.Dim, "…")
		path = ansi.TruncateLeft(path, over+1, "")
	}
	p.pieces(l, p.styles.Key, cut(p.marked(path), room, "…"))
	l.add(p.styles.Punct, ": ")
}

// scalar draws a string, a number or a word as far as it fits, and its length when it
// does not.
func (p *painter) scalar(l *line, s shape) {
	p.last(l, s, p.decoded(p.doc.body[s.value:s.end], p.skip, s.whole, enough(l.left)))
}

// last draws the last line of a scalar, of which text is left to draw.
func (p *painter) last(l *line, s shape, text decoded) {
	value, comma, size := p.doc.body[s.value:s.end], p.comma(s.end), ""
	room := l.left - len(comma)
	if !text.all || widthOf(text.pieces) > room {
		if size = sizeOf(value, s.whole); len(size) > room/2 {
			size = ""
		}
		room -= len(size)
	}
	p.text(l, p.style(value), room, text)
	l.add(p.styles.Punct, comma)
	l.add(p.styles.Dim, size)
}

// wrapped draws one on as many lines as it takes, up to height.
func (p *painter) wrapped(l line, s shape, height int) []string {
	value := p.doc.body[s.value:s.end]
	text := p.decoded(value, p.skip, s.whole, enough(p.width)*height)
	column := min(p.width-l.left, p.width/2)
	var lines []string
	for len(lines) < height-1 && widthOf(text.pieces) > l.left {
		var head []piece
		head, text.pieces = split(text.pieces, l.left)
		p.pieces(&l, p.style(value), head)
		lines = append(lines, l.done())
		l = line{left: p.width, whole: l.whole}
		l.add(p.styles.Punct, strings.Repeat(" ", column))
	}
	p.last(&l, s, text)
	return append(lines, l.done())
}

func (p *painter) style(value []byte) lipgloss.Style {
	if value[0] == '"' {
		return p.styles.String
	}
	return p.styles.Number
}

// comma returns the comma behind a value that ends at end, if there is one.
func (p *painter) comma(end int) string {
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

// sizeOf says how long a value is: to the character, or roughly where counting would
// take longer than drawing.
func sizeOf(value []byte, whole bool) string {
	switch n := len(value); {
	case !whole:
		return fmt.Sprintf("  more than %d KB", n>>10)
	case n >= longRun:
		return "  " + bytesOf(n)
	case value[0] == '"':
		text, _ := unescape(value[1:n-1], n)
		return fmt.Sprintf("  %d characters", utf8.RuneCountInString(text))
	default:
		return fmt.Sprintf("  %d characters", n)
	}
}
