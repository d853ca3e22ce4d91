package record

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// encodings are the ways in which a text may stand in a file: raw, base64 (standard and for URLs,
// by itself or in the middle of more), percent-encoded, as JSON escapes it, once or twice, and hex.
func encodings(text string) []string {
	raw := []byte(text)
	list := []string{
		text,
		base64.RawStdEncoding.EncodeToString(raw), base64.RawURLEncoding.EncodeToString(raw), // padding may follow
		hex.EncodeToString(raw), strings.ToUpper(hex.EncodeToString(raw)),
		url.QueryEscape(text), url.PathEscape(text), lowerEscapes(url.QueryEscape(text)), everyByte("%%%02X", raw), everyByte("%%%02x", raw),
		everyByte(`\x%02x`, raw), everyUnit(`\u%04x`, text), everyUnit(`\u%04X`, text),
	}
	for _, escaped := range []string{inJSON(text), inHTMLJSON(text)} {
		list = append(list, escaped, inJSON(escaped), strings.ReplaceAll(escaped, "/", `\/`))
	}
	if len(raw) >= longEnough {
		list = append(list, aligned(raw, base64.RawStdEncoding)...)
		list = append(list, aligned(raw, base64.RawURLEncoding)...)
	}
	slices.Sort(list)
	return slices.Compact(list)
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
	return strings.NewReplacer("<", `\u003c`, ">", `\u003e`, "&", `\u0026`, "'", `\u0027`, "\u2028", `\u2028`, "\u2029", `\u2029`).Replace(inJSON(text))
}

func everyByte(form string, raw []byte) string {
	var b strings.Builder
	for _, c := range raw {
		fmt.Fprintf(&b, form, c)
	}
	return b.String()
}

// everyUnit writes each UTF-16 unit of a text, as JSON does where it escapes everything.
func everyUnit(form, text string) string {
	var b strings.Builder
	for _, r := range text {
		if r > 0xffff {
			r -= 0x10000
			fmt.Fprintf(&b, form, 0xd800+r>>10)
			r = 0xdc00 + r&0x3ff
		}
		fmt.Fprintf(&b, form, r)
	}
	return b.String()
}

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

// longEnough is the length, in bytes, from which a text is not met by chance.
const longEnough = 8
