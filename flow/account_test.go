package flow

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestASignOutForgetsAllButTheProfile(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		if call, _ := CallOf(s.state); call == CallRevoke {
			continue
		}
		out := s.after(SignOutWanted{})
		for _, e := range append(replies(out.doing, late), happening{"Back", Back{At: late}}) {
			was, next := s.state.account(), out.after(e.Event).state.(ChoosingCustomer)
			want := ChoosingCustomer{Problem: next.Problem, News: next.News, Account: Account{
				Production: was.Production, Login: was.Login, Unguarded: was.Unguarded, Support: was.Support, asked: was.asked,
				Client: Reading, Reading: Reading,
			}}
			if next != want {
				t.Fatalf("%s, %s: after the sign-out, %s leaves %s", typeName(s.state), s.name, e.name, differing(next, want))
			}
		}
	}
}

// The mark of one customer says nothing of another, whatever the texts are.
func TestAYesToTheProductionGuardIsForOneCustomer(t *testing.T) {
	t.Parallel()
	two := production(Account{}).agree(ofTry, Identity{Ident: "x00"}).agree(ofTry, Identity{Ident: "y"})
	if !two.guarded(ofTry, Identity{Ident: "00"}) {
		t.Error("the yes for two customers is one for a third")
	}
	mailed := lead("", production(known(Yes)), kariChosen(), SecretLost{}, LinkWanted{Email: elsewhere, At: late}, Agreed{At: late}).state
	if account := mailed.account(); account.guarded(ofMessage, Identity{By: ByEmail, Ident: elsewhere}) || !account.guarded(ofMessage, Identity{By: ByPhone, Ident: elsewhere}) {
		t.Error("the yes to a mail is not for the customer who has its address")
	}
	rapid.Check(t, func(t *rapid.T) {
		ident := rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{
			"", "\n", `"`, `\`, "+47", "+479", "0", "00", "x00", `00"+47"`, "\n00\"+47\"\n", "a\n\n00\"b", `a\n`, "\xff", "\ufffd", `\xff`,
		}))
		draw := func(label string) Identity {
			return Identity{
				By: rapid.SampledFrom([]IdentType{ByPhone, ByEmail}).Draw(t, label+" by"), Ident: ident.Draw(t, label),
				As: rapid.SampledFrom([]UserType{AsCustomer, AsCompany}).Draw(t, label+" as"),
			}
		}
		one, two, asked := draw("one"), draw("two"), draw("asked")
		kinds := rapid.SampledFrom([]guard{ofTry, ofMessage})
		of1, of2, of := kinds.Draw(t, "one of"), kinds.Draw(t, "two of"), kinds.Draw(t, "asked of")
		a := production(Account{}).agree(of1, one).agree(of2, two)
		if got, want := a.guarded(of, asked), (asked != one || of != of1) && (asked != two || of != of2); got != want {
			t.Fatalf("a yes for %+v and %+v; %+v is guarded: %t", one, two, asked, got)
		}
	})
}

func TestAnAccountKnowsWhetherALoginTakesACode(t *testing.T) {
	t.Parallel()
	p := newPrinter(t)
	for _, row := range []struct {
		name string
		Account
		mfa  Tristate
		call Call
	}{
		{"nothing is known yet", Account{}, Unknown, CallMFALogin},
		{"the settings do not say", known(Unknown), Unknown, CallMFALogin},
		{"MFA is on", known(Yes), Yes, CallMFALogin},
		{"MFA is off", known(No), No, CallLogin},
		{"the profile says mfa", mode(LoginMFA, known(No)), No, CallMFALogin},
		{"the profile says password", mode(LoginPassword, known(Yes)), Yes, CallLogin},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			if got := row.MFA(); got != row.mfa {
				t.Errorf("MFA is %s", p.name(reflect.ValueOf(got)))
			}
			if got := row.SignInCall(); got != row.call {
				t.Errorf("a sign-in calls %s", p.call(got))
			}
		})
	}
}

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

func TestSettingsAreNotReadAgainBeforeAnAnswerAllowsIt(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		call Call
		wait time.Duration
		from Moment
	}{
		{"the answer names a time", CallSettings, 30 * time.Second, 40 * time.Second},
		{"the answer to the client names a time", CallClientToken, 30 * time.Second, 40 * time.Second},
		{"the answer names none", CallSettings, 0, 0},
	} {
		failed := CallFailed{Call: row.call, Failure: Failure{Status: 429, API: true, RetryAfter: row.wait}, At: 10 * time.Second}
		s := lead("", known(Yes), kariChosen(), SettingsWanted{}, failed).state
		if chance, can := ChanceOf(s, DeedReadSettings); !can || chance.From != row.from {
			t.Errorf("%s: possible %v, from %v, want from %v", row.name, can, chance.From, row.from)
		}
		if _, do := Next(s, SettingsWanted{At: row.from - 1}); do != nil && row.from > 0 {
			t.Errorf("%s: asked for before that", row.name)
		}
		next, do := Next(s, SettingsWanted{At: row.from})
		if do == nil {
			t.Errorf("%s: not asked for afterwards", row.name)
		}
		if next, _ = Next(next, SettingsRead{Settings: settings(Yes)}); next.account().SettingsFrom != 0 {
			t.Errorf("%s: the wait outlives it", row.name)
		}
	}
}
