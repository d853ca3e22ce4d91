package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"slices"
	"time"

	"dintero-login/flow"
)

// client sends requests to one account and reads whole answers. It has a transport and
// no http.Client, which is what would follow redirects.
type client struct {
	transport *http.Transport
	timeout   time.Duration
	agent     string
	now       func() time.Time
	urls      [len(routes)]*url.URL
}

// request is one call. Its secrets are taken out of whatever the server says about it.
type request struct {
	call    flow.Call
	body    fields
	secrets []flow.Secret
	probe   bool // sent once, for the status alone
}

// authorization is the header that a call goes out with.
type authorization struct {
	scheme      string // Bearer or Basic
	credentials flow.Secret
}

// answer is what came: a status, and a body that was read as far as it came.
type answer struct {
	call    flow.Call
	status  int
	header  http.Header
	body    []byte
	cut     error // why the body is not whole
	secrets []flow.Secret
	typed   fields // what was sent
}

// byteOrderMark may stand before a document that is good otherwise. RFC 8259 section 8.1
// lets a reader pass over it.
const byteOrderMark = "\xef\xbb\xbf"

// errTooLarge ends a body at its cap (R52).
var errTooLarge = errors.New("the body is larger than allowed")

func newClient(cfg Config, base *url.URL) (*client, error) {
	transport, err := newTransport(cfg)
	if err != nil {
		return nil, err
	}
	c := &client{transport: transport, timeout: cfg.Timeout, agent: cfg.UserAgent, now: cfg.Now}
	root := *base
	if root.Path == "" {
		root.Path = "/" // JoinPath would make a path that does not begin with a slash
	}
	for call, r := range routes {
		c.urls[call] = root.JoinPath("accounts", cfg.Account, r.path)
	}
	return c, nil
}

// send sends a request, and again as far as its route allows, all within the timeout. It
// counts in sent, which may have begun before. After a time-out there is no second try: the
// time is over. The answer is given beside an error too, when there was one.
func (c *client) send(ctx context.Context, r request, as authorization, sent *int) (answer, *Error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	body, err := r.body.encoded()
	if err != nil {
		return answer{}, unsent(r.call, err)
	}
	r.secrets = append(slices.Clip(r.secrets), as.credentials)
	most := 1 + routes[r.call].retries
	if r.probe {
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
			c.transport.CloseIdleConnections()
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
func (c *client) attempt(ctx context.Context, r request, body []byte, as authorization, p *progress) (answer, *Error) {
	route := routes[r.call]
	out := (&http.Request{
		Method: route.method, URL: c.urls[r.call], Host: c.urls[r.call].Host,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{
			"Accept":        {"application/json"},
			"Authorization": {as.scheme + " " + as.credentials.Reveal()},
			"User-Agent":    {c.agent},
		},
	}).WithContext(httptrace.WithClientTrace(ctx, p.trace()))
	if body != nil {
		// Without GetBody net/http cannot send a body a second time (R54).
		out.Body = io.NopCloser(bytes.NewReader(body))
		out.ContentLength = int64(len(body))
		out.Header["Content-Type"] = []string{"application/json"}
	}
	in, err := c.transport.RoundTrip(out)
	if err != nil {
		return answer{}, unanswered(r.call, err, p.reach(err))
	}
	got := answer{call: r.call, status: in.StatusCode, header: in.Header, secrets: r.secrets, typed: r.body}
	limit := int64(bodyCap)
	if got.succeeded() && !r.probe {
		limit = route.cap
	}
	got.body, got.cut = read(in, limit)
	got.body = bytes.TrimPrefix(got.body, []byte(byteOrderMark))
	if !got.succeeded() {
		return got, got.refused(c.now())
	}
	if got.cut != nil {
		return got, got.unusable("")
	}
	return got, nil
}

// succeeded says whether the status is a 2xx. The contract says 200, and 204 where there
// is nothing to say; a body that is right is taken under any of them.
func (a answer) succeeded() bool { return a.status >= 200 && a.status <= 299 }

// acknowledged is what became of a call whose good answer has nothing to say. Its status
// is enough, even if what came with it was cut off; but a page is not the API's.
func (a answer) acknowledged(err *Error) *Error {
	if !a.succeeded() {
		return err
	}
	if kind := a.kind(); kind != "" && kind != "JSON" {
		return a.unusable("")
	}
	return nil
}

// read reads a body whole, inflated by net/http where it was compressed.
func read(in *http.Response, limit int64) ([]byte, error) {
	defer func() { _ = in.Body.Close() }() // nothing is left to lose
	if in.StatusCode < 200 {
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
