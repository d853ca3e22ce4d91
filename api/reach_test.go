package api

import (
	"bufio"
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
)

// sends are the calls that must never go out twice.
var sends = []flow.Call{
	flow.CallLogin, flow.CallMFALogin, flow.CallChallenge, flow.CallAnswer, flow.CallRecovery,
	flow.CallRefresh, flow.CallRevoke, flow.CallChangePassword,
}

// net/http repeats some requests by itself when a kept connection dies under them.
func TestACallThatWasReadAndThenCutGoesOutOnce(t *testing.T) {
	t.Parallel()
	for _, call := range sends {
		for name, warm := range map[string]bool{"on a new connection": false, "on a kept one": true} {
			t.Run(names[call]+" "+name, func(t *testing.T) {
				t.Parallel()
				closing := says(200, good[flow.CallClientToken], "Connection", "close")
				s := newServer(t).on(call, cut)
				if !warm {
					s.on(flow.CallClientToken, closing)
				}
				if f := fails(t, s.adapter(t), call); f.Reach != flow.CutOff || f.Status != 0 || f.Client {
					t.Errorf("got %+v, want CutOff", f)
				}
				if n := len(s.requests(call)); n != 1 {
					t.Errorf("the server read it %d times, want once", n)
				}
			})
		}
	}
}

// The server hangs up on a kept connection before the next request. Whether a byte was
// written by then is the network's secret; what is certain is that nothing may be read
// twice, and that nothing is lost while nothing was written.
func TestAKeptConnectionThatDiedIsNoTrouble(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallAnswer, says(200, signedIn))
	var dials atomic.Int32
	cfg := s.config()
	var dead atomic.Bool
	cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		if dials.Add(1) == 1 {
			return &mortal{Conn: conn, dead: &dead}, err
		}
		return conn, err
	}
	a := adapter(t, cfg)
	a.Perform(t.Context(), flow.Connect{})
	dead.Store(true)
	if got, ok := a.Perform(t.Context(), effect[flow.CallAnswer]).(flow.TokenReceived); !ok {
		t.Errorf("got %+v, want the token over a new connection", got)
	}
	if dials.Load() != 2 || len(s.requests(flow.CallAnswer)) != 1 {
		t.Errorf("got %d connections and %d requests, want 2 and 1", dials.Load(), len(s.requests(flow.CallAnswer)))
	}
}

// mortal takes no byte once it is dead.
type mortal struct {
	net.Conn
	dead *atomic.Bool
}

func (m *mortal) Write(p []byte) (int, error) {
	if m.dead.Load() {
		return 0, errors.New("dead")
	}
	return m.Conn.Write(p)
}

func TestARefusedConnectionIsTriedOnceAndSaysSo(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	var dials atomic.Int32
	cfg := s.config()
	dial := (&net.Dialer{}).DialContext
	cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		dials.Add(1)
		return dial(ctx, network, address)
	}
	a := adapter(t, cfg)
	a.Perform(t.Context(), flow.Connect{})
	a.client.transport.CloseIdleConnections()
	s.Close()
	before := dials.Load()
	f := fails(t, a, flow.CallAnswer)
	if f.Reach != flow.NotSent || f.Cause != foreign("connection refused") {
		t.Errorf("got %+v, want NotSent and why", f)
	}
	if n := dials.Load() - before; n != 1 {
		t.Errorf("tried %d times, want once", n)
	}
}

func TestWhenTheClientsTokenIsNotToBeHadTheCallIsNeverMade(t *testing.T) {
	t.Parallel()
	for call, do := range effect {
		if call == flow.CallClientToken {
			continue
		}
		s := newServer(t).on(flow.CallClientToken, says(401, `{"error":{"code":"invalid_client","message":"m"}}`))
		a := s.adapter(t)
		e, ok := a.Perform(t.Context(), do).(flow.CallFailed)
		if !ok || e.Call != call || !e.Failure.Client || e.Failure.Status != 401 || e.Failure.Code != foreign("invalid_client") {
			t.Errorf("%s: got %+v", names[call], e)
		}
		if len(s.requests(call)) != 0 {
			t.Errorf("%s: sent all the same", names[call])
		}
		if call == flow.CallAnswer && e.Typed != flow.Conceal(code) {
			t.Error("the code that was typed got lost")
		}
	}
}

func TestAClientSecretThatCannotBeHad(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	cfg := s.config()
	cfg.ClientSecret = func(context.Context) (flow.Secret, error) { return flow.Secret{}, errors.New("op: locked") }
	f := fails(t, adapter(t, cfg), flow.CallClientToken)
	if f.Reach != flow.NotSent || !strings.HasSuffix(f.Cause.Shown(), "op: locked") {
		t.Errorf("got %+v", f)
	}
}

func TestASecretThatJSONCannotCarryIsNotSentAltered(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	e, ok := s.adapter(t).Perform(t.Context(), flow.LogIn{Identity: kari, Secret: flow.Conceal("caf\xe9")}).(flow.CallFailed)
	if !ok || e.Failure.Reach != flow.NotSent || e.Failure.Cause != foreign(errNotUTF8.says) || len(s.requests(flow.CallLogin)) != 0 {
		t.Errorf("got %+v", e)
	}
}

func TestAnAnswerThatIsNotHTTPIsNotQuoted(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallAnswer, func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := w.(http.Hijacker).Hijack()
		if err == nil {
			_, _ = io.WriteString(conn, "SSH-2.0-"+code+"\r\n\r\n")
			_ = conn.Close()
		}
	})
	f := fails(t, s.adapter(t), flow.CallAnswer)
	if f.Reach != flow.CutOff || strings.Contains(f.Cause.Shown(), code) {
		t.Errorf("got %+v", f)
	}
}

func TestHeadersAreCapped(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallAnswer, says(200, signedIn, "X-Long", strings.Repeat("x", 2*headerCap)))
	if f := fails(t, s.adapter(t), flow.CallAnswer); f.Reach != flow.CutOff {
		t.Errorf("got %+v", f)
	}
}

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
		cfg.BaseURL, cfg.DialContext, cfg.Timeout = "http://localhost/x/v1", p.dial, 0
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

// silent reads the request and says nothing until it is gone.
func silent(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func TestASilentServerTimesOutAfterThirtySecondsAndNothingIsRepeated(t *testing.T) {
	t.Parallel()
	for call := range effect {
		t.Run(names[call], func(t *testing.T) {
			t.Parallel()
			inBubble(t, func(t *testing.T, s *server, a *Adapter) {
				s.on(call, silent)
				start := time.Now()
				f := fails(t, a, call)
				if f.Reach != flow.TimedOut || f.Cause != foreign("no answer in time") {
					t.Errorf("got %+v, want TimedOut", f)
				}
				if took := time.Since(start); took != defaultTimeout {
					t.Errorf("took %v", took)
				}
				if n := len(s.requests(call)); n != 1 {
					t.Errorf("sent %d times", n)
				}
			})
		})
	}
}

func TestABodyThatStallsIsCutByTheTimeout(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallAnswer, func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.WriteString(w, `{"access`)
			_ = http.NewResponseController(w).Flush()
			silent(w, r)
		})
		want := flow.Failure{Status: 200, Got: foreign("JSON, cut short after 8 bytes")}
		if f := fails(t, a, flow.CallAnswer); f != want {
			t.Errorf("got %+v, want %+v", f, want)
		}
	})
}

func TestCancellingEndsACallAtOnce(t *testing.T) {
	t.Parallel()
	for call, do := range effect {
		t.Run(names[call], func(t *testing.T) {
			t.Parallel()
			inBubble(t, func(t *testing.T, s *server, a *Adapter) {
				s.on(call, silent)
				ctx, cancel := context.WithCancel(t.Context())
				time.AfterFunc(time.Second, cancel)
				start := time.Now()
				e, ok := a.Perform(ctx, do).(flow.CallFailed)
				if !ok || e.Failure.Reach == flow.Answered || e.Failure.Cause != foreign("cancelled") {
					t.Errorf("got %+v", e)
				}
				if took := time.Since(start); took != time.Second {
					t.Errorf("took %v", took)
				}
			})
		})
	}
}

func TestAServerThatTakesNoConnectionIsNotReached(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := newPipes() // nobody accepts
		s := server{Server: &httptest.Server{URL: "http://127.0.0.1:1"}}
		cfg := s.config()
		cfg.DialContext, cfg.Timeout = p.dial, time.Minute
		a, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		if f := fails(t, a, flow.CallClientToken); f.Reach != flow.NotSent || f.Cause != foreign("no connection in time") {
			t.Errorf("got %+v", f)
		}
		a.Close()
	})
}

func secure(t *testing.T, config *tls.Config) (*server, string) {
	t.Helper()
	s := &server{replies: map[flow.Call][]reply{}}
	s.on(flow.CallClientToken, granted("read:customers")).on(flow.CallAnswer, says(200, signedIn))
	s.Server = httptest.NewUnstartedServer(s)
	s.EnableHTTP2, s.TLS = true, config
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	file := filepath.Join(t.TempDir(), "ca.pem")
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
	if err := os.WriteFile(file, certificate, 0o600); err != nil {
		t.Fatal(err)
	}
	return s, file
}

func TestTLSWithACertificateOfOnesOwn(t *testing.T) {
	t.Parallel()
	s, file := secure(t, nil)
	cfg := s.config()
	f := fails(t, adapter(t, cfg), flow.CallClientToken)
	if f.Reach != flow.NotSent || !strings.Contains(f.Cause.Shown(), "certificate") {
		t.Errorf("got %+v, want the certificate to be refused", f)
	}
	cfg.CAFile = file
	var version atomic.Int32
	s.on(flow.CallAnswer, func(w http.ResponseWriter, r *http.Request) {
		version.Store(int32(r.ProtoMajor))
		says(200, signedIn)(w, r)
	})
	a := adapter(t, cfg)
	if got, ok := a.Perform(t.Context(), effect[flow.CallAnswer]).(flow.TokenReceived); !ok || version.Load() != 2 {
		t.Errorf("got %+v over HTTP/%d", got, version.Load())
	}
	s.on(flow.CallAnswer, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	before := len(s.requests(flow.CallAnswer))
	if f := fails(t, a, flow.CallAnswer); f.Reach != flow.CutOff {
		t.Errorf("a stream that was reset: got %+v", f)
	}
	if n := len(s.requests(flow.CallAnswer)) - before; n != 1 {
		t.Errorf("a stream that was reset: sent %d times", n)
	}
}

func TestTLSOlderThan12IsRefused(t *testing.T) {
	t.Parallel()
	s, file := secure(t, &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10})
	cfg := s.config()
	cfg.CAFile = file
	if f := fails(t, adapter(t, cfg), flow.CallClientToken); f.Reach != flow.NotSent {
		t.Errorf("got %+v", f)
	}
}

// A proxy that refuses is told from a server that does, and its password is not shown.
func TestAProxyThatRefuses(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = http.ReadRequest(bufio.NewReader(conn))
			_, _ = io.WriteString(conn, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
			_ = conn.Close()
		}
	}()
	s := newServer(t)
	cfg := s.config()
	cfg.BaseURL = "https://api.example/x/v1"
	a := adapter(t, cfg)
	via := func(address string) flow.Failure {
		a.client.transport.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(address) }
		return fails(t, a, flow.CallClientToken)
	}
	if f := via("http://user:canary-proxy@" + listener.Addr().String()); f.Reach != flow.NotSent || f.Cause != foreign("the proxy answered 407") {
		t.Errorf("got %+v", f)
	}
	_ = listener.Close()
	if f := via("http://user:canary-proxy@" + listener.Addr().String()); f.Cause != foreign("proxy: connection refused") {
		t.Errorf("got %+v", f)
	}
}
