package api

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

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
				s.read(t, call, 1)
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
	var dead atomic.Bool
	a, dials := dialling(t, s, func(number int32, conn net.Conn) net.Conn {
		if number == 1 {
			return &mortal{Conn: conn, dead: &dead}
		}
		return conn
	})
	a.Perform(t.Context(), flow.Connect{})
	dead.Store(true)
	ends[flow.TokenReceived](t, a, effect[flow.CallAnswer]) // over a new connection
	s.read(t, flow.CallAnswer, 1)
	if n := dials.Load(); n != 2 {
		t.Errorf("got %d connections, want 2", n)
	}
}

// dialling is an adapter whose connections are counted and may be wrapped.
func dialling(t *testing.T, s *server, wrap func(number int32, conn net.Conn) net.Conn) (a *Adapter, dials *atomic.Int32) {
	t.Helper()
	cfg, dials := s.config(), new(atomic.Int32)
	cfg.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
		return wrap(dials.Add(1), conn), err
	}
	return adapter(t, cfg), dials
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
	a, dials := dialling(t, s, func(_ int32, conn net.Conn) net.Conn { return conn })
	a.Perform(t.Context(), flow.Connect{})
	a.client.Transport.CloseIdleConnections()
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
	everyCallWithAToken(t, func(t *testing.T, call flow.Call) {
		s := newServer(t).on(flow.CallClientToken, says(401, `{"error":{"code":"invalid_client","message":"m"}}`))
		e := ends[flow.CallFailed](t, s.adapter(t), effect[call])
		if e.Call != call || !e.Failure.Client || e.Failure.Status != 401 || e.Failure.Code != foreign("invalid_client") {
			t.Errorf("got %+v", e)
		}
		s.read(t, call, 0)
		if call == flow.CallAnswer && e.Typed != flow.Conceal(code) {
			t.Error("the code that was typed got lost")
		}
	})
}

func TestASecretThatJSONCannotCarryIsNotSentAltered(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	f := ends[flow.CallFailed](t, s.adapter(t), flow.LogIn{Identity: kari, Secret: flow.Conceal("caf\xe9")}).Failure
	if f.Reach != flow.NotSent || f.Cause != foreign("what was typed is not valid UTF-8 and cannot be sent") {
		t.Errorf("got %+v", f)
	}
	s.read(t, flow.CallLogin, 0)
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
	for kib, fits := range map[int]bool{59: true, 64: false, 128: false} { // net/http counts in pieces of 4 KiB
		s := newServer(t).on(flow.CallAnswer, says(200, signedIn, "X-Long", strings.Repeat("x", kib<<10)))
		got := s.adapter(t).Perform(t.Context(), effect[flow.CallAnswer])
		if e, failed := got.(flow.CallFailed); failed == fits || failed && e.Failure.Reach != flow.CutOff {
			t.Errorf("%d KiB: got %+v", kib, got)
		}
	}
}
