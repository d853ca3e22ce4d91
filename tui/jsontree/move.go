package jsontree

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// press does what a key asks for.
func (m Model) press(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	m.pending, m.said = nothing, ""
	if !key.Matches(msg, m.Keys.Next, m.Keys.Previous) {
		m.search.wants = 0
	}
	switch page := max(1, m.height-1); {
	case key.Matches(msg, m.Keys.Up):
		m = m.up(1)
	case key.Matches(msg, m.Keys.Down):
		m = m.down(1)
	case key.Matches(msg, m.Keys.PageUp):
		m = m.up(page)
	case key.Matches(msg, m.Keys.PageDown):
		m = m.down(page)
	case key.Matches(msg, m.Keys.Home):
		first, _ := m.doc.first()
		m = m.moveTo(first, 0)
	case key.Matches(msg, m.Keys.End):
		m = m.end()
	case key.Matches(msg, m.Keys.Fold):
		if s := m.doc.shape(m.cursor); s.foldable && !m.doc.isFolded(m.cursor) {
			m = m.fold()
		} else {
			m = m.out()
		}
	case key.Matches(msg, m.Keys.Unfold):
		if m.doc.isFolded(m.cursor) {
			m.doc = m.doc.unfolded(m.cursor)
		} else if m.doc.shape(m.cursor).foldable {
			m = m.down(1)
		}
	case key.Matches(msg, m.Keys.Toggle):
		m = m.toggle()
	case key.Matches(msg, m.Keys.Parent):
		m = m.out()
	case key.Matches(msg, m.Keys.NextSibling):
		m = m.sideways(true)
	case key.Matches(msg, m.Keys.PreviousSibling):
		m = m.sideways(false)
	default:
		if next, ok := m.pressForLevel(msg); ok {
			return next, nil
		}
		if next, ok := m.pressForWidth(msg); ok {
			return next, nil
		}
		return m.pressToFind(msg)
	}
	return m, nil
}

// up moves by n rows, and scrolls when the cursor is at the top.
func (m Model) up(n int) Model {
	rows := m.doc.before(m.cursor, n)
	if len(rows) == 0 {
		return m
	}
	if n > 1 {
		return m.moveTo(rows[0], m.above) // a page: the cursor stays where it is
	}
	return m.moveTo(rows[0], m.above-1)
}

// down moves by n rows, and scrolls when the cursor is at the bottom.
func (m Model) down(n int) Model {
	above := m.above
	if n == 1 {
		above++
	}
	to := m.cursor
	for range n {
		next, ok := m.doc.after(to)
		if !ok {
			break
		}
		to = next
	}
	if to == m.cursor {
		return m
	}
	return m.moveTo(to, above)
}

// out goes to the container that holds the cursor's row.
func (m Model) out() Model {
	to, ok := m.doc.container(m.cursor)
	if !ok {
		return m
	}
	return m.showing(to)
}

// sideways goes to the next or the previous row in the same container, past what is in
// between.
func (m Model) sideways(forward bool) Model {
	to, ok := m.doc.sibling(m.cursor, forward)
	if !ok {
		return m
	}
	return m.showing(to)
}

// showing goes to a row that need not be near: where it is on the screen the screen stays,
// else it comes into the middle. What is folded around it unfolds.
func (m Model) showing(to row) Model {
	m.doc = m.doc.revealed(to)
	if to.off < m.cursor.off {
		if above := m.doc.before(m.cursor, m.above); len(above) > 0 && above[0].off <= to.off {
			between := slices.IndexFunc(above, func(x row) bool { return x.off >= to.off })
			return m.moveTo(to, m.above-len(above)+between)
		}
	} else {
		x, ok := m.cursor, true
		for i := m.above; ok && i < m.height; i++ {
			if x.off >= to.off {
				return m.moveTo(to, i)
			}
			x, ok = m.doc.after(x)
		}
	}
	return m.moveTo(to, m.height/2)
}

// end goes to the last row, once it is known.
func (m Model) end() Model {
	if !m.doc.done {
		m.pending = toEnd
		return m
	}
	m.pending = nothing
	return m.moveTo(m.doc.last(), m.height-1)
}

// toggle folds or unfolds, and wraps or cuts a string.
func (m Model) toggle() Model {
	switch s := m.doc.shape(m.cursor); {
	case m.doc.isFolded(m.cursor):
		m.doc = m.doc.unfolded(m.cursor)
	case s.closing:
		m = m.out().fold()
	case s.foldable:
		m = m.fold()
	default:
		m.expanded = !m.expanded
	}
	return m
}

// fold folds the container at the cursor, once its end is known.
func (m Model) fold() Model {
	m.pending = nothing
	var ok bool
	if m.doc, ok = m.doc.folded(m.cursor); !ok && !m.doc.done {
		m.pending = foldHere
	}
	return m
}

// moveTo puts the cursor on a row, with so many rows above it on the screen.
func (m Model) moveTo(r row, above int) Model {
	m.cursor, m.expanded, m.skip = r, false, 0
	m.above = max(0, min(above, m.height-1))
	return m
}
