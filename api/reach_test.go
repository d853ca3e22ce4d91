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
	if !ok || e.Failure.Reach != flow.NotSent || e.Failure.Cause != foreign("what was typed is not valid UTF-8 and cannot be sent") || len(s.requests(flow.CallLogin)) != 0 {
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
	for kib, fits := range map[int]bool{59: true, 64: false, 128: false} { // net/http counts in pieces of 4 KiB
		s := newServer(t).on(flow.CallAnswer, says(200, signedIn, "X-Long", strings.Repeat("x", kib<<10)))
		got := s.adapter(t).Perform(t.Context(), effect[flow.CallAnswer])
		if e, failed := got.(flow.CallFailed); failed == fits || failed && e.Failure.Reach != flow.CutOff {
			t.Errorf("%d KiB: got %+v", kib, got)
		}
	}
}
