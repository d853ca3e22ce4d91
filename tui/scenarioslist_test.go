package tui

import (
	"errors"
	"slices"
	"testing"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// telling is a demo on the scripted API whose sandbox notes which scenarios it is asked for.
func telling(told *[]string, err error) option {
	return func(s *setup) {
		inDemo(s)
		s.session.Sandbox.Tell = func(name string) error {
			*told = append(*told, name)
			return err
		}
	}
}

func TestTheListOfScenariosSaysWhatEachDoesAndWhatOneReads(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{40, 12}, {80, 24}, {140, 40}} {
		var told []string
		x := offline(t, telling(&told, nil), sized(size.width, size.height)).start().press("ctrl+x", "o")
		for _, scenario := range Scenarios() {
			x.shows(scenario.Name)
			if size.width >= layout.NarrowBelow {
				x.shows(scenario.Does, "You will read: "+scenario.Reads)
			}
			x.press("down")
		}
		x.shows("happy").press("up").shows("skewed-clock").press("esc").shows("Who is signing in?")
		if len(told) != 0 {
			t.Errorf("looking at the list told %v", told)
		}
	}
}

func TestAnotherScenarioForgetsTheLastLoginAndBeginsANewOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		at   func(t *testing.T, options ...option) *walk
	}{
		{"on the customer", func(t *testing.T, options ...option) *walk {
			return offline(t, options...).start().press("ctrl+f", "ctrl+f").types("9")
		}},
		{"on the secret", func(t *testing.T, options ...option) *walk { return atSecret(t, "24", options...) }},
		{"while signing in", func(t *testing.T, options ...option) *walk {
			return atSecret(t, "246810", options...).hold(flow.StartMFALogin{}).press("enter")
		}},
		{"on the code", func(t *testing.T, options ...option) *walk {
			return atCode(t, "48", options...).message(1, "482913")
		}},
		{"signed in", func(t *testing.T, options ...option) *walk { return atSession(t, options...) }},
	} {
		part(t, row.name, func(t *testing.T) {
			var told []string
			x := row.at(t, telling(&told, nil))
			connects := x.asked(flow.Connect{})
			x.press("ctrl+x", "o", "down", "down", "enter").agrees().release()
			if !slices.Equal(told, []string{"mfa-off"}) {
				t.Errorf("told %v, want mfa-off", told)
			}
			x.shows("Scenario: mfa-off. A new login begins.", "Who is signing in?", "Scenario mfa-off").holdsTyped("")
			x.at(flow.ChoosingCustomer{})
			if x.asked(flow.SignOut{}) != 1 || x.asked(flow.Connect{}) != connects+1 {
				t.Error("the last login was not ended, or the client did not connect afresh")
			}
			if len(x.app.phone.Messages()) != 0 {
				t.Error("the phone still has the last login's messages")
			}
			x.press("ctrl+f").holdsTyped(kari).press("ctrl+x", "o")
			if s := x.app.overlay.(scenariosScreen); s.scenarios[s.at].Name != "mfa-off" {
				t.Errorf("the list begins at %s", s.scenarios[s.at].Name)
			}
		})
	}
}

func TestAScenarioThatCannotBeginChangesNothing(t *testing.T) {
	t.Parallel()
	var told []string
	x := offline(t, telling(&told, errors.New("no such\x1b[2J scenario")))
	x.start().types("999 9").press("ctrl+x", "o", "down", "enter").agrees().shows("no such^[[2J scenario").press("esc").holdsTyped("999 9")
	if x.asked(flow.SignOut{}) != 0 || x.app.session.Sandbox.Scenario != "happy" {
		t.Error("the login was ended all the same")
	}
}

func TestTheNextScenarioIsNamedOnceSignedIn(t *testing.T) {
	t.Parallel()
	scenarios := Scenarios()
	for i, scenario := range scenarios {
		box := Sandbox{Scenario: scenario.Name, Scenarios: scenarios}
		if now, next := box.scenario(); now != scenario || next != scenarios[(i+1)%len(scenarios)] {
			t.Errorf("after %s comes %s", now.Name, next.Name)
		}
	}
	if now, next := (Sandbox{Scenario: "of one's own"}).scenario(); now.Name != "of one's own" || next != (Scenario{}) {
		t.Errorf("a scenario that is in no list: %v, then %v", now, next)
	}
	atSession(t, inDemo).shows("Next scenario wrong-secret", "ctrl+x o begin it")
	atSession(t).hides("scenario").press("ctrl+x").hides("scenario")
}

func TestWithoutScenariosTheMenuOffersNone(t *testing.T) {
	t.Parallel()
	x := offline(t, inDemo, func(s *setup) { s.session.Sandbox.Scenarios = nil })
	x.start().press("ctrl+x", "o").shows("another scenario: not now").press("esc").shows("Scenario happy")
}
