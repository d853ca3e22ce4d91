package field

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"dintero-login/flow"
)

// class is what a character is to a field.
type class int

const (
	plain class = iota
	space
	dash
	lineBreak
	tab
	control
	invisible
	unreadable
	classes // how many there are
)

// names are the words for one and for many, in the order in which they are told.
var names = [classes]struct{ one, many string }{
	space:      {"a space", "spaces"},
	dash:       {"a dash", "dashes"},
	lineBreak:  {"a line break", "line breaks"},
	tab:        {"a tab", "tabs"},
	control:    {"a control character", "control characters"},
	invisible:  {"an invisible character", "invisible characters"},
	unreadable: {"an unreadable byte", "unreadable bytes"},
}

// classOf classifies r, which took size bytes.
func classOf(r rune, size int) class {
	switch {
	case r > ' ' && r < 0x7f && r != '-':
		return plain
	case r == utf8.RuneError && size == 1:
		return unreadable
	case r == '\n', r == '\r', r == 0x85, r == 0x2028, r == 0x2029:
		return lineBreak
	case r == '\t':
		return tab
	case unicode.IsControl(r):
		return control
	case unicode.Is(unicode.Zs, r):
		return space
	case unicode.Is(unicode.Dash, r):
		return dash
	case flow.FromOutside("x"+string(r)).Shown() != "x"+string(r):
		return invisible // the sanitiser decides, so that both always agree
	}
	return plain
}

// leftOut counts what stayed out.
type leftOut [classes]int

// typable says whether a keyboard has it, so that a secret can.
func (c class) typable() bool {
	return c != lineBreak && c != tab && c != control && c != unreadable
}

// words makes a sentence of it: "2 spaces and a line break were left out".
func (l leftOut) words() string {
	var parts []string
	total := 0
	for c, n := range l {
		total += n
		switch {
		case n == 1:
			parts = append(parts, names[c].one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, names[c].many))
		}
	}
	switch last := len(parts) - 1; {
	case total == 0:
		return ""
	case total == 1:
		return parts[0] + " was left out"
	case last == 0:
		return parts[0] + " were left out"
	default:
		return strings.Join(parts[:last], ", ") + " and " + parts[last] + " were left out"
	}
}

// keep is what a field of this kind takes of text, what it leaves out, or, in words,
// why it takes nothing.
func (k Kind) keep(text string, pasted bool) (kept string, left leftOut, refused string) {
	// Nothing of this size belongs here, whatever would be left of it.
	if len(text) > 64*Limit {
		return "", leftOut{}, fmt.Sprintf("not taken: it is %d bytes long, and %d characters is the most", len(text), Limit)
	}
	if k == Secret {
		return keepWhole(text)
	}
	kept = k.filter(text, &left)
	if k == Value && pasted {
		trimmed := strings.Trim(kept, " ")
		left[space] += len(kept) - len(trimmed)
		kept = trimmed
	}
	return kept, left, ""
}

// filter takes out what does not belong in a Value or a Code.
func (k Kind) filter(text string, left *leftOut) string {
	var b strings.Builder
	each(text, func(c class, bytes string) {
		if c == plain || k == Value && (bytes == " " || c == dash) {
			b.WriteString(bytes)
		} else {
			left[c]++
		}
	})
	return b.String()
}

// keepWhole takes what a person could have typed as it is. What nobody can type may
// stand around it, from the copying, but not in it.
func keepWhole(text string) (kept string, left leftOut, refused string) {
	from, to := len(text), 0 // the first and the last thing that could be typed
	var at int
	each(text, func(c class, bytes string) {
		if c.typable() {
			from, to = min(from, at), at+len(bytes)
		}
		at += len(bytes)
	})
	at = 0
	each(text, func(c class, bytes string) {
		switch {
		case c.typable():
		case from < at && at < to:
			refused = "not taken: it has " + names[c].one + " in its middle"
		default:
			left[c]++
		}
		at += len(bytes)
	})
	if refused != "" || from > to {
		return "", left, refused
	}
	return text[from:to], left, ""
}

// each walks text by character; CR LF is one line break.
func each(text string, visit func(c class, bytes string)) {
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		if strings.HasPrefix(text, "\r\n") {
			size = 2
		}
		visit(classOf(r, size), text[:size])
		text = text[size:]
	}
}
