package jsontree

import (
	"cmp"
	"slices"
)

// fold is a container that shows as one row.
type fold struct {
	off   int // of its row
	end   int // behind it
	lines int // that it hides
}

// folds are in the order of the document. A fold inside another one keeps its place
// for when the outer one opens. They are shared between Models and never changed.
type folds []fold

// at returns the fold whose row begins at off.
func (f folds) at(off int) (fold, bool) {
	i, ok := f.find(off)
	if !ok {
		return fold{}, false
	}
	return f[i], true
}

// hiding returns the outermost fold that hides off.
func (f folds) hiding(off int) (fold, bool) {
	for _, fold := range f {
		if fold.off < off && off < fold.end {
			return fold, true
		}
	}
	return fold{}, false
}

// with is f and one more.
func (f folds) with(one fold) folds {
	i, ok := f.find(one.off)
	if ok {
		return f
	}
	return slices.Insert(slices.Clone(f), i, one)
}

// without is f less the fold whose row begins at off.
func (f folds) without(off int) folds {
	i, ok := f.find(off)
	if !ok {
		return f
	}
	return slices.Delete(slices.Clone(f), i, i+1)
}

func (f folds) find(off int) (int, bool) {
	return slices.BinarySearchFunc(f, off, func(one fold, off int) int { return cmp.Compare(one.off, off) })
}
