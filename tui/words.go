package tui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dintero-login/flow"
)

func itoa(n int) string { return strconv.Itoa(n) }

func channelWord(c flow.Channel) string {
	switch c {
	case flow.SMS:
		return "SMS"
	case flow.Email:
		return "e-mail"
	default:
		return "code"
	}
}

func userTypeWord(u flow.UserType) string {
	if u == flow.AsCompany {
		return "company"
	}
	return "customer"
}

func callWord(c flow.Call) string {
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
	default:
		return "the call"
	}
}

// runningWord is what the login is doing while a call runs.
func runningWord(c flow.Call) string {
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

// lossWords says what would be lost if the login ended now.
func lossWords(l flow.Loss) string {
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

// plural counts in words: "1 code", "2 codes".
func plural(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + one + "s"
}

// left is the time until something, as a countdown says it: never 0 while it lasts.
func left(d time.Duration) string {
	seconds := int((d + time.Second - 1) / time.Second)
	if seconds < 120 {
		return fmt.Sprintf("%d s", seconds)
	}
	return span(d)
}

// span is a length of time in its two largest units.
func span(d time.Duration) string {
	minutes := int(d / time.Minute)
	hours, days := minutes/60, minutes/60/24
	switch {
	case minutes < 1:
		return fmt.Sprintf("%d s", int(d/time.Second))
	case hours < 1:
		return fmt.Sprintf("%d min", minutes)
	case days < 1:
		return fmt.Sprintf("%d h %d min", hours, minutes%60)
	case hours%24 == 0:
		return plural(days, "day")
	default:
		return plural(days, "day") + fmt.Sprintf(" %d h", hours%24)
	}
}

// ago is an age; it changes once a minute, so that nothing wakes more often.
func ago(d time.Duration) string {
	if d < time.Minute {
		return "less than a minute ago"
	}
	return span(d) + " ago"
}

// joined leaves out what is empty.
func joined(separator string, parts ...string) string {
	some := parts[:0:0]
	for _, part := range parts {
		if part != "" {
			some = append(some, part)
		}
	}
	return strings.Join(some, separator)
}
