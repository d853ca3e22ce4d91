package flow

import "testing"

// What a scope forbids for sure is not sent, and nothing is asked or counted for it. What may
// be allowed is sent.
func TestACallThatAScopeForbidsForSureIsNotMade(t *testing.T) {
	t.Parallel()
	link := LinkWanted{Email: kari().Email, At: before}
	for _, row := range []struct {
		name   string
		a      Account
		call   Call
		events []Event
	}{
		{"the sign-in with a code", known(Yes), CallMFALogin, []Event{kariChosen(), secretAt(before)}},
		{"the sign-in without one", known(No), CallLogin, []Event{kariChosen(), secretAt(before)}},
		{"a sign-in on production, before it is asked for", production(known(Yes)), CallMFALogin, []Event{kariChosen(), secretAt(before)}},
		{"a sign-in that a script named --production for", unguarded(production(known(Yes))), CallMFALogin, []Event{kariChosen(), secretAt(before)}},
		{"a sign-in that waited for the settings", reading(), CallMFALogin, []Event{kariChosen(), secretAt(before), SettingsRead{Settings: settings(Yes)}, SettingsAwaited{Secret: hidden("secret")}}},
		{"a recovery", known(Yes), CallRecovery, []Event{kariChosen(), SecretLost{}, RecoveryWanted{At: before}}},
		{"a link", known(Yes), CallChangePassword, []Event{kariChosen(), SecretLost{}, link}},
		{"a link on production, before it is asked for", production(known(Yes)), CallChangePassword, []Event{kariChosen(), SecretLost{}, link}},
	} {
		for _, held := range []Tristate{No, Unknown, Yes} {
			a := row.a
			a.May[row.call].Held = held
			s, made := New(a, Draft{}), false
			for _, e := range row.events {
				next, do := Next(s, e)
				s = next
				if _, waits := do.(AwaitSettings); do != nil && !waits {
					made = do.Lane() == LoginLane || made
				}
			}
			p := ProblemOf(s)
			switch refused := p.Reason == NotAllowed; {
			case held == No && (made || Working(s) || Asking(s) || !refused):
				t.Errorf("%s: forbidden, and it comes to %T with %d", row.name, s, p.Reason)
			case held == No && (p.Call != row.call || p.Scope != a.May.Of(row.call).Scope || p.Failure.Reach != NotSent || At(s).Attempt != 0):
				t.Errorf("%s: got %+v", row.name, p)
			case held != No && !made && !Asking(s):
				t.Errorf("%s: held is %d, and it comes to %T", row.name, held, s)
			}
		}
	}
}

// A call that the settings may still make another is not refused for the scope of this one.
func TestASignInWaitsForTheSettingsBeforeItIsRefused(t *testing.T) {
	t.Parallel()
	s := lead("", lacking(CallMFALogin, reading()), kariChosen(), secretAt(before))
	if !Working(s.state) {
		t.Fatalf("it is refused at once: %+v", ProblemOf(s.state))
	}
	s = s.after(SettingsRead{Settings: settings(No)}).after(SettingsAwaited{Secret: hidden("secret")})
	if _, ok := s.doing.(LogIn); !ok {
		t.Errorf("it does %T", s.doing)
	}
}

// The vendor's list of a client's scopes has none for the challenge, so that its lack says
// nothing; and a call that only reads can prove what the token does not say.
func TestWhatMayBeAllowedWhateverTheTokenSaysIsTried(t *testing.T) {
	t.Parallel()
	a := known(Yes)
	a.May[CallChallenge].Held, a.May[CallAnswer].Held, a.May[CallSettings].Held = No, No, No
	s := lead("", a, kariChosen(), secretAt(before), offered(SMS, before))
	if _, ok := s.doing.(SendCode); !ok {
		t.Errorf("it does %T instead of sending the code", s.doing)
	}
	s = s.after(codeSentAt(before)).after(codeAt(sent))
	if _, ok := s.doing.(AnswerChallenge); !ok {
		t.Errorf("it does %T instead of checking the code", s.doing)
	}
	if _, do := Next(s.state, SettingsWanted{}); do != (ReadSettings{}) {
		t.Errorf("it does %T instead of reading the settings", do)
	}
}
