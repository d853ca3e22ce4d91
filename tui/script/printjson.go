package script

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf16"

	"dintero-login/flow"
)

// PrintDocument writes the document as it came, but for what a terminal would not draw as
// a character: inside a string that is written as its JSON escape, which means the same. A
// byte order mark at the start is left out, and an invalid byte becomes U+FFFD, as every
// reader of JSON has it.
func PrintDocument(w io.Writer, doc *flow.Settings) error {
	return printed(w, string(doc.Document))
}

// PrintJSON writes a value as one line of JSON that a terminal can be shown.
func PrintJSON(w io.Writer, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return printed(w, string(text))
}

func printed(w io.Writer, text string) error {
	var out harmless
	for _, r := range strings.TrimPrefix(text, "\ufeff") {
		out.add(r)
	}
	if !strings.HasSuffix(out.text.String(), "\n") {
		out.text.WriteByte('\n')
	}
	_, err := io.WriteString(w, out.text.String())
	return err
}

// harmless is JSON on its way to a terminal.
type harmless struct {
	text    strings.Builder
	within  bool // a string
	escaped bool // after a backslash in one
	marks   int  // combining marks that the last character has
}

// marksInARow is how many combining marks one character may carry, as on the screen: more
// of them draw over the lines above.
const marksInARow = 4

func (h *harmless) add(r rune) {
	ascii := r < 0x80 // nearly all of a large document is
	safe := ascii && ' ' <= r && r < 0x7f || !ascii && flow.Printable(r)
	switch {
	case !ascii && unicode.Is(unicode.M, r):
		h.marks++
		safe = safe && h.marks <= marksInARow
	case r == '"': // a mark right after it would change how it looks
		h.marks = marksInARow
	default:
		h.marks = 0
	}
	switch {
	case safe:
		h.text.WriteRune(r)
	case h.within && h.escaped: // no JSON, and must not become any
		h.text.WriteRune('\ufffd')
	case !h.within && r == '\n':
		h.text.WriteByte('\n')
	case !h.within && (r == '\t' || r == '\r'):
		h.text.WriteByte(' ')
	default:
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&h.text, `\u%04x`, unit)
		}
	}
	if r == '"' && !h.escaped {
		h.within = !h.within
	}
	h.escaped = h.within && !h.escaped && r == '\\'
}
