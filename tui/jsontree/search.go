package jsontree

import (
	tea "charm.land/bubbletea/v2"
)

// search is a Query and what has come of it. It goes through the document from the start,
// in commands, as far as the document has been read; then to the hits that are wanted.
type search struct {
	matcher
	problem string
	number  int // one more for each Query: what was found for another one is dropped

	counts   []int32 // hits in each block
	total    int
	counting bool // a command is at it

	at      hit // the one that was gone to last; none where ordinal is 0
	ordinal int
	round   bool // it came beyond an end of the document

	from    int // where the next one is looked for
	wants   int // how many hits to go on by, back where negative
	seeking bool
	shows   bool // the hits, and nothing else
}

// countedMsg brings the hits in some blocks; soughtMsg the hit that was looked for.
type (
	countedMsg struct {
		number, from int
		counts       []int32
	}
	soughtMsg struct {
		number, ordinal int
		known           int // blocks that were counted when it was looked for
		hit             hit
		skip            int // what of the value need not show
		round           bool
	}
)

func (s search) active() bool { return s.re != nil }

// complete reports whether all of the document has been searched.
func (s search) complete(d document) bool { return d.done && len(s.counts) == len(d.marks) }

// find begins a search and ends the one before. It goes nowhere by itself.
func (m Model) find(q Query) (Model, tea.Cmd) {
	if m.search.stop != nil {
		m.search.stop.Store(true)
	}
	listed := m.search.shows
	m.search = search{number: m.search.number + 1}
	if listed {
		m.doc = m.doc.revealed(m.cursor)
		m = m.moveTo(m.cursor, m.height/2)
	}
	if q.Text == "" {
		return m, nil
	}
	m.search.matcher, m.search.problem = compile(q)
	return m.count()
}

// count searches the blocks that have not been searched.
func (m Model) count() (Model, tea.Cmd) {
	from, number := len(m.search.counts), m.search.number
	if !m.search.active() || m.search.counting || from >= m.doc.blocks() {
		return m, nil
	}
	m.search.counting = true
	f := m.finder()
	return m, func() tea.Msg { return countedMsg{number, from, f.count(from)} }
}

func (m Model) finder() finder { return finder{m.doc, m.search.matcher} }

// counted takes in what a command has counted.
func (m Model) counted(msg countedMsg) (Model, tea.Cmd) {
	if msg.number != m.search.number || msg.from != len(m.search.counts) {
		return m, nil
	}
	m.search.counting = false
	m.search.counts = append(m.search.counts, msg.counts...)
	for _, n := range msg.counts {
		m.search.total += int(n)
	}
	m, seek := m.seek()
	m, count := m.count()
	return m, tea.Batch(seek, count)
}

// goTo goes to the next hit, or back to the previous one; to one in the cursor's row only
// where here is set.
func (m Model) goTo(back, here bool) (Model, tea.Cmd) {
	if !m.search.active() {
		return m, nil
	}
	by := 1
	if back {
		by = -1
	}
	if m.search.wants == 0 {
		m.search.from = m.cursor.off
		if m.search.ordinal > 0 && m.cursor.off == m.search.at.off {
			m.search.from = m.search.at.token
		}
		if here {
			m.search.from -= by
		}
	}
	m.search.wants += by
	return m.seek()
}

// seek looks for the hit that is wanted next.
func (m Model) seek() (Model, tea.Cmd) {
	if m.search.wants == 0 || m.search.seeking {
		return m, nil
	}
	if m.search.total == 0 {
		if m.search.complete(m.doc) {
			m.search.wants = 0
		}
		return m, nil
	}
	m.search.seeking = true
	s, f := m.search, m.finder()
	return m, func() tea.Msg { return s.sought(f) }
}

func (s search) sought(f finder) soughtMsg {
	msg := soughtMsg{number: s.number, known: len(s.counts)}
	look := func(from int) {
		var found []hit
		if s.wants > 0 {
			found = s.after(f, from, 1)
		} else if len(s.counts) > f.markBefore(from) {
			found = s.before(f, from, 1)
		}
		if len(found) > 0 {
			msg.hit, msg.ordinal = found[0], s.ordinalOf(f.document, found[0])
			msg.skip = forward(f.scalarIn(msg.hit.row), 0, msg.hit.match-margin)
		}
	}
	look(s.from)
	if msg.ordinal > 0 || !s.complete(f.document) {
		return msg
	}
	msg.round = true
	if s.wants > 0 {
		look(-1)
	} else {
		look(len(f.body))
	}
	return msg
}

// after are the first n hits that begin behind a place.
func (s search) after(f finder, place, n int) []hit {
	var found []hit
	for i := max(f.markBefore(place), 0); i < len(s.counts) && len(found) < n; i++ {
		if s.counts[i] == 0 {
			continue
		}
		for _, h := range f.hits(i) {
			if h.token > place && len(found) < n {
				found = append(found, h)
			}
		}
	}
	return found
}

// before are the last n hits that begin before a place.
func (s search) before(f finder, place, n int) []hit {
	var found []hit
	for i := min(f.markBefore(place), len(s.counts)-1); i >= 0 && len(found) < n; i-- {
		if s.counts[i] == 0 {
			continue
		}
		hits := f.hits(i)
		for len(hits) > 0 && hits[len(hits)-1].token >= place {
			hits = hits[:len(hits)-1]
		}
		found = append(hits, found...)
	}
	return found[max(len(found)-n, 0):]
}

// ordinalOf is which of all hits h is, from 1.
func (s search) ordinalOf(d document, h hit) int {
	n := h.nth + 1
	for _, count := range s.counts[:d.markBefore(h.token)] {
		n += int(count)
	}
	return n
}

// found goes to the hit that was looked for; where there is none yet, it waits.
func (m Model) found(msg soughtMsg) (Model, tea.Cmd) {
	if msg.number != m.search.number {
		return m, nil
	}
	m.search.seeking = false
	switch {
	case m.search.wants == 0:
		return m, nil
	case msg.ordinal == 0 && msg.known < len(m.search.counts):
		return m.seek()
	case msg.ordinal == 0:
		return m, nil
	}
	if m.search.wants > 0 {
		m.search.wants--
	} else {
		m.search.wants++
	}
	m.search.round = msg.round
	return m.reach(msg).seek()
}

// reach puts the cursor on the hit that was found.
func (m Model) reach(msg soughtMsg) Model {
	m.search.at, m.search.ordinal, m.search.from = msg.hit, msg.ordinal, msg.hit.token
	if m.search.Paths {
		m.search.shows = true
		return m.moveTo(msg.hit.row, m.above)
	}
	return m.showing(msg.hit.row).aside(msg.hit, msg.skip)
}
