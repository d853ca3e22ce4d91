package tui

import (
	"context"
	"errors"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

// unattended is a run without a screen, on the scripted API.
type unattended struct {
	session Session
	api     *scriptedAPI
	desk    *desk
	secrets int
	codes   []script.CodeAsked
}

func alone(t *testing.T, account flow.Account) *unattended {
	t.Helper()
	c := newClock()
	u := &unattended{api: newScript(c)}
	u.desk = &desk{api: u.api, tells: make(chan tale, 64)}
	u.session = Session{
		Standing: Test, Account: "T11223344", Host: "api.dintero.com", Region: "NO",
		Login: script.Login{
			Start: flow.New(account, flow.Draft{}), API: u.desk, Clock: c.Moment, Wall: c.Wall,
			Secret: func(context.Context) (flow.Secret, error) {
				u.secrets++
				return flow.Conceal(secretCanary), nil
			},
			Code: func(_ context.Context, asked script.CodeAsked) (flow.Secret, error) {
				u.codes = append(u.codes, asked)
				return flow.Conceal(codeCanary), nil
			},
		},
	}
	return u
}

func (u *unattended) run(t *testing.T) script.Result {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	return script.Run(ctx, u.session.Login, flow.CustomerChosen{Draft: flow.Draft{Phone: kari}, Ident: kari})
}

// asked is how many effects of these kinds were asked for.
func (u *unattended) asked(effects ...flow.Effect) int {
	x := &walk{desk: u.desk}
	n := 0
	for _, do := range effects {
		n += x.asked(do)
	}
	return n
}

func TestALoginWithoutAScreen(t *testing.T) {
	t.Parallel()
	u := alone(t, flow.Account{})
	got := u.run(t)
	s, in := got.State.(flow.SignedIn)
	if !in || got.Code != 0 || got.Said != "" || s.Token.Access.Reveal() != accessCanary {
		t.Fatalf("ends with %d in %T, saying %q", got.Code, got.State, got.Said)
	}
	if u.secrets != 1 || len(u.codes) != 1 || u.codes[0].Channel != flow.SMS || u.codes[0].Send != 1 || !u.codes[0].At.Equal(dawn()) {
		t.Errorf("the secret was asked for %d times, the code for %+v", u.secrets, u.codes)
	}
}

func TestALoginWithoutAScreenOnTheSandbox(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		mode flow.LoginMode
	}{{"what the account says", flow.LoginAuto}, {"with a code", flow.LoginMFA}, {"step up", flow.LoginPassword}} {
		part(t, row.name, func(t *testing.T) {
			x := online(t, "happy")
			session := x.app.session
			session.Start = flow.New(flow.Account{Login: row.mode}, flow.Draft{})
			session.Secret = func(context.Context) (flow.Secret, error) { return flow.Conceal("246810"), nil }
			session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) { return (<-x.mail).Code, nil }
			got := script.Run(t.Context(), session.Login, flow.CustomerChosen{Ident: kari})
			if _, in := got.State.(flow.SignedIn); !in || got.Code != 0 {
				t.Errorf("ends with %d in %T: %s", got.Code, got.State, got.Said)
			}
		})
	}
}

// It ends and says why: a secret and a code are sent once, whatever comes.
func TestAScriptSendsNothingTwice(t *testing.T) {
	t.Parallel()
	refused := func(r flow.Renewal) flow.Failure { return flow.Failure{Status: 401, Renewal: r} }
	for _, row := range []struct {
		name    string
		do      flow.Effect
		failure flow.Failure
		times   int
		code    int
		said    string
	}{
		{"wrong secret", flow.StartMFALogin{}, status(403, "invalid_credentials"), 1, 3, "Not accepted"},
		{"wrong code", flow.AnswerChallenge{}, status(403, "invalid_grant"), 1, 3, "code was not accepted"},
		{"expired code", flow.AnswerChallenge{}, status(403, "expired_token"), 1, 3, "has expired"},
		{"a sign-in that ran out", flow.SendCode{}, status(403, "expired_token"), 1, 3, "sign-in has expired"},
		{"locked", flow.StartMFALogin{}, status(429, "too_many_attempts"), 1, 3, "Too many tries"},
		{"a scope is missing", flow.SendCode{}, status(403, "insufficient_scope"), 1, 4, "lacks the scope"},
		{"the client's credentials", flow.StartMFALogin{}, flow.Failure{Status: 401, Renewal: flow.RenewalFailed, Client: true}, 1, 4, "client's id and secret"},
		{"the audience", flow.StartMFALogin{}, status(403, "unknown_audience"), 1, 4, "audience"},
		{"not reached", flow.StartMFALogin{}, reached(flow.NotSent, "refused"), 1, 5, "was not sent"},
		{"cut while the code was sent", flow.SendCode{}, reached(flow.CutOff, "reset"), 1, 5, "may or may not be on its way"},
		{"cut while the code was checked", flow.AnswerChallenge{}, reached(flow.TimedOut, "30 s"), 1, 5, "may have been used"},
		{"500", flow.StartMFALogin{}, status(500, ""), 1, 5, "status 500"},
		{"malformed", flow.StartMFALogin{}, status(400, ""), 1, 1, "malformed"},
		{"garbage", flow.AnswerChallenge{}, flow.Failure{Status: 200, Got: flow.FromOutside("HTML, 12 bytes")}, 1, 1, "HTML, 12 bytes"},
		{"too many codes", flow.AnswerChallenge{}, owed(), 2, 3, "third code"},
		{"the token was renewed", flow.StartMFALogin{}, refused(flow.Renewed), 1, 1, "What was typed may have counted"},
		{"the token was renewed at the message", flow.SendCode{}, refused(flow.Renewed), 1, 1, "has been renewed"},
		{"the token was renewed at the code", flow.AnswerChallenge{}, refused(flow.Renewed), 1, 1, "What was typed may have counted"},
		{"the token may be good", flow.AnswerChallenge{}, refused(flow.TokenDoubtful), 1, 3, "Not accepted: the code, or the program's access token"},
		{"MFA is off", flow.StartMFALogin{}, status(403, "mfa_not_enabled"), 1, 3, "asks for no code after all"},
		{"a code is wanted", flow.LogIn{}, status(403, "mfa_required"), 1, 3, "asks for a code"},
	} {
		part(t, row.name, func(t *testing.T) {
			mode := flow.LoginMFA
			if row.do == (flow.LogIn{}) {
				mode = flow.LoginPassword
			}
			u := alone(t, flow.Account{Login: mode})
			for range row.times {
				u.api.fails(row.do, row.failure)
			}
			got := u.run(t)
			if got.Code != row.code || !contains(got.Said, row.said) || contains(got.Said, "\n") {
				t.Errorf("ends with %d, saying %q; want %d and %q", got.Code, got.Said, row.code, row.said)
			}
			for _, secret := range canaries() {
				if contains(got.Said, secret) {
					t.Errorf("says a secret: %q", got.Said)
				}
			}
			signIns := u.asked(flow.StartMFALogin{}, flow.LogIn{})
			if u.asked(row.do) != row.times || signIns != 1 || u.secrets != 1 || len(u.codes) > row.times {
				t.Errorf("asked for %d %T, %d sign-ins, %d secrets, %d codes", u.asked(row.do), row.do, signIns, u.secrets, len(u.codes))
			}
		})
	}
}

func TestAScriptAsksForNothingWhenTheClientHasNoToken(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		failure flow.Failure
		code    int
		said    string
	}{
		{"no secret", flow.Failure{Reach: flow.NotSent, NoSecret: true, Cause: flow.FromOutside("X is not set")}, 2, "There is no client secret: X is not set."},
		{"refused", status(401, "invalid_client"), 4, "client's id and secret"},
		{"broken", status(500, ""), 5, "Dintero had an error (500)"},
	} {
		u := alone(t, flow.Account{})
		u.api.fails(flow.Connect{}, row.failure)
		if got := u.run(t); got.Code != row.code || !contains(got.Said, row.said) {
			t.Errorf("%s: ends with %d, saying %q", row.name, got.Code, got.Said)
		}
		if u.secrets != 0 || u.asked(flow.Connect{}) != 1 || u.asked(flow.StartMFALogin{}) != 0 {
			t.Errorf("%s: %d secrets were asked for, and %d tokens", row.name, u.secrets, u.asked(flow.Connect{}))
		}
	}
}

func TestWithoutACodeFlagAScriptStopsBeforeWhatWouldBeInVain(t *testing.T) {
	t.Parallel()
	signIns := []flow.Effect{flow.StartMFALogin{}, flow.LogIn{}}
	for _, row := range []struct {
		name    string
		mode    flow.LoginMode
		mfa     flow.Tristate
		signIns int // calls with the PIN
		code    int
	}{
		{"the settings ask for a code", flow.LoginAuto, flow.Yes, 0, 6},
		{"the profile asks for a code", flow.LoginMFA, flow.Unknown, 0, 6},
		{"nobody knows", flow.LoginAuto, flow.Unknown, 1, 6},
		{"the account asks for none", flow.LoginAuto, flow.No, 1, 0},
		{"the password call leads to a code after all", flow.LoginPassword, flow.Yes, 1, 6},
	} {
		part(t, row.name, func(t *testing.T) {
			u := alone(t, flow.Account{Login: row.mode})
			u.session.Code = nil
			u.api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: accountSettings(row.mfa)})
			if row.mode == flow.LoginPassword {
				u.api.fails(flow.LogIn{}, owed())
			}
			got := u.run(t)
			if got.Code != row.code || u.asked(signIns...) != row.signIns || u.asked(flow.SendCode{}) != 0 {
				t.Errorf("ends with %d after %d sign-ins and %d messages, saying %q", got.Code, u.asked(signIns...), u.asked(flow.SendCode{}), got.Said)
			}
			if _, in := got.State.(flow.SignedIn); in != (row.code == 0) || in && u.asked(flow.LogIn{}) != 1 {
				t.Errorf("ends in %T after %d password calls", got.State, u.asked(flow.LogIn{}))
			}
			if row.code == 6 && (!contains(got.Said, "--code-stdin or --code-command") || got.Because() != "no-terminal") {
				t.Errorf("says %q because of %q", got.Said, got.Because())
			}
		})
	}
}

func TestASourceThatFailsEndsAScript(t *testing.T) {
	t.Parallel()
	u := alone(t, flow.Account{})
	u.session.Secret = func(context.Context) (flow.Secret, error) { return flow.Secret{}, errors.New("the file is empty") }
	if got := u.run(t); got.Code != 2 || got.Because() != "no-secret" || got.Said != "the file is empty" || u.asked(flow.StartMFALogin{}, flow.LogIn{}) != 0 {
		t.Errorf("no secret: ends with %d, saying %q", got.Code, got.Said)
	}
	u = alone(t, flow.Account{})
	u.session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) {
		return flow.Secret{}, errors.New("the command ended with 1")
	}
	if got := u.run(t); got.Code != 3 || got.Because() != "no-code" || got.Said != "the command ended with 1" || u.asked(flow.AnswerChallenge{}) != 0 {
		t.Errorf("no code: ends with %d, saying %q", got.Code, got.Said)
	}
}

func TestAScriptReachesNobodyOnAProductionAccountUnlessItWasTold(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		account flow.Account
		reaches flow.Effect
		want    int
	}{
		{"a code", flow.Account{Production: true, Login: flow.LoginMFA}, flow.SendCode{}, 0},
		{"a sign-in with the secret alone", flow.Account{Production: true, Login: flow.LoginPassword}, flow.LogIn{}, 0},
		{"a code, with --production", flow.Account{Production: true, Unguarded: true, Login: flow.LoginMFA}, flow.SendCode{}, 1},
		{"the secret alone, with --production", flow.Account{Production: true, Unguarded: true, Login: flow.LoginPassword}, flow.LogIn{}, 1},
	} {
		part(t, row.name, func(t *testing.T) {
			u := alone(t, row.account)
			got := u.run(t)
			if n := u.asked(row.reaches); n != row.want {
				t.Errorf("%d went out, want %d", n, row.want)
			}
			if row.want == 0 && (got.Code != 2 || !contains(got.Said, "--production")) {
				t.Errorf("ends with %d, saying %q; want 2 and the flag", got.Code, got.Said)
			}
			if row.want == 1 && got.Code != 0 {
				t.Errorf("ends with %d, saying %q", got.Code, got.Said)
			}
		})
	}
}

func TestAScriptThatIsInterruptedEndsAtOnce(t *testing.T) {
	t.Parallel()
	u := alone(t, flow.Account{})
	ctx, cancel := context.WithCancel(t.Context())
	u.session.API = performer(func(ctx context.Context, do flow.Effect) flow.Event {
		if _, signing := do.(flow.StartMFALogin); signing {
			cancel()
			<-ctx.Done()
		}
		return u.api.Perform(ctx, do)
	})
	done := make(chan script.Result)
	go func() {
		got := script.Run(ctx, u.session.Login, flow.CustomerChosen{Ident: kari})
		done <- got
	}()
	select {
	case got := <-done:
		if got.Code != 130 || !contains(got.Said, "may count as a try") {
			t.Errorf("ends with %d, saying %q", got.Code, got.Said)
		}
	case <-time.After(patience):
		t.Fatal("it goes on")
	}
}

type performer func(ctx context.Context, do flow.Effect) flow.Event

// Perform implements lanes.Performer.
func (p performer) Perform(ctx context.Context, do flow.Effect) flow.Event { return p(ctx, do) }

func TestAScriptIsToldOfAWrongClock(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		skew    time.Duration
		failure flow.Failure
		said    string // empty: nothing of a clock
	}{
		{"2 h behind, and a code has expired", 2 * time.Hour, status(403, "expired_token"), "this machine's clock is 2 h 0 min behind Dintero's"},
		{"2 h ahead, and a code has expired", -2 * time.Hour, status(403, "expired_token"), "this machine's clock is 2 h 0 min ahead of Dintero's"},
		{"59 s behind", 59 * time.Second, status(403, "expired_token"), ""},
		{"2 h behind, and the code is wrong", 2 * time.Hour, status(403, "invalid_grant"), ""},
		{"2 h behind, and signed in", 2 * time.Hour, flow.Failure{}, "this machine's clock is 2 h 0 min behind Dintero's"},
		{"59 s behind, and signed in", 59 * time.Second, flow.Failure{}, ""},
	} {
		part(t, row.name, func(t *testing.T) {
			u := alone(t, flow.Account{})
			u.session.Start = flow.New(flow.Account{Skew: row.skew}, flow.Draft{})
			u.api.once(flow.Connect{}, flow.ClientConnected{May: permissions(flow.Yes), Skew: row.skew})
			if row.failure.Status != 0 {
				u.api.fails(flow.AnswerChallenge{}, row.failure)
			}
			got := u.run(t)
			if contains(got.Said, "clock") != (row.said != "") || !contains(got.Said, row.said) || contains(got.Said, "\n") {
				t.Errorf("says %q, want %q", got.Said, row.said)
			}
		})
	}
}
