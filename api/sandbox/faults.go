package sandbox

import (
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// breakage is a broken server's answer: nothing at all, or a text of which less may be
// sent than was announced.
type breakage struct {
	status    int
	mediaType string
	text      string
	sent      int // bytes of text that go out before the connection is dropped
}

func wholly(status int, mediaType, text string) *refusal {
	return &refusal{broken: &breakage{status, mediaType, text, len(text)}}
}

func truncated(status int, mediaType, text string) *refusal {
	return &refusal{broken: &breakage{status, mediaType, text, len(text) / 2}}
}

func dropped() *refusal { return &refusal{broken: &breakage{}} }

// interfere lets the scenario answer instead of the call. Only a slow one concerns the calls
// that tell a client about the account or itself, so that a login gets to the fault. None
// concerns a sign-out, which ends a login that began before.
func (x *exchange) interfere() *refusal {
	switch {
	case x.call == callRevoke:
		return nil
	case x.run.slow:
		return x.stall()
	case x.run.fault == nil || x.call.isFact():
		return nil
	default:
		return x.run.fault(x.run, x)
	}
}

// breakOff sends a broken answer, and drops the connection where it is not a whole one.
func (x *exchange) breakOff(b breakage) {
	if b.text != "" && b.sent == len(b.text) {
		x.writeText(b.status, b.mediaType, []byte(b.text))
		return
	}
	conn, _, err := http.NewResponseController(x.w).Hijack()
	if err != nil {
		x.refuse(serverError())
		return
	}
	if b.text != "" {
		x.status = b.status
		_ = conn.SetWriteDeadline(time.Now().Add(time.Second))
		_, _ = fmt.Fprintf(conn, "HTTP/1.1 %d %s\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s",
			b.status, http.StatusText(b.status), x.date(), b.mediaType, len(b.text), b.text[:b.sent])
	} else if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0) // a reset, not a polite end
	}
	_ = conn.Close()
}

// lockSignIn refuses sign-ins for a minute from the first one on; the one after that
// goes through, and the next login is locked again.
func lockSignIn(r *run, x *exchange) *refusal {
	if !x.call.begins() {
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch left := r.locked.Sub(x.now); {
	case r.locked.IsZero():
		r.locked = x.now.Add(lockedFor)
		return tooManyAttempts(lockedFor)
	case left > 0:
		return tooManyAttempts(left)
	default:
		r.locked = time.Time{}
		return nil
	}
}

// limitRate lets the first call through, refuses the second, and so on.
func limitRate(r *run, x *exchange) *refusal {
	if _, n := r.nth(x.call); n%2 == 0 {
		return tooManyAttempts(limitedFor)
	}
	return nil
}

// failFirst fails each kind of call the first time, the third time, and so on, before
// anything is done about it.
func failFirst(r *run, x *exchange) *refusal {
	if n, _ := r.nth(x.call); n%2 == 1 {
		return serverError()
	}
	return nil
}

// stall keeps a call waiting; a caller who gives up meanwhile has asked for nothing.
func (x *exchange) stall() *refusal {
	over := make(chan struct{})
	stop := x.s.options.After(stalledFor, func() { close(over) })
	defer stop()
	select {
	case <-over:
		x.now = x.s.options.Now()
		return nil
	case <-x.r.Context().Done():
	case <-x.s.closing.Done():
	}
	return dropped()
}

// talkGarbage is a gateway in front of the API that breaks in three ways, for each kind
// of call; the fourth time it lets the call through. The API never sees the three.
func talkGarbage(r *run, x *exchange) *refusal {
	switch n, _ := r.nth(x.call); n % 4 {
	case 1:
		return wholly(http.StatusBadGateway, "text/html",
			"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n")
	case 2:
		return truncated(http.StatusOK, "application/json",
			`{"links":[],"mfa_token":"`+strings.Repeat("x", 32)+`","challenge_type":"oob","oob_code":"`+strings.Repeat("x", 32)+`","access_token":"x"}`)
	case 3:
		return wholly(http.StatusOK, "application/json",
			`{"links":"none","mfa_token":["a"],"challenge_type":1,"oob_channel":false,"oob_code":{},"binding_method":0,"access_token":7,"token_type":null,"expires_in":"soon"}`)
	default:
		return nil
	}
}
