// Package strict reads a JSON document that can be understood in one way only. Of two
// readers of a document that has a key twice, or in two cases, each may believe another half
// of it; so that is a mistake here, as a document is that is cut short, goes on after its
// end, is nested deeper than 64 or has more than 256 keys in one object. A byte order mark is
// a mistake too: whoever takes one strips it.
package strict

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

const (
	depthCap = 64
	keysCap  = 256 // in one object; the API's have at most six
)

// Value is a JSON value and all that is inside it. The zero Value is none.
type Value struct {
	Key    string // in an object
	Kind   byte   // one of { [ " 0 t f n
	Text   string // a string's text; a number or a word as it stands
	Inside []Value
}

// Read reads a whole document, or says what is wrong with it.
func Read(document []byte) (v Value, wrong string) {
	// A key in another case is for us to find, and with it the same one. Bytes that are not
	// UTF-8 stay as they are; flow.Foreign copes with them.
	r := reader{document, jsontext.NewDecoder(bytes.NewBuffer(document), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))}
	if v, wrong = r.value(0); wrong != "" {
		return Value{}, wrong
	}
	if _, err := r.ReadToken(); err != io.EOF {
		return Value{}, "something after the end"
	}
	return v, ""
}

type reader struct {
	document []byte
	*jsontext.Decoder
}

// value reads the next value, or the next key as if it were one.
func (r *reader) value(depth int) (v Value, wrong string) {
	before := r.InputOffset()
	t, err := r.ReadToken()
	if err != nil {
		return v, mistake(err)
	}
	v.Kind = byte(t.Kind())
	if v.Kind != '{' && v.Kind != '[' {
		v.Text = Text(Token(r.document[before:r.InputOffset()]))
		return v, ""
	}
	if depth == depthCap {
		return v, "nested too deep"
	}
	for kind := r.PeekKind(); kind != '}' && kind != ']'; kind = r.PeekKind() {
		var key, in Value
		if v.Kind == '{' {
			if key, wrong = r.value(depth + 1); wrong != "" {
				return v, wrong
			}
			switch {
			case slices.ContainsFunc(v.Inside, func(other Value) bool { return strings.EqualFold(key.Text, other.Key) }):
				return v, "duplicate key"
			case len(v.Inside) == keysCap:
				return v, "too many keys"
			}
		}
		if in, wrong = r.value(depth + 1); wrong != "" {
			return v, wrong
		}
		in.Key = key.Text
		v.Inside = append(v.Inside, in)
	}
	if _, err := r.ReadToken(); err != nil {
		return v, mistake(err)
	}
	return v, ""
}

func mistake(err error) string {
	if err == io.EOF || errors.Is(err, io.ErrUnexpectedEOF) {
		return "cut short"
	}
	return "broken"
}

// Token is a token without the white space and the delimiters before it.
func Token(raw []byte) []byte {
	for i, c := range raw {
		switch c {
		case ' ', '\t', '\r', '\n', ':', ',':
		default:
			return raw[i:]
		}
	}
	return nil
}

// Text is the text of a token that is a key or a string, and any other as it stands. Bytes
// that are not UTF-8 stay as they are where there is no escape.
func Text(token []byte) string {
	if token[0] == '"' && bytes.IndexByte(token, '\\') < 0 {
		return string(token[1 : len(token)-1]) // without a copy on the way
	}
	return string(AppendText(nil, token))
}

// AppendText appends what Text is.
func AppendText(to, token []byte) []byte {
	switch {
	case token[0] != '"':
		return append(to, token...)
	case bytes.IndexByte(token, '\\') < 0:
		return append(to, token[1:len(token)-1]...)
	}
	to, _ = jsontext.AppendUnquote(to, token) // it has been read as a string
	return to
}

// Find is the value at a key; null counts as none.
func (v Value) Find(key string) (Value, bool) {
	for _, in := range v.Inside {
		if in.Key == key && in.Kind != 'n' && v.Kind == '{' {
			return in, true
		}
	}
	return Value{}, false
}

// Scalar is a string, or a number, true or false as it stands; empty for all else.
func (v Value) Scalar() string {
	if v.Kind == 'n' {
		return ""
	}
	return v.Text
}

// Words are those of a space-separated string, or of a list of strings.
func (v Value) Words() []string {
	if v.Kind == '"' {
		return strings.Fields(v.Text)
	}
	var words []string
	for _, in := range v.Inside {
		if in.Kind == '"' {
			words = append(words, in.Text)
		}
	}
	return words
}
