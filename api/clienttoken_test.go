package api

import (
	"context"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
)

func TestTheClientsTokenIsRenewedAMinuteBeforeItsEnd(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallChallenge, says(200, sent))
		asked := func(after time.Duration, want int) {
			t.Helper()
			time.Sleep(after)
			a.Perform(t.Context(), effect[flow.CallChallenge])
			s.read(t, flow.CallClientToken, want)
		}
		asked(0, 1)
		asked(4*time.Hour-time.Minute, 1)
		asked(time.Second, 2)
		asked(time.Second, 2)
	})
}

func TestATokenThatNeverSaysWhenItEndsIsKept(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallClientToken, says(200, `{"access_token":"opaque"}`)).on(flow.CallChallenge, says(200, sent))
		for range 2 {
			a.Perform(t.Context(), effect[flow.CallChallenge])
			time.Sleep(1000 * time.Hour)
		}
		s.read(t, flow.CallClientToken, 1)
	})
}

func TestCallersShareOneRequestForTheToken(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallClientToken, slowly(granted("x")))
		hasty, leave := context.WithTimeout(t.Context(), 100*time.Millisecond)
		defer leave()
		var group sync.WaitGroup
		var connected atomic.Int32
		for i := range 10 {
			ctx := t.Context()
			if i == 0 {
				ctx = hasty // whoever came first does not take it away from the others
			}
			group.Go(func() {
				if _, ok := a.Perform(ctx, flow.Connect{}).(flow.ClientConnected); ok {
					connected.Add(1)
				}
			})
			synctest.Wait()
		}
		group.Wait()
		s.read(t, flow.CallClientToken, 1)
		if n := connected.Load(); n != 9 {
			t.Errorf("%d callers got it, want 9", n)
		}
	})
}

// Both lanes are turned away with the same token; the second to notice takes what the
// first has fetched.
func TestTwoCallsThatAreTurnedAwayRenewOnce(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallClientToken, granted("old"), granted("new"))
		s.on(flow.CallSettings, unauthorised, says(200, good[flow.CallSettings]), unauthorised) // the last is a look with the old one
		s.on(flow.CallMFALogin, slowly(unauthorised))
		a.Perform(t.Context(), flow.Connect{})
		var group sync.WaitGroup
		group.Go(func() {
			if f := fails(t, a, flow.CallMFALogin); f.Renewal != flow.Renewed {
				t.Errorf("got %+v", f)
			}
		})
		synctest.Wait()
		ends[flow.SettingsRead](t, a, flow.ReadSettings{})
		group.Wait()
		s.read(t, flow.CallClientToken, 2)
	})
}

func TestARequestForTheTokenEndsWhenNobodyIsLeft(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		gone := make(chan struct{})
		s.on(flow.CallClientToken, func(_ http.ResponseWriter, r *http.Request) {
			<-r.Context().Done()
			close(gone)
		}, granted("x"))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		start := time.Now()
		a.Perform(ctx, flow.Connect{})
		<-gone
		if took := time.Since(start); took != time.Second {
			t.Errorf("took %v", took)
		}
		ends[flow.ClientConnected](t, a, flow.Connect{}) // the next caller gets one
	})
}

func TestSigningOutForgetsEverythingWhateverTheAnswer(t *testing.T) {
	t.Parallel()
	for name, answer := range map[string]reply{"accepted": says(204, ``), "refused": says(500, ``), "cut": cut} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).on(flow.CallRevoke, answer).on(flow.CallSettings, says(200, `{}`))
			a := s.adapter(t)
			a.Perform(t.Context(), flow.ReadSettings{})
			a.Perform(t.Context(), effect[flow.CallRevoke])
			if !a.vault.held.secret.IsEmpty() {
				t.Error("the token is kept")
			}
			a.Perform(t.Context(), flow.Connect{})
			s.read(t, flow.CallClientToken, 2)
		})
	}
}

func TestATokenThatComesAfterSignOutIsNotKept(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallClientToken, slowly(granted("x")))
		var group sync.WaitGroup
		group.Go(func() {
			if got, ok := a.Perform(t.Context(), flow.Connect{}).(flow.CallFailed); !ok {
				t.Errorf("got %+v", got)
			}
		})
		synctest.Wait()
		a.Perform(t.Context(), flow.SignOut{})
		group.Wait()
		if !a.vault.held.secret.IsEmpty() {
			t.Error("it is kept")
		}
	})
}
