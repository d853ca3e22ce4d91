package sandbox

import (
	"testing"
)

func TestEveryExchangeOfEveryScenarioIsAsDescribed(t *testing.T) {
	t.Parallel()
	// How many of the three people sign in, by way; a scenario that is not here lets everybody in by all.
	reach := map[string]map[string]int{
		"wrong-secret": {"recovery": 3},
		"mfa-off":      {"password": 3},
		"no-scope":     {},
		"no-code":      {"mfa": 2, "password": 2}, // the company has one address, and a recovery takes both channels
	}
	for _, scenario := range scenarioNames() {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			w := newWalk(t, scenario, demoAccounts())
			got := w.everything()
			want, special := reach[scenario]
			if !special {
				want = map[string]int{"mfa": 3, "password": 3, "recovery": 3}
			}
			for _, way := range []string{"mfa", "password", "recovery"} {
				if got[way] != want[way] {
					t.Errorf("%d signed in by %s, want %d", got[way], way, want[way])
				}
			}
			w.expectFaults()
			if scenario == "happy" {
				for _, operation := range []string{
					"token 200", "token 403", "login 403", "mfaLogin 200", "mfaLogin 403", "challenge 200", "challenge 404",
					"recovery 200", "settings 200", "revoke 200", "keys 200", "changePassword 204",
				} {
					if w.proxy.saw(operation) == 0 {
						t.Errorf("never saw %s", operation)
					}
				}
			}
		})
	}
}

// expectFaults checks that what a scenario is there for was really seen, and that nothing
// was let through which it is not there for.
func (w *walk) expectFaults() {
	w.t.Helper()
	all := map[string][]string{
		"cut":          {"token cut after 0"},
		"garbage":      {"mfaLogin garbage: an HTML 502", "mfaLogin garbage: wrong types", "mfaLogin cut after 1", "token garbage: an HTML 502", "challenge cut after 1"},
		"locked":       {"mfaLogin 429", "login 429", "recovery 429"},
		"rate-limited": {"mfaLogin 429", "challenge 429", "token 429"},
		"server-error": {"mfaLogin 500", "challenge 500", "token 500", "revoke 500"},
		"no-scope":     {"mfaLogin 403", "login 403", "recovery 403"},
		"mfa-off":      {"mfaLogin 403", "recovery 403", "login 200"},
	}
	for _, what := range all[w.scenario] {
		if w.proxy.saw(what) == 0 {
			w.t.Errorf("never saw %s, but %v", what, w.proxy.seen)
		}
	}
	for what, n := range w.proxy.seen {
		letThrough := len(what) < 4 || what[len(what)-4] != ' ' // it does not end in a status
		if letThrough && w.scenario != "garbage" && w.scenario != "cut" {
			w.t.Errorf("saw %s, %d times", what, n)
		}
	}
}
