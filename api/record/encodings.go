package record

import (
	"encoding/base64"
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/go-json-experiment/json/jsontext"
)

// encodings are the ways in which a text may stand in a file: raw, base64 (standard and for URLs,
// by itself or in the middle of more), percent-encoded, as JSON escapes it, once or twice, and hex.
func encodings(text string) []string {
	raw := []byte(text)
	list := []string{
		text,
		base64.RawStdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw), // padding may follow
		everyByte("", small, raw), everyByte("", large, raw),
		url.QueryEscape(text), url.PathEscape(text), lowerEscapes(url.QueryEscape(text)), everyByte("%", large, raw), everyByte("%", small, raw),
		everyByte(`\x`, small, raw), everyUnit(small, text), everyUnit(large, text),
	}
	for _, escaped := range []string{inJSON(text), inHTMLJSON(text)} {
		list = append(list, escaped, inJSON(escaped), strings.ReplaceAll(escaped, "/", `\/`))
	}
	if len(raw) >= codedEnough {
		list = append(list, aligned(raw, base64.RawStdEncoding)...)
		list = append(list, aligned(raw, base64.RawURLEncoding)...)
	}
	return list // some of them are equal for most texts
}

// written are the encodings of a text, and of the forms in which others write the same: a phone
// number without its +, an address in small letters.
func written(text string) []string {
	list := encodings(text)
	if digits, ok := strings.CutPrefix(text, "+"); ok {
		list = append(list, encodings(digits)...)
	}
	if lower := strings.ToLower(text); lower != text && strings.Contains(text, "@") {
		list = append(list, encodings(lower)...)
	}
	return list
}

// aligned is the base64 of a text that begins at the second or the third byte of a group of
// three, without the characters that its neighbours share.
func aligned(raw []byte, encoding *base64.Encoding) []string {
	var list []string
	for before := range 3 {
		whole := append(make([]byte, before), raw...)
		coded := encoding.EncodeToString(whole)
		list = append(list, coded[(before*8+5)/6:len(whole)*8/6])
	}
	return list
}

// inJSON is a text within the quotes of a JSON string.
func inJSON(text string) string {
	quoted, err := jsontext.AppendQuote(nil, strings.ToValidUTF8(text, "\ufffd"))
	if err != nil {
		return text
	}
	return string(quoted[1 : len(quoted)-1])
}

// inHTMLJSON is the same as encoding/json writes it, and others that care about HTML.
func inHTMLJSON(text string) string {
	if !strings.ContainsAny(text, "<>&'\u2028\u2029") {
		return inJSON(text)
	}
	return strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "'", `\u0027`, "\u2028", `\u2028`, "\u2029", `\u2029`).Replace(inJSON(text))
}

// everyByte writes each byte in hex behind a mark.
func everyByte(mark, digits string, raw []byte) string {
	b := make([]byte, 0, len(raw)*(len(mark)+2))
	for _, c := range raw {
		b = append(append(b, mark...), digits[c>>4], digits[c&15])
	}
	return string(b)
}

// everyUnit writes each UTF-16 unit of a text, as JSON does where it escapes everything.
func everyUnit(digits, text string) string {
	b := make([]byte, 0, 6*len(text))
	for _, u := range utf16.Encode([]rune(text)) {
		b = append(b, '\\', 'u', digits[u>>12], digits[u>>8&15], digits[u>>4&15], digits[u&15])
	}
	return string(b)
}

// The digits of hex.
const (
	small = "0123456789abcdef"
	large = "0123456789ABCDEF"
)

// lowerEscapes writes the digits of percent escapes in small letters.
func lowerEscapes(text string) string {
	b := []byte(text)
	for i := 0; i+2 < len(b); i++ {
		if b[i] == '%' {
			copy(b[i:], strings.ToLower(string(b[i:i+3])))
		}
	}
	return string(b)
}

// The lengths, in bytes, from which a text is not met by chance: as it is, and in an encoding.
const (
	longEnough  = 8
	codedEnough = 6
)
