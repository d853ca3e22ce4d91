package jsontree

// finder looks for matches, a block after the other. A block is what begins between two
// marks.
type finder struct {
	document
	matcher
}

// hit is a key or a value with a match, or in a search of paths a row.
type hit struct {
	row
	token int // where the key or value begins
	match int // how many characters into it the first match begins
	nth   int // which of its block it is, from 0
}

// The bytes that one command searches: more where most of them are passed over.
const (
	sieved   = 4 << 20
	unsieved = 512 << 10
)

// blocks is how many are known to their ends.
func (d document) blocks() int {
	if d.done {
		return len(d.marks)
	}
	return max(len(d.marks)-1, 0)
}

// blockEnd is where block i ends.
func (d document) blockEnd(i int) int {
	if i+1 < len(d.marks) {
		return d.marks[i+1].off
	}
	return d.off
}

// count is how many hits there are in each block from one on, up to some megabytes.
func (f finder) count(from int) []int32 {
	budget := unsieved
	if f.forms != nil && !f.Paths {
		budget = sieved
	}
	to := from
	for to < f.blocks() && f.blockEnd(to)-f.marks[from].off < budget {
		to++
	}
	to = min(max(to, from+1), f.blocks())
	counts := make([]int32, max(to-from, 0))
	f.each(from, to, func(block int, _ hit) { counts[block-from]++ })
	return counts
}

// hits are those in one block.
func (f finder) hits(block int) []hit {
	var hits []hit
	f.each(block, block+1, func(_ int, h hit) {
		h.nth = len(hits)
		hits = append(hits, h)
	})
	if f.Paths || len(hits) == 0 {
		return hits
	}
	at := 0
	r, ok := f.marks[block].row, true
	for ok && at < len(hits) {
		next, more := f.document.next(r, nil)
		for at < len(hits) && (!more || hits[at].token < next.off) {
			hits[at].row = r
			at++
		}
		r, ok = next, more
	}
	return hits
}

// each goes through the hits in some blocks. Their rows are known only in a search of paths.
func (f finder) each(from, to int, found func(block int, h hit)) {
	switch {
	case from >= to:
	case f.Paths:
		f.eachPath(from, to, found)
	default:
		f.eachToken(from, to, found)
	}
}

func (f finder) eachToken(from, to int, found func(block int, h hit)) {
	end := f.blockEnd(to - 1)
	sieve := sieveFor(f.forms, f.body, f.marks[from].off, end)
	next := sieve.next(f.marks[from].off)
	for block := from; block < to && !f.stop.Load(); block++ {
		if next >= end {
			return
		}
		if next >= f.blockEnd(block) {
			block = f.markBefore(next) // whatever is before it has no match
		}
		f.tokens(f.marks[block].off, f.blockEnd(block), func(token, behind int) (more bool) {
			if next < token {
				next = sieve.next(token)
			}
			if next < behind {
				if at, ok := f.find(f.inside(token, behind)); ok {
					found(block, hit{token: token, match: at})
				}
				next = sieve.next(behind)
			}
			return next < f.blockEnd(block) && !f.stop.Load()
		})
		if next < f.blockEnd(block) {
			next = sieve.next(f.blockEnd(block))
		}
	}
}

// inside is the raw text of a key or value, without quotes.
func (d document) inside(token, behind int) []byte {
	if d.body[token] == '"' {
		return d.body[token+1 : behind-1]
	}
	return d.body[token:behind]
}

// tokens goes through the keys, strings, numbers and words from one place to another, as
// long as they are wanted.
func (d document) tokens(from, to int, each func(token, behind int) (more bool)) {
	for i := from; i < to; {
		switch c := d.body[i]; {
		case c == '"':
			behind, whole := d.stringEnd(i)
			if !whole || !each(i, behind) {
				return
			}
			i = behind
		case isSpace(c):
			i = d.afterSpace(i)
		case c == ',' || c == ':' || c == '{' || c == '[' || closes(c):
			i++
		default:
			behind := d.scalarEnd(i)
			if !each(i, behind) {
				return
			}
			i = behind
		}
	}
}
