package jsontree

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// pressInList moves in the rows that a filter found, and leaves them for the tree.
func (m Model) pressInList(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	m.said, m.search.wants = "", 0
	f, page := m.finder(), max(1, m.height-1)
	here := m.cursor.off
	var to []hit
	above, first := m.above, false
	switch {
	case key.Matches(msg, m.Keys.Up, m.Keys.Previous):
		to, first, above = m.search.before(f, here, 1), true, above-1
	case key.Matches(msg, m.Keys.Down, m.Keys.Next):
		to, above = m.search.after(f, here, 1), above+1
	case key.Matches(msg, m.Keys.PageUp):
		to, first = m.search.before(f, here, page), true
	case key.Matches(msg, m.Keys.PageDown):
		to = m.search.after(f, here, page)
	case key.Matches(msg, m.Keys.Home):
		to, above = m.search.after(f, -1, 1), 0
	case key.Matches(msg, m.Keys.End):
		to, above = m.search.before(f, len(f.body), 1), m.height-1
	case key.Matches(msg, m.Keys.Enter):
		return m.find(Query{})
	case key.Matches(msg, m.Keys.Toggle):
		m.expanded = !m.expanded
		return m, nil
	default:
		if next, ok := m.pressForWidth(msg); ok {
			return next, nil
		}
		return m.pressToFind(msg)
	}
	if len(to) == 0 {
		return m, nil
	}
	h := to[len(to)-1]
	if first {
		h = to[0]
	}
	m.search.at, m.search.ordinal = h, m.search.ordinalOf(m.doc, h)
	return m.moveTo(h.row, above), nil
}

// around are the rows above and below the cursor that fill so much room, with so many above
// where there are as many.
func (m Model) around(up, room int) (above, below []row) {
	if !m.search.shows {
		x, ok := m.doc.after(m.cursor)
		for ; ok && len(below) < room; x, ok = m.doc.after(x) {
			below = append(below, x)
		}
		// At the end of the document the rows above take what is free.
		above = m.doc.before(m.cursor, max(up, room-len(below)))
	} else {
		f := m.finder()
		for _, h := range m.search.after(f, m.cursor.off, room) {
			below = append(below, h.row)
		}
		for _, h := range m.search.before(f, m.cursor.off, max(up, room-len(below))) {
			above = append(above, h.row)
		}
	}
	return above, below[:min(len(below), room-len(above))]
}
