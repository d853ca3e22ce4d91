package api

import (
	"bytes"
	"encoding/json"
)

// What the lexer reads of strings, numbers and words. Each of these goes past one, and
// says what is wrong with it, if anything is.

func (l *lexer) word(word string) string {
	rest := l.src[l.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte(word)):
		l.pos += len(word)
		return ""
	case bytes.HasPrefix([]byte(word), rest):
		l.pos = len(l.src)
		return cutShort
	}
	return notJSON
}

// stretch is how many bytes of a string are read between two looks at whether to go on.
const stretch = 1 << 20

// text goes past a string.
func (l *lexer) text() string {
	start := l.pos
	for l.pos++; l.pos < len(l.src); l.pos++ {
		if (l.pos-start)%stretch == 0 && l.ended != nil && l.ended() != nil {
			return gaveUp
		}
		switch c := l.src[l.pos]; {
		case c == '"':
			l.pos++
			return ""
		case c < 0x20:
			return notJSON
		case c == '\\':
			if what := l.escape(); what != "" {
				return what
			}
		}
	}
	return cutShort
}

// escape goes to the last byte of an escape.
func (l *lexer) escape() string {
	l.pos++
	if l.pos >= len(l.src) {
		return cutShort
	}
	switch l.src[l.pos] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return ""
	case 'u':
		for range 4 {
			l.pos++
			if l.pos >= len(l.src) {
				return cutShort
			}
			if !bytes.ContainsRune([]byte("0123456789abcdefABCDEF"), rune(l.src[l.pos])) {
				return notJSON
			}
		}
		return ""
	}
	return notJSON
}

// number goes past a number. One at the very end may be cut short, but nothing shows it.
func (l *lexer) number() string {
	l.skip("-")
	switch digits := l.digits(); {
	case digits == 0 && l.pos >= len(l.src):
		return cutShort
	case digits == 0 || digits > 1 && l.src[l.pos-digits] == '0':
		return notJSON
	}
	if l.skip(".") && l.digits() == 0 {
		return l.noDigit()
	}
	if l.skip("eE") {
		l.skip("+-")
		if l.digits() == 0 {
			return l.noDigit()
		}
	}
	return ""
}

func (l *lexer) noDigit() string {
	if l.pos >= len(l.src) {
		return cutShort
	}
	return notJSON
}

func (l *lexer) skip(set string) bool {
	if l.pos < len(l.src) && bytes.IndexByte([]byte(set), l.src[l.pos]) >= 0 {
		l.pos++
		return true
	}
	return false
}

func (l *lexer) digits() int {
	start := l.pos
	for l.pos < len(l.src) && l.src[l.pos] >= '0' && l.src[l.pos] <= '9' {
		l.pos++
	}
	return l.pos - start
}

// unquoted is the text of a key or string that the lexer has read. Bytes that are no
// UTF-8 stay as they are where there is no escape; flow.Foreign copes with them.
func unquoted(raw []byte) string {
	if bytes.IndexByte(raw, '\\') < 0 {
		return string(raw[1 : len(raw)-1])
	}
	var text string
	_ = json.Unmarshal(raw, &text) // the lexer has seen that it is a string
	return text
}

func appendUnquoted(to, raw []byte) []byte {
	if bytes.IndexByte(raw, '\\') < 0 {
		return append(to, raw[1:len(raw)-1]...)
	}
	return append(to, unquoted(raw)...)
}
