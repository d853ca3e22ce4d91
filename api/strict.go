package api

import (
	"math"
	"strings"
)

// keysCap is how many keys one object of contract 1 to 6 may have; they have six.
const keysCap = 256

// strict is a lexer that takes no key twice in one object, not in another case either
// (R51): of two readers of such a document, each may believe another half of it.
type strict struct {
	lexer
	keys   []string // of all objects around, the innermost last
	starts []int    // where each object's keys begin
}

func (s *strict) next() (token, *broken) {
	t, bad := s.lexer.next()
	if bad != nil {
		return t, bad
	}
	switch t.kind {
	case '{', '[':
		s.starts = append(s.starts, len(s.keys))
	case '}', ']':
		last := len(s.starts) - 1
		s.keys, s.starts = s.keys[:s.starts[last]], s.starts[:last]
	case 'k':
		key := unquoted(t.raw)
		around := s.keys[s.starts[len(s.starts)-1]:]
		for _, other := range around {
			if strings.EqualFold(key, other) {
				return t, &broken{duplicateKey, t.at}
			}
		}
		if len(around) >= keysCap {
			return t, &broken{"too many keys", t.at}
		}
		s.keys = append(s.keys, key)
	}
	return t, nil
}

// member is a value in an object, or in a list, where it has no key.
type member struct {
	key  string
	kind byte
	raw  []byte
}

// members reads a whole document and gives what is directly inside its object or list.
// A document that is another value has no members.
func members(src []byte) ([]member, *broken) { return firstMembers(src, math.MaxInt) }

// firstMembers gives no more than so many of them, and reads the whole document all the same.
func firstMembers(src []byte, most int) ([]member, *broken) {
	var ( // room for the usual, without the heap
		around [8]byte
		starts [8]int
		keys   [16]string
	)
	s := strict{lexer: lexer{src: src, open: around[:0]}, starts: starts[:0], keys: keys[:0]}
	first, bad := s.next()
	if bad != nil {
		return nil, bad
	}
	found := make([]member, 0, 8)
	for first.kind == '{' || first.kind == '[' {
		m, bad := s.member()
		if bad != nil {
			return nil, bad
		}
		if m.kind == 0 {
			break
		}
		if len(found) < most {
			found = append(found, m)
		}
	}
	_, bad = s.next()
	return found, bad
}

// member reads the next value inside the outermost object or list; none at its end.
func (s *strict) member() (member, *broken) {
	var m member
	t, bad := s.next()
	if bad == nil && t.kind == 'k' {
		m.key = s.keys[len(s.keys)-1]
		t, bad = s.next()
	}
	if bad != nil || t.kind == '}' || t.kind == ']' {
		return member{}, bad
	}
	for len(s.open) > 1 {
		if _, bad = s.next(); bad != nil {
			return member{}, bad
		}
	}
	m.kind, m.raw = t.kind, s.src[t.at:s.pos]
	return m, nil
}
