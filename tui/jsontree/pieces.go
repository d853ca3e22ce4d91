package jsontree

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

// piece is text that is safe to show.
type piece struct {
	text string
	hit  bool // a search found it
}

// decoded is a key or a value with what is in it unescaped and neutralised.
type decoded struct {
	pieces []piece
	all    bool // nothing is missing at its end
}

// decoded reads at most limit characters of a value, without so many bytes at its beginning.
func (p *painter) decoded(value []byte, skip int, whole bool, limit int) decoded {
	if value[0] != '"' {
		begin, rest := "", value[min(skip, len(value)):]
		if skip > 0 {
			begin = "…"
		}
		n := min(len(rest), limit)
		return decoded{append([]piece{{text: begin}}, p.found(string(rest[:n]))...), n == len(rest)}
	}
	begin, quote, inside := `"`, "", value[1:]
	if skip > 0 {
		begin = "…"
	}
	if whole {
		inside, quote = inside[:len(inside)-1], `"`
	}
	text, all := unescape(inside[min(skip, len(inside)):], limit)
	if !all {
		quote = "…"
	}
	pieces := []piece{{text: begin}}
	for _, one := range append(p.found(text), piece{text: quote}) {
		if last := &pieces[len(pieces)-1]; last.hit == one.hit {
			last.text += one.text
		} else {
			pieces = append(pieces, one)
		}
	}
	return decoded{pieces, all && whole}
}

// found is a key's or a value's text with what a search finds there.
func (p *painter) found(text string) []piece {
	if p.re == nil || p.paths {
		return []piece{{text: flow.FromOutside(text).Shown()}}
	}
	return p.marked(text)
}

// marked is text with what the search finds in it. A mark on a letter belongs to the letter.
func (p *painter) marked(text string) []piece {
	if p.re == nil {
		return []piece{{text: flow.FromOutside(text).Shown()}}
	}
	var pieces []piece
	at := 0
	put := func(to int, hit bool) {
		if to > at {
			pieces = append(pieces, piece{flow.FromOutside(text[at:to]).Shown(), hit})
			at = to
		}
	}
	for _, span := range p.re.FindAllStringIndex(text, -1) {
		if span[0] == span[1] {
			continue
		}
		put(pastMarks(text, span[0]), false)
		put(pastMarks(text, span[1]), true)
	}
	put(len(text), false)
	return pieces
}

// pastMarks is behind the combining marks at i.
func pastMarks(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if !unicode.Is(unicode.M, r) {
			break
		}
		i += size
	}
	return i
}

func widthOf(pieces []piece) int {
	n := 0
	for _, p := range pieces {
		n += ansi.StringWidth(p.text)
	}
	return n
}

// split divides pieces behind so many cells.
func split(pieces []piece, width int) (head, tail []piece) {
	for i, p := range pieces {
		size := ansi.StringWidth(p.text)
		if size > width {
			fits := ansi.Truncate(p.text, width, "")
			head = append(head, piece{fits, p.hit})
			tail = append([]piece{{p.text[len(fits):], p.hit}}, pieces[i+1:]...)
			return head, tail
		}
		head, width = append(head, p), width-size
	}
	return head, nil
}

// cut leaves as much as fits, with an ellipsis in the place of what does not.
func cut(pieces []piece, width int, ellipsis string) []piece {
	if widthOf(pieces) <= width {
		return pieces
	}
	head, _ := split(pieces, width-ansi.StringWidth(ellipsis))
	return append(head, piece{text: ellipsis})
}

// text draws what was read of a key or value in so many cells.
func (p *painter) text(l *line, style lipgloss.Style, room int, text decoded) {
	p.pieces(l, style, cut(text.pieces, room, "…"))
}

func (p *painter) pieces(l *line, style lipgloss.Style, pieces []piece) {
	for _, one := range pieces {
		if one.hit {
			l.mark(p.styles.Match, one.text)
		} else {
			l.add(style, one.text)
		}
	}
}

// line collects the pieces of one line, and never takes more cells than it has.
type line struct {
	left  int
	whole *lipgloss.Style // the cursor's, in place of the pieces' own
	text  []byte
	plain []byte // what is not styled yet
}

func (l *line) add(style lipgloss.Style, text string) {
	if l.left <= 0 || text == "" {
		return
	}
	text = ansi.Truncate(text, l.left, "…")
	l.left -= ansi.StringWidth(text)
	if l.whole == nil {
		l.text = append(l.text, style.Render(text)...)
	} else {
		l.plain = append(l.plain, text...)
	}
}

// mark adds what a search found, which keeps its style in the cursor's row.
func (l *line) mark(style lipgloss.Style, text string) {
	if l.whole == nil || l.left <= 0 {
		l.add(style, text)
		return
	}
	l.flush()
	text = ansi.Truncate(text, l.left, "…")
	l.left -= ansi.StringWidth(text)
	l.text = append(l.text, style.Render(text)...)
}

func (l *line) flush() {
	if len(l.plain) > 0 {
		l.text = append(l.text, l.whole.Render(string(l.plain))...)
		l.plain = nil
	}
}

// done is the line; the cursor's reaches to the edge.
func (l *line) done() string {
	if l.whole != nil {
		l.plain = append(l.plain, strings.Repeat(" ", max(l.left, 0))...)
		l.flush()
	}
	return string(l.text)
}
