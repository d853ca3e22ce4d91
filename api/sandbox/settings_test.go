package sandbox

import (
	"encoding/json"
	"testing"
)

func TestSettings(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		scenario string
		mfa      bool
		channel  string
	}{{"happy", true, sms}, {"mfa-off", false, sms}, {"email-channel", true, email}} {
		t.Run(test.scenario, func(t *testing.T) {
			t.Parallel()
			r := rigged(t, Options{Scenario: test.scenario})
			answer := r.get("/customers/settings").want(200, "")
			var got settingsDocument
			if err := json.Unmarshal(answer.raw, &got); err != nil {
				t.Fatal(err)
			}
			mfa := got.Users.MFA
			if mfa.Enabled != test.mfa || mfa.Login != (oob{"oob", test.channel}) || mfa.Recovery != (oob{"oob", email}) {
				t.Errorf("got %+v", mfa)
			}
			for _, name := range []string{"users", "auto_tokens", "tokens", "attributes"} {
				if answer.body[name] == nil {
					t.Errorf("no %s in %s", name, answer.raw)
				}
			}
			if len(got.Attributes) < 4 || got.Users.CustomerIDFormat != "uuid" {
				t.Errorf("got %s", answer.raw)
			}
		})
	}
}
