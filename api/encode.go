package api

import (
	"fmt"
	"unicode/utf8"
)

// fields is a request's body: every one in the contract is a flat object of strings.
type fields []field

type field struct{ name, value string }

// errNotUTF8 is for text that JSON cannot carry. encoding/json would send something else
// in its place; a secret goes out byte for byte or not at all (R9).
var errNotUTF8 = &setback{"what was typed is not valid UTF-8 and cannot be sent"}

// encoded is the body as JSON (RFC 8259); nothing for no fields.
func (f fields) encoded() ([]byte, error) {
	if len(f) == 0 {
		return nil, nil
	}
	size := 2
	for _, field := range f {
		if !utf8.ValidString(field.value) {
			return nil, errNotUTF8
		}
		size += len(field.name) + len(field.value) + 8
	}
	out := make([]byte, 0, size)
	for i, field := range f {
		out = append(out, "{,"[min(i, 1)])
		out = append(quoted(out, field.name), ':')
		out = quoted(out, field.value)
	}
	return append(out, '}'), nil
}

func quoted(out []byte, text string) []byte {
	out = append(out, '"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < 0x20:
			out = fmt.Appendf(out, `\u%04x`, c)
		default:
			out = append(out, c)
		}
	}
	return append(out, '"')
}
