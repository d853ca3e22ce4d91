package api

import (
	"context"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"dintero-login/flow"
)

var unauthorised = says(401, `{"error":{"code":"invalid_token","message":"m"}}`)

func TestA401RenewsTheClientsTokenAndRepeatsWhatMayBeRepeated(t *testing.T) {
	t.Parallel()
	repeats := map[flow.Call]bool{
		flow.CallLogin: true, flow.CallMFALogin: true, flow.CallSettings: true, flow.CallRevoke: true, flow.CallKeys: true,
	}
	for call := range effect {
		if call == flow.CallClientToken {
			continue
		}
		t.Run(names[call], func(t *testing.T) {
			t.Parallel()
			old, fresh := granted("old"), granted("fresh")
			s := newServer(t).on(flow.CallClientToken, old, fresh).on(call, unauthorised, says(200, good[call]))
			a := s.adapter(t)
			got := a.Perform(t.Context(), effect[call])
			sent := s.requests(call)
			if n := len(s.requests(flow.CallClientToken)); n != 2 {
				t.Errorf("asked for the client's token %d times, want twice", n)
			}
			if !repeats[call] {
				e, ok := got.(flow.CallFailed)
				if !ok || e.Failure.Renewal != flow.Renewed || e.Failure.Status != 401 || e.Failure.Client || len(sent) != 1 {
					t.Errorf("got %+v after %d, want Renewed after one", got, len(sent))
				}
				// The person sends again, with the token that is there.
				if _, failed := a.Perform(t.Context(), effect[call]).(flow.CallFailed); failed || len(s.requests(-1)) != 4 {
					t.Errorf("the second time: failed, or %d requests", len(s.requests(-1)))
				}
				return
			}
			if _, failed := got.(flow.CallFailed); failed || len(sent) != 2 {
				t.Fatalf("got %+v after %d, want the answer after two", got, len(sent))
			}
			if sent[0].body != sent[1].body || sent[0].header.Get("Authorization") == sent[1].header.Get("Authorization") {
				t.Error("want the same body with another token")
			}
		})
	}
}

func TestA401OverAndOver(t *testing.T) {
	t.Parallel()
	for call := range effect {
		if call == flow.CallClientToken {
			continue
		}
		t.Run(names[call], func(t *testing.T) {
			t.Parallel()
			want, times := flow.RenewedTwice, 2
			if !routes[call].repeats {
				want, times = flow.Renewed, 1
			}
			s := newServer(t).on(call, unauthorised)
			if f := fails(t, s.adapter(t), call); f.Renewal != want || f.Status != 401 || f.Code != foreign("invalid_token") {
				t.Errorf("got %+v", f)
			}
			if n := len(s.requests(call)); n != times {
				t.Errorf("sent %d times, want %d", n, times)
			}
		})
	}
}

func TestARenewalThatIsRefusedOrNotAnswered(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		renewal reply
		want    flow.Failure
		asked   int
	}{
		{"refused", says(401, `{"error":{"code":"invalid_client","message":"m"}}`), flow.Failure{Status: 401, Code: foreign("invalid_client"), Message: foreign("m"), Renewal: flow.RenewalFailed, Client: true}, 2},
		{"forbidden", says(403, ``), flow.Failure{Status: 403, Got: foreign("empty body"), Renewal: flow.RenewalFailed, Client: true}, 2},
		{"too many", says(429, ``, "Retry-After", "9"), flow.Failure{Status: 429, Got: foreign("empty body"), RetryAfter: 9 * time.Second, Client: true}, 2},
		{"broken", says(500, ``), flow.Failure{Status: 500, Got: foreign("empty body"), Client: true}, 3},
		{"cut", cut, flow.Failure{Reach: flow.CutOff, Cause: foreign("the connection was closed"), Client: true}, 3},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for _, call := range []flow.Call{flow.CallMFALogin, flow.CallAnswer} {
				s := newServer(t).on(flow.CallClientToken, granted("x"), tt.renewal).on(call, unauthorised)
				if f := fails(t, s.adapter(t), call); f != tt.want {
					t.Errorf("got  %+v\nwant %+v", f, tt.want)
				}
				if n := len(s.requests(flow.CallClientToken)); n != tt.asked || len(s.requests(call)) != 1 {
					t.Errorf("asked %d times and called %d times, want %d and once", n, len(s.requests(call)), tt.asked)
				}
			}
		})
	}
}

// What is repeated without being asked: the settings and the keys twice, the client's token
// once, and nothing else.
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
					want := max(1, tt.times[call])
					if n := len(s.requests(call)); n != want {
						t.Errorf("sent %d times, want %d", n, want)
					}
					if took, most := time.Since(start), 400*time.Millisecond; took > most {
						t.Errorf("took %v, more than %v", took, most)
					}
				})
			})
		}
	}
}

func TestTheSettingsComeOnTheThirdTry(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallSettings, cut, says(502, `<html>`), says(200, good[flow.CallSettings]))
		if got, ok := a.Perform(t.Context(), flow.ReadSettings{}).(flow.SettingsRead); !ok {
			t.Errorf("got %+v", got)
		}
	})
}

func TestTheKeysComeOnTheThirdTry(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallKeys, truncated(200, `[{"kid":"k1"`), says(500, ``), says(200, good[flow.CallKeys]))
		if got, ok := a.Perform(t.Context(), flow.ReadKeys{}).(flow.KeysRead); !ok || !got.Keys.Has(foreign("k1")) {
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
		if _, ok := a.Perform(ctx, flow.ReadSettings{}).(flow.CallFailed); !ok || len(s.requests(flow.CallSettings)) != 1 {
			t.Errorf("sent %d times, want once", len(s.requests(flow.CallSettings)))
		}
	})
}

func TestNothingIsRedirectedEvenWhereTheBaseURLSaysSo(t *testing.T) {
	t.Parallel()
	var elsewhere atomic.Int32
	other := newServer(t)
	other.Config.Handler = http.HandlerFunc(func(http.ResponseWriter, *http.Request) { elsewhere.Add(1) })
	for _, status := range []int{301, 302, 303, 307, 308} {
		for call, do := range effect {
			s := newServer(t).on(call, says(status, ``, "Location", other.URL))
			e, ok := s.adapter(t).Perform(t.Context(), do).(flow.CallFailed)
			if !ok || e.Failure.Status != status || e.Failure.Got != foreign("redirect to "+other.URL) {
				t.Errorf("%d on %s: got %+v", status, names[call], e)
			}
			if n := len(s.requests(call)); n != 1 {
				t.Errorf("%d on %s: sent %d times", status, names[call], n)
			}
		}
	}
	if elsewhere.Load() != 0 {
		t.Error("a redirect was followed")
	}
}
