package sandbox

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"dintero-login/api"
	"dintero-login/flow"
)

// proxy stands between the real adapter and the sandbox, and holds every request and
// every answer against openapi.json. What it is given it hands on, cuts included.
type proxy struct {
	t   *testing.T
	box *Sandbox
	doc *document
	out *http.Transport
	*httptest.Server

	mu   sync.Mutex
	seen map[string]int // "operation status", or "operation" and why it was let through
}

func newProxy(t *testing.T, box *Sandbox) *proxy {
	t.Helper()
	p := &proxy{t: t, box: box, doc: documented(t), out: &http.Transport{}, seen: map[string]int{}}
	p.Server = httptest.NewServer(p)
	t.Cleanup(p.out.CloseIdleConnections)
	t.Cleanup(p.Close)
	return p
}

// adapter is the real one, for an account behind the proxy.
func (p *proxy) adapter(a *account, c *client) *api.Adapter {
	p.t.Helper()
	made, err := api.New(api.Config{
		BaseURL: p.URL + "/v1", Account: a.id, Audience: a.audience, ClientID: c.id,
		ClientSecret: func(context.Context) (flow.Secret, error) { return c.secret, nil },
		Timeout:      10 * time.Second,
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(made.Close)
	return made
}

func (p *proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	name := p.operation(r)
	if err := p.doc.checkRequest(r, body); err != nil {
		p.t.Errorf("the adapter's request %s %s: %v", r.Method, r.URL.Path, err)
	}
	status, header, answer, err := p.forward(r, body)
	if err != nil {
		p.count(fmt.Sprintf("%s cut after %d bytes", name, min(len(answer), 1)))
		if answer != nil { // as much of it as came
			header.Del("Date")
			pass(w, status, header, answer)
			_ = http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	}
	if why := deliberate(status, header, answer); why != "" {
		if p.doc.checkAnswer(r, status, header, answer) == nil {
			p.t.Errorf("%s: %s is as described", name, why)
		}
		p.count(name + " " + why)
	} else {
		if err := p.doc.checkAnswer(r, status, header, answer); err != nil {
			p.t.Errorf("the sandbox's answer to %s, %d %s\n%v", name, status, answer, err)
		}
		p.count(fmt.Sprint(name, " ", status))
	}
	pass(w, status, header, answer)
}

func pass(w http.ResponseWriter, status int, header http.Header, answer []byte) {
	maps.Copy(w.Header(), header)
	w.WriteHeader(status)
	_, _ = w.Write(answer)
}

// forward gives what the sandbox answers; an error is a connection that was cut, with
// the status and the part of the body that came before it, if any.
func (p *proxy) forward(r *http.Request, body []byte) (int, http.Header, []byte, error) {
	out, err := http.NewRequestWithContext(r.Context(), r.Method, "http://"+p.box.host+r.URL.RequestURI(), bytes.NewReader(body))
	if err != nil {
		return 0, nil, nil, err
	}
	out.Header = r.Header.Clone()
	in, err := p.out.RoundTrip(out)
	if err != nil {
		return 0, nil, nil, err
	}
	defer func() { _ = in.Body.Close() }()
	answer, err := io.ReadAll(in.Body)
	return in.StatusCode, in.Header, answer, err
}

func (p *proxy) operation(r *http.Request) string {
	in := p.doc.find(r)
	if in == nil {
		return r.URL.Path
	}
	return in.Route.Operation.OperationID
}

func (p *proxy) count(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.seen[what]++
}

// saw says how often something was seen that begins so.
func (p *proxy) saw(what string) (times int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for text, n := range p.seen {
		if strings.HasPrefix(text, what) {
			times += n
		}
	}
	return times
}
