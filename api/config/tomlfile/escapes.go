package tomlfile

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescaped undoes TOML's escapes; one that TOML does not know stays as it is, since
// the parser rejects the document anyway.
func unescaped(text string) string {
	var b strings.Builder
	for text != "" {
		r, size := escaped(text)
		if size == 0 {
			b.WriteByte(text[0])
			text = text[1:]
			continue
		}
		b.WriteRune(r)
		text = text[size:]
	}
	return b.String()
}

// escaped returns the rune of the escape that text begins with, and the bytes that it takes up:
// none where text begins with something else.
func escaped(text string) (r rune, size int) {
	if len(text) < 2 || text[0] != '\\' {
		return 0, 0
	}
	if i := strings.IndexByte(`btnfre"\`, text[1]); i >= 0 {
		return rune("\b\t\n\f\r\x1b\"\\"[i]), 2
	}
	size = 2 + map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[1]]
	if size == 2 || size > len(text) {
		return 0, 0
	}
	code, err := strconv.ParseUint(text[2:size], 16, 32)
	if err != nil || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), size
}
