package flow

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
	"unique"
)

// Foreign is text from outside: what a server, a file or another program said. It
// may hold anything, so it is neutralised on its only way out, Shown. Like a Secret's, its
// bytes are behind a handle, since fmt would print them raw from an unexported field. Two
// Foreigns are == when the bytes that came in are.
type Foreign struct {
	raw unique.Handle[string]
}

// FromOutside takes text in as it came, byte for byte.
func FromOutside(text string) Foreign {
	if text == "" {
		return Foreign{}
	}
	return Foreign{raw: unique.Make(text)}
}

// IsEmpty reports whether the text is empty.
func (f Foreign) IsEmpty() bool { return f == Foreign{} }

// Compare orders by the bytes that came in.
func (f Foreign) Compare(other Foreign) int { return strings.Compare(f.text(), other.text()) }

// text is what came in, for a comparison.
func (f Foreign) text() string {
	if f.IsEmpty() {
		return ""
	}
	return f.raw.Value()
}

// marksInARow is how many combining marks one character may carry. No living
// orthography stacks more; a pile of them draws over the lines above.
const marksInARow = 4

// Shown is the text made safe for one line of a terminal: printable characters
// only, and what was taken out is visible in its place, as ^[ for ESC or ‹U+202E›
// for a bidi override. Invalid UTF-8 shows as U+FFFD. Shown text stays as it is when
// it passes again.
func (f Foreign) Shown() string {
	if f.IsEmpty() {
		return ""
	}
	return neutral(f.raw.Value())
}

// ShownTo is Shown of no more than the first most bytes, with … where there are more: it
// costs the same however long the text is.
func (f Foreign) ShownTo(most int) string {
	if f.IsEmpty() || len(f.raw.Value()) <= most {
		return f.Shown()
	}
	raw := f.raw.Value()
	for most > 0 && !utf8.RuneStart(raw[most]) {
		most--
	}
	return neutral(raw[:most]) + "…"
}

func neutral(raw string) string {
	var b strings.Builder
	marks := marksInARow // a mark with nothing before it would land on our own text
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRuneInString(raw[i:])
		i += size
		switch {
		case r < 0x20 || r == 0x7f:
			b.WriteByte('^')
			b.WriteRune(r ^ 0x40)
			marks = 0
		case unicode.Is(unicode.M, r) && Printable(r):
			if marks >= marksInARow {
				fmt.Fprintf(&b, "‹U+%04X›", r)
				continue
			}
			marks++
			b.WriteRune(r)
		case Printable(r):
			marks = 0
			b.WriteRune(r)
		default:
			// The count goes on: a run of marks is one run, whatever hides in it.
			fmt.Fprintf(&b, "‹U+%04X›", r)
		}
	}
	return b.String()
}

// Printable reports whether a terminal draws r as a visible character, and nothing else
// happens. A combining mark is printable; Shown also limits how many follow each other.
func Printable(r rune) bool {
	return unicode.IsPrint(r) && r != 0x2800 && // an empty braille pattern looks like a space
		!unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector, unicode.Bidi_Control)
}

// Format implements fmt.Formatter: Shown, whatever the verb.
func (f Foreign) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, f.Shown()) }

// String implements fmt.Stringer.
func (f Foreign) String() string { return f.Shown() }

// MarshalText implements encoding.TextMarshaler.
func (f Foreign) MarshalText() ([]byte, error) { return []byte(f.Shown()), nil }
