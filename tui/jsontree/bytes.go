package jsontree

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// isSpace reports whether c is white space in JSON.
func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// plainRun returns how far from the start of b neither a quote, nor a backslash, nor a
// control character comes. It looks at eight bytes at a time.
func plainRun(b []byte) int {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(b); i += 8 {
		x := binary.LittleEndian.Uint64(b[i:])
		quote, slash := x^(ones*'"'), x^(ones*'\\')
		found := ((quote-ones)&^quote | (slash-ones)&^slash | (x-ones*' ')&^x) & highs
		if found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c == '"' || c == '\\' || c < ' ' {
			return i
		}
	}
	return i
}

// escapeLen returns the length of the escape sequence at the start of b: 0 when it is none,
// more than len(b) when b ends inside it.
func escapeLen(b []byte) int {
	if len(b) < 2 {
		return 2
	}
	switch b[1] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return 2
	case 'u':
		for i := 2; i < 6 && i < len(b); i++ {
			if hex(b[i]) < 0 {
				return 0
			}
		}
		return 6
	}
	return 0
}

// scalarLen returns the length of the number or of the word (true, false, null) at the start
// of b: 0 when it is neither.
func scalarLen(b []byte) int {
	for _, word := range [...]string{"true", "false", "null"} {
		if len(b) >= len(word) && string(b[:len(word)]) == word {
			return len(word)
		}
	}
	i := 0
	digits := func() bool {
		from := i
		for i < len(b) && b[i]-'0' <= 9 {
			i++
		}
		return i > from
	}
	if i < len(b) && b[i] == '-' {
		i++
	}
	zero := i < len(b) && b[i] == '0'
	from := i
	if !digits() || zero && i > from+1 {
		return 0
	}
	if i < len(b) && b[i] == '.' {
		if i++; !digits() {
			return 0
		}
	}
	if i < len(b) && b[i]|0x20 == 'e' {
		if i++; i < len(b) && (b[i] == '+' || b[i] == '-') {
			i++
		}
		if !digits() {
			return 0
		}
	}
	return i
}

// unescape returns the text of a JSON string without its quotes, at most limit characters of
// it, and whether that is all. What is not JSON in it stays as it is.
func unescape(b []byte, limit int) (text string, all bool) {
	var s strings.Builder
	for i := 0; i < len(b); limit-- {
		if limit <= 0 {
			return s.String(), false
		}
		r, size := character(b[i:])
		s.WriteRune(r)
		i += size
	}
	return s.String(), true
}

// character is the first one of b, the inside of a JSON string, and how many bytes it takes.
// As in encoding/json, a byte that is not UTF-8 and half a surrogate pair are U+FFFD.
func character(b []byte) (r rune, size int) {
	if b[0] != '\\' {
		return utf8.DecodeRune(b)
	}
	switch n := escapeLen(b); {
	case n == 0 || n > len(b):
		return '\\', 1
	case n == 2:
		return rune(unescaped(b[1])), 2
	}
	r = unit(b)
	if low := b[6:]; utf16.IsSurrogate(r) && len(low) >= 6 && low[0] == '\\' && escapeLen(low) == 6 {
		if pair := utf16.DecodeRune(r, unit(low)); pair != utf8.RuneError {
			return pair, 12
		}
	}
	if utf16.IsSurrogate(r) {
		r = utf8.RuneError
	}
	return r, 6
}

// unescaped is what c stands for behind a backslash.
func unescaped(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// unit returns the UTF-16 unit that \uXXXX at the start of b stands for.
func unit(b []byte) rune {
	var r rune
	for _, c := range b[2:6] {
		r = r<<4 | rune(hex(c))
	}
	return r
}

// hex returns the value of a hexadecimal digit, -1 when c is none.
func hex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}
