package jsontree

import tea "charm.land/bubbletea/v2"

// GoTo puts the cursor on the row that a byte of the document belongs to, as soon as it has been
// read that far.
func (m Model) GoTo(off int) Model {
	m.goal, m.pending = off, toGoal
	return m.reachGoal()
}

// reachGoal goes there once the row is known.
func (m Model) reachGoal() Model {
	i := m.doc.markBefore(m.goal)
	if i < 0 || m.goal >= m.doc.off && !m.doc.done {
		return m
	}
	m.pending = nothing
	r := m.doc.marks[i].row
	for {
		next, ok := m.doc.next(r, nil)
		if !ok || next.off > m.goal {
			return m.showing(r)
		}
		r = next
	}
}

// At returns the byte at which the value of the cursor's row begins, or the end of a container.
func (m Model) At() int { return m.doc.shape(m.cursor).value }

// Find begins a search, as if the Query had been typed, and goes nowhere. Its text may be empty,
// which ends a search.
func (m Model) Find(q Query) (Model, tea.Cmd) {
	m.line.query, m.line.back = q, false
	return m.find(q)
}

// Next goes to the next hit of a search, or to the one before.
func (m Model) Next(back bool) (Model, tea.Cmd) { return m.goTo(back, true) }

// Hits returns how many hits a search for a text has found, and whether all of the document was
// searched: -1 while something else is searched for.
func (m Model) Hits(text string) (n int, all bool) {
	if m.search.Text != text {
		return -1, false
	}
	return m.search.total, m.search.complete(m.doc)
}
