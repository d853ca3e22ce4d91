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

func Call(c flow.Call) string {
	switch c {
	case flow.CallClientToken:
		return "the request for a client token"
	case flow.CallLogin:
		return "the sign-in without a code"
	case flow.CallMFALogin:
		return "the sign-in"
	case flow.CallChallenge:
		return "sending the code"
	case flow.CallAnswer:
		return "checking the code"
	case flow.CallRecovery:
		return "starting the recovery"
	case flow.CallSettings:
		return "reading the settings"
	case flow.CallRefresh:
		return "the refresh"
	case flow.CallRevoke:
		return "the sign-out"
	case flow.CallKeys:
		return "reading the public keys"
	case flow.CallChangePassword:
		return "mailing the link"
	case flow.CallExists:
		return "asking whether the customer exists"
	default:
		return "the call"
	}
}

// Running is what the login is doing while a call runs.
func Running(c flow.Call) string {
	switch c {
	case flow.CallLogin, flow.CallMFALogin:
		return "signing in"
	case flow.CallSettings:
		return "reading the settings"
	case flow.CallChangePassword:
		return "mailing the link"
	case flow.CallChallenge, flow.CallRecovery:
		return "sending the code"
	case flow.CallAnswer:
		return "checking the code"
	case flow.CallRefresh:
		return "refreshing the session"
	default:
		return "signing out"
	}
}

// Loss says what would be lost if the login ended now.
func Loss(l flow.Loss) string {
	return [...]string{
		flow.NothingLost: "",
		flow.LoginLost:   "This login ends here.",
		flow.TryLost:     "The sign-in that is running may count as a try.",
		flow.MailLost:    "The mail may be sent all the same.",
		flow.MessageLost: "The code that is being sent will be useless.",
		flow.CodeLost:    "The code that was sent will be useless.",
		flow.CheckLost:   "The code that was sent will be useless.",
		flow.SessionLost: "The session ends here.",
	}[l]
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
