package jsontree

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"dintero-login/flow"
)

// Query is what is searched for in the keys and values, their escapes decoded. A hit is
// inside one key or one value.
type Query struct {
	Text       string
	Expression bool // RE2 (regexp/syntax), which never backtracks; else the text itself
	MatchCase  bool
	Paths      bool // in the dotted paths instead
}

// The most that an expression may be: bytes, and instructions, roughly, once its repetitions
// are written out.
const (
	bytesAtMost = 1000
	stepsAtMost = 500
)

// longToken is where a key or value is no longer copied to be searched.
const longToken = 64 << 10

// matcher finds a Query in decoded text. It is shared by commands and changed by none.
type matcher struct {
	Query
	re    *regexp.Regexp
	plain []rune // the text, folded; nil for an expression
	// begins are the bytes at which a match of plain may begin, so that others are passed
	// over.
	begins bytesSet
	back   []int  // for each length of plain that matched, the next shorter one that still does
	forms  []form // how characters of every match may stand in raw text; nil where nothing is known
	stop   *atomic.Bool
}

// compile makes the matcher of a Query, or says what is wrong with it.
func compile(q Query) (m matcher, problem string) {
	q.Text = strings.ToValidUTF8(q.Text, "\ufffd")
	m = matcher{Query: q, stop: new(atomic.Bool)}
	pattern := q.Text
	required, fold := []rune(q.Text), !q.MatchCase
	if q.Expression {
		tree, err := syntax.Parse(q.Text, syntax.Perl)
		if wrong := (*syntax.Error)(nil); errors.As(err, &wrong) {
			return m, flow.FromOutside(fmt.Sprintf("%s: %s", wrong.Code, wrong.Expr)).ShownTo(200)
		}
		if len(q.Text) > bytesAtMost || steps(tree) > stepsAtMost {
			return m, fmt.Sprintf("too large: at most %d bytes and %d steps", bytesAtMost, stepsAtMost)
		}
		required, fold = literal(tree, fold)
	} else {
		pattern = regexp.QuoteMeta(q.Text)
		for _, r := range required {
			m.plain = append(m.plain, m.folded(r))
		}
		m.back = backOf(m.plain)
		m.begins = beginsOf(m.plain)
	}
	if !q.MatchCase {
		pattern = "(?i)" + pattern
	}
	var err error
	if m.re, err = regexp.Compile(pattern); err != nil {
		return m, flow.FromOutside(err.Error()).ShownTo(200)
	}
	m.forms = formsOf(required, fold)
	return m, ""
}

// steps is about how many instructions an expression takes.
func steps(tree *syntax.Regexp) int {
	n := 1
	if tree.Op == syntax.OpLiteral {
		n = len(tree.Rune)
	}
	for _, sub := range tree.Sub {
		n += steps(sub)
	}
	if tree.Op == syntax.OpRepeat {
		n *= max(tree.Max, tree.Min, 1)
	}
	return n
}

// literal is the longest text that every match contains, and whether its case counts for
// nothing.
func literal(tree *syntax.Regexp, fold bool) (text []rune, folds bool) {
	switch tree.Op {
	case syntax.OpLiteral:
		return tree.Rune, fold || tree.Flags&syntax.FoldCase != 0
	case syntax.OpCapture, syntax.OpPlus:
		return literal(tree.Sub[0], fold)
	case syntax.OpRepeat:
		if tree.Min > 0 {
			return literal(tree.Sub[0], fold)
		}
	case syntax.OpConcat:
		for _, sub := range tree.Sub {
			if longer, f := literal(sub, fold); len(longer) > len(text) {
				text, folds = longer, f
			}
		}
	}
	return text, folds
}

// folded is what stands for r and for its other cases.
func (m matcher) folded(r rune) rune {
	switch {
	case m.MatchCase:
		return r
	case r < utf8.RuneSelf:
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	return least
}

// backOf is what the algorithm of Knuth, Morris and Pratt goes back to.
func backOf(plain []rune) []int {
	back := make([]int, len(plain))
	for i, n := 1, 0; i < len(plain); i++ {
		for n > 0 && plain[i] != plain[n] {
			n = back[n-1]
		}
		if plain[i] == plain[n] {
			n++
		}
		back[i] = n
	}
	return back
}

// beginsOf are the bytes that begin a character that is like the first one of plain, or that
// may be.
func beginsOf(plain []rune) (set bytesSet) {
	for c := range 256 {
		if c >= utf8.RuneSelf || c == '\\' || rune(c|0x20) == plain[0]|0x20 {
			set.add(byte(c))
		}
	}
	return set
}

// find is how many characters into raw the first match begins: the inside of a string, or a
// number or a word, all of which it goes through once.
func (m matcher) find(raw []byte) (at int, ok bool) {
	if m.plain != nil {
		return m.findPlain(raw)
	}
	var found []int
	if len(raw) <= longToken {
		text, _ := unescape(raw, len(raw))
		if found = m.re.FindStringIndex(text); found != nil {
			found[0] = utf8.RuneCountInString(text[:found[0]])
		}
	} else {
		found = m.re.FindReaderIndex(&characters{raw: raw, stop: m.stop})
	}
	if found == nil {
		return 0, false
	}
	return found[0], true
}

func (m matcher) findPlain(raw []byte) (at int, ok bool) {
	n := 0
	for i, count := 0, 1; i < len(raw); count++ {
		if n == 0 && !m.begins.has(raw[i]) && count%longToken != 0 {
			i++
			continue
		}
		r, size := character(raw[i:])
		i += size
		r = m.folded(r)
		for n > 0 && r != m.plain[n] {
			n = m.back[n-1]
		}
		if r == m.plain[n] {
			n++
		}
		if n == len(m.plain) {
			return count - n, true
		}
		if count%longToken == 0 && m.stop.Load() {
			break
		}
	}
	return 0, false
}

// characters reads raw as if each character took one byte, so that a place in it is a count
// of characters. It ends early when the search is stopped.
type characters struct {
	raw  []byte
	stop *atomic.Bool
}

// ReadRune implements io.RuneReader.
func (c *characters) ReadRune() (r rune, size int, err error) {
	if len(c.raw) == 0 || c.stop.Load() {
		return 0, 0, io.EOF
	}
	r, size = character(c.raw)
	c.raw = c.raw[size:]
	return r, 1, nil
}
