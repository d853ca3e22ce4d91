package layout

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// sees reports whether all of a row is in a window.
func (l List) sees(w Window, row int) bool {
	room := l.height()
	if w.Row+room < l.Count || w.compare(l.end()) < 0 {
		room-- // the last line says how much is below
	}
	if row < w.Row || row == w.Row && w.above > 0 || row >= w.Row+max(room, 1) {
		return false
	}
	for i := w.Row; i <= row; i++ {
		room -= len(l.lines(i))
	}
	return room+w.above >= 0
}

// Walk moves a cursor through the rows from one on by a key that scrolls. The window follows, line
// by line where a row is higher than the window. False where the key does not scroll.
func (k ScrollKeys) Walk(l List, w Window, at, from int, msg tea.KeyPressMsg) (Window, int, bool) {
	step := 0
	switch {
	case key.Matches(msg, k.Up):
		step = -1
	case key.Matches(msg, k.Down):
		step = 1
	}
	if to := at + step; step != 0 && from <= to && to < l.Count && l.sees(w, to) {
		return w, to, true
	}
	next, scrolls := k.Scroll(l, w, msg)
	switch {
	case !scrolls:
		return w, at, false
	case key.Matches(msg, k.Home), next == w && key.Matches(msg, k.PageUp):
		at = from
	case key.Matches(msg, k.End), next == w && key.Matches(msg, k.PageDown):
		at = l.Count - 1
	case step != 0 && from <= at+step && at+step < l.Count && l.sees(next, at+step):
		at += step
	case !l.sees(next, at):
		at = l.nearest(next, at, from)
	}
	return next, at, true
}

// nearest is the row in a window that is nearest to another one.
func (l List) nearest(w Window, at, from int) int {
	if at <= w.Row {
		at = w.Row
		if w.above > 0 && l.sees(w, at+1) {
			at++
		}
		return min(max(at, from), l.Count-1)
	}
	for at = min(at, w.Row+l.height()); at > w.Row && !l.sees(w, at); {
		at--
	}
	return max(at, from)
}

// HereFirst marks the first row of the page as the one with the focus, where it may have notes below.
func (p *Page) HereFirst(focused bool) {
	all := p.rows
	p.rows = all[:1]
	p.Here(focused)
	p.rows = all
}
