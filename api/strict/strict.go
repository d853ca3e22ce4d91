// Package strict reads JSON that can be understood in one way only. Two programs may read
// different values from a document with duplicate keys, or with keys that differ only in case, so
// both are errors here. So are a truncated document, data after its end, nesting deeper than 64
// and more than 256 keys in one object. A byte order mark is an error too: callers strip it.
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

// Value is a JSON value with everything inside it. The zero Value stands for no value.
type Value struct {
	Key    string // in an object
	Kind   byte   // one of { [ " 0 t f n
	Text   string // the text of a string; a number, true, false or null as written
	Inside []Value
}

// Read reads a whole document, or returns what is wrong with it.
func Read(document []byte) (v Value, wrong string) {
	// value finds duplicate keys, also in different cases. Invalid UTF-8 is kept, since flow.Foreign
	// handles it.
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

// value reads the next value, or the next key as a value.
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

// Token returns a token without the white space and delimiters before it.
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

// Text returns the text of a key or a string, and any other token as written. Invalid UTF-8 is
// kept where there is no escape.
func Text(token []byte) string {
	if token[0] == '"' && bytes.IndexByte(token, '\\') < 0 {
		return string(token[1 : len(token)-1]) // with one copy only
	}
	return string(AppendText(nil, token))
}

// AppendText appends the result of Text.
func AppendText(to, token []byte) []byte {
	switch {
	case token[0] != '"':
		return append(to, token...)
	case bytes.IndexByte(token, '\\') < 0:
		return append(to, token[1:len(token)-1]...)
	}
	to, _ = jsontext.AppendUnquote(to, token) // the decoder accepted it as a string
	return to
}

// Find returns the value of a key; null counts as missing.
func (v Value) Find(key string) (Value, bool) {
	for _, in := range v.Inside {
		if in.Key == key && in.Kind != 'n' && v.Kind == '{' {
			return in, true
		}
	}
	return Value{}, false
}

// Scalar returns a string, or a number, true or false as written; for any other value it is empty.
func (v Value) Scalar() string {
	if v.Kind == 'n' {
		return ""
	}
	return v.Text
}

// Words returns the words of a space-separated string, or the strings of a list.
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
