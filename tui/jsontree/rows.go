package jsontree

import "sort"

// document is the body, what is known about it, and what of it is folded.
type document struct {
	body []byte
	reader
	marks  []mark
	counts []uint32
	long   []span
	folds  folds
	level  int   // containers at this depth and deeper are folded too; 0: none
	opened []int // where those begin that are not, in their order
}

// row is a line of the tree: a value with its key, the beginning of a container, its
// end, or, at the end of what is JSON, what is wrong.
type row struct {
	off   int // where it begins in the body
	line  int // from 1; as if nothing were folded
	depth int // how many containers it is in
}

// continues reports whether p goes on where d stops.
func (d document) continues(p part) bool {
	return !d.done && p.from == d.off && len(p.body) == len(d.body) && &p.body[0] == &d.body[0]
}

// with is d with what was read. Copies of d may share what they append to: what is at
// one place in it is the same for each of them.
func (d document) with(p part) document {
	d.reader = p.reader
	d.marks = append(d.marks, p.marks...)
	d.counts = append(d.counts, p.counts...)
	d.long = append(d.long, p.long...)
	return d
}

// isBroken reports whether r is the row that tells what is wrong.
func (d document) isBroken(r row) bool { return r.off >= d.off && d.problem != "" }

// first returns the first row; none before it has been read.
func (d document) first() (row, bool) {
	if len(d.marks) > 0 {
		return d.marks[0].row, true
	}
	if d.problem != "" {
		return row{off: d.off, line: 1}, true
	}
	return row{}, false
}

// next returns the row after r, where what is in folds shows as one row. There is none at
// the end, and none yet where the reader stands.
func (d document) next(r row, folds folds) (row, bool) {
	if r.off >= d.off {
		return row{}, false
	}
	s := d.shape(r)
	n := row{line: r.line + 1, depth: r.depth}
	if f, ok := folds.at(r.off); ok {
		s.end, s.whole, s.foldable = f.end, true, false
		n.line += f.lines
	}
	if s.foldable {
		n.off, n.depth = s.inner, r.depth+1
	} else {
		n.off = s.end
		if s.whole {
			n.off = d.afterSpace(s.end)
		}
		if n.off < d.off && d.body[n.off] == ',' {
			n.off = d.afterSpace(n.off + 1)
		} else {
			n.depth-- // the end of the container
		}
	}
	if n.off < d.off {
		return n, true
	}
	return row{off: d.off, line: n.line}, d.problem != ""
}

// markBefore returns the last mark at or before off.
func (d document) markBefore(off int) int {
	return sort.Search(len(d.marks), func(i int) bool { return d.marks[i].off > off }) - 1
}

// lowest returns the least depth of a row from mark i to the next one.
func (d document) lowest(i int) int {
	if i+1 < len(d.marks) {
		return d.marks[i+1].low
	}
	return d.low
}

// after is the row after r that shows.
func (d document) after(r row) (row, bool) {
	if f, folded := d.foldOf(r); folded {
		return d.next(r, folds{f})
	}
	return d.next(r, nil)
}

// showsBefore is a row at or before off that shows, and not far from it: that of a mark, or
// what is folded over it.
func (d document) showsBefore(off int) (row, bool) {
	i := d.markBefore(off)
	if i < 0 {
		return row{}, false
	}
	if over, hidden := d.over(d.marks[i].row); hidden {
		return over, true
	}
	return d.marks[i].row, true
}

// before returns up to n rows before r, in their order.
func (d document) before(r row, n int) []row {
	var rows []row
	for to := r.off; len(rows) < n; {
		from, ok := d.showsBefore(to - 1)
		if !ok {
			break
		}
		var block []row
		for x := from; ok && x.off < to; x, ok = d.after(x) {
			if len(block) == cap(block) && len(block) >= 2*n {
				block = append(block[:0], block[len(block)-n:]...)
			}
			block = append(block, x)
		}
		rows = append(block[max(0, len(block)-n):], rows...)
		to = from.off
	}
	return rows[max(0, len(rows)-n):]
}

// last returns the last row that has been read.
func (d document) last() row {
	r, ok := d.first()
	if x, some := d.showsBefore(len(d.body)); some {
		r = x
	}
	for x := r; ok; x, ok = d.after(x) {
		r = x
	}
	return r
}

// lines returns how many there are.
func (d document) lines() int {
	d.folds, d.level = nil, 0
	return d.last().line
}

// container returns the row that begins what r is in, or what r ends.
func (d document) container(r row) (row, bool) {
	if d.shape(r).closing {
		return d.lastAbove(r.off, r.depth)
	}
	return d.lastAbove(r.off, r.depth-1)
}

// sibling is the next or the previous row in the container that r is in; none while the end
// of r has not been read.
func (d document) sibling(r row, forward bool) (row, bool) {
	if d.shape(r).closing {
		r, _ = d.container(r)
	}
	var to row
	var ok bool
	if forward {
		if f, some := d.fold(r); some {
			to, ok = d.next(r, folds{f})
		} else if !d.shape(r).foldable {
			to, ok = d.next(r, nil)
		}
	} else if to, ok = d.lastAbove(r.off, r.depth); ok && d.shape(to).closing {
		to, ok = d.container(to)
	}
	return to, ok && to.depth == r.depth && !d.isBroken(to) && !d.shape(to).closing
}

// lastAbove is the last row before off that is no deeper than depth.
func (d document) lastAbove(off, depth int) (row, bool) {
	for i := d.markBefore(off); i >= 0 && depth >= 0; i-- {
		if d.lowest(i) <= depth {
			var found row
			x, ok := d.marks[i].row, true
			for ; ok && x.off < off; x, ok = d.next(x, nil) {
				if x.depth <= depth {
					found = x
				}
			}
			if found.line > 0 {
				return found, true
			}
		}
		off = d.marks[i].off
	}
	return row{}, false
}

// fold is what folding r hides; not while the end of r has not been read.
func (d document) fold(r row) (fold, bool) {
	if !d.shape(r).foldable {
		return fold{}, false
	}
	i, x, ok := d.markBefore(r.off), r, true
	for {
		for x, ok = d.next(x, nil); ok && !d.begins(i+1, x); x, ok = d.next(x, nil) {
			if x.depth <= r.depth {
				return d.foldTo(r, x), true
			}
		}
		for i++; i < len(d.marks)-1 && d.lowest(i) > r.depth; i++ {
		}
		if i >= len(d.marks) {
			return fold{}, false
		}
		if x = d.marks[i].row; x.depth <= r.depth || d.isBroken(x) {
			return d.foldTo(r, x), true
		}
	}
}

// begins reports whether x is the row of mark i.
func (d document) begins(i int, x row) bool { return i < len(d.marks) && d.marks[i].off == x.off }

// foldTo folds from the row that begins a container to the one that ends it, which in a
// broken document may be what is wrong with it.
func (d document) foldTo(r, end row) fold {
	if d.isBroken(end) {
		return fold{off: r.off, end: end.off, lines: end.line - r.line - 1}
	}
	return fold{off: r.off, end: end.off + 1, lines: end.line - r.line}
}
