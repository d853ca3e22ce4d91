package api

import (
	"bytes"
	"strconv"
	"time"

	"dintero-login/flow"
)

// object is the top of a document of contract 1 to 6, and the first thing that was found
// wrong while reading from it.
type object struct {
	members []member
	wrong   string // such as "without access_token"
}

// open reads a body as an object.
func open(body []byte) *object {
	in, bad := members(body)
	switch {
	case bad != nil:
		return &object{wrong: bad.what}
	case firstByte(body) != '{':
		return &object{wrong: "not an object"}
	}
	return &object{members: in}
}

func (o *object) find(key string) (member, bool) {
	for _, m := range o.members {
		if m.key == key && m.kind != 'n' {
			return m, true
		}
	}
	return member{}, false
}

func (o *object) fault(what string) {
	if o.wrong == "" {
		o.wrong = what
	}
}

// text is a string that may be missing.
func (o *object) text(key string) string {
	m, ok := o.find(key)
	if !ok {
		return ""
	}
	if m.kind != '"' {
		o.fault(key + " is not a string")
		return ""
	}
	return unquoted(m.raw)
}

// secret is a string that may be missing, and is not for showing.
func (o *object) secret(key string) flow.Secret { return flow.Conceal(o.text(key)) }

// required is a secret that must be there.
func (o *object) required(key string) flow.Secret {
	s := o.secret(key)
	if s.IsEmpty() {
		o.fault("without " + key)
	}
	return s
}

// seconds is a number of seconds that may be missing; 0 when it is negative or null. Some
// servers write it as a string of digits (RFC 6749 section 5.1 has a number).
func (o *object) seconds(key string) time.Duration {
	m, ok := o.find(key)
	if !ok {
		return 0
	}
	raw := m.raw
	if m.kind == '"' {
		raw = []byte(unquoted(m.raw))
		if len(raw) == 0 || len(bytes.Trim(raw, "0123456789")) > 0 {
			raw = nil
		}
	}
	if m.kind != '"' && m.kind != '0' || raw == nil {
		o.fault(key + " is not a number")
		return 0
	}
	return max(0, duration(raw))
}

// centuries bounds every duration that comes from outside, so that adding it to a Moment
// cannot overflow.
const centuries = 100 * 365 * 24 * time.Hour

// duration reads a JSON number of seconds: fractions, huge and negative ones too.
func duration(raw []byte) time.Duration {
	seconds, _ := strconv.ParseFloat(string(raw), 64) // out of range is infinite, which is right here
	switch {
	case seconds > centuries.Seconds():
		return centuries
	case seconds < -centuries.Seconds():
		return -centuries
	}
	return time.Duration(seconds * float64(time.Second))
}

func firstByte(body []byte) byte {
	l := lexer{src: body}
	return l.space()
}
