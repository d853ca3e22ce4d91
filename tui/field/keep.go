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
	symbol // in a Code alone
	classes
)

// names are the words for one and for many, in the order in which a sentence has them.
var names = [classes]struct{ one, many string }{
	space:      {"a space", "spaces"},
	dash:       {"a dash", "dashes"},
	lineBreak:  {"a line break", "line breaks"},
	tab:        {"a tab", "tabs"},
	control:    {"a control character", "control characters"},
	invisible:  {"an invisible character", "invisible characters"},
	unreadable: {"an unreadable byte", "unreadable bytes"},
	symbol:     {"a symbol", "symbols"},
}

// classOf returns the class of r, which took size bytes.
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
	case unicode.Is(unicode.Dash, r), r == 'ー', r == 'ｰ': // the last two are a Japanese keyboard's
		return dash
	case flow.FromOutside("x"+string(r)).Shown() != "x"+string(r):
		return invisible // the sanitiser decides, so that both always agree
	}
	return plain
}

// changes are what a field did to a text before it took it.
type changes struct {
	left            [classes]int // what stayed out, counted
	digits, letters bool         // whether some were replaced by their plain forms
}

// typable reports whether a keyboard has such characters, so that a secret can hold them.
func (c class) typable() bool {
	return c != lineBreak && c != tab && c != control && c != unreadable
}

// words returns the changes as a sentence: "2 spaces and a line break were left out; the digits are
// sent as plain 0–9".
func (c changes) words() string {
	var parts []string
	if left := c.leftOut(); left != "" {
		parts = append(parts, left)
	}
	if c.digits {
		parts = append(parts, "the digits are sent as plain 0–9")
	}
	if c.letters {
		parts = append(parts, "full-width letters are sent as plain A–Z")
	}
	return strings.Join(parts, "; ")
}

func (c changes) leftOut() string {
	var parts []string
	total := 0
	for class, n := range c.left {
		total += n
		switch {
		case n == 1:
			parts = append(parts, names[class].one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, names[class].many))
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

// keep returns the part of text that a field of this kind takes and what it changed, or, as a
// sentence, why it takes nothing.
func (k Kind) keep(text string, pasted bool) (kept string, did changes, refused string) {
	// Nothing of this size belongs here, whatever would be left of it.
	if len(text) > 64*Limit {
		return "", changes{}, fmt.Sprintf("not taken: it is %d bytes long, and %d characters is the most", len(text), Limit)
	}
	if k == Secret {
		return keepWhole(text)
	}
	if k == Code {
		return keepCode(text)
	}
	kept = keepVisible(text, &did)
	if pasted {
		trimmed := strings.Trim(kept, " ")
		did.left[space] += len(kept) - len(trimmed)
		kept = trimmed
	}
	return kept, did, ""
}

// keepVisible takes one visible line.
func keepVisible(text string, did *changes) string {
	var b strings.Builder
	each(text, func(c class, bytes string) {
		if c == plain || bytes == " " || c == dash {
			b.WriteString(bytes)
		} else {
			did.left[c]++
		}
	})
	return b.String()
}

// keepCode takes letters, digits and ASCII punctuation; digits of other scripts and
// full-width letters become plain, since no message holds them.
func keepCode(text string) (kept string, did changes, refused string) {
	var b strings.Builder
	each(text, func(c class, bytes string) {
		r, _ := utf8.DecodeRuneInString(bytes)
		digit, isDigit := Digit(r)
		letter, isWide := wideLetter(r)
		switch {
		case c != plain:
			did.left[c]++
		case isDigit:
			did.digits = did.digits || digit != r
			b.WriteRune(digit)
		case isWide:
			did.letters = true
			b.WriteRune(letter)
		case isSymbol(r):
			did.left[symbol]++
		default:
			b.WriteString(bytes)
		}
	})
	return b.String(), did, ""
}

// keepWhole takes what a person could have typed as it is. What nobody can type may
// stand around it, from the copying, but not in it.
func keepWhole(text string) (kept string, did changes, refused string) {
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
			did.left[c]++
		}
		at += len(bytes)
	})
	if refused != "" || from > to {
		return "", did, refused
	}
	return text[from:to], did, ""
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
