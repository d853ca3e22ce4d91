package jsontree

import (
	"bytes"
	"slices"
	"unicode/utf8"
)

// trail is the dotted path of the row that is being walked over, and how much of it leads to
// each container around it.
type trail struct {
	matcher
	text   []byte
	ends   []int
	counts []int // rows so far at each level
	needle []byte
}

// eachPath goes through the rows in some blocks whose dotted path matches.
func (f finder) eachPath(from, to int, found func(block int, h hit)) {
	t, start := f.trailAt(from)
	end, block := f.blockEnd(to-1), start
	before := -1
	x, ok := f.marks[start].row, true
	for ; ok && x.off < end && !f.isBroken(x); x, ok = f.document.next(x, nil) {
		for f.blockEnd(block) <= x.off {
			if block++; f.stop.Load() {
				return
			}
		}
		if x.depth < deepest && !closes(f.body[x.off]) {
			if before >= 0 {
				t.step(f.document, x, before)
			}
			if block >= from && t.matches() {
				found(block, hit{row: x, token: x.off})
			}
		}
		before = x.depth
	}
}

// trailAt is the trail at the mark of a block, or at an earlier one where that is too deep.
func (f finder) trailAt(block int) (trail, int) {
	for f.marks[block].depth >= deepest {
		block--
	}
	t := trail{matcher: f.matcher, ends: make([]int, 1, 8), counts: make([]int, 1, 8)}
	for _, r := range f.plain {
		t.needle = utf8.AppendRune(t.needle, r)
	}
	steps, _ := f.path(f.marks[block].row)
	for _, s := range steps {
		t.append(s)
		t.counts = append(t.counts, s.index+1)
	}
	return t, block
}

func (t *trail) append(s step) {
	from := len(t.text)
	t.text = s.appendDotted(t.text)
	if t.plain != nil {
		t.fold(from)
	}
	t.ends = append(t.ends, len(t.text))
}

// fold folds the text from some byte on.
func (t *trail) fold(from int) {
	for i, c := range t.text[from:] {
		if c >= utf8.RuneSelf {
			rest := slices.Clone(t.text[from+i:])
			t.text = t.text[:from+i]
			for _, r := range string(rest) {
				t.text = utf8.AppendRune(t.text, t.folded(r))
			}
			return
		}
		t.text[from+i] = byte(t.folded(rune(c)))
	}
}

// step goes on to the next row that is not the end of a container.
func (t *trail) step(d document, r row, before int) {
	level := r.depth
	if level == 0 {
		return
	}
	t.text, t.ends = t.text[:t.ends[level-1]], t.ends[:level]
	t.counts = append(t.counts, make([]int, max(level+1-len(t.counts), 0))...)
	if level > before {
		t.counts[level] = 0
	}
	t.append(d.stepTo(r, t.counts[level]))
	t.counts[level]++
}

func (t *trail) matches() bool {
	if len(t.text) == 0 {
		return false // the document itself
	}
	if t.plain != nil {
		return bytes.Contains(t.text, t.needle)
	}
	return t.re.Match(t.text)
}
