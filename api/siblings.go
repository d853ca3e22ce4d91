package api

import (
	"bytes"
	"hash/maphash"
)

// openKeys holds the keys of the objects that a reader is inside, to find duplicates. The first
// keysCap of an object are remembered. A few are compared one by one; more are found by their
// hash, so that the time is linear in the size of an object.
type openKeys struct {
	keys [][]byte // of all enclosing objects, the innermost last
	open []objectKeys
	seed maphash.Seed
}

// objectKeys is the keys of one object.
type objectKeys struct {
	from   int // in keys
	hashed bool
	hashes map[uint64]int // where the key with a hash is; used again by the next object
}

// keysCap limits the keys of an object that are remembered.
const keysCap = 256

// few is up to how many keys comparing is faster than hashing.
const few = 16

func (s *openKeys) enter() {
	if n := len(s.open); n < cap(s.open) {
		s.open = s.open[:n+1]
	} else {
		s.open = append(s.open, objectKeys{})
	}
	in := &s.open[len(s.open)-1]
	in.from, in.hashed = len(s.keys), false
}

func (s *openKeys) leave() {
	last := len(s.open) - 1
	s.keys, s.open = s.keys[:s.open[last].from], s.open[:last]
}

// isTwice reports whether the innermost object has had this key before, and remembers it.
func (s *openKeys) isTwice(key []byte) bool {
	in := &s.open[len(s.open)-1]
	keys := s.keys[in.from:]
	if !in.hashed {
		for _, other := range keys {
			if bytes.Equal(other, key) {
				return true
			}
		}
		s.keys = append(s.keys, key)
		if len(keys) == few {
			s.hashAll(in)
		}
		return false
	}
	hash := maphash.Bytes(s.seed, key)
	if i, there := in.hashes[hash]; there {
		return bytes.Equal(s.keys[i], key)
	}
	if len(keys) < keysCap {
		in.hashes[hash] = len(s.keys)
		s.keys = append(s.keys, key)
	}
	return false
}

func (s *openKeys) hashAll(in *objectKeys) {
	if s.seed == (maphash.Seed{}) {
		s.seed = maphash.MakeSeed()
	}
	if in.hashes == nil {
		in.hashes = make(map[uint64]int, keysCap)
	}
	clear(in.hashes)
	in.hashed = true
	for i := in.from; i < len(s.keys); i++ {
		in.hashes[maphash.Bytes(s.seed, s.keys[i])] = i
	}
}
