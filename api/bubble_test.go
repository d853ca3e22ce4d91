package api

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
)

// pipes is a network of net.Pipes, on which fake time works.
type pipes struct {
	conns chan net.Conn
	once  sync.Once
	done  chan struct{}
}

func newPipes() *pipes { return &pipes{conns: make(chan net.Conn), done: make(chan struct{})} }

func (p *pipes) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	ours, theirs := net.Pipe()
	select {
	case p.conns <- theirs:
		return ours, nil
	case <-p.done:
		return nil, net.ErrClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case c := <-p.conns:
		return c, nil
	case <-p.done:
		return nil, net.ErrClosed
	}
}

func (p *pipes) Close() error   { p.once.Do(func() { close(p.done) }); return nil }
func (p *pipes) Addr() net.Addr { return &net.UnixAddr{Name: "pipes"} }

// inBubble runs a test in fake time, with a server and an adapter that talk by pipes.
func inBubble(t *testing.T, test func(t *testing.T, s *server, a *Adapter)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		s := &server{replies: map[flow.Call][]reply{}}
		s.on(flow.CallClientToken, granted("write:accounts:/auth/users"))
		p := newPipes()
		s.Server = &httptest.Server{Listener: p, Config: &http.Server{Handler: s}}
		s.Start()
		cfg := s.config()
		start := time.Now()
		cfg.BaseURL, cfg.Timeout = "http://localhost/x/v1", 0
		cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			conn, err := p.dial(ctx, network, address)
			return written{conn, s}, err
		}
		cfg.Clock = func() flow.Moment { return time.Since(start) }
		a, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		test(t, s, a)
		a.Close()
		s.Close()
	})
}

// written returns from a Write to a slow server long after the bytes have gone.
type written struct {
	net.Conn
	to *server
}

func (w written) Write(p []byte) (int, error) {
	n, err := w.Conn.Write(p)
	if w.to.slow.Load() {
		time.Sleep(time.Second)
	}
	return n, err
}

// silent reads the request and says nothing until it is gone.
func silent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }
