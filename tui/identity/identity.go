// Package identity reads what somebody typed as a phone number or an e-mail address: what of it
// will be sent, what was changed, what may be wrong with it, and why it cannot be sent. It is the
// one package that imports libphonenumber. Its rules:
//
//   - Nothing is changed silently: a digit or a sign that is not sent is noted, doubted or refused.
//   - A number that is only probably wrong can be sent, with a doubt.
//   - Every text here can be shown as it is, apart from Sent of an e-mail address.
package identity

import (
	"errors"
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dintero-login/flow"
	"dintero-login/tui/field"
)

// e164AtMost is the length of a phone number with its +: 15 digits (ITU-T E.164 section 6).
const e164AtMost = 16

// Reading is what an identifier that was typed amounts to.
type Reading struct {
	Sent    string   // exactly what will be sent; empty when nothing can be
	About   string   // what is known about it: "Norway, mobile"
	Notes   []string // sentences that say what is changed about it before it is sent
	Doubt   string   // a sentence on what may be wrong with it, though it can be sent
	Problem string   // a sentence on why it cannot be sent; empty when it can
	perhaps string   // the number that was probably meant, with a doubt or a problem
}

// Read reads the draft's identifier of the kind that is chosen. A phone number without a country
// code is one of the region, ISO 3166.
func Read(d flow.Draft, region string) Reading {
	if d.By == flow.ByEmail {
		return Email(d.Email)
	}
	return readPhone(d.Phone, region)
}

// Guess adds to a sentence the number that was probably meant. It says what was typed, so
// it is not for an audience.
func (r Reading) Guess(sentence string) string {
	if r.perhaps == "" || sentence == "" {
		return sentence
	}
	return sentence + " Perhaps " + r.perhaps + "?"
}

// readPhone reads a phone number as libphonenumber does, dialled from the region. The
// library skips what it does not know, so it is given digits alone.
func readPhone(typed, region string) Reading {
	dial, r := dialled(typed)
	if r.Problem != "" {
		return r
	}
	abroad := strings.HasPrefix(dial, "+")
	if !abroad && phonenumbers.GetCountryCodeForRegion(region) == 0 {
		return Reading{Problem: "Begin with + and the country code. Example: " + example(region)}
	}
	number, err := phonenumbers.ParseAndKeepRawInput(dial, region)
	switch {
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return Reading{Problem: "Too long for a phone number. Example: " + example(region)}
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return Reading{Problem: "No country has this code.", perhaps: meant(dial, nil, region)}.orExample(region)
	case err != nil:
		return Reading{Problem: "Too short for a phone number. Example: " + example(region)}
	}
	sent := e164(number)
	switch phonenumbers.IsPossibleNumberWithReason(number) {
	case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return Reading{Problem: "Too short for a phone number. Example: " + example(region)}
	case phonenumbers.TOO_LONG:
		r := Reading{Problem: "Too long for a " + code(number) + " number.", perhaps: meant(dial, number, region)}
		if r.perhaps == "" && !abroad {
			r.Problem += " A number from abroad begins with + and its country code."
			return r
		}
		return r.orExample(region)
	case phonenumbers.INVALID_COUNTRY_CODE:
		return Reading{Problem: "No country has this code."}.orExample(region)
	case phonenumbers.INVALID_LENGTH:
		return Reading{Problem: "No " + code(number) + " number has this length.", perhaps: meant(dial, number, region)}.orExample(region)
	}
	if len(sent) > e164AtMost {
		return Reading{Problem: "Too long for a phone number. Example: " + example(region)}
	}
	r.Sent, r.About = sent, country(number)+lineType(number)
	if note := rewritten(dial, number); note != "" {
		r.Notes = append(r.Notes, note)
	}
	if !phonenumbers.IsValidNumber(number) {
		if again, err := phonenumbers.Parse(sent, region); err != nil || e164(again) != sent {
			return Reading{Problem: "No " + code(number) + " number begins like this.", perhaps: meant(dial, number, region)}.orExample(region)
		}
		r.Doubt, r.perhaps = "As far as is known, this number is not in use.", meant(dial, number, region)
	}
	return r
}

// orExample adds an example to a problem for which there is no guess.
func (r Reading) orExample(region string) Reading {
	if r.perhaps == "" {
		r.Problem += " Example: " + example(region)
	}
	return r
}

// rewritten says which digits of what was dialled are not in what is sent.
func rewritten(dial string, number *phonenumbers.PhoneNumber) string {
	digits, abroad := strings.CutPrefix(dial, "+")
	national := phonenumbers.GetNationalSignificantNumber(number)
	before, ends := strings.CutSuffix(digits, national)
	if number.GetCountryCodeSource() != phonenumbers.PhoneNumber_FROM_DEFAULT_COUNTRY {
		if prefix, coded := strings.CutSuffix(before, code(number)[1:]); coded && !abroad {
			return "" // a prefix for calls abroad: the + stands in its place
		} else if coded {
			before = prefix
		} else {
			_, before, coded = strings.Cut(before, code(number)[1:])
			ends = ends && coded
		}
	}
	switch {
	case !ends:
		return "Some digits are changed: compare what will be sent."
	case before != "":
		return "The " + before + " in front of the number is left out."
	}
	return ""
}

// meant is a number in use that what was dialled probably stands for; empty when none is
// known: without the 0 that only some countries use, or with the + that was left out.
func meant(dial string, number *phonenumbers.PhoneNumber, region string) string {
	digits := strings.TrimPrefix(dial, "+")
	var candidates []string
	if bare, found := strings.CutPrefix(digits, "00"); found {
		candidates = append(candidates, "+"+bare)
	}
	if number != nil {
		national := phonenumbers.GetNationalSignificantNumber(number)
		if bare := strings.TrimLeft(national, "0"); bare != national {
			candidates = append(candidates, code(number)+bare)
		}
	}
	if digits == dial {
		candidates = append(candidates, "+"+digits)
	} else {
		candidates = append(candidates, digits) // a + before a number of the region
	}
	for _, candidate := range candidates {
		other, err := phonenumbers.Parse(candidate, region)
		if err == nil && phonenumbers.IsValidNumber(other) {
			return phonenumbers.Format(other, phonenumbers.INTERNATIONAL)
		}
	}
	return ""
}

// CanGrow reports whether an identifier may be only half typed: with one more digit it would
// still be one. What is remarkable about the half is not yet worth a word.
func CanGrow(d flow.Draft, region string) bool {
	if d.By == flow.ByEmail {
		return true
	}
	return readPhone(d.Phone+"0", region).Problem == ""
}

func example(region string) string {
	number := phonenumbers.GetExampleNumberForType(region, phonenumbers.MOBILE)
	if number == nil {
		return "+47 406 12 345"
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}

// e164 is a number as it is sent. The library's own format gives what was typed instead
// where all digits are 0.
func e164(number *phonenumbers.PhoneNumber) string {
	return code(number) + phonenumbers.GetNationalSignificantNumber(number)
}

// code is a number's country code, with its +.
func code(number *phonenumbers.PhoneNumber) string {
	return "+" + strconv.Itoa(int(number.GetCountryCode()))
}

// country is the name of a number's country, or its code where several countries share it.
func country(number *phonenumbers.PhoneNumber) string {
	region := phonenumbers.GetRegionCodeForNumber(number)
	shared := phonenumbers.GetRegionCodesForCountryCode(int(number.GetCountryCode()))
	if region == "" && len(shared) == 1 {
		region = shared[0]
	}
	if name := countryName(region); name != "" {
		return name
	}
	return code(number)
}

func countryName(region string) string {
	parsed, err := language.ParseRegion(region)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(parsed)
}

func lineType(number *phonenumbers.PhoneNumber) string {
	switch phonenumbers.GetNumberType(number) {
	case phonenumbers.MOBILE:
		return ", mobile"
	case phonenumbers.FIXED_LINE:
		return ", fixed line"
	default:
		return ""
	}
}

// Hidden is an identifier as a shoulder may see it: enough to recognise, not to use.
func Hidden(ident string) string {
	if name, domain, found := strings.Cut(ident, "@"); found {
		return field.Drawn(firstRune(name)) + "•••@" + field.Drawn(domain)
	}
	if len(ident) < 8 {
		return "•••"
	}
	country := ident[:3]
	if number, err := phonenumbers.Parse(ident, "ZZ"); err == nil {
		country = code(number)
	}
	return field.Drawn(country + " ••• •• " + ident[len(ident)-3:])
}

func firstRune(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}
