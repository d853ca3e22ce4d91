package jsontree

// mark is a place from which rows can be read forward.
type mark struct {
	row
	low    int // the least depth of a row between the previous mark and this one
	breaks int // line breaks before it
	begins int // behind the last of them
	counts int // where its counts are
}

// changed is the first level that has another count here than at the previous mark.
func (m mark) changed() int { return min(m.low, m.depth) }

// deepest is how many levels have counts, and so paths: what lies deeper has none.
const deepest = 512

// child begins a row that is not the end of a container.
func (p *part) child() {
	if p.line == 0 {
		p.nth = []uint32{0}
	}
	if p.depth < len(p.nth) {
		p.nth[p.depth]++
	}
	p.row()
}

// row begins a row at off.
func (p *part) row() {
	p.line++
	if p.line == 1 || p.off-p.marked >= longRun {
		m := mark{row{p.off, p.line, p.depth}, p.low, p.breaks, p.begins, p.counted}
		p.marks = append(p.marks, m)
		if from, to := m.changed(), min(p.depth+1, len(p.nth)); from < to {
			p.counts = append(p.counts, p.nth[from:to]...)
			p.counted += to - from
		}
		p.marked, p.low = p.off, p.depth
	}
	p.low = min(p.low, p.depth)
}

// count is how many rows of the container that is open at a level begin before mark i or
// with it.
func (d document) count(i, level int) int {
	for ; i >= 0; i-- {
		if m := d.marks[i]; level >= m.changed() {
			return int(d.counts[m.counts+level-m.changed()])
		}
	}
	return 0
}
