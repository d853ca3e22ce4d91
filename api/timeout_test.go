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
	silenceEnds(t, 30*time.Second, "no answer in time", func(t *testing.T) context.Context { return t.Context() })
}

func TestCancellingEndsACallAtOnce(t *testing.T) {
	t.Parallel()
	silenceEnds(t, time.Second, "cancelled", func(t *testing.T) context.Context {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		return ctx
	})
}

// silenceEnds makes each call to a server that says nothing, and checks when and how it ends.
func silenceEnds(t *testing.T, after time.Duration, cause string, begin func(*testing.T) context.Context) {
	t.Helper()
	for call, do := range effect {
		t.Run(names[call], func(t *testing.T) {
			t.Parallel()
			inBubble(t, func(t *testing.T, s *server, a *Adapter) {
				s.on(call, silent)
				start := time.Now()
				e, ok := a.Perform(begin(t), do).(flow.CallFailed)
				reach := e.Failure.Reach
				if !ok || e.Call != call || e.Failure.Cause != foreign(cause) || reach == flow.Answered || (reach == flow.TimedOut) != (after > time.Second) {
					t.Errorf("got %+v", e)
				}
				if took := time.Since(start); took != after {
					t.Errorf("took %v, want %v", took, after)
				}
				s.read(t, call, 1)
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

func TestAServerThatTakesNoConnectionIsNotReached(t *testing.T) {
	t.Parallel()
	unreached(t, "http://127.0.0.1:1", time.Minute, func(t *testing.T, _ *pipes, a *Adapter) {
		if f := fails(t, a, flow.CallClientToken); f.Reach != flow.NotSent || f.Cause != foreign("no connection in time") {
			t.Errorf("got %+v", f)
		}
	})
}

// A connection that is taken and stays silent is given up after ten seconds, or after the
// profile's time where that is less. There is a second try, after a pause, where time is left.
func TestAServerThatDoesNotShakeHandsIsNotReached(t *testing.T) {
	t.Parallel()
	for limit, want := range map[time.Duration]time.Duration{time.Minute: 20*time.Second + 100*time.Millisecond, 4 * time.Second: 4 * time.Second} {
		unreached(t, "https://127.0.0.1:1", limit, func(t *testing.T, p *pipes, a *Adapter) {
			go func() {
				for conn, err := p.Accept(); err == nil; conn, err = p.Accept() {
					_, _ = io.Copy(io.Discard, conn)
				}
			}()
			start := time.Now()
			f := fails(t, a, flow.CallClientToken)
			if took := time.Since(start); f.Reach != flow.NotSent || took != want {
				t.Errorf("got %+v after %v, want %v", f, took, want)
			}
		})
	}
}

// unreached runs a test in fake time, with an adapter for an address at which nobody answers.
func unreached(t *testing.T, address string, limit time.Duration, test func(t *testing.T, p *pipes, a *Adapter)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		p := newPipes()
		s := server{Server: &httptest.Server{URL: address}}
		cfg := s.config()
		cfg.DialContext, cfg.Timeout = p.dial, limit
		a, err := New(cfg)
		if err != nil {
			t.Fatal(err)
		}
		test(t, p, a)
		a.Close()
		_ = p.Close()
	})
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
				s.read(t, flow.CallAnswer, 1)
				time.Sleep(time.Minute) // until the writes have returned
			})
		})
	}
}
