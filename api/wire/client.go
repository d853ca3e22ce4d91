package wire

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"dintero-login/flow"
)

// Client sends requests to one account and reads whole answers. It uses a transport without an
// http.Client, which would follow redirects. It may be used by many goroutines.
type Client struct {
	Transport *http.Transport // for all calls
	timeout   time.Duration
	userAgent string
	now       func() time.Time
	urls      [len(routes)]*url.URL
	observer  Observer
	requests  atomic.Int64 // sent so far
}

// Request is one call. Secrets lists every secret in Body, so that they can be removed from the
// texts of the answer.
type Request struct {
	Call    flow.Call
	Query   Fields // of the address
	Body    Fields
	Secrets []flow.Secret
	Probe   bool // sent once, only for its status
	Send    int  // the number of the message that goes out by it; 0 where none does
}

// Authorization is the Authorization header of a call.
type Authorization struct {
	Scheme      string // Bearer or Basic
	Credentials flow.Secret
}

// Answer is the answer to a call: a status, and a body as far as it was received.
type Answer struct {
	Header  http.Header
	Body    []byte
	call    flow.Call
	status  int
	cut     error // why the body is incomplete
	secrets []flow.Secret
	typed   Fields // the body of the request
	seen    *observation
}

// byteOrderMark may precede an otherwise valid document. RFC 8259 section 8.1 allows ignoring it.
const byteOrderMark = "\xef\xbb\xbf"

// errTooLarge is for a body that exceeds its limit (R52).
var errTooLarge = errors.New("the body is larger than allowed")

// Config holds the account and how to reach it. CA, DialContext and Observer may be
// nil.
type Config struct {
	Base        *url.URL
	Account     string
	CA          []byte        // PEM certificates to trust beside the system's
	Timeout     time.Duration // for one call with its retries
	UserAgent   string
	Now         func() time.Time
	DialContext func(ctx context.Context, network, address string) (net.Conn, error)
	Observer    Observer // told of every request; may be nil
}

// NewClient returns a Client and sends nothing. It fails if CA holds no certificate.
func NewClient(cfg Config) (*Client, error) {
	transport, err := newTransport(cfg)
	if err != nil {
		return nil, err
	}
	c := &Client{Transport: transport, timeout: cfg.Timeout, userAgent: cfg.UserAgent, now: cfg.Now, observer: cfg.Observer}
	root := *cfg.Base
	if root.Path == "" {
		root.Path = "/" // JoinPath would make a path that does not begin with a slash
	}
	for call, r := range routes {
		c.urls[call] = root.JoinPath("accounts", cfg.Account, r.Path)
	}
	return c, nil
}

// Send sends a request and repeats it as its route allows, all within the timeout. It adds to
// sent, which may include earlier requests. There is no further try after a timeout. An answer
// that was received is returned along with an error.
func (c *Client) Send(ctx context.Context, r Request, as Authorization, sent *int) (Answer, *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	body, err := r.Body.encoded()
	if err != nil {
		return Answer{}, Unanswered(r.Call, err, flow.NotSent)
	}
	r.Secrets = append(slices.Clip(r.Secrets), as.Credentials)
	most := 1 + routes[r.Call].Retries
	if r.Probe {
		most = 1
	}
	for revived, left := false, false; ; {
		var p progress
		got, err := c.attempt(ctx, r, body, as, &p, *sent+1)
		if err != nil && err.Reach == flow.NotSent && left {
			err.Reach = flow.CutOff // an earlier try was sent
		}
		left = left || err == nil || err.Reach != flow.NotSent
		if err != nil && err.Reach == flow.NotSent && p.stale() && !revived {
			revived = true
			continue
		}
		*sent += 1 + p.resends()
		if err == nil || *sent >= most || !err.isTransient() || !pause(ctx, *sent-1) {
			return got, err
		}
		if err.Reach != flow.Answered {
			// Other kept connections may be dead too, and net/http would try a GET on each.
			c.Transport.CloseIdleConnections()
		}
	}
}

// pause waits before the next try and reports whether there is time left for it.
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
func (c *Client) attempt(ctx context.Context, r Request, body []byte, as Authorization, p *progress, try int) (got Answer, failed *Error) {
	route := routes[r.Call]
	address := *c.urls[r.Call]
	address.RawQuery = r.Query.query()
	out := &http.Request{
		Method: route.Method, URL: &address, Host: address.Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{
			"Accept":        {"application/json"},
			"Authorization": {as.Scheme + " " + as.Credentials.Reveal()},
			"User-Agent":    {c.userAgent},
		},
	}
	if body != nil {
		// Without GetBody net/http cannot send a body a second time (R54).
		out.Body = io.NopCloser(bytes.NewReader(body))
		out.ContentLength = int64(len(body))
		out.Header["Content-Type"] = []string{"application/json"}
	}
	if err := ctx.Err(); err != nil {
		return Answer{}, Unanswered(r.Call, err, flow.NotSent)
	}
	seen := c.observe(r, out, body, try)
	defer func() { seen.made(try+p.resends(), got, failed) }()
	in, err := c.Transport.RoundTrip(out.WithContext(httptrace.WithClientTrace(ctx, seen.trace(p.trace()))))
	if err != nil {
		return Answer{}, Unanswered(r.Call, err, p.reach(err))
	}
	got = Answer{call: r.Call, status: in.StatusCode, Header: in.Header, secrets: r.Secrets, typed: r.Body, seen: seen}
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

// Succeeded reports whether the status is a 2xx. The contract says 200, or 204 without a body; a
// correct body is accepted with any of them.
func (a Answer) Succeeded() bool { return a.status >= 200 && a.status <= 299 }

// Status is the answer's status; 0 when none came.
func (a Answer) Status() int { return a.status }

// Acknowledged returns the error of a call for which a 2xx status is enough, even with a truncated
// body; but an HTML page is not an answer of the API.
func (a Answer) Acknowledged(err *Error) *Error {
	if !a.Succeeded() {
		return err
	}
	if kind := a.Kind(); kind != "" && kind != "JSON" {
		return a.Unusable("")
	}
	a.Conclude(nil)
	return nil
}

// Conclude tells the Observer what became of the request, where more is known of it than when it
// was over.
func (a Answer) Conclude(err *Error) { a.seen.ends(a, err) }

// RequestID is the id by which the server can find the request; empty when it named none.
func (a Answer) RequestID() flow.Foreign { return a.foreign(requestID(a.Header), 100) }

// read reads a whole body, which net/http decompresses.
func read(in *http.Response, limit int64) ([]byte, error) {
	defer func() { _ = in.Body.Close() }() // the body was read
	if in.StatusCode < 200 || in.Request.Method == http.MethodHead {
		return nil, nil // 101 has a connection instead of a body
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

// Fields is the body of a request: in the contract always a flat object of strings.
type Fields []Field

// Field is a name and its value.
type Field = struct{ Name, Value string }

// errNotUTF8 is for text that JSON cannot represent. encoding/json would replace it; a secret is
// sent byte for byte or not at all (R9).
var errNotUTF8 = &ShownError{"what was typed is not valid UTF-8 and cannot be sent"}

// encoded returns the body as JSON (RFC 8259); nil without fields.
func (f Fields) encoded() ([]byte, error) {
	if len(f) == 0 {
		return nil, nil
	}
	size := 2
	for _, field := range f {
		if !utf8.ValidString(field.Value) {
			return nil, errNotUTF8
		}
		size += len(field.Name) + len(field.Value) + 8
	}
	out := make([]byte, 0, size)
	for i, field := range f {
		out = append(out, "{,"[min(i, 1)])
		out = append(AppendQuoted(out, field.Name), ':')
		out = AppendQuoted(out, field.Value)
	}
	return append(out, '}'), nil
}

// query is the fields as the query of an address: a + is written %2B, since a + there means a
// space.
func (f Fields) query() string {
	var parts []string
	for _, field := range f {
		parts = append(parts, url.QueryEscape(field.Name)+"="+url.QueryEscape(field.Value))
	}
	return strings.Join(parts, "&")
}

// AppendQuoted appends a text as a JSON string, byte for byte as a request holds it.
func AppendQuoted(out []byte, text string) []byte {
	out = append(out, '"')
	for i := range len(text) {
		switch c := text[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < 0x20:
			out = fmt.Appendf(out, `\u%04x`, c)
		default:
			out = append(out, c)
		}
	}
	return append(out, '"')
}
