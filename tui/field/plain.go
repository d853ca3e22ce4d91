package field

import "unicode"

// Digit returns the digit from 0 to 9 that r stands for, whatever its script: ٣ and ３ are 3.
// False when r is not a decimal digit.
func Digit(r rune) (digit rune, ok bool) {
	if r >= '0' && r <= '9' {
		return r, true
	}
	if !unicode.IsDigit(r) {
		return 0, false
	}
	// Unicode keeps decimal digits in runs of ten, each from 0 to 9.
	zero := r
	for unicode.IsDigit(zero - 1) {
		zero--
	}
	return '0' + (r-zero)%10, true
}

// Where the full-width copies of A to Z and a to z stand, which an input method types.
const (
	wideUpper = 'Ａ'
	wideLower = 'ａ'
	letters   = 26
)

// wideLetter returns the letter of which r is the full-width copy.
func wideLetter(r rune) (letter rune, ok bool) {
	switch {
	case r >= wideUpper && r < wideUpper+letters:
		return r - wideUpper + 'A', true
	case r >= wideLower && r < wideLower+letters:
		return r - wideLower + 'a', true
	}
	return 0, false
}

// isSymbol reports whether r is neither a letter with its accents nor printable ASCII: an
// emoji, a curly quote, ½. Codes are not made of these; messages put them around codes.
func isSymbol(r rune) bool {
	return r > unicode.MaxASCII && !unicode.In(r, unicode.L, unicode.Mn, unicode.Mc)
}
