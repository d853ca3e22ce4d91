package flow

import "testing"

// A call that was answered well shows its scope to be held, whatever the token says; one
// that nobody waits for shows nothing.
func TestAnAnswerShowsThatAScopeIsHeld(t *testing.T) {
	t.Parallel()
	none := known(Yes)
	none.May = permissions(Unknown)
	for _, row := range []struct {
		name   string
		before []Event
		answer Event
		shows  Call
	}{
		{"a sign-in", []Event{kariChosen(), secretAt(before)}, offered(SMS, sent), CallMFALogin},
		{"a message", []Event{kariChosen(), secretAt(before), offered(SMS, before)}, codeSentAt(sent), CallChallenge},
		{"a code", []Event{kariChosen(), secretAt(before), offered(SMS, before), codeSentAt(before), codeAt(sent)}, tokenAt(sent), CallAnswer},
		{"a recovery", []Event{kariChosen(), SecretLost{}, RecoveryWanted{At: before}}, recoveryStartedAt(sent), CallRecovery},
		{"the settings", nil, SettingsRead{Settings: settings(Yes)}, CallSettings},
		{"existence", []Event{kariChosen(), ExistenceWanted{At: before}}, ExistenceLearned{Existence: asked(404, 200)}, CallExists},
		{"the keys", nil, KeysRead{Keys: keys("k1")}, CallKeys},
	} {
		s := lead("", none, row.before...)
		if s.state.account().May.Of(row.shows).Held != Unknown {
			t.Errorf("%s: it is held before", row.name)
		}
		after := s.after(row.answer)
		for _, e := range []Event{ClientConnected{May: permissions(No)}, ClientConnected{}} {
			if got := after.after(e).state.account().May.Of(row.shows).Held; got != Yes {
				t.Errorf("%s: a new token makes it %d", row.name, got)
			}
		}
		if got := after.state.account().May.Of(CallChangePassword).Held; got != Unknown {
			t.Errorf("%s: it shows something of another call: %d", row.name, got)
		}
		if got := after.state.account().May.Of(row.shows).Held; got != Yes {
			t.Errorf("%s: got %d", row.name, got)
		}
	}
	idle := lead("", none, kariChosen())
	for _, h := range everyReply(late) {
		if next, _ := Next(idle.state, h.Event); next.account() != idle.state.account() {
			t.Errorf("%s, which nobody waits for, changes the account", h.name)
		}
	}
}
