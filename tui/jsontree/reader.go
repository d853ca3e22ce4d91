package jsontree

import (
	"fmt"
	"slices"
)

// reader goes through a document once, from the start, in as many steps as anyone
// likes: it can stop in the middle of a string or of white space. It decides what is
// JSON, and takes exactly what encoding/json takes, at any depth.
type reader struct {
	off    int      // everything before it is JSON, as far as it goes
	began  int      // where the string or the white space that off is in began
	line   int      // rows so far
	depth  int      // containers that are open
	arrays []uint64 // a bit for each of them, set for an array

	state    state
	inString bool
	isKey    bool // the string is one

	marked int // where the last mark is
	low    int // the least depth of a row since then

	breaks  int      // line breaks so far
	begins  int      // behind the last of them
	nth     []uint32 // rows so far in each container that is open, and in the document
	counted int      // counts in marks so far

	done    bool
	problem string // what is wrong, when it ended too early
	at      int    // the byte at which that was seen
}

// state is what may come next.
type state int

const (
	wantValue  state = iota // with a row of its own: the root, or in an array
	wantItem                // the same, or the end of the array
	wantField               // the value of a key
	wantKey                 // after a comma
	wantMember              // a key, or the end of the object
	wantColon
	wantComma // or the end of the container
	wantEnd   // of the document
)

// span is a token, or white space, that is too long to be walked over again.
type span struct{ from, to int }

// longRun is the distance between marks, and what counts as long.
const longRun = 16 << 10

// part is what one step of a reader brings.
type part struct {
	body  []byte
	from  int
	marks []mark
	// counts are, for each mark, the rows so far at the levels from changed to its depth:
	// its own index in an array, and those of the containers that it is in.
	counts []uint32
	long   []span
	reader
}

// read reads on by some budget of bytes. It changes nothing in d: a command may call it.
func (d document) read(budget int) part {
	p := part{body: d.body, from: d.off, reader: d.reader}
	p.arrays, p.nth = slices.Clone(d.arrays), slices.Clone(d.nth)
	limit := min(len(d.body), d.off+budget)
	for !p.done && p.step(limit) {
	}
	return p
}

// step takes one token, or finds that it needs more than the bytes before limit.
func (p *part) step(limit int) (more bool) {
	if p.inString {
		return p.endString(limit)
	}
	for p.off < limit && isSpace(p.body[p.off]) {
		if p.off++; p.body[p.off-1] == '\n' {
			p.breaks, p.begins = p.breaks+1, p.off
		}
	}
	if p.off >= limit && limit < len(p.body) {
		return false
	}
	p.note(p.began, p.off)
	if p.off < limit {
		p.token(p.body[p.off])
	} else if p.done = true; p.state != wantEnd {
		p.fail(p.off, "it ends where "+p.wanted()+" should be")
	}
	return true
}

// token takes the one that begins with c at off.
func (p *part) token(c byte) {
	switch {
	case c == '"' && (p.state == wantKey || p.state == wantMember):
		p.child()
		p.startString(true)
	case c == '"' && p.wantsValue():
		p.valueRow()
		p.startString(false)
	case (c == '{' || c == '[') && p.wantsValue():
		p.valueRow()
		p.open(c == '[')
	case c == '}' && p.state == wantMember, c == ']' && p.state == wantItem:
		p.depth-- // empty: it is one row with its beginning
		p.value(1)
	case c == '}' && p.state == wantComma && !p.inArray(), c == ']' && p.state == wantComma && p.inArray():
		p.depth--
		p.row()
		p.value(1)
	case c == ',' && p.state == wantComma && p.inArray():
		p.pass(1, wantValue)
	case c == ',' && p.state == wantComma:
		p.pass(1, wantKey)
	case c == ':' && p.state == wantColon:
		p.pass(1, wantField)
	case p.wantsValue():
		n := scalarLen(p.body[p.off:])
		if n == 0 {
			p.fail(p.off, p.found(c))
			return
		}
		p.valueRow()
		p.note(p.off, p.off+n)
		p.value(n)
	default:
		p.fail(p.off, p.found(c))
	}
}

func (p *part) startString(isKey bool) {
	p.inString, p.isKey, p.began = true, isKey, p.off
	p.off++
}

// endString goes on in a string. off never stops inside an escape sequence.
func (p *part) endString(limit int) (more bool) {
	p.off += plainRun(p.body[p.off:limit])
	if p.off == limit {
		if limit == len(p.body) {
			p.failString(p.began, "a string without an end")
		}
		return false
	}
	switch p.body[p.off] {
	case '"':
		p.inString = false
		p.note(p.began, p.off+1)
		if p.isKey {
			p.pass(1, wantColon)
		} else {
			p.value(1)
		}
	case '\\':
		n := escapeLen(p.body[p.off:])
		switch {
		case n == 0:
			p.failString(p.off, "an escape sequence that JSON does not have")
		case p.off+n > len(p.body):
			p.failString(p.began, "a string without an end")
		default:
			p.off += n
			return p.off < limit || limit == len(p.body)
		}
	default:
		p.failString(p.off, "a control character in a string")
	}
	return true
}

// open goes into a container.
func (p *part) open(array bool) {
	word, bit := p.depth/64, uint64(1)<<(p.depth%64)
	if word == len(p.arrays) {
		p.arrays = append(p.arrays, 0)
	}
	p.depth++
	if array {
		p.arrays[word] |= bit
		p.pass(1, wantItem)
	} else {
		p.arrays[word] &^= bit
		p.pass(1, wantMember)
	}
	if p.depth <= len(p.nth) && p.depth < deepest {
		p.nth = append(p.nth[:p.depth], 0)
	}
}

// inArray reports whether the innermost container is an array.
func (p *part) inArray() bool {
	return p.depth > 0 && p.arrays[(p.depth-1)/64]>>((p.depth-1)%64)&1 == 1
}

// value ends a value, n bytes on.
func (p *part) value(n int) {
	if p.depth == 0 {
		p.pass(n, wantEnd)
	} else {
		p.pass(n, wantComma)
	}
}

func (p *part) pass(n int, next state) {
	p.off += n
	p.began, p.state = p.off, next
}

func (p *part) wantsValue() bool {
	return p.state == wantValue || p.state == wantItem || p.state == wantField
}

// valueRow begins a row where the value has no key that did.
func (p *part) valueRow() {
	if p.state != wantField {
		p.child()
	}
}

// note remembers what is too long to be walked over again.
func (p *part) note(from, to int) {
	if to-from >= longRun {
		p.long = append(p.long, span{from, to})
	}
}

// failString fails in a string: none of it counts.
func (p *part) failString(at int, problem string) {
	p.off, p.inString = p.began, false
	p.fail(at, problem)
}

func (p *part) fail(at int, problem string) { p.done, p.problem, p.at = true, problem, at }

// found says what is wrong with c.
func (p *part) found(c byte) string {
	if c > ' ' && c < 0x7f {
		return fmt.Sprintf("%s should be here, not %c", p.wanted(), c)
	}
	return fmt.Sprintf("%s should be here, not the byte 0x%02X", p.wanted(), c)
}

// wanted is what may come next, in words.
func (p *part) wanted() string {
	switch p.state {
	case wantItem:
		return "a value or ]"
	case wantKey:
		return "a key"
	case wantMember:
		return "a key or }"
	case wantColon:
		return "a colon"
	case wantComma:
		if p.inArray() {
			return "a comma or ]"
		}
		return "a comma or }"
	case wantEnd:
		return "the end"
	}
	return "a value"
}
