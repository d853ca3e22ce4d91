package jsontree

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// A sieve finds the places in raw text at which a search has to look closer. It may give
// too many, never too few: what it looks for is the rarest byte of a text that every match
// contains, with what stands around it, and what may stand for anything: every \u.

// form is how one character may stand in the raw text of a string, \uXXXX left out.
type form struct {
	first, last bytesSet
	size        int // in bytes; 0 where the forms differ
	// odd is another case with another size, as ſ has beside s and S. It is too rare to be
	// a form: like \u, it is looked at wherever it stands.
	odd string
}

type bytesSet [4]uint64

func (s *bytesSet) add(c byte) { s[c>>6] |= 1 << (c & 63) }

func (s bytesSet) has(c byte) bool { return s[c>>6]>>(c&63)&1 == 1 }

// formsAtMost is how many characters are looked at: a part of what is required will do.
const formsAtMost = 24

func formsOf(text []rune, fold bool) []form {
	var forms []form
	for _, r := range text[:min(len(text), formsAtMost)] {
		f := form{size: -1}
		f.add(r)
		for other := unicode.SimpleFold(r); fold && other != r; other = unicode.SimpleFold(other) {
			if r < utf8.RuneSelf && other >= utf8.RuneSelf {
				f.odd = string(other)
			} else {
				f.add(other)
			}
		}
		f.size = max(f.size, 0)
		forms = append(forms, f)
	}
	return forms
}

// add adds the forms of r.
func (f *form) add(r rune) {
	switch r {
	case '"', '\\':
		f.put('\\', byte(r), 2)
	case '/':
		f.put('/', '/', 1)
		f.put('\\', '/', 2)
	case utf8.RuneError: // any byte that is not UTF-8
		for c := 0x80; c < 0x100; c++ {
			f.put(byte(c), byte(c), 0)
		}
	default:
		var b [utf8.UTFMax]byte
		n := utf8.EncodeRune(b[:], r)
		if r >= ' ' {
			f.put(b[0], b[n-1], n)
		}
		for _, c := range []byte("bfnrt") {
			if rune(unescaped(c)) == r {
				f.put('\\', c, 2)
			}
		}
	}
}

func (f *form) put(first, last byte, size int) {
	f.first.add(first)
	f.last.add(last)
	if f.size < 0 {
		f.size = size
	} else if f.size != size {
		f.size = 0
	}
}

// sieve is at a place in raw text.
type sieve struct {
	body    []byte
	to      int
	targets []byte   // one of them ends a form of the rarest character
	at      []int    // the next place of each
	odd     [][]byte // what is looked at wherever it stands
	oddAt   []int
	checks  []beside
	all     bool // nothing is known: look everywhere
}

// beside is what has to stand around a target.
type beside struct {
	at  int
	one bytesSet
}

// sieveFor makes the sieve for a piece of raw text.
func sieveFor(forms []form, body []byte, from, to int) *sieve {
	s := &sieve{body: body, to: to, odd: [][]byte{[]byte(`\u`)}, oddAt: []int{-1}}
	const targetsAtMost = 4
	often := commonness(body[from:to])
	rarest, least := -1, 0
	for i, f := range forms {
		n, targets := 0, 0
		for c := range 256 {
			if f.last.has(byte(c)) {
				n += often[c] + 1
				targets++
			}
		}
		if targets <= targetsAtMost && (rarest < 0 || n < least) {
			rarest, least = i, n
		}
	}
	if rarest < 0 {
		s.all = true
		return s
	}
	for c := range 256 {
		if forms[rarest].last.has(byte(c)) {
			s.targets = append(s.targets, byte(c))
			s.at = append(s.at, -1)
		}
	}
	for _, f := range forms {
		if odd := []byte(f.odd); len(odd) > 0 && !slices.ContainsFunc(s.odd, func(other []byte) bool { return bytes.Equal(odd, other) }) {
			s.odd, s.oddAt = append(s.odd, odd), append(s.oddAt, -1)
		}
	}
	s.around(forms, rarest)
	return s
}

// around makes the checks, as far as the distance is known.
func (s *sieve) around(forms []form, rarest int) {
	at := 0
	for i := rarest; ; i-- {
		f := forms[i]
		if i < rarest {
			s.checks = append(s.checks, beside{at, f.last})
		}
		if f.size > 1 {
			s.checks = append(s.checks, beside{at - f.size + 1, f.first})
		}
		if at -= f.size; f.size == 0 || i == 0 {
			break
		}
	}
	at = 1
	for _, f := range forms[rarest+1:] {
		s.checks = append(s.checks, beside{at, f.first})
		if f.size > 1 {
			s.checks = append(s.checks, beside{at + f.size - 1, f.last})
		}
		if at += f.size; f.size == 0 {
			break
		}
	}
}

// commonness is how often each byte comes in some samples of b.
func commonness(b []byte) (often [256]int) {
	const samples, size = 4, 2 << 10
	for i := range samples {
		sample := b[len(b)*i/samples:]
		for _, c := range sample[:min(size, len(sample))] {
			often[c]++
		}
	}
	return often
}

// next is the first place at or after from to look at, or to.
func (s *sieve) next(from int) int {
	if s.all {
		return min(from, s.to)
	}
	for from < s.to {
		at := s.to
		for i, c := range s.targets {
			if s.at[i] < from {
				s.at[i] = s.find(from, func(b []byte) int { return bytes.IndexByte(b, c) })
			}
			at = min(at, s.at[i])
		}
		odd := s.to
		for i, text := range s.odd {
			if s.oddAt[i] < from {
				s.oddAt[i] = s.find(from, func(b []byte) int { return bytes.Index(b, text) })
			}
			odd = min(odd, s.oddAt[i])
		}
		if odd <= at {
			return odd
		}
		if at == s.to || s.passes(at) {
			return at
		}
		from = at + 1
	}
	return s.to
}

func (s *sieve) find(from int, index func([]byte) int) int {
	if i := index(s.body[from:s.to]); i >= 0 {
		return from + i
	}
	return s.to
}

// passes puts a check that failed before all others: what stands around a target often is
// the same text up to one place.
func (s *sieve) passes(at int) bool {
	for n := range s.checks {
		c := &s.checks[n]
		if i := at + c.at; i < 0 || i >= len(s.body) || !c.one.has(s.body[i]) {
			s.checks[0], s.checks[n] = *c, s.checks[0]
			return false
		}
	}
	return true
}
