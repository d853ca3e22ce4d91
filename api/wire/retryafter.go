package wire

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryCap is the longest wait that a server can ask for (R56).
const retryCap = time.Hour

// retryAfter reads Retry-After (RFC 9110 section 10.2.3): seconds, or a date, which
// counts from the server's own Date if there is one, since its clock may be wrong. A past, negative
// or invalid value is 0, and the longest is an hour.
func retryAfter(h http.Header, now time.Time) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0
	}
	if strings.Trim(value, "0123456789") == "" {
		seconds, err := strconv.Atoi(value)
		if err != nil || seconds > int(retryCap/time.Second) {
			return retryCap
		}
		return time.Duration(seconds) * time.Second
	}
	then, err := http.ParseTime(value)
	if err != nil {
		return 0
	}
	if date, err := http.ParseTime(h.Get("Date")); err == nil {
		now = date
	}
	return min(max(0, then.Sub(now)), retryCap)
}

// Skew returns how far the server's clock is ahead of ours, from the Date of an answer to a request
// that was sent and received at these times. Date has whole seconds, so the skew is known only
// within a second and the duration of the call: it returns the smallest possible value.
func Skew(h http.Header, sent, received time.Time) time.Duration {
	date, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		return 0
	}
	least := date.Sub(received.Round(0)) // the wall clock, not the monotonic one
	most := date.Add(time.Second).Sub(sent.Round(0))
	switch {
	case least > 0:
		return least
	case most < 0:
		return most
	}
	return 0
}
