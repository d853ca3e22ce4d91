package jsontree

import (
	"unicode/utf8"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// A wide value is scrolled sideways by leaving out so many bytes of what is inside it. Going
// forward is as exact as reading; going back is, but behind some hundred backslashes.

// pressForWidth scrolls the value at the cursor by half a width, or where it is opened by as
// much as shows of it.
func (m Model) pressForWidth(msg tea.KeyPressMsg) (Model, bool) {
	by := max(m.width/2, 1)
	if m.expanded {
		by *= max(m.height-1, 1)
	}
	inside := m.doc.scalarIn(m.cursor)
	switch {
	case key.Matches(msg, m.Keys.Right):
		if to := forward(inside, m.skip, by); to < len(inside) {
			m.skip = to
		}
	case key.Matches(msg, m.Keys.Left):
		m.skip = backward(inside, m.skip, by)
	default:
		return m, false
	}
	return m, true
}

// scalarIn is the inside of the string, the number or the word in r; nil where there is none.
func (d document) scalarIn(r row) []byte {
	s := d.shape(r)
	if s.foldable || s.closing || s.value >= s.end || d.isBroken(r) || d.body[s.value] == '{' || d.body[s.value] == '[' {
		return nil
	}
	if !s.whole {
		return d.body[s.value+1 : s.end]
	}
	return d.inside(s.value, s.end)
}

// forward is n characters further in the inside of a value.
func forward(inside []byte, from, n int) int {
	for n > 0 && from < len(inside) {
		// So many bytes are no more than n characters, and none of them is escaped.
		run := plainRun(inside[from:min(from+n, len(inside))])
		for run > 0 && from+run < len(inside) && !utf8.RuneStart(inside[from+run]) {
			run--
		}
		if run > 0 {
			n -= utf8.RuneCount(inside[from : from+run])
			from += run
			continue
		}
		_, size := character(inside[from:])
		from += size
		n--
	}
	return from
}

// backward is n characters back.
func backward(inside []byte, from, n int) int {
	const longest = 12 // bytes in a character: two escapes
	var starts []int
	for at := max(from-longest*(n+1), 0); at < from; at = forward(inside, at, 1) {
		starts = append(starts, at)
	}
	if len(starts) <= n {
		return 0
	}
	return starts[len(starts)-n]
}

// aside scrolls the value so that a match shows which may be far into it.
func (m Model) aside(h hit, skip int) Model {
	s := m.doc.shape(h.row)
	if h.token != s.value {
		return m
	}
	room := m.width - min(2*h.depth, m.width/3) - 5
	if s.key > 0 {
		room -= min(s.key-h.off+2, room/2)
	}
	if h.match > room-2*margin {
		m.skip = skip
	}
	return m
}

// margin is how many characters before a match show.
const margin = 10
