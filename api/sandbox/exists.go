package sandbox

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// exists is HEAD /accounts/{aid}/customers/users?email=…&phone_number=…: 200 if a customer of
// any type has the e-mail address or the phone number, or both where both are given; else 404.
// It sends nothing, counts as no try, and ignores locks. An account that has the check
// switched off answers 405 with an empty Allow (RFC 9110 10.2.1).
func (x *exchange) exists() (any, *refusal) {
	if !x.account.plan.existence {
		x.w.Header()["Allow"] = []string{""}
		return nil, newRefusal(405, "method_not_allowed", "the existence check is switched off for this account")
	}
	wanted, refused := query(x.r.URL.RawQuery, byEmail, byPhone)
	if refused != nil {
		return nil, refused
	}
	for _, userType := range customerTypes {
		if x.account.has(userType, wanted) {
			return struct{}{}, nil
		}
	}
	return nil, notFound("there is no such customer")
}

// has reports whether one customer of a type is found by every identifier.
func (a *account) has(userType string, idents map[string]string) bool {
	var same *customer
	for identType, ident := range idents {
		c := a.customers[identKey(userType, identType, ident)]
		if c == nil || same != nil && same != c {
			return false
		}
		same = c
	}
	return true
}

// query reads the identifiers in a query: at least one, each at most once, and nothing
// else. A + in a query means a space, as in a form, so a number whose + is not
// percent-encoded is refused. A 404 would hide the client's mistake.
func query(text string, names ...string) (map[string]string, *refusal) {
	values, err := url.ParseQuery(text)
	wanted := map[string]string{}
	var problems []problem
	for _, name := range names {
		switch given := values[name]; {
		case len(given) > 1:
			problems = append(problems, problem{name, "is there twice"})
		case len(given) == 1 && !identShape[name](given[0]):
			problems = append(problems, problem{name, "is not well-formed; a + is written %2B"})
		case len(given) == 1:
			wanted[name] = given[0]
		}
		delete(values, name)
	}
	switch {
	case err != nil || len(values) > 0:
		problems = append(problems, problem{Message: "the query may hold " + strings.Join(names, " and ") + " only"})
	case len(wanted) == 0 && len(problems) == 0:
		problems = append(problems, problem{Message: strings.Join(names, " or ") + " is required"})
	}
	if len(problems) > 0 {
		return nil, invalidParameters(problems...)
	}
	return wanted, nil
}

// identShape reports whether an identifier can be one: an e-mail address has one @ and no
// space, a phone number matches ^\+?[1-9]\d{1,14}$.
var identShape = map[string]func(string) bool{byEmail: isAddress, byPhone: isNumber}

func isAddress(text string) bool {
	name, host, found := strings.Cut(text, "@")
	odd := func(r rune) bool { return r == '@' || unicode.IsSpace(r) || unicode.IsControl(r) }
	return found && name != "" && host != "" && utf8.ValidString(text) && !strings.ContainsFunc(name+host, odd)
}

func isNumber(text string) bool {
	digits := strings.TrimPrefix(text, "+")
	return len(digits) >= 2 && len(digits) <= 15 && digits[0] != '0' && strings.Trim(digits, "0123456789") == ""
}
