package tomlfile

import (
	"cmp"
	"strings"
	"unicode/utf8"
)

// Far above what a config needs, and low enough that the parser neither recurses nor builds paths
// until the memory is exhausted.
const (
	maxLevels    = 16
	maxKeyLength = 128 // bytes
	maxKeys      = 4096
)

// Spot is a place in a document, both from 1, the column in characters. The zero Spot
// is no place.
type Spot struct{ Line, Column int }

// mentions holds every place of each key, and of each table in a dotted key, in the order of the file.
type mentions map[string][]Spot

func joined(path []string) string { return strings.Join(path, "\x00") }

// Compare is negative when s stands before t, and positive when behind it.
func (s Spot) Compare(t Spot) int {
	return cmp.Or(cmp.Compare(s.Line, t.Line), cmp.Compare(s.Column, t.Column))
}

// scan finds the keys of a TOML document, since the parser reports positions for broken syntax only.
// In a broken document it finds the keys before the break; it never fails.
func scan(doc string) scanner {
	s := scanner{doc: doc, every: mentions{}, heads: mentions{}, last: Spot{1, 1}}
	s.document()
	return s
}

// mark records a place of path; it returns false if the document exceeds a limit.
func (s *scanner) mark(path []string, start int) bool {
	switch {
	case len(path) > maxLevels:
		s.stop("a key has too many parts", start)
	case len(path[len(path)-1]) > maxKeyLength:
		s.stop("a key is too long", start)
	case len(s.every) >= maxKeys:
		s.stop("there are too many keys", start)
	default:
		name := joined(path)
		s.every[name] = append(s.every[name], s.spot(start))
		return true
	}
	return false
}

func (s *scanner) stop(why string, where int) {
	s.limit, s.limitAt, s.at = why, s.spot(where), len(s.doc)
}

func (s *scanner) spot(at int) Spot {
	s.last, s.lastAt = s.last.after(s.doc[s.lastAt:at]), at
	return s.last
}

// after returns the place right after text that begins here.
func (s Spot) after(text string) Spot {
	if n := strings.Count(text, "\n"); n > 0 {
		s = Spot{s.Line + n, 1}
		text = text[strings.LastIndexByte(text, '\n')+1:]
	}
	s.Column += utf8.RuneCountInString(text)
	return s
}
