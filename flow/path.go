package flow

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendKey appends a key of a JSON object to a path as programs write it: users.mfa.enabled, and
// ["odd name"] for whatever is not a name. So two paths read alike only where their keys do, to
// everybody who takes a byte that is not UTF-8 for U+FFFD.
func AppendKey(path []byte, key []byte) []byte {
	if !isName(key) {
		return append(append(append(path, '['), QuoteJSON(string(key))...), ']')
	}
	if len(path) > 0 {
		path = append(path, '.')
	}
	return append(path, key...)
}

// AppendIndex appends a position in a JSON array to such a path, as in attributes[2].
func AppendIndex(path []byte, index int) []byte {
	return append(strconv.AppendInt(append(path, '['), int64(index), 10), ']')
}

// isName reports whether a key stands in a path as it is.
func isName(key []byte) bool {
	for i, c := range key {
		plain := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' || i > 0 && (c == '-' || '0' <= c && c <= '9')
		if c >= utf8.RuneSelf {
			return isForeignName(key)
		}
		if !plain {
			return false
		}
	}
	return len(key) > 0
}

// isForeignName is isName for a key that is not plain ASCII.
func isForeignName(key []byte) bool {
	for i, r := range string(key) {
		if r == utf8.RuneError || r != '_' && !unicode.IsLetter(r) && (i == 0 || r != '-' && !unicode.IsDigit(r)) {
			return false
		}
	}
	return true
}

// QuoteJSON returns text as a JSON string of characters that show.
func QuoteJSON(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case Printable(r) && !unicode.Is(unicode.M, r):
			b.WriteRune(r)
		default:
			for _, unit := range utf16.AppendRune(nil, r) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		}
	}
	b.WriteByte('"')
	return b.String()
}
