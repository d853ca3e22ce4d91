package jsontree

import (
	"bytes"
	"strconv"
	"strings"

	"dintero-login/flow"
)

// step leads from a container to something in it.
type step struct {
	key   []byte // as it stands in an object, quotes included; nil in an array
	index int
}

// path is the steps from the document to r, or to the container that r ends. False for what
// is wrong with the document, and for what is deeper than 512 levels.
func (d document) path(r row) ([]step, bool) {
	if d.isBroken(r) {
		return nil, false
	}
	if d.shape(r).closing {
		r, _ = d.container(r)
	}
	if r.depth >= deepest {
		return nil, false
	}
	steps := make([]step, r.depth)
	level, to := r.depth, r.off+1
	for i := d.markBefore(r.off); i >= 0 && level > 0; i-- {
		if d.lowest(i) <= level {
			level = d.steps(steps, i, level, to)
		}
		to = d.marks[i].off
	}
	return steps, level == 0
}

// steps finds those steps up to a level that begin between mark i and to, and the level of
// the next one.
func (d document) steps(steps []step, i, level, to int) int {
	rows := make([]row, level+1)      // the last one at each level
	counts := make([]int, level+1)    // rows here at each level
	whole := make([]bool, level+1)    // their container begins here
	least, before := level+1, deepest // the depth of the row before
	for x, ok := d.marks[i].row, true; ok && x.off < to; x, ok = d.next(x, nil) {
		if x.depth <= level {
			rows[x.depth], least = x, min(least, x.depth)
			if x.depth > before {
				counts[x.depth], whole[x.depth] = 0, true
			}
			if before < deepest && !closes(d.body[x.off]) {
				counts[x.depth]++
			}
		}
		before = x.depth
	}
	for ; level >= max(least, 1); level-- {
		if !whole[level] {
			counts[level] += d.count(i, level)
		}
		steps[level-1] = d.stepTo(rows[level], counts[level]-1)
	}
	return level
}

func (d document) stepTo(r row, index int) step {
	if s := d.shape(r); s.key > 0 {
		return step{key: d.body[r.off:s.key]}
	}
	return step{index: index}
}

// pointer is the path as a JSON Pointer (RFC 6901 section 3). One with characters that do
// not show, or that do something to a terminal, is written as a JSON string (section 5).
func pointer(steps []step) string {
	var b strings.Builder
	for _, s := range steps {
		b.WriteByte('/')
		if s.key == nil {
			b.WriteString(strconv.Itoa(s.index))
		} else {
			b.WriteString(strings.NewReplacer("~", "~0", "/", "~1").Replace(keyText(s.key)))
		}
	}
	if text := b.String(); flow.FromOutside(text).Shown() == text {
		return text
	}
	return flow.QuoteJSON(b.String())
}

// dotted is the path as programs write it: users.mfa.enabled, attributes[2]["odd name"]. It
// is safe to show.
func dotted(steps []step) string {
	if len(steps) == 0 {
		return "."
	}
	var b []byte
	for _, s := range steps {
		b = s.appendDotted(b)
	}
	return string(b)
}

func (s step) appendDotted(b []byte) []byte {
	if s.key == nil {
		return flow.AppendIndex(b, s.index)
	}
	return flow.AppendKey(b, []byte(keyText(s.key)))
}

// keyText is a key without its quotes and escapes.
func keyText(key []byte) string {
	text, _ := unescape(key[1:len(key)-1], len(key))
	return text
}

// Place is where the cursor is in the document as it came.
type Place struct {
	Line   int    // from 1
	Column int    // in bytes, from 1
	Path   string // dotted, safe to show; empty where there is none
}

// Place is where the cursor's row begins.
func (m Model) Place() Place {
	if m.cursor.line == 0 {
		return Place{}
	}
	var path string
	if steps, ok := m.doc.path(m.cursor); ok {
		path = dotted(steps)
	}
	var at mark
	if i := m.doc.markBefore(m.cursor.off); i >= 0 {
		at = m.doc.marks[i]
	}
	between := m.doc.body[at.off:m.cursor.off]
	if last := bytes.LastIndexByte(between, '\n'); last >= 0 {
		at.breaks += bytes.Count(between, []byte{'\n'})
		at.begins = at.off + last + 1
	}
	return Place{at.breaks + 1, m.cursor.off - at.begins + 1, path}
}
