package lanes

import (
	"context"
	"testing"
	"time"

	"dintero-login/flow"
)

// api notes what it was asked for.
type api struct{ asked []flow.Effect }

func (a *api) Perform(_ context.Context, do flow.Effect) flow.Event {
	a.asked = append(a.asked, do)
	return nil
}

// waiting is a login that waits for the settings, and the time for which it will.
func waiting(t *testing.T, a *api) (Lanes, flow.State, Run) {
	t.Helper()
	s, l := flow.New(flow.Account{Client: flow.Known, Reading: flow.Reading}, flow.Draft{}), New(a)
	s, _ = flow.Next(s, flow.CustomerChosen{Ident: "+4799999999"})
	s, do := flow.Next(s, flow.SecretEntered{Secret: flow.Conceal("246810")})
	l, runs := l.Follow(s, do)
	t.Cleanup(l.Stop)
	if len(runs) != 1 || runs[0].After != 2*time.Second {
		t.Fatalf("%d things run, the first after %v; want one after 2 s", len(runs), runs[0].After)
	}
	return l, s, runs[0]
}

func TestALoginIsHeldUntilTheSettingsCameThroughOrCouldNotBeRead(t *testing.T) {
	t.Parallel()
	for name, e := range map[string]flow.Event{
		"they came":             flow.SettingsRead{Settings: &flow.Settings{MFA: flow.No}},
		"they cannot be read":   flow.CallFailed{Call: flow.CallSettings, Failure: flow.Failure{Status: 500}},
		"the client is refused": flow.CallFailed{Call: flow.CallClientToken, Failure: flow.Failure{Status: 401}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := &api{}
			l, s, over := waiting(t, a)
			s, do := flow.Next(s, e)
			l, runs := l.Follow(s, do)
			goesOn := runs[len(runs)-1].Do()
			if got, ok := goesOn.Event.(flow.SettingsAwaited); !ok || got.Secret != flow.Conceal("246810") || !l.Takes(goesOn) {
				t.Fatalf("got %+v", goesOn.Event)
			}
			s, do = flow.Next(s, goesOn.Event)
			if l, _ = l.Follow(s, do); l.Takes(over.Do()) {
				t.Error("the end of the time is taken after the settings came")
			}
			if len(a.asked) != 0 {
				t.Errorf("the API was asked for %v", a.asked)
			}
			l.Stop()
		})
	}
}

func TestALoginIsHeldForItsTimeAndNoLonger(t *testing.T) {
	t.Parallel()
	l, s, over := waiting(t, &api{})
	s, do := flow.Next(s, flow.ClientConnected{}) // in the gap before the settings are asked for
	l, runs := l.Follow(s, do)
	if len(runs) != 1 {
		t.Fatalf("%d things run, want the reading alone", len(runs))
	}
	if !l.Takes(over.Do()) {
		t.Error("the end of the time is not taken")
	}
	left, do := flow.Next(s, flow.Back{})
	if l, _ = l.Follow(left, do); l.Takes(over.Do()) {
		t.Error("the end of the time is taken after esc")
	}
	l.Stop()
}
