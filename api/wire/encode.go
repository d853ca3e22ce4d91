package wire

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"
)

// Fields is the body of a request: in the contract always a flat object of strings.
type Fields []Field

// Field is a name and its value.
type Field = struct{ Name, Value string }

// errNotUTF8 is for text that JSON cannot represent. encoding/json would replace it; a secret is
// sent byte for byte or not at all (R9).
var errNotUTF8 = &ShownError{"what was typed is not valid UTF-8 and cannot be sent"}

// encoded returns the body as JSON (RFC 8259); nil without fields.
func (f Fields) encoded() ([]byte, error) {
	if len(f) == 0 {
		return nil, nil
	}
	size := 2
	for _, field := range f {
		if !utf8.ValidString(field.Value) {
			return nil, errNotUTF8
		}
		size += len(field.Name) + len(field.Value) + 8
	}
	out := make([]byte, 0, size)
	for i, field := range f {
		out = append(out, "{,"[min(i, 1)])
		out = append(quoted(out, field.Name), ':')
		out = quoted(out, field.Value)
	}
	return append(out, '}'), nil
}

// query is the fields as the query of an address: a + is written %2B, since a + there means a
// space.
func (f Fields) query() string {
	var parts []string
	for _, field := range f {
		parts = append(parts, url.QueryEscape(field.Name)+"="+url.QueryEscape(field.Value))
	}
	return strings.Join(parts, "&")
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
