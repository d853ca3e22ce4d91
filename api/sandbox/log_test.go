package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"
)

// gate is a reader that does not read until it is opened.
type gate struct {
	entered chan struct{} // receives with every write that waits
	open    chan struct{}
	mu      sync.Mutex
	text    bytes.Buffer
}

func newGate() *gate { return &gate{entered: make(chan struct{}, 1), open: make(chan struct{})} }

func (g *gate) Write(p []byte) (int, error) {
	select {
	case g.entered <- struct{}{}:
	default:
	}
	<-g.open
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.text.Write(p)
}

func TestALogThatNobodyReadsDropsLinesAndTellsOnce(t *testing.T) {
	t.Parallel()
	g := newGate()
	l := NewLog(g)
	l.Request(Request{"GET", "/first", 200, time.Millisecond})
	<-g.entered
	for i := range 3_000 { // would hang here if a call waited
		l.Request(Request{"GET", fmt.Sprint("/", i), 200, time.Millisecond})
	}
	close(g.open)
	l.Close(time.Minute)
	text := g.text.String()
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	if len(lines) != 1+1024+1 || lines[0] != "GET /first 200 1ms" || lines[1024] != "GET /1023 200 1ms" ||
		lines[1025] != "dropped 1976 lines here, since nobody read them" {
		t.Errorf("%d lines, of which the last are\n%s", len(lines), strings.Join(lines[max(0, len(lines)-3):], "\n"))
	}
}

func TestALogThatIsReadHoldsEveryLineInItsOrder(t *testing.T) {
	t.Parallel()
	g := newGate()
	close(g.open)
	l := NewLog(g)
	var want strings.Builder
	for i := range 1_000 {
		l.Request(Request{"POST", fmt.Sprint("/", i), 403, 1234 * time.Nanosecond})
		fmt.Fprintf(&want, "POST /%d 403 1µs\n", i)
	}
	l.Close(time.Minute)
	if g.text.String() != want.String() {
		t.Errorf("got %d bytes, want %d", g.text.Len(), want.Len())
	}
	l.Request(Request{}) // after Close: nowhere, and no panic
}

// serve begins, and returns what ends it.
func serve(t *testing.T, s *Sandbox, out io.Writer, log *Log) (stop func()) {
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, out, true, log) }()
	return func() {
		cancel()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
}

func TestServingWaitsForNoReader(t *testing.T) {
	t.Parallel()
	out, log := newGate(), newGate()
	t.Cleanup(func() { close(out.open); close(log.open) })
	requests := NewLog(log)
	s := started(t, Options{OnRequest: requests.Request}, demoAccounts())
	stop := serve(t, s, out, requests)
	<-out.entered
	r := rigOf(t, s)
	r.renew()
	for range 20 {
		r.login()
	}
	stop()
	if got := r.get("/auth/keys"); got.err == nil {
		t.Error("answers after its end")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestServingEndsWhereItCannotDescribeItself(t *testing.T) {
	t.Parallel()
	s := started(t, Options{}, demoAccounts())
	for _, asJSON := range []bool{true, false} {
		if err := s.Serve(t.Context(), broken{}, asJSON, NewLog(broken{})); err == nil || err.Error() != "no space left" {
			t.Errorf("got %v", err)
		}
	}
}

func TestServingMakesAKeyBeforeItIsAskedForOne(t *testing.T) {
	t.Parallel()
	out := newGate()
	close(out.open)
	s := started(t, Options{}, demoAccounts())
	stop := serve(t, s, out, NewLog(out))
	select {
	case <-s.first.keys.ready:
	case <-time.After(time.Minute):
		t.Error("no key was made")
	}
	stop()
}

func TestOnRequestTellsNoSecret(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry-53cr37"
	seen := make(chan Request, 16)
	r := rigged(t, Options{OnRequest: func(q Request) { seen <- q }})
	r.get("/customers/settings?access_token="+r.token).want(200, "")
	r.post("/customers/mfa_login", r.mfaLoginBody().with("secret", canary)).want(403, "invalid_credentials")
	r.get("/%0aforged%1b[2J"+strings.Repeat("x", 500)).want(404, "not_found")
	r.get("/customers/"+canary+"/login").want(404, "not_found")
	r.do(r.request(canary, "/customers/login", nil)).want(404, "not_found")
	r.get(strings.Repeat("/v1", 500)).want(404, "not_found")
	if err := r.s.Close(); err != nil { // the line comes after the answer
		t.Error(err)
	}
	close(seen)
	const account = "/v1/accounts/T11223344"
	want := []Request{
		{"POST", account + "/auth/token", 200, 0},
		{"GET", account + "/customers/settings", 200, 0},
		{"POST", account + "/customers/mfa_login", 403, 0},
		{"GET", account + "/…", 404, 0},
		{"GET", account + "/customers/…/login", 404, 0},
		{"…", account + "/customers/login", 404, 0},
		{"GET", account + "/v1/v1/v1/v1/…", 404, 0},
	}
	if len(seen) != len(want) {
		t.Fatalf("%d calls, want %d", len(seen), len(want))
	}
	for i := range want {
		q := <-seen
		if text := fmt.Sprint(q); strings.ContainsAny(text, "\n\x1b") || strings.Contains(text, r.token) || strings.Contains(text, canary) || len(text) > 200 {
			t.Errorf("got %q", text)
		}
		if q.Duration = 0; q != want[i] {
			t.Errorf("got  %+v\nwant %+v", q, want[i])
		}
	}
}
