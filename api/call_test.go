package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
)

// onlyRead is the calls that a 401 lets go out again.
var onlyRead = map[flow.Call]bool{flow.CallSettings: true, flow.CallKeys: true}

// everyCallWithAToken runs a test for each of them.
func everyCallWithAToken(t *testing.T, test func(t *testing.T, call flow.Call)) {
	t.Helper()
	for call := range effect {
		if call != flow.CallClientToken {
			t.Run(names[call], func(t *testing.T) {
				t.Parallel()
				test(t, call)
			})
		}
	}
}

func TestA401ToAReadRenewsTheClientsTokenAndReadsOnceMore(t *testing.T) {
	t.Parallel()
	for call := range onlyRead {
		s := newServer(t).on(flow.CallClientToken, granted("old"), granted("fresh")).on(call, unauthorised, says(200, good[call]))
		if failed, ok := s.adapter(t).Perform(t.Context(), effect[call]).(flow.CallFailed); ok {
			t.Errorf("got %+v", failed)
		}
		s.read(t, call, 2)
		s.read(t, flow.CallClientToken, 2)
		if sent := s.requests(call); sent[0].header.Get("Authorization") == sent[len(sent)-1].header.Get("Authorization") {
			t.Errorf("%s: the same token again", names[call])
		}
		s = newServer(t).on(call, unauthorised)
		if f := fails(t, s.adapter(t), call); f.Renewal != flow.RenewedTwice || f.Status != 401 {
			t.Errorf("%s refused over and over: got %+v", names[call], f)
		}
		s.read(t, call, 2)
	}
}

// Whatever answers a 401 to a call that reaches somebody or may count as a try, the call is
// made once. The same token, tried on the settings, tells what the 401 is about.
func TestA401ToAnyOtherCallIsLookedIntoAndTheCallIsMadeOnce(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name    string
		probe   reply
		renewal reply
		want    flow.Renewal
		asked   int // for the client's token
		client  bool
	}{
		{"the settings come", says(200, `{}`), nil, flow.TokenGood, 1, false},
		{"the settings are forbidden", says(403, ``), nil, flow.TokenGood, 1, false},
		{"the settings are not found", says(404, `<html>`), nil, flow.TokenGood, 1, false},
		{"the settings are broken", says(500, ``), nil, flow.TokenGood, 1, false},
		{"too many", says(429, ``), nil, flow.TokenGood, 1, false},
		{"more than fits", says(200, `{"a":"`+strings.Repeat("x", 2<<20)+`"}`), nil, flow.TokenGood, 1, false},
		{"no answer", cut, nil, flow.TokenDoubtful, 1, false},
		{"refused there too", unauthorised, granted("fresh"), flow.Renewed, 2, false},
		{"refused there too, and so is the client", unauthorised, says(401, ``), flow.RenewalFailed, 2, true},
		{"refused there too, and the client is forbidden", unauthorised, says(403, ``), flow.RenewalFailed, 2, true},
		{"refused there too, and the renewal is broken", unauthorised, says(500, ``), flow.RenewalBroken, 2, true},
		{"refused there too, and the renewal is cut", unauthorised, cut, flow.RenewalBroken, 2, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			everyCallWithAToken(t, func(t *testing.T, call flow.Call) {
				if onlyRead[call] {
					return
				}
				s := newServer(t).on(call, unauthorised).on(flow.CallSettings, tt.probe)
				if tt.renewal != nil {
					s.on(flow.CallClientToken, granted("old"), tt.renewal)
				}
				f := fails(t, s.adapter(t), call)
				if f.Renewal != tt.want || f.Client != tt.client || !tt.client && f.Status != 401 {
					t.Errorf("got %+v", f)
				}
				calls, probes, asked := s.requests(call), s.requests(flow.CallSettings), s.requests(flow.CallClientToken)
				if tt.want == flow.TokenDoubtful && len(probes) > 1 {
					probes = probes[:1] // net/http makes a GET again by itself when a kept connection dies
				}
				if len(calls) != 1 || len(probes) != 1 || len(asked) != tt.asked {
					t.Fatalf("called %d times, looked %d times, asked for a token %d times; want 1, 1, %d", len(calls), len(probes), len(asked), tt.asked)
				}
				if calls[0].header.Get("Authorization") != probes[0].header.Get("Authorization") {
					t.Error("the token that was tried is another")
				}
			})
		})
	}
}

// A token that was taken elsewhere after the call needs no look; one that was taken before
// it does.
func TestATokenThatWasTakenMeanwhileIsGood(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallMFALogin, slowly(unauthorised)).on(flow.CallKeys, says(403, ``)).on(flow.CallSettings, says(200, `{}`))
		a.Perform(t.Context(), flow.ReadKeys{})
		if f := fails(t, a, flow.CallMFALogin); f.Renewal != flow.TokenGood {
			t.Errorf("taken before it: got %+v", f)
		}
		s.read(t, flow.CallSettings, 1)
		var group sync.WaitGroup
		group.Go(func() {
			if f := fails(t, a, flow.CallMFALogin); f.Renewal != flow.TokenGood {
				t.Errorf("taken meanwhile: got %+v", f)
			}
		})
		synctest.Wait()
		a.Perform(t.Context(), flow.ReadKeys{})
		group.Wait()
		s.read(t, flow.CallSettings, 1) // not once more, since the token was taken meanwhile
	})
}

// One count for all that one effect needs, across a renewal: the client's token at most
// twice, a read at most three times.
func TestNothingIsAskedForMoreOftenBecauseOfARenewal(t *testing.T) {
	t.Parallel()
	broken := says(503, ``)
	for _, tt := range []struct {
		name   string
		tokens []reply
		reads  []reply
		asked  int
		read   int
		want   flow.Renewal
	}{
		{"the token comes at the second try, and is refused", []reply{broken, granted("x")}, []reply{unauthorised}, 2, 1, flow.RenewedTwice},
		{"the token is renewed at the second try only", []reply{granted("x"), broken}, []reply{unauthorised}, 2, 1, flow.RenewalBroken},
		{"the read is refused at the third try", []reply{granted("x")}, []reply{broken, broken, unauthorised}, 2, 3, flow.Renewed},
		{"the read is refused, and broken then", []reply{granted("x")}, []reply{unauthorised, broken}, 2, 3, flow.NotRenewed},
		{"the read is broken, and refused then", []reply{granted("x")}, []reply{broken, unauthorised, unauthorised}, 2, 3, flow.RenewedTwice},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			for call := range onlyRead {
				inBubble(t, func(t *testing.T, s *server, a *Adapter) {
					s.on(flow.CallClientToken, tt.tokens...).on(call, tt.reads...)
					if f := fails(t, a, call); f.Renewal != tt.want {
						t.Errorf("%s: got %+v", names[call], f)
					}
					s.read(t, flow.CallClientToken, tt.asked)
					s.read(t, call, tt.read)
				})
			}
		})
	}
}

func TestTheNextNeedMayAskAgain(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallClientToken, says(503, ``), granted("x"), granted("y")).on(flow.CallSettings, unauthorised, says(200, `{}`))
		fails(t, a, flow.CallSettings)
		ends[flow.SettingsRead](t, a, flow.ReadSettings{})
		time.Sleep(time.Second)
		s.read(t, flow.CallClientToken, 3)
	})
}

func TestAClientsSecretThatCannotBeHadIsToldApart(t *testing.T) {
	t.Parallel()
	for call := range effect {
		s := newServer(t)
		cfg := s.config()
		cfg.ClientSecret = func(context.Context) (flow.Secret, error) {
			return flow.Secret{}, errors.New("the variable X is not set")
		}
		want := flow.Failure{Reach: flow.NotSent, NoSecret: true, Client: call != flow.CallClientToken, Cause: foreign("the variable X is not set")}
		if f := fails(t, adapter(t, cfg), call); f != want {
			t.Errorf("%s: got %+v", names[call], f)
		}
		s.read(t, -1, 0)
	}
}

func TestABaseURLWithoutAPathStillMakesPathsThatBeginWithASlash(t *testing.T) {
	t.Parallel()
	for _, end := range []string{"", "/"} {
		s := newServer(t)
		s.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.RequestURI != "/accounts/T11223344/auth/token" {
				t.Errorf("asked for %q", r.RequestURI)
			}
			granted("x")(w, r)
		})
		cfg := s.config()
		cfg.BaseURL, cfg.Audience = s.URL+end, ""
		ends[flow.ClientConnected](t, adapter(t, cfg), flow.Connect{})
	}
}
