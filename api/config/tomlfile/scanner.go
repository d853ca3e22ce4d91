package tomlfile

import "strings"

// scanner reads a TOML document and knows just enough of TOML to tell keys from text: tables, quotes,
// comments, lists.
type scanner struct {
	doc    string
	at     int
	levels int
	every  mentions
	heads  mentions // of [[lists]] of tables

	// Spots are requested in rising order, so each is counted from the one before.
	last   Spot
	lastAt int

	limit   string // the limit that the document exceeds; empty for none
	limitAt Spot

	wrong   string // the first mistake in it
	wrongAt int
}

func (s *scanner) document() {
	var table []string
	for s.more() {
		s.skipBlank(true)
		if s.take("[") {
			table = s.head(table)
		} else if s.more() {
			s.pair(table)
		}
		s.skipBlank(false)
		if rest := s.doc[s.at:]; rest != "" && !strings.HasPrefix(strings.TrimPrefix(rest, "\r"), "\n") && rest[0] != '#' {
			s.mistake(fullLine, s.at)
		}
		s.skipUntil("\n")
	}
}

// head reads the name of a table and returns it; a broken one leaves the table before it.
func (s *scanner) head(table []string) []string {
	end := "]"
	if s.take("[") {
		end = "]]"
	}
	path, ok := s.key(nil)
	if ok && end == "]]" {
		name := joined(path)
		s.heads[name] = append(s.heads[name], s.last)
	}
	if !ok || !s.take(end) {
		s.mistake(badTable, s.at)
	}
	if !ok {
		return table
	}
	return path
}

func (s *scanner) pair(table []string) {
	path, ok := s.key(table)
	switch {
	case !ok:
		s.mistake(noKey, s.at)
	case !s.take("="):
		s.mistake(noEquals, s.at)
	default:
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
		s.bare()
	}
}

// bare steps over a value without quotes. A date and a time may have a space between them.
func (s *scanner) bare() {
	start := s.at
	s.skipUntil(",]}#\n")
	text := strings.TrimSpace(s.doc[start:s.at])
	if bareValue(text) {
		return
	}
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		text = text[:i]
		s.at = start + i
	}
	if !bareValue(text) {
		s.mistake(noValue, start)
	}
}

func (s *scanner) items(end string, item func()) {
	if s.levels++; s.levels > maxLevels {
		s.stop("lists and tables are nested too deeply", s.at)
		return
	}
	defer func() { s.levels-- }()
	start := s.at
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
			s.at = min(s.at+1, len(s.doc)) // broken; always advance
		}
		behind := s.at
		s.skipBlank(true)
		if s.peek() != ',' && s.peek() != end[0] {
			s.mistake(openList, behind)
		}
	}
	s.mistake(openList, start)
}

// line steps over a string of one line, and stops before the line's end.
func (s *scanner) line(quote byte) {
	start := s.at
	for s.at++; s.more() && s.peek() != '\n'; s.at++ {
		switch {
		case s.peek() == quote:
			s.at++
			return
		case s.peek() == '\\' && quote == '"' && s.at+1 < len(s.doc) && s.doc[s.at+1] != '\n':
			s.escape()
		}
	}
	s.mistake(openText, start)
}

// escape steps over the \ that begins an escape.
func (s *scanner) escape() {
	if _, size := escaped(s.doc[s.at:]); size == 0 {
		s.mistake(badEscape, s.at)
	}
	s.at++
}

// paragraph steps over a string of several lines. Up to two quotes may stand right
// before the three that end it.
func (s *scanner) paragraph(quotes string) {
	start := s.at
	for s.at += 3; s.more(); s.at++ {
		switch {
		case strings.HasPrefix(s.doc[s.at:], quotes):
			s.at += 3
			for range 2 {
				s.take(quotes[:1])
			}
			return
		case s.peek() == '\\' && quotes[0] == '"' && s.at+1 < len(s.doc) && strings.IndexByte(" \t\r\n", s.doc[s.at+1]) < 0:
			s.escape()
		}
	}
	s.at = min(s.at, len(s.doc))
	s.mistake(openParagraph, start)
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
