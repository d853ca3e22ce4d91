package wire

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"time"

	"dintero-login/flow"
)

// Client sends requests to one account and reads whole answers. It has a transport and
// no http.Client, which is what would follow redirects. It may be used by many goroutines.
type Client struct {
	Transport *http.Transport // for all calls
	timeout   time.Duration
	agent     string
	now       func() time.Time
	urls      [len(routes)]*url.URL
}

// Request is one call. Its secrets are taken out of whatever the server says about it, so
// Secrets names each that is in Body.
type Request struct {
	Call    flow.Call
	Query   Fields // of the address
	Body    Fields
	Secrets []flow.Secret
	Probe   bool // sent once, for the status alone
}

// Authorization is the header that a call goes out with.
type Authorization struct {
	Scheme      string // Bearer or Basic
	Credentials flow.Secret
}

// Answer is what came: a status, and a body that was read as far as it came.
type Answer struct {
	Header  http.Header
	Body    []byte
	call    flow.Call
	status  int
	cut     error // why the body is not whole
	secrets []flow.Secret
	typed   Fields // what was sent
}

// byteOrderMark may stand before a document that is good otherwise. RFC 8259 section 8.1
// lets a reader pass over it.
const byteOrderMark = "\xef\xbb\xbf"

// errTooLarge ends a body at its cap (R52).
var errTooLarge = errors.New("the body is larger than allowed")

// Config says which account requests go to, and how. Every field is needed, but CA and
// DialContext.
type Config struct {
	Base        *url.URL
	Account     string
	CA          []byte        // PEM certificates to trust beside the system's
	Timeout     time.Duration // for one call with its retries
	UserAgent   string
	Now         func() time.Time
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
}

// NewClient makes a Client; nothing is sent yet. It fails if the CA holds no certificate.
func NewClient(cfg Config) (*Client, error) {
	transport, err := newTransport(cfg)
	if err != nil {
		return nil, err
	}
	c := &Client{Transport: transport, timeout: cfg.Timeout, agent: cfg.UserAgent, now: cfg.Now}
	root := *cfg.Base
	if root.Path == "" {
		root.Path = "/" // JoinPath would make a path that does not begin with a slash
	}
	for call, r := range routes {
		c.urls[call] = root.JoinPath("accounts", cfg.Account, r.Path)
	}
	return c, nil
}

// Send sends a request, and again as far as its route allows, all within the timeout. It
// counts in sent, which may have begun before. After a time-out there is no second try: the
// time is over. The answer is given beside an error too, when there was one.
func (c *Client) Send(ctx context.Context, r Request, as Authorization, sent *int) (Answer, *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	body, err := r.Body.encoded()
	if err != nil {
		return Answer{}, unsent(r.Call, err)
	}
	r.Secrets = append(slices.Clip(r.Secrets), as.Credentials)
	most := 1 + routes[r.Call].Retries
	if r.Probe {
		most = 1
	}
	for revived, left := false, false; ; {
		var p progress
		got, err := c.attempt(ctx, r, body, as, &p)
		if err != nil && err.Reach == flow.NotSent && left {
			err.Reach = flow.CutOff // an earlier try was sent
		}
		left = left || err == nil || err.Reach != flow.NotSent
		if err != nil && err.Reach == flow.NotSent && p.stale() && !revived {
			revived = true
			continue
		}
		*sent += 1 + p.sentAgain()
		if err == nil || *sent >= most || !err.passing() || !pause(ctx, *sent-1) {
			return got, err
		}
		if err.Reach != flow.Answered {
			// What else is kept may be as dead, and net/http would try a GET on each.
			c.Transport.CloseIdleConnections()
		}
	}
}

// pause waits a little before the next try; false when the time is over.
func pause(ctx context.Context, try int) bool {
	timer := time.NewTimer(time.Duration(100+200*try) * time.Millisecond)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// attempt sends a request once.
func (c *Client) attempt(ctx context.Context, r Request, body []byte, as Authorization, p *progress) (Answer, *Error) {
	route := routes[r.Call]
	address := *c.urls[r.Call]
	address.RawQuery = r.Query.query()
	out := (&http.Request{
		Method: route.Method, URL: &address, Host: address.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{
			"Accept":        {"application/json"},
			"Authorization": {as.Scheme + " " + as.Credentials.Reveal()},
			"User-Agent":    {c.agent},
		},
	}).WithContext(httptrace.WithClientTrace(ctx, p.trace()))
	if body != nil {
		// Without GetBody net/http cannot send a body a second time (R54).
		out.Body = io.NopCloser(bytes.NewReader(body))
		out.ContentLength = int64(len(body))
		out.Header["Content-Type"] = []string{"application/json"}
	}
	in, err := c.Transport.RoundTrip(out)
	if err != nil {
		return Answer{}, Unanswered(r.Call, err, p.reach(err))
	}
	got := Answer{call: r.Call, status: in.StatusCode, Header: in.Header, secrets: r.Secrets, typed: r.Body}
	limit := int64(bodyCap)
	if got.Succeeded() && !r.Probe {
		limit = route.cap
	}
	got.Body, got.cut = read(in, limit)
	got.Body = bytes.TrimPrefix(got.Body, []byte(byteOrderMark))
	if !got.Succeeded() {
		return got, got.refused(c.now())
	}
	if got.cut != nil {
		return got, got.Unusable("")
	}
	return got, nil
}

// Succeeded reports whether the status is a 2xx. The contract says 200, and 204 where there
// is nothing to say; a body that is right is taken under any of them.
func (a Answer) Succeeded() bool { return a.status >= 200 && a.status <= 299 }

// Status is the answer's status; 0 when none came.
func (a Answer) Status() int { return a.status }

// Acknowledged is what became of a call whose good answer has nothing to say. Its status
// is enough, even if what came with it was cut off; but a page is not the API's.
func (a Answer) Acknowledged(err *Error) *Error {
	if !a.Succeeded() {
		return err
	}
	if kind := a.kind(); kind != "" && kind != "JSON" {
		return a.Unusable("")
	}
	return nil
}

// read reads a body whole, inflated by net/http where it was compressed.
func read(in *http.Response, limit int64) ([]byte, error) {
	defer func() { _ = in.Body.Close() }() // nothing is left to lose
	if in.StatusCode < 200 || in.Request.Method == http.MethodHead {
		return nil, nil // 101 has no body, only a connection
	}
	if in.ContentLength > limit {
		return nil, errTooLarge
	}
	var body bytes.Buffer
	if in.ContentLength > 0 {
		body.Grow(int(in.ContentLength) + bytes.MinRead)
	}
	n, err := body.ReadFrom(io.LimitReader(in.Body, limit+1))
	if n > limit {
		return nil, errTooLarge
	}
	return body.Bytes(), err
}
