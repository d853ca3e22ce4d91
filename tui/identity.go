package tui

import (
	"strings"
	"unicode"

	"github.com/nyaruka/phonenumbers"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"dintero-login/flow"
)

// reading is what an identifier that was typed amounts to.
type reading struct {
	sent    string // exactly what will be sent; empty when nothing can be
	about   string // what is known about it: "Norway, mobile"
	remark  string // what is changed about it before it is sent
	doubt   string // what may be wrong with it, though it can be sent
	problem string // why it cannot be sent
}

// readIdentifier reads the draft's identifier of the kind that is chosen.
func readIdentifier(d flow.Draft, region string) reading {
	if d.By == flow.ByEmail {
		return readEmail(d.Email)
	}
	return readPhone(d.Phone, region)
}

// Identify reads an identifier that came from a flag: the draft's own, as a person would
// have typed it. The problem is a sentence; it is empty when ident can be sent.
func Identify(d flow.Draft, region string) (ident, problem string) {
	read := readIdentifier(d, region)
	return read.sent, read.problem
}

// readPhone reads a phone number as libphonenumber does, dialled from the region.
func readPhone(typed, region string) reading {
	shown := flow.FromOutside(typed).Shown()
	if strings.TrimSpace(typed) == "" {
		return reading{problem: "Type the customer's phone number."}
	}
	if strings.ContainsFunc(typed, unicode.IsLetter) {
		return reading{problem: "A phone number has no letters. For an e-mail address, type its @."}
	}
	number, err := phonenumbers.Parse(typed, region)
	if err != nil {
		return reading{problem: "“" + shown + "” is not a phone number. Example: " + example(region)}
	}
	sent := phonenumbers.Format(number, phonenumbers.E164)
	country := countryName(phonenumbers.GetRegionCodeForNumber(number))
	if country == "" {
		country = "+" + strings.TrimPrefix(sent[:min(3, len(sent))], "+")
	}
	switch phonenumbers.IsPossibleNumberWithReason(number) {
	case phonenumbers.TOO_SHORT, phonenumbers.IS_POSSIBLE_LOCAL_ONLY:
		return reading{problem: "Too short for a phone number. Example: " + example(region)}
	case phonenumbers.TOO_LONG:
		if number.GetItalianLeadingZero() {
			return reading{problem: "Too long: numbers there do not start with 0. Leave the 0 out."}
		}
		return reading{problem: "Too long for a phone number. Example: " + example(region)}
	case phonenumbers.INVALID_COUNTRY_CODE:
		return reading{problem: "No country has this code. Example: " + example(region)}
	case phonenumbers.INVALID_LENGTH:
		return reading{problem: "No phone number has this length. Example: " + example(region)}
	}
	r := reading{sent: sent, about: country + lineType(number)}
	switch {
	case !phonenumbers.IsValidNumber(number):
		r.doubt = "No such number is in use, as far as is known."
	case dropsTrunkZero(typed, sent):
		r.remark = "The 0 in front of the number is left out."
	}
	return r
}

// canGrow says whether an identifier may be only half typed: with one more digit it would
// still be one. What is remarkable about the half is not yet worth a word.
func canGrow(d flow.Draft, region string) bool {
	if d.By == flow.ByEmail {
		return true
	}
	return readPhone(d.Phone+"0", region).problem == ""
}

// dropsTrunkZero says whether a zero that was typed is missing in what is sent.
func dropsTrunkZero(typed, sent string) bool {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, typed)
	digits = strings.TrimPrefix(digits, "00")
	return !strings.HasSuffix(sent, digits)
}

func example(region string) string {
	number := phonenumbers.GetExampleNumberForType(region, phonenumbers.MOBILE)
	if number == nil {
		return "+47 406 12 345"
	}
	return phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
}

func countryName(region string) string {
	code, err := language.ParseRegion(region)
	if err != nil {
		return ""
	}
	return display.English.Regions().Name(code)
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

// readEmail asks no more of an address than any mail system does. It is sent as typed.
func readEmail(typed string) reading {
	name, domain, found := strings.Cut(typed, "@")
	switch {
	case strings.TrimSpace(typed) == "":
		return reading{problem: "Type the customer's e-mail address."}
	case strings.ContainsFunc(typed, unicode.IsSpace):
		return reading{problem: "An e-mail address has no spaces. Take the space out."}
	case !found:
		return reading{problem: "An e-mail address has an @. Example: kari@example.com"}
	case name == "" || domain == "" || strings.Contains(domain, "@"):
		return reading{problem: "One name, one @, one domain. Example: kari@example.com"}
	case !strings.Contains(domain, ".") || strings.HasPrefix(domain, ".") || strings.HasSuffix(domain, ".") || strings.Contains(domain, ".."):
		return reading{problem: "The part after the @ is no domain. Example: kari@example.com"}
	case len(typed) > 254: // RFC 5321 section 4.5.3.1.3
		return reading{problem: "Longer than an e-mail address can be (254 characters)."}
	}
	return reading{sent: typed}
}

// hidden is an identifier as a shoulder may see it: enough to recognise, not to use.
func hidden(ident string) string {
	if name, domain, found := strings.Cut(ident, "@"); found {
		return flow.FromOutside(firstRune(name)).Shown() + "•••@" + flow.FromOutside(domain).Shown()
	}
	if len(ident) < 8 {
		return "•••"
	}
	country := ident[:3]
	if number, err := phonenumbers.Parse(ident, "ZZ"); err == nil {
		country = "+" + itoa(int(number.GetCountryCode()))
	}
	return flow.FromOutside(country + " ••• •• " + ident[len(ident)-3:]).Shown()
}

func firstRune(text string) string {
	for _, r := range text {
		return string(r)
	}
	return ""
}
