package jsontree

import (
	"slices"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// foldOf is how r shows as one row for a whole container, which ends at what has been read
// where its end has not.
func (d document) foldOf(r row) (fold, bool) {
	if f, ok := d.folds.at(r.off); ok {
		return f, true
	}
	if !d.belowLevel(r) || !d.shape(r).foldable {
		return fold{}, false
	}
	if f, ok := d.fold(r); ok {
		return f, true
	}
	return fold{off: r.off, end: d.off}, true
}

// belowLevel reports whether a container that r begins is folded for its depth.
func (d document) belowLevel(r row) bool {
	if d.level == 0 || r.depth < d.level {
		return false
	}
	_, opened := slices.BinarySearch(d.opened, r.off)
	return !opened
}

// isFolded reports whether r is one row for a whole container.
func (d document) isFolded(r row) bool {
	_, ok := d.foldOf(r)
	return ok
}

// over is the outermost row that is folded over r.
func (d document) over(r row) (over row, hidden bool) {
	f, made := d.folds.hiding(r.off)
	if made {
		over, hidden = d.rowAt(f.off), true
	}
	if d.level == 0 {
		return over, hidden
	}
	last := r.depth - 1
	if d.shape(r).closing {
		last++
	}
	for depth := d.level; depth <= last; depth++ {
		x, ok := d.lastAbove(r.off, depth)
		if !ok || hidden && x.off > over.off {
			break
		}
		if d.belowLevel(x) {
			return x, true
		}
	}
	return over, hidden
}

// rowAt is the row that begins at off.
func (d document) rowAt(off int) row {
	r, ok := d.marks[d.markBefore(off)].row, true
	for ok && r.off < off {
		r, ok = d.next(r, nil)
	}
	return r
}

// folded is d with r folded, once its end is known.
func (d document) folded(r row) (document, bool) {
	if i, opened := slices.BinarySearch(d.opened, r.off); opened {
		d.opened = slices.Delete(slices.Clone(d.opened), i, i+1)
		return d, true
	}
	f, ok := d.fold(r)
	if ok {
		d.folds = d.folds.with(f)
	}
	return d, ok
}

// unfolded is d with r open.
func (d document) unfolded(r row) document {
	d.folds = d.folds.without(r.off)
	if d.belowLevel(r) {
		i, _ := slices.BinarySearch(d.opened, r.off)
		d.opened = slices.Insert(slices.Clone(d.opened), i, r.off)
	}
	return d
}

// revealed is d without what is folded over r.
func (d document) revealed(r row) document {
	for over, hidden := d.over(r); hidden; over, hidden = d.over(r) {
		d = d.unfolded(over)
	}
	return d
}

// pressForLevel folds to a depth, or opens everything, and forgets what was folded one by one.
func (m Model) pressForLevel(msg tea.KeyPressMsg) (Model, bool) {
	switch {
	case key.Matches(msg, m.Keys.OpenAll):
		m.doc.level = 0
	case key.Matches(msg, m.Keys.Depth):
		m.doc.level = int(msg.Code - '0')
	default:
		return m, false
	}
	m.doc.folds, m.doc.opened = nil, nil
	if over, hidden := m.doc.over(m.cursor); hidden {
		m = m.moveTo(over, m.above)
	}
	return m, true
}
