package wire

import (
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dintero-login/flow"
)

// Error is a call that did not end as it should: which, and the facts about it. Its text
// names the call, the status and the error code, or what the network said, and never
// anything of a body beside the code, a token or a query. Decide with errors.As on its
// fields; errors.Is finds context.Canceled and context.DeadlineExceeded.
type Error struct {
	Call flow.Call
	flow.Failure

	Cut bool  // a good answer whose body was not whole
	err error // what net/http said
}

// names are the calls as the contract writes them.
var names = [...]string{
	flow.CallClientToken:    "client token",
	flow.CallLogin:          "login",
	flow.CallMFALogin:       "mfa_login",
	flow.CallChallenge:      "challenge",
	flow.CallAnswer:         "answer",
	flow.CallRecovery:       "mfa_login_recovery",
	flow.CallSettings:       "settings",
	flow.CallRefresh:        "refresh",
	flow.CallRevoke:         "revoke",
	flow.CallKeys:           "keys",
	flow.CallChangePassword: "change_password",
	flow.CallExists:         "existence",
}

// Error implements error.
func (e *Error) Error() string {
	what := e.Cause
	if e.Status != 0 {
		what = e.Code
		if what.IsEmpty() {
			what = e.Got
		}
		return strings.TrimSpace(fmt.Sprintf("%s: %d %s", names[e.Call], e.Status, what.Shown()))
	}
	return fmt.Sprintf("%s: %s", names[e.Call], what.Shown())
}

// Unwrap gives what the network said.
func (e *Error) Unwrap() error { return e.err }

// passing reports whether the next try may end otherwise.
func (e *Error) passing() bool {
	switch {
	case e.Reach == flow.TimedOut:
		return false
	case e.Reach != flow.Answered:
		return true
	}
	return e.Cut || e.Status >= 500 && e.RetryAfter == 0
}

// Setback is an error in words of our own, which may be shown.
type Setback struct{ Says string }

func (s *Setback) Error() string { return s.Says }

// unsent is a call that was never made.
func unsent(call flow.Call, err error) *Error { return Unanswered(call, err, flow.NotSent) }

// Unanswered is a call to which no status came.
func Unanswered(call flow.Call, err error, reach flow.Reach) *Error {
	var unknown x509.UnknownAuthorityError
	f := flow.Failure{Reach: reach, Cause: cause(err, reach), Untrusted: errors.As(err, &unknown)}
	return &Error{Call: call, Failure: f, err: err}
}

// Unusable is an answer with a good status and a body that is not what the API says.
func (a Answer) Unusable(wrong string) *Error {
	e := a.failure()
	e.Got = a.described(wrong)
	return e
}

// refused is an answer with any other status.
func (a Answer) refused(now time.Time) *Error {
	e := a.failure()
	e.RetryAfter = retryAfter(a.Header, now)
	if to := a.Header.Get("Location"); a.status/100 == 3 && to != "" {
		e.Got = a.foreign("redirect to "+withoutQuery(to), 300)
		return e
	}
	a.explain(&e.Failure)
	return e
}

func (a Answer) failure() *Error {
	return &Error{
		Call: a.call,
		Failure: flow.Failure{
			Reach: flow.Answered, Status: a.status, Request: a.foreign(requestID(a.Header), 100),
		},
		Cut: a.Succeeded() && a.cut != nil && a.cut != errTooLarge,
		err: a.cut,
	}
}

// requestID reads the headers that servers commonly put it in; the contract names none.
func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Amzn-Requestid", "X-Amz-Cf-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// withoutQuery is an address without what may be secret in it.
func withoutQuery(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "an address that cannot be read"
	}
	u.User, u.RawQuery, u.ForceQuery, u.Fragment, u.RawFragment = nil, "", false, "", ""
	u.Host = hostShown(u.Host)
	if u.Opaque != "" {
		u.Opaque = "…"
	}
	return u.String()
}
