package guide

import (
	"slices"
	"strconv"
	"strings"

	"dintero-login/flow"
)

// sent is the requests in one line, each with the status of its answer. One that was made several
// times stands there once.
func sent(exchanges []flow.Exchange) string {
	if len(exchanges) == 0 {
		return "nothing"
	}
	exchanges = slices.Clone(exchanges)
	slices.SortStableFunc(exchanges, func(a, b flow.Exchange) int { return aside(a) - aside(b) })
	var all []string
	var last flow.Call
	for i, x := range exchanges {
		if i > 0 && x.Call == last {
			all[len(all)-1] += ", " + answer(x)
			continue
		}
		last = x.Call
		all = append(all, Request(x.Call)+" "+answer(x))
	}
	return strings.Join(all, " · ")
}

// aside puts what the program reads for itself behind the login's requests.
func aside(x flow.Exchange) int {
	if x.Call == flow.CallKeys {
		return 1
	}
	return 0
}

// answer is a status in digits, or why there is none.
func answer(x flow.Exchange) string {
	switch {
	case !x.Over:
		return "…"
	case x.Status == 0:
		return "no answer"
	}
	return strconv.Itoa(x.Status)
}

// Request is a call's method and its path below the account.
func Request(c flow.Call) string {
	return [...]string{
		flow.CallClientToken:    "POST auth/token",
		flow.CallLogin:          "POST customers/login",
		flow.CallMFALogin:       "POST customers/mfa_login",
		flow.CallChallenge:      "POST auth/mfa/challenge",
		flow.CallAnswer:         "POST auth/token",
		flow.CallRecovery:       "POST customers/mfa_login_recovery",
		flow.CallSettings:       "GET customers/settings",
		flow.CallRefresh:        "POST auth/token",
		flow.CallRevoke:         "POST auth/revoke",
		flow.CallKeys:           "GET auth/keys",
		flow.CallChangePassword: "POST customers/change_password",
		flow.CallExists:         "HEAD customers/users",
	}[c]
}
