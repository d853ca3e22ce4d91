package api

import "fmt"

// depthCap is how deep a document may be nested.
const depthCap = 64

// lexer reads a JSON document (RFC 8259) piece by piece, in its order, and says at which
// byte it is broken. encoding/json takes the last of two equal keys without a word, takes
// keys in any case, and gives up a broken document as a whole; here all three matter.
type lexer struct {
	src  []byte
	pos  int
	open []byte // the objects and lists around pos, as { and [
	want expectation

	ended func() error // asked now and then inside a long string; nil for a short document
}

// token is one piece of a document: { } [ ] a key, a string, a number or a word. The
// piece after the last has no kind.
type token struct {
	kind byte // one of { } [ ] k " 0 t f n, or 0 at the end
	raw  []byte
	at   int
}

type expectation int

const (
	wantValue expectation = iota
	wantValueOrEnd
	wantKey
	wantKeyOrEnd
	wantComma
	wantNothing
)

// broken is what is wrong with a document, and where.
type broken struct {
	what string
	at   int
}

func (b *broken) Error() string { return fmt.Sprintf("%s at byte %d", b.what, b.at) }

// What can be wrong.
const (
	cutShort     = "cut short"
	notJSON      = "broken"
	trailing     = "something after the end"
	tooDeep      = "nested too deep"
	duplicateKey = "duplicate key"
	gaveUp       = "not read to the end"
)

func (l *lexer) fail(what string) (token, *broken) {
	return token{}, &broken{what, l.pos}
}

// next is the next piece. After an error it is of no more use.
func (l *lexer) next() (token, *broken) {
	c := l.space()
	if l.want == wantNothing {
		if c != 0 || l.pos < len(l.src) {
			return l.fail(trailing)
		}
		return token{at: l.pos}, nil
	}
	if l.pos >= len(l.src) {
		return l.fail(cutShort)
	}
	if l.want == wantComma && c == ',' {
		l.pos++
		l.want = wantValue
		if l.inside() == '{' {
			l.want = wantKey
		}
		if c = l.space(); l.pos >= len(l.src) {
			return l.fail(cutShort)
		}
	}
	switch l.want {
	case wantComma:
		return l.closed(c)
	case wantKeyOrEnd, wantKey:
		if c == '}' && l.want == wantKeyOrEnd {
			return l.closed(c)
		}
		return l.key(c)
	case wantValueOrEnd:
		if c == ']' {
			return l.closed(c)
		}
	}
	return l.value(c)
}

// inside is what pos stands in, { or [; there is something.
func (l *lexer) inside() byte { return l.open[len(l.open)-1] }

// space skips white space and is the byte after it, 0 at the end.
func (l *lexer) space() byte {
	for ; l.pos < len(l.src); l.pos++ {
		switch c := l.src[l.pos]; c {
		case ' ', '\t', '\n', '\r':
		default:
			return c
		}
	}
	return 0
}

// took ends a value: what comes next depends on what it stands in.
func (l *lexer) took() {
	l.want = wantComma
	if len(l.open) == 0 {
		l.want = wantNothing
	}
}

func (l *lexer) closed(c byte) (token, *broken) {
	if inside := l.inside(); c != inside+2 { // { and }, [ and ] are two apart
		return l.fail(notJSON)
	}
	at := l.pos
	l.pos++
	l.open = l.open[:len(l.open)-1]
	l.took()
	return token{kind: c, raw: l.src[at:l.pos], at: at}, nil
}

func (l *lexer) key(c byte) (token, *broken) {
	if c != '"' {
		return l.fail(notJSON)
	}
	at := l.pos
	if what := l.text(); what != "" {
		return l.fail(what)
	}
	t := token{kind: 'k', raw: l.src[at:l.pos], at: at}
	if c := l.space(); c != ':' {
		if l.pos >= len(l.src) {
			return l.fail(cutShort)
		}
		return l.fail(notJSON)
	}
	l.pos++
	l.want = wantValue
	return t, nil
}

func (l *lexer) value(c byte) (token, *broken) {
	at, kind, what := l.pos, c, ""
	switch c {
	case '{', '[':
		if len(l.open) >= depthCap {
			return l.fail(tooDeep)
		}
		l.pos++
		l.open = append(l.open, c)
		l.want = wantKeyOrEnd
		if c == '[' {
			l.want = wantValueOrEnd
		}
		return token{kind: c, raw: l.src[at:l.pos], at: at}, nil
	case '"':
		what = l.text()
	case 't':
		what = l.word("true")
	case 'f':
		what = l.word("false")
	case 'n':
		what = l.word("null")
	default:
		kind, what = '0', l.number()
	}
	if what != "" {
		return l.fail(what)
	}
	l.took()
	return token{kind: kind, raw: l.src[at:l.pos], at: at}, nil
}
