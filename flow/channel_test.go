package flow

import "testing"

// Where a code goes while no answer has named a channel: where the settings say, and by
// SMS, the API's own default, where they do not or were not read.
func TestACodeGoesWhereTheSettingsSayAndBySMSWhereTheyDoNot(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name            string
		settings        *Settings
		login, recovery Channel
	}{
		{"settings that were not read", nil, SMS, SMS},
		{"settings that name none", &Settings{MFA: Yes}, SMS, SMS},
		{"settings that name the login's alone", &Settings{LoginChannel: Email}, Email, SMS},
		{"settings that name the recovery's alone", &Settings{RecoveryChannel: Email}, SMS, Email},
	} {
		a := Account{Settings: row.settings}
		if got, assumed := a.loginChannel(NoChannel); got != row.login || !assumed {
			t.Errorf("%s: a login's goes by %v, assumed is %t; want %v, assumed", row.name, got, assumed, row.login)
		}
		if got := a.recoveryChannel(); got != row.recovery {
			t.Errorf("%s: a recovery's goes by %v, want %v", row.name, got, row.recovery)
		}
	}
}
