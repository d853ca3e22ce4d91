// Package words has the sentences that a person or a script reads, made from the flow's values:
// what a Problem means, what leaving costs, how long something lasts. They name no key.
package words

import (
	"strings"

	"dintero-login/flow"
)

func Channel(c flow.Channel) string {
	switch c {
	case flow.SMS:
		return "SMS"
	case flow.Email:
		return "e-mail"
	default:
		return "code"
	}
}

func UserType(u flow.UserType) string {
	if u == flow.AsCompany {
		return "company"
	}
	return "customer"
}

// Joined leaves out what is empty.
func Joined(separator string, parts ...string) string {
	some := parts[:0:0]
	for _, part := range parts {
		if part != "" {
			some = append(some, part)
		}
	}
	return strings.Join(some, separator)
}
