package tomlfile

import (
	"strconv"
	"strings"
)

// scanner walks over a TOML document, and knows just enough of it to tell keys from
// text: tables, quotes, comments, lists.
type scanner struct {
	doc    string
	at     int
	levels int
	spots  spots
	every  mentions
	heads  mentions // of [[lists]] of tables

	// Spots are asked for in rising order, so each is counted on from the one before.
	last   Spot
	lastAt int

	over   string
	overAt Spot
}

func (s *scanner) document() {
	var table []string
	for s.more() {
		s.skipBlank(true)
		if s.take("[") {
			list := s.take("[")
			if path, ok := s.key(nil); ok {
				table = path
				if list {
					name := joined(path)
					s.heads[name] = append(s.heads[name], s.last)
				}
			}
		} else {
			s.pair(table)
		}
		s.skipUntil("\n")
	}
}

func (s *scanner) pair(table []string) {
	if path, ok := s.key(table); ok && s.take("=") {
		s.value(path)
	}
}

// key reads a.b."c d" below table.
func (s *scanner) key(table []string) (path []string, ok bool) {
	path = table[:len(table):len(table)]
	for {
		s.skipBlank(false)
		start := s.at
		part, ok := s.keyPart()
		if !ok {
			return nil, false
		}
		path = append(path, part)
		if !s.mark(path, start) {
			return nil, false
		}
		s.skipBlank(false)
		if !s.take(".") {
			return path, true
		}
	}
}

func (s *scanner) keyPart() (part string, ok bool) {
	start := s.at
	switch s.peek() {
	case '"', '\'':
		s.line(s.peek())
		quoted := s.doc[start:s.at]
		if len(quoted) < 2 || quoted[0] != quoted[len(quoted)-1] {
			return "", false
		}
		text := quoted[1 : len(quoted)-1]
		if quoted[0] == '"' {
			text = unescaped(text)
		}
		return text, true
	}
	for s.more() && isBare(s.peek()) {
		s.at++
	}
	return s.doc[start:s.at], s.at > start
}

// value steps over one value; the keys of inline tables count as keys below path.
func (s *scanner) value(path []string) {
	s.skipBlank(false)
	switch rest := s.doc[s.at:]; {
	case strings.HasPrefix(rest, `"""`), strings.HasPrefix(rest, `'''`):
		s.paragraph(rest[:3])
	case strings.HasPrefix(rest, `"`), strings.HasPrefix(rest, `'`):
		s.line(rest[0])
	case strings.HasPrefix(rest, "["):
		s.items("]", func() { s.value(path) })
	case strings.HasPrefix(rest, "{"):
		s.items("}", func() { s.pair(path) })
	default:
		s.skipUntil(",]}#\n")
	}
}

func (s *scanner) items(end string, item func()) {
	if s.levels++; s.levels > maxLevels {
		s.stop("lists and tables are nested too deeply", s.at)
		return
	}
	defer func() { s.levels-- }()
	s.at++
	for s.more() {
		s.skipBlank(true)
		if s.take(end) {
			return
		}
		if s.take(",") {
			continue
		}
		before := s.at
		item()
		if s.at == before {
			s.at = min(s.at+1, len(s.doc)) // broken; never stand still
		}
	}
}

// line steps over a string of one line, and stops before the line's end.
func (s *scanner) line(quote byte) {
	for s.at++; s.more() && s.peek() != '\n'; s.at++ {
		switch {
		case s.peek() == quote:
			s.at++
			return
		case s.peek() == '\\' && quote == '"' && s.at+1 < len(s.doc) && s.doc[s.at+1] != '\n':
			s.at++
		}
	}
}

// paragraph steps over a string of several lines. Up to two quotes may stand right
// before the three that end it.
func (s *scanner) paragraph(quotes string) {
	for s.at += 3; s.more(); s.at++ {
		switch {
		case strings.HasPrefix(s.doc[s.at:], quotes):
			s.at += 3
			for range 2 {
				s.take(quotes[:1])
			}
			return
		case s.peek() == '\\' && quotes[0] == '"':
			s.at++
		}
	}
	s.at = min(s.at, len(s.doc))
}

func (s *scanner) more() bool { return s.at < len(s.doc) }

func (s *scanner) peek() byte {
	if !s.more() {
		return 0
	}
	return s.doc[s.at]
}

func (s *scanner) take(text string) bool {
	if !strings.HasPrefix(s.doc[s.at:], text) {
		return false
	}
	s.at += len(text)
	return true
}

func (s *scanner) skipUntil(any string) {
	if i := strings.IndexAny(s.doc[s.at:], any); i >= 0 {
		s.at += i
		return
	}
	s.at = len(s.doc)
}

// skipBlank steps over spaces, and with lines over line ends and comments too.
func (s *scanner) skipBlank(lines bool) {
	for s.more() {
		switch c := s.peek(); {
		case c == ' ', c == '\t':
			s.at++
		case lines && (c == '\r' || c == '\n'):
			s.at++
		case lines && c == '#':
			s.skipUntil("\n")
		default:
			return
		}
	}
}

func isBare(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-'
}

// unescaped undoes TOML's escapes; one that TOML does not know stays as it is, since
// the parser refuses the document anyway.
func unescaped(text string) string {
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}
	plain := map[byte]rune{'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', 'e': 0x1b, '"': '"', '\\': '\\'}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b.WriteByte(text[i])
			continue
		}
		c := text[i+1]
		if r, ok := plain[c]; ok {
			b.WriteRune(r)
			i++
			continue
		}
		n := digits[c]
		if n == 0 || i+2+n > len(text) {
			b.WriteByte(text[i])
			continue
		}
		r, err := strconv.ParseUint(text[i+2:i+2+n], 16, 32)
		if err != nil {
			b.WriteByte(text[i])
			continue
		}
		b.WriteRune(rune(r))
		i += 1 + n
	}
	return b.String()
}
