package jsontree

import "slices"

// shape is where the parts of a row are.
type shape struct {
	key   int // behind the key, when there is one; else 0
	value int // where the value begins
	end   int // behind the value, or behind the bracket that begins or ends a container
	inner int // where the first row in the container begins

	whole    bool // all of the value has been read
	foldable bool // it is a container with something in it
	closing  bool // it is the end of one
}

// shape reads a row. It never looks beyond what is known to be JSON.
func (d document) shape(r row) shape {
	s := shape{value: r.off, end: r.off}
	if r.off >= d.off {
		return s
	}
	if closes(d.body[r.off]) {
		s.end, s.whole, s.closing = r.off+1, true, true
		return s
	}
	if d.body[r.off] == '"' {
		if s.end, s.whole = d.stringEnd(r.off); !s.whole {
			return s
		}
		colon := d.afterSpace(s.end)
		if colon >= d.off || d.body[colon] != ':' {
			return s
		}
		s.key, s.value = s.end, d.afterSpace(colon+1)
		s.end, s.whole = d.off, false
		if s.value >= d.off {
			return s
		}
	}
	switch d.body[s.value] {
	case '"':
		s.end, s.whole = d.stringEnd(s.value)
	case '{', '[':
		s.end, s.whole = s.value+1, true
		s.inner = d.afterSpace(s.end)
		if s.inner < d.off && closes(d.body[s.inner]) {
			s.end = s.inner + 1
		} else {
			s.foldable = true
		}
	default:
		s.end, s.whole = d.scalarEnd(s.value), true
	}
	return s
}

func closes(c byte) bool { return c == '}' || c == ']' }

// stringEnd is behind the string that begins at i, and whether that has been read.
func (d document) stringEnd(i int) (int, bool) {
	limit := min(d.off, i+longRun)
	for j := i + 1; j < limit; {
		j += plainRun(d.body[j:limit])
		switch {
		case j >= limit:
		case d.body[j] == '"':
			return j + 1, true
		default:
			j += 2 // a backslash, and what it escapes; of \u00e9 the digits are plain
		}
	}
	return d.longEnd(i)
}

// scalarEnd is behind the number or word that begins at i.
func (d document) scalarEnd(i int) int {
	limit := min(d.off, i+longRun)
	for j := i; j < limit; j++ {
		if c := d.body[j]; isSpace(c) || c == ',' || closes(c) {
			return j
		}
	}
	end, _ := d.longEnd(i)
	return end
}

// afterSpace is behind the white space that begins at i, if any does.
func (d document) afterSpace(i int) int {
	limit := min(d.off, i+longRun)
	for j := i; j < limit; j++ {
		if !isSpace(d.body[j]) {
			return j
		}
	}
	end, _ := d.longEnd(i)
	return end
}

// longEnd is behind the long run that begins at i, or as far as has been read.
func (d document) longEnd(i int) (int, bool) {
	at, ok := slices.BinarySearchFunc(d.long, i, func(s span, i int) int { return s.from - i })
	if !ok {
		return d.off, false
	}
	return d.long[at].to, true
}
