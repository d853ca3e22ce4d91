package flow

// set is an immutable set; nil is the empty one. A state that holds it stays comparable: two
// sets are == when one is the other, not when they hold the same.
type set[T comparable] struct {
	last T
	rest *set[T]
}

func (s *set[T]) has(v T) bool {
	for ; s != nil; s = s.rest {
		if s.last == v {
			return true
		}
	}
	return false
}

// with is the set and v; the same one where v is in it already.
func (s *set[T]) with(v T) *set[T] {
	if s.has(v) {
		return s
	}
	return &set[T]{last: v, rest: s}
}
