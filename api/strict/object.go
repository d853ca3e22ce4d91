package strict

import (
	"strconv"
	"strings"
	"time"

	"dintero-login/flow"
)

// Object is an object, and the first thing that was found wrong while reading from it.
type Object struct {
	Value
	Wrong string // such as "without access_token"
}

// Open reads a document that has to be an object.
func Open(document []byte) *Object {
	v, wrong := Read(document)
	if wrong != "" {
		return &Object{Wrong: wrong}
	}
	return v.Object()
}

// Object is the value as an object.
func (v Value) Object() *Object {
	if v.Kind != '{' {
		return &Object{Wrong: "not an object"}
	}
	return &Object{Value: v}
}

// Fault says what is wrong, where nothing was before.
func (o *Object) Fault(what string) {
	if o.Wrong == "" {
		o.Wrong = what
	}
}

// Optional is a string that may be missing.
func (o *Object) Optional(key string) string {
	v, ok := o.Find(key)
	if ok && v.Kind != '"' {
		o.Fault(key + " is not a string")
		return ""
	}
	return v.Text
}

// Secret returns an optional string that must not be shown.
func (o *Object) Secret(key string) flow.Secret { return flow.Conceal(o.Optional(key)) }

// Required returns a secret that must not be missing or empty.
func (o *Object) Required(key string) flow.Secret {
	s := o.Secret(key)
	if s.IsEmpty() {
		o.Fault("without " + key)
	}
	return s
}

// Seconds returns an optional number of seconds; 0 when it is negative or null. Some
// servers write it as a string of digits (RFC 6749 section 5.1 has a number).
func (o *Object) Seconds(key string) time.Duration {
	v, ok := o.Find(key)
	digits := v.Kind == '"' && v.Text != "" && strings.Trim(v.Text, "0123456789") == ""
	if ok && v.Kind != '0' && !digits {
		o.Fault(key + " is not a number")
		return 0
	}
	return max(0, v.Duration())
}

// Longest is the limit of every duration from outside, a hundred years, so that adding one to a
// Moment cannot overflow.
const Longest = 100 * 365 * 24 * time.Hour

// Duration returns a number of seconds, fractions included, between -Longest and Longest.
func (v Value) Duration() time.Duration {
	seconds, _ := strconv.ParseFloat(v.Text, 64) // out of range is infinite, and limited below
	switch {
	case seconds > Longest.Seconds():
		return Longest
	case seconds < -Longest.Seconds():
		return -Longest
	}
	return time.Duration(seconds * float64(time.Second))
}
