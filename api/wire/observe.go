package wire

import (
	"crypto/tls"
	"net/http"
	"net/http/httptrace"
	"sync"
	"time"

	"dintero-login/flow"
)

// Observed is one request, as it was sent, and its answer as far as it came. It holds secrets:
// whoever keeps any of it takes them out first.
type Observed struct {
	Number int // from 1, in the order of sending; one request is reported several times
	Try    int // from 1, of one call; net/http may make a GET more than once by itself
	Began  time.Time

	Request Request
	Out     *http.Request // method, address and header; its body was read
	Body    []byte        // of the request

	Over   bool // the answer was read, or none will come
	Took   time.Duration
	Phases flow.Phases
	Answer Answer
	Err    *Error // nil where the answer is good, or is not there yet
}

// Status is the answer's status; 0 when none came.
func (o Observed) Status() int { return o.Answer.status }

// Observer is told of each request when it is sent, when it is over, and again where its answer
// proves to mean something else after that. It is called in the goroutine of the call and must not
// block.
type Observer func(Observed)

// observation follows one request for an Observer. A nil one follows nothing.
type observation struct {
	tell Observer
	now  func() time.Time

	mu    sync.Mutex
	seen  Observed
	spans [phases]span
}

// span is from when until when a phase was; what is zero has not come.
type span struct{ from, to time.Time }

// observe begins to follow a request.
func (c *Client) observe(r Request, out *http.Request, body []byte, try int) *observation {
	if c.observer == nil {
		return nil
	}
	o := &observation{tell: c.observer, now: c.now}
	o.seen = Observed{Number: int(c.requests.Add(1)), Try: try, Began: c.now(), Request: r, Out: out, Body: body}
	o.tell(o.seen)
	return o
}

// phase is one of those that flow.Phases has.
type phase int

const (
	lookup phase = iota
	connect
	handshake
	wait
	receive
	phases
)

// trace notes the times of a request's phases, beside the hooks of p.
func (o *observation) trace(t *httptrace.ClientTrace) *httptrace.ClientTrace {
	if o == nil {
		return t
	}
	got := t.GotConn
	t.GotConn = func(info httptrace.GotConnInfo) {
		got(info)
		o.mu.Lock()
		defer o.mu.Unlock()
		o.seen.Phases.Reused = info.Reused
	}
	t.DNSStart = func(httptrace.DNSStartInfo) { o.starts(lookup) }
	t.DNSDone = func(httptrace.DNSDoneInfo) { o.stops(lookup) }
	t.ConnectStart = func(_, _ string) { o.starts(connect) }
	t.ConnectDone = func(_, _ string, _ error) { o.stops(connect) }
	t.TLSHandshakeStart = func() { o.starts(handshake) }
	t.TLSHandshakeDone = func(tls.ConnectionState, error) { o.stops(handshake) }
	t.WroteRequest = func(httptrace.WroteRequestInfo) { o.starts(wait) }
	t.GotFirstResponseByte = func() { o.stops(wait); o.starts(receive) }
	return t
}

// starts notes when a phase began first: several addresses may be tried at once.
func (o *observation) starts(p phase) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.spans[p].from.IsZero() {
		o.spans[p].from = o.now()
	}
}

func (o *observation) stops(p phase) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.spans[p].to = o.now()
}

// lasted is how long a phase took; one that has not ended lasted until now.
func (o *observation) lasted(p phase, now time.Time) time.Duration {
	s := o.spans[p]
	switch {
	case s.from.IsZero():
		return 0
	case s.to.IsZero():
		s.to = now
	}
	return max(s.to.Sub(s.from), 0)
}

// made reports what came of the request, which was the try with this number in the end.
func (o *observation) made(try int, got Answer, err *Error) {
	if o == nil {
		return
	}
	o.mu.Lock()
	o.seen.Try = try
	o.mu.Unlock()
	o.ends(got, err)
}

// ends reports what came of the request. It may be called again, where that proves otherwise.
func (o *observation) ends(got Answer, err *Error) {
	if o == nil {
		return
	}
	o.mu.Lock()
	if !o.seen.Over {
		now := o.now()
		o.seen.Over, o.seen.Took = true, now.Sub(o.seen.Began)
		p := &o.seen.Phases
		p.Wait, p.Receive = o.lasted(wait, now), o.lasted(receive, now)
		if !p.Reused { // else a connection was begun that another request will have
			p.DNS, p.Connect, p.TLS = o.lasted(lookup, now), o.lasted(connect, now), o.lasted(handshake, now)
		}
	}
	o.seen.Answer, o.seen.Err = got, err
	seen := o.seen
	o.mu.Unlock()
	o.tell(seen)
}
