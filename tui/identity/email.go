package identity

import (
	"strings"
	"unicode"

	"dintero-login/flow"
)

// emailAtMost is the length of an address in bytes: RFC 5321 section 4.5.3.1.3, less the
// angle brackets.
const emailAtMost = 254

// neverInEmail are the signs that an address holds only in quotation marks, if at all
// (RFC 5322 section 3.2.3). Here they come from a list, a name beside the address, or a link.
const neverInEmail = `<>()[],;:"\`

// Email reads an e-mail address. It asks no more of one than mail systems do; it is sent as typed.
func Email(typed string) Reading {
	address, linked := cutScheme(typed, "mailto:")
	name, domain, found := strings.Cut(address, "@")
	odd := strings.IndexFunc(address, oddInEmail)
	switch {
	case strings.TrimSpace(typed) == "":
		return Reading{Problem: "Type the customer's e-mail address."}
	case linked && strings.ContainsAny(address, "%?"):
		return Reading{Problem: "This is a link. Type the address in it, as in kari@example.com."}
	case odd >= 0:
		return Reading{Problem: oddEmail([]rune(address[odd:])[0])}
	case !found:
		return Reading{Problem: "An e-mail address has an @. Example: kari@example.com"}
	case name == "" || domain == "" || strings.Contains(domain, "@"):
		return Reading{Problem: "One name, one @, one domain. Example: kari@example.com"}
	case !isDomain(domain):
		return Reading{Problem: "The part after the @ is not a domain. Example: kari@example.com"}
	case len(address) > emailAtMost:
		return Reading{Problem: "Longer than an e-mail address can be (254 characters)."}
	}
	r := Reading{Sent: address}
	if linked {
		r.Notes = append(r.Notes, "“mailto:” is left out.")
	}
	if i := strings.IndexFunc(address, func(c rune) bool { return c > unicode.MaxASCII }); i >= 0 {
		r.Notes = append(r.Notes, quotedRune([]rune(address[i:])[0])+" is not one of a–z. It is sent as typed.")
	}
	if strings.HasPrefix(name, ".") || strings.HasSuffix(name, ".") || strings.Contains(name, "..") {
		r.Doubt = "Many mail systems refuse a name with dots like these."
	}
	return r
}

// oddInEmail reports whether no address holds c: spaces, signs that only quote, and what
// cannot be seen.
func oddInEmail(c rune) bool {
	return unicode.IsSpace(c) || strings.ContainsRune(neverInEmail, c) || c == unicode.ReplacementChar ||
		!unicode.Is(unicode.M, c) && flow.FromOutside(string(c)).Shown() != string(c)
}

func oddEmail(c rune) string {
	switch {
	case unicode.IsSpace(c):
		return "An e-mail address has no spaces. Take the space out."
	default:
		return "An e-mail address has no " + quotedRune(c) + ". Type it alone, as in kari@example.com."
	}
}

// isDomain reports whether text is a host's name with a dot in it, in any script: RFC 5321
// section 4.1.2, without address literals.
func isDomain(text string) bool {
	labels := strings.Split(text, ".")
	for _, label := range labels {
		if label == "" || strings.HasPrefix(label, "-") || strings.HasSuffix(label, "-") || strings.ContainsFunc(label, notInLabel) {
			return false
		}
	}
	return len(labels) > 1
}

func notInLabel(c rune) bool { return c != '-' && !unicode.In(c, unicode.L, unicode.M, unicode.N) }
