package flow

import (
	"fmt"
	"io"
	"unicode/utf8"
	"unique"
)

// Secret is text that must not leave by accident: a password, a PIN, a code, a
// token. It prints as [secret] under every fmt verb, in JSON and in text, also as
// an unexported field of another struct, where fmt calls no methods and would show
// the memory itself: the text is behind a handle that fmt prints as an address.
// Two Secrets are == when their texts are. The zero Secret is empty.
type Secret struct {
	text unique.Handle[string]
}

const redacted = "[secret]"

// Conceal makes a Secret of text.
func Conceal(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{text: unique.Make(text)}
}

// Reveal returns the text, and nothing else does. Every caller is a place where a secret may leave.
func (s Secret) Reveal() string {
	if s.IsEmpty() {
		return ""
	}
	return s.text.Value()
}

// IsEmpty reports whether the text is empty.
func (s Secret) IsEmpty() bool { return s == Secret{} }

// Len is the text's length in characters (code points).
func (s Secret) Len() int { return utf8.RuneCountInString(s.Reveal()) }

// Format implements fmt.Formatter, for every verb and flag.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, redacted) }

// String implements fmt.Stringer.
func (s Secret) String() string { return redacted }

// MarshalText implements encoding.TextMarshaler, which JSON and slog use too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
