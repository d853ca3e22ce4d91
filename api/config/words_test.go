package config

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"dintero-login/api/config/tomlfile"
)

func TestAWordThatIsNoneOfTheChoicesNamesThemAndTheNearest(t *testing.T) {
	t.Parallel()
	choices := []string{"none", "access-token", "header", "json"}
	for word, nearest := range map[string]string{"jason": "json", "acess-token": "access-token", "token": "access-token", "hunter2": "", "": ""} {
		err := OneOf(word, choices)
		if err == nil || !errors.Is(err, ErrConfig) || !strings.HasPrefix(err.Error(), "must be none, access-token, header or json") {
			t.Fatalf("%q: got %v", word, err)
		}
		if got := strings.Contains(err.Error(), "did you mean "+nearest+"?"); got != (nearest != "") || tomlfile.Nearest(word, choices) != nearest {
			t.Errorf("%q: got %v and %q, want %q", word, err, tomlfile.Nearest(word, choices), nearest)
		}
		if word == "hunter2" && strings.Contains(err.Error(), word) {
			t.Errorf("%v repeats what was given", err)
		}
	}
	for _, word := range choices {
		if err := OneOf(word, choices); err != nil {
			t.Errorf("%s: %v", word, err)
		}
	}
}

func TestTheNearestKey(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"accout": "account", "acocunt": "account", "Account": "account", "clientid": "client_id", "client-secret": "client_secret",
		"secret": "client_secret", "base": "base_url", "usertype": "user_type",
		"grant": "mfa_grant_type", "zzzzzz": "", "x": "", "": "", strings.Repeat("account", 20): "",
	} {
		if got := tomlfile.Nearest(word, ruleKeys()); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}

func TestChoicesAreWhatAProfileTakes(t *testing.T) {
	t.Parallel()
	for _, key := range []string{"login", "user_type", "ident_type"} {
		words := Choices(key)
		if len(words) < 2 {
			t.Errorf("%s: got %v", key, words)
		}
		for _, word := range words {
			if _, err := defaults("x").Override(key, word); err != nil {
				t.Errorf("%s: %v", word, err)
			}
		}
	}
	if got := Choices("account"); got != nil || !slices.Contains(Choices("login"), "mfa") {
		t.Errorf("account: got %v", got)
	}
}
