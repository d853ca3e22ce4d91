package tui

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

// identification is what an identifier that was typed amounts to.
type identification struct {
	sent    string   // exactly what will be sent; empty when nothing can be
	about   string   // what is known about it: "Norway, mobile"
	notes   []string // what is changed about it before it is sent
	doubt   string   // what may be wrong with it, though it can be sent
	problem string   // why it cannot be sent
	perhaps string   // the number that was probably meant, with a doubt or a problem
}

// readIdentifier reads the draft's identifier of the kind that is chosen.
func readIdentifier(d flow.Draft, region string) identification {
	if d.By == flow.ByEmail {
		return readEmail(d.Email)
	}
	return readPhone(d.Phone, region)
}

// Identify reads an identifier that came from a flag: the draft's own, as a person would
// have typed it. The problem is a sentence; it is empty when ident can be sent.
func Identify(d flow.Draft, region string) (ident, problem string) {
	read := readIdentifier(d, region)
	return read.sent, read.guess(read.problem)
}

// guess adds to a sentence the number that was probably meant. It says what was typed, so
// it is not for an audience.
func (r identification) guess(sentence string) string {
	if r.perhaps == "" || sentence == "" {
		return sentence
	}
	return sentence + " Perhaps " + r.perhaps + "?"
}

// readPhone reads a phone number as libphonenumber does, dialled from the region. The
// library skips what it does not know, so it is given digits alone.
func readPhone(typed, region string) identification {
	dial, r := dialled(typed)
	if r.problem != "" {
		return r
	}
	abroad := strings.HasPrefix(dial, "+")
	if !abroad && phonenumbers.GetCountryCodeForRegion(region) == 0 {
		return identification{problem: "Begin with + and the country code. Example: " + example(region)}
	}
	number, err := phonenumbers.ParseAndKeepRawInput(dial, region)
	switch {
	case errors.Is(err, phonenumbers.ErrNumTooLong):
		return identification{problem: "Too long for a phone number. Example: " + example(region)}
	case errors.Is(err, phonenumbers.ErrInvalidCountryCode):
		return identification{problem: "No country has this code.", perhaps: meant(dial, nil, region)}.orExample(region)
	case err != nil:
		return identification{problem: "Too short for a phone number. Example: " + example(region)}
	}
	sent := e164(number)
	switch phonenumbers.IsPossibleNumberWithReason(number) {
	case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return identification{problem: "Too short for a phone number. Example: " + example(region)}
	case phonenumbers.TOO_LONG:
		r := identification{problem: "Too long for a " + code(number) + " number.", perhaps: meant(dial, number, region)}
		if r.perhaps == "" && !abroad {
			r.problem += " A number from abroad begins with + and its country code."
			return r
		}
		return r.orExample(region)
	case phonenumbers.INVALID_COUNTRY_CODE:
		return identification{problem: "No country has this code."}.orExample(region)
	case phonenumbers.INVALID_LENGTH:
		return identification{problem: "No " + code(number) + " number has this length.", perhaps: meant(dial, number, region)}.orExample(region)
	}
	if len(sent) > e164AtMost {
		return identification{problem: "Too long for a phone number. Example: " + example(region)}
	}
	r.sent, r.about = sent, country(number)+lineType(number)
	if note := rewritten(dial, number); note != "" {
		r.notes = append(r.notes, note)
	}
	if !phonenumbers.IsValidNumber(number) {
		if again, err := phonenumbers.Parse(sent, region); err != nil || e164(again) != sent {
			return identification{problem: "No " + code(number) + " number begins like this.", perhaps: meant(dial, number, region)}.orExample(region)
		}
		r.doubt, r.perhaps = "As far as is known, this number is not in use.", meant(dial, number, region)
	}
	return r
}

// orExample adds an example to a problem for which there is no guess.
func (r identification) orExample(region string) identification {
	if r.perhaps == "" {
		r.problem += " Example: " + example(region)
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

// canGrow reports whether an identifier may be only half typed: with one more digit it would
// still be one. What is remarkable about the half is not yet worth a word.
func canGrow(d flow.Draft, region string) bool {
	if d.By == flow.ByEmail {
		return true
	}
	return readPhone(d.Phone+"0", region).problem == ""
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

// hidden is an identifier as a shoulder may see it: enough to recognise, not to use.
func hidden(ident string) string {
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
