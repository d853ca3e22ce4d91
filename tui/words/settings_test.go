package words

import (
	"slices"
	"testing"

	"dintero-login/flow"
)

func TestASettingInWords(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		path, raw, label, value, meaning string
	}{
		{"users.mfa.enabled", "true", "MFA at login", "on", "a login asks for a code"},
		{"users.mfa.enabled", "false", "MFA at login", "off", "PIN or password is enough"},
		{"users.mfa.enabled", "null", "MFA at login", "null", ""},
		{"users.mfa.login.oob_channel", "sms", "Code by", "SMS", "to the phone number"},
		{"users.mfa.login.oob_channel", "email", "Code by", "e-mail", "to the e-mail address"},
		{"users.mfa.login.oob_channel", "pigeon", "Code by", "pigeon", ""},
		{"users.mfa.login.challenge_type", "oob", "Code is", "oob", "sent out of band"},
		{"users.mfa.login.challenge_type", "totp", "Code is", "totp", ""},
		{"users.mfa.login_recovery.challenge_type", "oob", "Recovery is", "oob", "sent out of band"},
		{"users.mfa.login_recovery.oob_channel", "email", "Recovery by", "e-mail", "the first of two codes"},
		{"users.phone_number_validation.allow_duplicates", "true", "Shared phone", "yes", "no login by SMS alone"},
		{"users.phone_number_validation.allow_duplicates", "false", "Shared phone", "no", "one customer per number"},
		{"users.phone_number_validation.allow_duplicates", "", "Shared phone", "", ""},
		{"users.customer_id_format", "uuid", "Customer ids", "uuid", "random, one for each customer"},
		{"users.customer_id_format", "sequence", "Customer ids", "sequence", "serial; own ids may clash"},
		{"users.customer_id_format", "\x1b[31m", "Customer ids", "^[[31m", ""},
		{"users.head.enabled", "true", "HEAD check", "on", "tells if a customer exists"},
		{"users.head.enabled", "false", "HEAD check", "off", "no existence check"},
		{"users.verifications.phone_number", "sms", "New phone", "SMS", "a changed number is verified"},
		{"auto_tokens.phone_number", "[]", "Phone token", "none", "from the number"},
		{"auto_tokens.phone_number[0].type", "SHA256", "Phone token", "SHA256", "token 1, from the number"},
		{"auto_tokens.email[1].type", "HMAC-SHA256", "E-mail token", "HMAC-SHA256", "token 2, from the e-mail"},
		{"tokens.event_expiry", "[]", "Event expiry", "none", "time to live"},
		{"tokens.event_expiry[0].status", "OPT_OUT", "Expiry of", "OPT_OUT", "event 1"},
		{"tokens.event_expiry[0].time_to_live", "15780000", "Event expiry", "15780000 s (182 days 15 h)", "event 1, time to live"},
		{"tokens.event_expiry[2].time_to_live", "soon", "Event expiry", "soon", "event 3, time to live"},
		{"auto_tokens.phone_number[0].salt", "x", "", "x", ""},
		{"users.shoe_size.enabled", "true", "", "true", ""},
	} {
		t.Run(row.path+" "+row.raw, func(t *testing.T) {
			t.Parallel()
			doc := &flow.Settings{Fields: []flow.Field{{Path: flow.FromOutside(row.path), Value: flow.FromOutside(row.raw)}}}
			for _, l := range slices.Concat(doc.ForLogin(), doc.Others()) {
				if got := SettingOf(l, 100); !l.Missing && got != (Setting{row.label, row.value, row.meaning}) {
					t.Errorf("got %+v, want %q, %q and %q", got, row.label, row.value, row.meaning)
				}
			}
		})
	}
}
