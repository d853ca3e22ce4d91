package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dintero-login/tui/field"
)

// dialled is what of the text is dialled: digits, and a + in front of them. The Reading
// says what was changed, or what in the text is not part of a phone number.
func dialled(typed string) (dial string, r Reading) {
	text := strings.TrimSpace(typed)
	if rest, found := cutScheme(text, "tel:"); found {
		text = rest
		r.Notes = append(r.Notes, "“tel:” is left out.")
	}
	var b strings.Builder
	plain := true
	for i, c := range text {
		digit, isDigit := field.Digit(c)
		isPlus := c == '+' || c == '＋'
		switch {
		case isPlus && b.Len() > 0:
			return "", Reading{Problem: "A phone number has one +, at the front."}
		case isPlus:
			plain = plain && c == '+'
			b.WriteByte('+')
		case isDigit:
			plain = plain && c == digit
			b.WriteRune(digit)
		case !groups(c):
			return "", Reading{Problem: foreignToPhone(text, i, b.Len())}
		}
	}
	switch dial = b.String(); {
	case text == "" && len(r.Notes) == 0:
		return "", Reading{Problem: "Type the customer's phone number."}
	case strings.Trim(dial, "+") == "":
		return "", Reading{Problem: "A phone number has digits."}
	}
	if !plain {
		r.Notes = append(r.Notes, "Sent in plain digits, 0–9.")
	}
	return dial, r
}

// cutScheme cuts the scheme of a link off, as it is copied from a page.
func cutScheme(text, scheme string) (rest string, found bool) {
	if len(text) < len(scheme) || !strings.EqualFold(text[:len(scheme)], scheme) {
		return text, false
	}
	return text[len(scheme):], true
}

// groups reports whether c only groups the digits of a number.
func groups(c rune) bool {
	return unicode.In(c, unicode.Zs, unicode.Dash) || strings.ContainsRune("./()[]．／（）［］", c)
}

// atLeastDigits is from how many digits on a sign behind them begins an extension.
const atLeastDigits = 7

// foreignToPhone says what is wrong with the character at a place in the text, after so many
// digits.
func foreignToPhone(text string, at, digits int) string {
	r, _ := utf8.DecodeRuneInString(text[at:])
	rest := strings.ToLower(text[at:])
	switch {
	case strings.Contains(text, "@"):
		return "This is an e-mail address, not a phone number."
	case digits >= atLeastDigits && (strings.ContainsRune("xX#;,*", r) || strings.HasPrefix(rest, "ext")):
		return "Only one number, and no extension, can be sent."
	case strings.ContainsFunc(text, unicode.IsLetter):
		return "A phone number has no letters. For an e-mail address, type its @."
	default:
		return "A phone number has no " + quotedRune(r) + ". Take it out."
	}
}

// quotedRune is one character in quotation marks, safe to show.
func quotedRune(r rune) string { return "“" + field.Drawn(string(r)) + "”" }
