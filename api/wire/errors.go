package wire

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"dintero-login/flow"
)

// Error is a failed call, and the facts about the failure. Its text names the call, the status and
// the error code, or the network error. Of a body it holds the code only, and never a token or a
// query. Use errors.As and its fields; errors.Is finds context.Canceled and
// context.DeadlineExceeded.
type Error struct {
	Call flow.Call
	flow.Failure

	Cut bool  // a 2xx answer whose body is incomplete
	err error // the error of net/http
}

// Error implements error.
func (e *Error) Error() string {
	what := e.Cause
	if e.Status != 0 {
		what = e.Code
		if what.IsEmpty() {
			what = e.Got
		}
		return strings.TrimSpace(fmt.Sprintf("%s: %d %s", routes[e.Call].name, e.Status, what.Shown()))
	}
	return fmt.Sprintf("%s: %s", routes[e.Call].name, what.Shown())
}

// Unwrap returns the error of net/http.
func (e *Error) Unwrap() error { return e.err }

// isTransient reports whether another try may succeed.
func (e *Error) isTransient() bool {
	switch {
	case e.Reach == flow.TimedOut:
		return false
	case e.Reach != flow.Answered:
		return true
	}
	return e.Cut || e.Status >= 500 && e.RetryAfter == 0
}

// ShownError is an error whose text is ours and may be shown.
type ShownError struct{ Text string }

func (s *ShownError) Error() string { return s.Text }

// Unanswered returns the Error of a call that got no status.
func Unanswered(call flow.Call, err error, reach flow.Reach) *Error {
	f := flow.Failure{Reach: reach, Cause: cause(err, reach)}
	if reach == flow.NotSent {
		f.Network = network(err)
	}
	return &Error{Call: call, Failure: f, err: err}
}

// Unusable returns the Error of an answer with a 2xx status and an unexpected body.
func (a Answer) Unusable(wrong string) *Error {
	e := a.failure()
	e.Got, e.Page = a.described(wrong), a.Kind() == "HTML"
	a.Conclude(e)
	return e
}

// refused returns the Error of an answer with any other status.
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
			Reach: flow.Answered, Status: a.status, Request: a.RequestID(),
		},
		Cut: a.Succeeded() && a.cut != nil && a.cut != errTooLarge,
		err: a.cut,
	}
}

// requestID reads the usual headers for a request id; the contract names none.
func requestID(h http.Header) string {
	for _, name := range []string{"X-Request-Id", "Request-Id", "X-Correlation-Id", "X-Amzn-Requestid", "X-Amz-Cf-Id"} {
		if id := h.Get(name); id != "" {
			return id
		}
	}
	return ""
}

// withoutQuery returns an address without its user, query and fragment, which may be secret.
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
