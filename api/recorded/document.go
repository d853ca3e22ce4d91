package recorded

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// depthCap is how deep a document may be nested; a HAR has some eight levels.
const depthCap = 64

// atJSON reports whether an object, or a list of objects, begins here.
func (r *reader) atJSON() bool {
	ahead, _ := r.in.Peek(256)
	if bytes.HasPrefix(ahead, byteOrderMark()) { // of a document that follows another
		_, _ = r.in.Discard(3)
		ahead, _ = r.in.Peek(256)
	}
	rest := bytes.TrimLeft(ahead, " \t\r\n")
	if len(rest) == 0 || rest[0] != '{' && rest[0] != '[' {
		return false
	}
	next := bytes.TrimLeft(rest[1:], " \t\r\n")
	return len(next) > 0 && (rest[0] == '{' && next[0] == '"' || rest[0] == '[' && next[0] == '{')
}

func byteOrderMark() []byte { return []byte("\xef\xbb\xbf") }

// document reads one JSON value token by token: a HAR, a record of a log, or a list of
// records. What is broken ends with its line.
func (r *reader) document() error {
	whole := &whole{in: r.in}
	in := jsontext.NewDecoder(whole, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	w := walker{found: func(e entry) {
		if !r.calls.add(e) {
			r.lost++
		}
	}}
	for {
		next, err := in.ReadToken()
		var syntax *jsontext.SyntacticError
		switch {
		case err == nil:
			kind := byte(next.Kind())
			text := ""
			if kind == '"' || kind == '0' {
				text = next.String()
			}
			w.take(kind, text)
			if r.ctx.Err() != nil {
				return r.ctx.Err()
			}
			continue
		case whole.err == errDeep:
			r.lost++
		case whole.err != nil && whole.err != io.EOF:
			return whole.err
		case whole.err == io.EOF && !whole.ended && (err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF)):
			r.cut = true
		case errors.As(err, &syntax):
			r.lost++
		}
		w.end()
		return nil
	}
}

// whole gives the bytes of one JSON value and not one more. A string or a number that is
// longer than its cap is cut, and white space is one blank, so that no token is long.
type whole struct {
	in      *bufio.Reader
	depth   int
	within  bool // a string
	escape  int  // how many more bytes an escape has
	run     int  // bytes of this string or word so far
	space   bool // the byte before was white space
	ended   bool
	err     error
	skipped bool
}

var errDeep = errors.New("nested too deep")

// Read implements io.Reader; it gives a line at most, so that after a mistake the next line
// is still there.
func (w *whole) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) && !w.ended && w.err == nil {
		b, err := w.in.ReadByte()
		if err != nil {
			w.err = err
			break
		}
		if w.keeps(b) {
			p[n] = b
			n++
		}
		if b == '\n' && n > 0 {
			break
		}
	}
	switch {
	case n > 0:
		return n, nil
	case w.err != nil:
		return 0, w.err
	}
	return 0, io.EOF
}

// keeps takes the next byte, and reports whether it is given on.
func (w *whole) keeps(b byte) bool {
	if w.within {
		return w.keepsText(b)
	}
	blank := b == ' ' || b == '\t' || b == '\r' || b == '\n'
	if blank {
		again := w.space
		w.space, w.run = true, 0
		return !again
	}
	w.space = false
	switch b {
	case '"':
		w.within, w.run = true, 0
	case '{', '[':
		w.depth++
		w.run = 0
		if w.depth > depthCap {
			w.err = errDeep
		}
	case '}', ']':
		w.depth--
		w.run = 0
		w.ended = w.depth <= 0
	case ',', ':':
		w.run = 0
	default:
		w.run++
		return w.run <= 100 // no number that means anything here is longer
	}
	return true
}

func (w *whole) keepsText(b byte) bool {
	closes := b == '"' && w.escape == 0
	if w.escape == 0 && w.run >= lineCap && !closes {
		w.skipped = true
	}
	switch {
	case closes:
		w.within, w.skipped, w.run = false, false, 0
		return true
	case w.escape == 0 && b == '\\':
		w.escape = 1
	case w.escape == 1 && b == 'u':
		w.escape = 4
	case w.escape > 0:
		w.escape--
	}
	w.run++
	return !w.skipped
}

// walker finds the records in a document. A record is the outermost object, each object of an
// outermost list, or each entry of a HAR.
type walker struct {
	found func(entry)
	steps []step
	b     builder
	begun int // how many steps lead to the record; 0 outside
	key   string
}

// step is an object or a list that the walker is inside.
type step struct {
	list  bool
	named bool // a value comes next, whose key was there
	key   string
}

// keyCap is how much of a key counts. None that means anything here is longer.
const keyCap = 48

func (w *walker) take(kind byte, text string) {
	if kind == '}' || kind == ']' {
		w.leave()
		return
	}
	if len(w.steps) > 0 {
		around := &w.steps[len(w.steps)-1]
		if !around.list && !around.named {
			around.named, w.key = true, strings.ToLower(text[:min(len(text), keyCap)])
			return
		}
		around.named = false
		if around.list {
			w.key = "[]"
		}
	}
	if kind == '{' || kind == '[' {
		w.steps = append(w.steps, step{list: kind == '[', key: w.key})
		w.key = ""
		if kind == '{' && w.isRecord() {
			w.b, w.begun = builder{}, len(w.steps)
		}
		return
	}
	if w.begun > 0 {
		w.b.take(w.path(w.key), kind, text)
	}
}

// isRecord reports whether a record begins with the object that was just entered.
func (w *walker) isRecord() bool {
	switch len(w.steps) {
	case 1:
		return true
	case 2:
		return w.steps[0].list
	case 4:
		return !w.steps[0].list && w.steps[1].key == "log" && w.steps[2].key == "entries" && w.steps[2].list
	case 5: // HARs in a list
		return w.steps[0].list && w.steps[2].key == "log" && w.steps[3].key == "entries" && w.steps[3].list
	}
	return false
}

// path is where a value is within its record, as in request.headers[].name.
func (w *walker) path(key string) string {
	var b strings.Builder
	for _, s := range w.steps[w.begun:] {
		join(&b, s.key)
	}
	join(&b, key)
	return b.String()
}

func join(b *strings.Builder, key string) {
	if b.Len() > 0 && key != "[]" && key != "" {
		b.WriteByte('.')
	}
	b.WriteString(key)
}

func (w *walker) leave() {
	if w.begun > 0 && len(w.steps) > w.begun {
		w.b.leave(w.path(""))
	}
	if w.begun > 0 && len(w.steps) == w.begun {
		w.end()
	}
	w.steps = w.steps[:len(w.steps)-1]
}

// end ends the record, also where the document breaks off within it.
func (w *walker) end() {
	if w.begun > 0 {
		w.begun = 0
		if e, some := w.b.entry(); some {
			w.found(e)
		}
	}
}
