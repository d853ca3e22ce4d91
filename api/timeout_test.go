package api

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
)

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
