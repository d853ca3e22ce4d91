package api

import (
	"context"
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"dintero-login/flow"
)

var unauthorised = says(401, `{"error":{"code":"invalid_token","message":"m"}}`)

// Without being asked the settings and the keys are sent twice more, the client's token once
// more, and nothing else.
func TestRetries(t *testing.T) {
	t.Parallel()
	unavailable := says(503, ``)
	again := map[flow.Call]int{flow.CallSettings: 3, flow.CallKeys: 3, flow.CallClientToken: 2}
	for call := range effect {
		for _, tt := range []struct {
			name  string
			bad   reply
			times map[flow.Call]int
		}{
			{"5xx", unavailable, again},
			{"cut off", cut, again},
			{"a body cut off", truncated(200, `<`), again},
			{"429", says(429, ``), nil},
			{"503, and told when", says(503, ``, "Retry-After", "5"), nil},
			{"404", says(404, ``), nil},
			{"garbage", says(200, `x`), nil},
		} {
			t.Run(names[call]+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				inBubble(t, func(t *testing.T, s *server, a *Adapter) {
					s.on(call, tt.bad)
					start := time.Now()
					fails(t, a, call)
					s.read(t, call, max(1, tt.times[call]))
					if took, most := time.Since(start), 400*time.Millisecond; took > most {
						t.Errorf("took %v, more than %v", took, most)
					}
				})
			})
		}
	}
}

// net/http sends a body a second time by itself if it is told how to read it again: on
// HTTP/2, say, when a server refuses the stream after it has read all of it.
func TestNothingTellsNetHTTPHowToSendABodyAgain(t *testing.T) {
	t.Parallel()
	for call, do := range effect {
		a := newServer(t).on(call, says(200, good[call])).adapter(t)
		bodies := 0
		a.client.Transport.Proxy = func(r *http.Request) (*url.URL, error) {
			if r.Body != nil {
				bodies++
			}
			if r.GetBody != nil || r.Header["Idempotency-Key"] != nil || r.Header["X-Idempotency-Key"] != nil {
				t.Errorf("%s: it may send %s again", names[call], r.URL.Path)
			}
			return nil, nil
		}
		if _, failed := a.Perform(t.Context(), do).(flow.CallFailed); failed || bodies == 0 {
			t.Errorf("%s: failed is %t, after %d bodies", names[call], failed, bodies)
		}
	}
}

// What went out once has gone out, though the next try found nobody.
func TestACallWhoseFirstTryWasSentIsNotSaidToBeUnsent(t *testing.T) {
	t.Parallel()
	for _, call := range []flow.Call{flow.CallClientToken, flow.CallSettings, flow.CallKeys} {
		inBubble(t, func(t *testing.T, s *server, a *Adapter) {
			s.on(call, func(w http.ResponseWriter, r *http.Request) {
				_ = s.Listener.Close()
				cut(w, r)
			})
			if f := fails(t, a, call); f.Reach != flow.CutOff {
				t.Errorf("%s: got %+v", names[call], f)
			}
			s.read(t, call, 1)
		})
	}
}

func TestAReadSucceedsOnTheThirdTry(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallSettings, cut, says(502, `<html>`), says(200, good[flow.CallSettings]))
		ends[flow.SettingsRead](t, a, flow.ReadSettings{})
		s.on(flow.CallKeys, truncated(200, `[{"kid":"k1"`), says(500, ``), says(200, good[flow.CallKeys]))
		if got := ends[flow.KeysRead](t, a, flow.ReadKeys{}); !got.Keys.Has(foreign("k1")) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestACancelledCallIsNotTriedAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallSettings, says(500, ``))
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond) // in the first pause
		defer cancel()
		if got, ok := a.Perform(ctx, flow.ReadSettings{}).(flow.CallFailed); !ok {
			t.Errorf("got %+v", got)
		}
		s.read(t, flow.CallSettings, 1)
	})
}

func TestNothingIsRedirectedEvenWhereTheBaseURLSaysSo(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int32
	other := newServer(t)
	other.Config.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		for call := range effect {
			s := newServer(t).on(call, says(status, ``, "Location", other.URL))
			if f := fails(t, s.adapter(t), call); f.Status != status || f.Got != foreign("redirect to "+other.URL) {
				t.Errorf("%d on %s: got %+v", status, names[call], f)
			}
			s.read(t, call, 1)
		}
	}
	if elsewhere.Load() != 0 {
		t.Error("a redirect was followed")
	}
}
