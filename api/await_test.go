package api

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"dintero-login/flow"
)

// slowly answers after a second.
func slowly(then reply) reply {
	return func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Second)
		then(w, r)
	}
}

// A login waits for the settings that the facts lane reads: for the client's token, in
// the gap before the settings are asked for, and for the settings themselves.
func TestALoginWaitsForTheSettingsButNotForever(t *testing.T) {
	t.Parallel()
	settings := says(200, good[flow.CallSettings])
	for _, tt := range []struct {
		name    string
		token   reply
		answer  reply
		facts   []flow.Effect
		pause   time.Duration // before the wait
		cancel  bool
		want    bool
		waiting time.Duration
	}{
		{"they are there", granted("x"), settings, []flow.Effect{flow.Connect{}, flow.ReadSettings{}}, time.Second, false, true, 0},
		{"they could not be read", granted("x"), says(404, ``), []flow.Effect{flow.Connect{}, flow.ReadSettings{}}, time.Second, false, false, 0},
		{"the client was refused", says(401, ``), settings, []flow.Effect{flow.Connect{}}, time.Second, false, false, 0},
		{"they come while we wait", slowly(granted("x")), slowly(settings), []flow.Effect{flow.Connect{}, flow.ReadSettings{}}, time.Second / 2, false, true, 3 * time.Second / 2},
		{"they come too late", slowly(granted("x")), slowly(slowly(settings)), []flow.Effect{flow.Connect{}, flow.ReadSettings{}}, 0, false, false, 2 * time.Second},
		{"the client is refused while we wait", slowly(says(401, ``)), settings, []flow.Effect{flow.Connect{}}, 0, false, false, time.Second},
		{"nobody has asked yet", granted("x"), settings, nil, 0, false, false, 2 * time.Second},
		{"in the gap", granted("x"), settings, []flow.Effect{flow.Connect{}}, time.Second, false, false, 2 * time.Second},
		{"esc", granted("x"), settings, nil, 0, true, false, time.Second},
		{"they are read again", granted("x"), slowly(settings), []flow.Effect{flow.Connect{}, flow.ReadSettings{}, flow.ReadSettings{}}, 3 * time.Second / 2, false, true, time.Second / 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			inBubble(t, func(t *testing.T, s *server, a *Adapter) {
				s.on(flow.CallClientToken, tt.token).on(flow.CallSettings, tt.answer)
				done := make(chan struct{})
				go func() {
					defer close(done)
					for _, fact := range tt.facts {
						a.Perform(t.Context(), fact)
					}
				}()
				synctest.Wait()
				time.Sleep(tt.pause)
				ctx, cancel := context.WithCancel(t.Context())
				if tt.cancel {
					time.AfterFunc(time.Second, cancel)
				}
				start := time.Now()
				do := flow.AwaitSettings{Secret: flow.Conceal(password), Within: 2 * time.Second}
				got, ok := a.Perform(ctx, do).(flow.SettingsAwaited)
				cancel()
				if !ok || got.Secret != do.Secret || (got.Settings != nil) != tt.want {
					t.Errorf("got %+v", got)
				}
				if waited := time.Since(start); waited != tt.waiting {
					t.Errorf("waited %v, want %v", waited, tt.waiting)
				}
				<-done
			})
		})
	}
}

func TestAfterASignOutNoOldSettingsAreHandedOut(t *testing.T) {
	t.Parallel()
	inBubble(t, func(t *testing.T, s *server, a *Adapter) {
		s.on(flow.CallSettings, says(200, good[flow.CallSettings]))
		a.Perform(t.Context(), flow.ReadSettings{})
		a.Perform(t.Context(), flow.SignOut{})
		got, ok := a.Perform(t.Context(), flow.AwaitSettings{Within: time.Second}).(flow.SettingsAwaited)
		if !ok || got.Settings != nil {
			t.Errorf("got %+v", got)
		}
	})
}
