package flow

import (
	"slices"
	"strings"
	"testing"
)

// settingsWith makes settings of fields that are written as path=value.
func settingsWith(fields ...string) *Settings {
	s := &Settings{}
	for _, f := range fields {
		path, value, _ := strings.Cut(f, "=")
		s.Fields = append(s.Fields, Field{Path: FromOutside(path), Value: FromOutside(value)})
	}
	return s
}

// written is a line as settingsWith takes it, with a star where it differs from the default.
func written(lines []Line) []string {
	var out []string
	for _, l := range lines {
		text := l.Path.Shown() + "=" + l.Value.Shown()
		if l.Missing {
			text = l.Path.Shown()
		}
		if l.Differs() {
			text += "*"
		}
		out = append(out, text)
	}
	return out
}

func TestWhatALoginDependsOnComesFirstAndNothingIsDropped(t *testing.T) {
	t.Parallel()
	const mfa, code, recovery, shared = "users.mfa.enabled", "users.mfa.login.oob_channel",
		"users.mfa.login_recovery.oob_channel", "users.phone_number_validation.allow_duplicates"
	for _, row := range []struct {
		name          string
		fields        []string
		login, others []string
		loginDiff     int
		otherDiff     int
	}{
		{"an empty document", nil, []string{mfa, code, recovery, shared}, nil, 0, 0},
		{
			"in the order of a login, whatever the document's",
			[]string{shared + "=true", "x.y=1", code + "=sms", mfa + "=true"},
			[]string{mfa + "=true*", code + "=sms", recovery, shared + "=true*"},
			[]string{"x.y=1"},
			2, 0,
		},
		{
			"other settings in the order of the document",
			[]string{"users.head.enabled=true", "b=1", "a=2", "users.customer_id_format=uuid"},
			[]string{mfa, code, recovery, shared},
			[]string{"users.head.enabled=true*", "b=1", "a=2", "users.customer_id_format=uuid"},
			0, 1,
		},
		{
			"what is there twice is listed twice",
			[]string{mfa + "=false", mfa + "=true"},
			[]string{mfa + "=false", code, recovery, shared},
			[]string{mfa + "=true*"},
			0, 1,
		},
		{
			"an empty value is there, and is not the default",
			[]string{code + "="},
			[]string{mfa, code + "=*", recovery, shared},
			nil, 1, 0,
		},
		{"a value without a name", []string{"=1"}, []string{mfa, code, recovery, shared}, []string{"=1"}, 0, 0},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			s := settingsWith(row.fields...)
			for range 2 {
				if got := written(s.ForLogin()); !slices.Equal(got, row.login) {
					t.Errorf("for a login:\n%q, want\n%q", got, row.login)
				}
				if got := written(s.Others()); !slices.Equal(got, row.others) {
					t.Errorf("others:\n%q, want\n%q", got, row.others)
				}
			}
			if login, others := s.Differing(); login != row.loginDiff || others != row.otherDiff {
				t.Errorf("%d and %d differ, want %d and %d", login, others, row.loginDiff, row.otherDiff)
			}
		})
	}
}

func TestASettingIsKnownByItsPath(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		path   string
		want   Setting
		number int
	}{
		{"users.mfa.enabled", MFAAtLogin, 0},
		{"users.mfa.login.oob_channel", CodeChannel, 0},
		{"users.mfa.login.challenge_type", CodeChallenge, 0},
		{"users.mfa.login_recovery.oob_channel", RecoveryChannel, 0},
		{"users.mfa.login_recovery.challenge_type", RecoveryChallenge, 0},
		{"users.phone_number_validation.allow_duplicates", SharedPhoneNumbers, 0},
		{"users.customer_id_format", CustomerIDFormat, 0},
		{"users.head.enabled", ExistenceCheck, 0},
		{"users.verifications.phone_number", PhoneNumberVerified, 0},
		{"auto_tokens.phone_number", PhoneNumberTokens, 0},
		{"auto_tokens.phone_number[0].type", PhoneNumberTokens, 1},
		{"auto_tokens.email[11].type", EmailTokens, 12},
		{"tokens.event_expiry[0].status", ExpiryStatus, 1},
		{"tokens.event_expiry[2].time_to_live", ExpiryTime, 3},

		{"auto_tokens.phone_number[0].salt", Undocumented, 0},
		{"auto_tokens.phone_number[0].type.of", Undocumented, 0},
		{"auto_tokens.phone_number[0][1].type", Undocumented, 0},
		{"auto_tokens.phone_number[x].type", Undocumented, 0},
		{"auto_tokens.phone_number[", Undocumented, 0},
		{"auto_tokens.phone_number[]", Undocumented, 0},
		{"auto_tokens.phone_numbers", Undocumented, 0},
		{"users.mfa.enabled[0]", Undocumented, 0},
		{"users.mfa", Undocumented, 0},
		{"attributes[3].id", Undocumented, 0},
		{"[0].type", Undocumented, 0},
	} {
		t.Run(row.path, func(t *testing.T) {
			t.Parallel()
			s := settingsWith(row.path + "=7")
			for _, l := range append(s.ForLogin(), s.Others()...) {
				if !l.Missing && (l.Setting != row.want || l.Number != row.number) {
					t.Errorf("got setting %d, number %d, want %d and %d", l.Setting, l.Number, row.want, row.number)
				}
			}
		})
	}
}
