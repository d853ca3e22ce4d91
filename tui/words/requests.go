package words

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"dintero-login/flow"
)

// Phase is a part of the time that an exchange took, and its name.
type Phase struct {
	Name string
	Took time.Duration
}

// Phases are the parts of an exchange's time, in their order; what did not happen takes 0.
func Phases(p flow.Phases) [5]Phase {
	return [5]Phase{{"DNS", p.DNS}, {"connect", p.Connect}, {"TLS", p.TLS}, {"wait", p.Wait}, {"receive", p.Receive}}
}

// Connection tells if a connection was made for an exchange.
func Connection(x flow.Exchange) string {
	switch {
	case x.Phases.Reused:
		return "connection kept from before"
	case x.Phases.Connect > 0:
		return "new connection"
	case !x.Over:
		return "running"
	}
	return "no connection timed"
}

// Requests says how many requests are listed: shown of all that are kept, and how many are not
// kept any more.
func Requests(shown, kept, dropped int) string {
	said := Plural(kept, "request")
	if shown < kept {
		said = fmt.Sprintf("%d of %s", shown, said)
	}
	if dropped > 0 {
		said += fmt.Sprintf(" · %d older not kept", dropped)
	}
	return said
}

// NothingSent is in the place of a list without requests.
func NothingSent(kept int) string {
	if kept > 0 {
		return "No request has this in its call, path, status or meaning."
	}
	return "Nothing was sent yet. Each request is listed here as it happens."
}

// Size is the size of a body; a negative one is not told.
func Size(bytes int64) string {
	switch {
	case bytes < 0:
		return "length not shown" // it would tell that of a secret
	case bytes == 1:
		return "1 byte"
	case bytes < 10_000:
		return strconv.FormatInt(bytes, 10) + " bytes"
	}
	return fmt.Sprintf("%.0f kB", float64(bytes)/1000)
}

// Sizes are those of the bodies of an exchange.
func Sizes(sent, received int64, answered bool) string {
	out := "sent " + Size(sent)
	if sent < 0 {
		out = "sent: " + Size(sent)
	}
	if !answered {
		return out
	}
	return out + " · received " + Size(received)
}

// Try is which try of its call a request is; empty for the first.
func Try(x flow.Exchange) string {
	if x.Try < 2 {
		return ""
	}
	return "try " + strconv.Itoa(x.Try)
}

// Variables says which variables a shell needs for a line of curl.
func Variables(names []string) string {
	if len(names) == 0 {
		return "It needs nothing else."
	}
	last := len(names) - 1
	list := names[last]
	if last > 0 {
		list = strings.Join(names[:last], ", ") + " and " + list
	}
	return "A shell needs " + list + ": what stands for them was taken out."
}
