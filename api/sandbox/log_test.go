package sandbox

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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

func TestServingWaitsForNoReader(t *testing.T) {
	t.Parallel()
	out, log := newGate(), newGate()
	t.Cleanup(func() { close(out.open); close(log.open) })
	requests := NewLog(log)
	s, err := start(Options{OnRequest: requests.Request}, demoAccounts(), oneKey)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, out, true, requests) }()
	<-out.entered
	r := &rig{t: t, s: s, account: s.first.issuer, aud: s.first.audience, http: freshHTTP(t)}
	r.renew()
	for range 20 {
		r.login()
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if got := r.get("/auth/keys"); got.err == nil {
		t.Error("answers after its end")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestServingEndsWhereItCannotDescribeItself(t *testing.T) {
	t.Parallel()
	s, err := start(Options{}, demoAccounts(), oneKey)
	if err != nil {
		t.Fatal(err)
	}
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
	s, err := start(Options{}, demoAccounts(), oneKey)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, out, false, NewLog(out)) }()
	select {
	case <-s.first.keys.ready:
	case <-time.After(time.Minute):
		t.Error("no key was made")
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
