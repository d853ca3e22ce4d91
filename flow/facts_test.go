package flow

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestAWaitForTheSettingsDoesNotSwallowTheKeys(t *testing.T) {
	t.Parallel()
	s := lead("", reading(), kariChosen(), secretAt(before))
	next, do := Next(s.state, SettingsRead{Settings: settings(Yes)})
	if do != (ReadKeys{}) || next.account().ReadingKeys != Reading {
		t.Errorf("it does %T in %T", do, next)
	}
	if call, waits := CallOf(next); !waits || call != CallSettings {
		t.Error("the wait is over before it is said to be")
	}
}

// Whatever a login does, and whenever facts come, the lane beside it comes to an end: each
// question is answered once, nothing is asked for twice at a time, and no state moves.
func TestTheFactsLaneRunsBesideEveryState(t *testing.T) {
	t.Parallel()
	var states []State
	for _, s := range samples() {
		states = append(states, s.state)
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(states).Draw(t, "state")
		s = s.with(Account{Production: s.account().Production, Login: s.account().Login})
		held := rapid.SampledFrom([]Tristate{Unknown, Yes, No}).Draw(t, "scopes")
		var asked []Effect // and not answered yet
		keysAsked := 0
		step := func(e Event) {
			next, do := Next(s, e)
			if next.with(s.account()) != s || At(next) != At(s) {
				t.Fatalf("%T disturbs %T: %s", e, s, differing(next.with(s.account()), s))
			}
			if do != nil {
				if do.Lane() != FactsLane || slices.Contains(asked, do) {
					t.Fatalf("%T does %T while %v is under way", e, do, asked)
				}
				asked = append(asked, do)
			}
			if do == (ReadKeys{}) {
				keysAsked++
				if held == No {
					t.Fatal("keys are asked for that the client may not read")
				}
			}
			s = next
		}
		answers := func(do Effect) []Event {
			ends := func(well Event, call Call) []Event {
				return []Event{well, failed(call, status(500), before), failed(call, Failure{Status: 401, Client: true}, before)}
			}
			switch do := do.(type) {
			case Connect:
				return ends(ClientConnected{May: permissions(held)}, CallClientToken)
			case VerifyToken:
				return []Event{TokenVerified{Token: do.Token, Signature: SignatureVerified, Keys: do.Keys}}
			case ReadSettings:
				return ends(SettingsRead{Settings: settings(Yes)}, CallSettings)
			default:
				return ends(KeysRead{Keys: keys("k1")}, CallKeys)
			}
		}
		step(Started{})
		reloads := 0
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			if rapid.Bool().Draw(t, "the person reads again") {
				step(SettingsWanted{})
				reloads++
				continue
			}
			if len(asked) > 0 {
				i := rapid.IntRange(0, len(asked)-1).Draw(t, "which")
				do := asked[i]
				asked = slices.Delete(asked, i, i+1)
				step(rapid.SampledFrom(answers(do)).Draw(t, "answer"))
			}
		}
		for range 9 { // all goes well from now on
			if len(asked) == 0 {
				break
			}
			do := asked[0]
			asked = asked[1:]
			step(answers(do)[0])
		}
		a := s.account()
		if len(asked) > 0 || a.Client == Reading || a.Reading == Reading || a.ReadingKeys == Reading {
			t.Fatalf("in the end %v is under way", asked)
		}
		if a.Client == Known && held != No && a.ReadingKeys == NotAsked {
			t.Fatal("nobody asked for the keys")
		}
		if keysAsked > 1+reloads {
			t.Fatalf("the keys were asked for %d times", keysAsked)
		}
	})
}

func TestAKeyIsFoundByItsID(t *testing.T) {
	t.Parallel()
	id := FromOutside
	evil := id("\x1b[2Jk\xff")
	k := NewKeys([]Foreign{id("k1"), {}, id("k2"), id("k1"), evil}, true, nil)
	for _, row := range []struct {
		id   Foreign
		want bool
	}{
		{id("k1"), true},
		{id("k2"), true},
		{evil, true},
		{id(evil.Shown()), false}, // by its bytes, not by its looks
		{id("K1"), false},
		{id("k"), false},
		{Foreign{}, false},
	} {
		if got := k.Has(row.id); got != row.want {
			t.Errorf("%q: got %t", row.id, got)
		}
	}
	if len(k.ids) != 3 {
		t.Errorf("%d ids are kept", len(k.ids))
	}
	if !k.Whole() || NewKeys(nil, false, nil).Whole() || (*Keys)(nil).Whole() || (*Keys)(nil).Has(id("k1")) {
		t.Error("what is not whole is, or the other way round")
	}
}

func TestKeysPrintHowManyThereAre(t *testing.T) {
	t.Parallel()
	k := keys("canary-1", "canary-2")
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, k); got != "2 keys" {
			t.Errorf("%s: got %q", verb, got)
		}
		if got := leak(fmt.Sprintf(verb, KeysRead{Keys: k})); got != "" {
			t.Errorf("%s shows %s", verb, got)
		}
	}
	if got := fmt.Sprint(keys("one")) + ", " + fmt.Sprint((*Keys)(nil)); got != "1 key, no keys" {
		t.Errorf("got %q", got)
	}
}

func TestSettingsPrintHowManyFieldsThereAre(t *testing.T) {
	t.Parallel()
	document := &Settings{Fields: []Field{{Path: FromOutside("canary-1"), Value: FromOutside("canary-2")}}, Document: []byte("canary-3")}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(verb, document) + ", " + fmt.Sprintf(verb, (*Settings)(nil)); got != "settings of 1 fields, no settings" {
			t.Errorf("%s: got %q", verb, got)
		}
	}
}
