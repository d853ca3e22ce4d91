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
				if took := time.Since(start); took != 30*time.Second {
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

// A connection that is taken and stays silent is given up after ten seconds, or after the
// profile's time where that is less. There is a second try, after a pause, where time is left.
func TestAServerThatDoesNotShakeHandsIsNotReached(t *testing.T) {
	t.Parallel()
	for limit, want := range map[time.Duration]time.Duration{time.Minute: 20*time.Second + 100*time.Millisecond, 4 * time.Second: 4 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			p := newPipes()
			go func() {
				for conn, err := p.Accept(); err == nil; conn, err = p.Accept() {
					_, _ = io.Copy(io.Discard, conn)
				}
			}()
			s := server{Server: &httptest.Server{URL: "https://127.0.0.1:1"}}
			cfg := s.config()
			cfg.DialContext, cfg.Timeout = p.dial, limit
			a, err := New(cfg)
			if err != nil {
				t.Fatal(err)
			}
			start := time.Now()
			f := fails(t, a, flow.CallClientToken)
			if took := time.Since(start); f.Reach != flow.NotSent || took != want {
				t.Errorf("got %+v after %v, want %v", f, took, want)
			}
			a.Close()
			_ = p.Close()
		})
	}
}

func TestAnAnswerThatOvertakesOurOwnWriteIsNoReasonToSendAgain(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]reply{"refused": says(500, ``), "cut": cut, "cut in the body": truncated(500, `x`)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, func(t *testing.T, s *server, a *Adapter) {
				s.slow.Store(true)
				s.on(flow.CallAnswer, answer)
				a.Perform(t.Context(), flow.Connect{})
				if f := fails(t, a, flow.CallAnswer); f.Reach == flow.NotSent {
					t.Errorf("got %+v", f)
				}
				if n := len(s.requests(flow.CallAnswer)); n != 1 {
					t.Errorf("sent %d times", n)
				}
				time.Sleep(time.Minute) // until the writes have returned
			})
		})
	}
}
