package tui

import (
	"slices"
	"testing"
	"time"

	"dintero-login/flow"
)

// Whole scenarios: App, the real adapter and the sandbox, over HTTP on loopback.

const kari = "+4799999999"

// asKari goes from the first screen to the secret of Kari Nordmann, known by her number.
func (x *walk) asKari() *walk {
	x.t.Helper()
	return x.types("999 99 999").press("enter").at(flow.EnteringSecret{})
}

// asKariByMail does the same with her e-mail address.
func (x *walk) asKariByMail() *walk {
	x.t.Helper()
	return x.types("kari@example.com").press("enter").at(flow.EnteringSecret{})
}

// toTheCode goes on from the secret until a code is asked for and has come.
func (x *walk) toTheCode() *walk {
	x.t.Helper()
	x.types("246810").press("enter").at(flow.EnteringCode{})
	return x.rings()
}

// giveCode types the newest code that the phone has.
func (x *walk) giveCode() *walk {
	x.t.Helper()
	code := x.app.phone.Newest().Reveal()
	if code == "" {
		x.t.Fatalf("the phone has no code:\n%s", x.text())
	}
	return x.types(code).press("enter")
}

func TestALoginByPhonePINAndCode(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.shows("DEMO", "T11223344", x.app.session.Host, "Who is signing in?", "code by SMS", "✓ sign in")
	x.types("999 99 999").shows("Norway", "sent as "+kari).press("enter")
	x.shows("PIN or password", "+47 ••• •• 999 · as customer", "SMS to the simulated phone").hides(kari)
	x.types("246810").shows("••••").hides("246810").press("enter")
	x.shows("SMS 1", "SIMULATED", "no message yet").rings()
	x.shows("Your code is " + x.app.phone.Newest().Reveal())
	x.giveCode().shows("Signed in", "MFA by SMS", "Ends in 1 day", "✓ verified: signature, issuer, audience and times", "made by this account", "user:customers")
	s := in[flow.SignedIn](x)
	x.hides(s.Token.Access.Reveal())
	x.press("enter").shows("Settings", "MFA at login", "on", "Code by", "SMS")
	x.press("esc").shows("Signed in").press("q").shows("neither printed nor copied").press("y").left(0)
}

func TestEverybodyOfTheDemoIsSignedInByThreeTimesFillIn(t *testing.T) {
	t.Parallel()
	for i, who := range []struct{ name, as, by string }{
		{"Kari by phone", "as customer", "SMS"},
		{"Nordmann AS by e-mail", "as company", "e-mail"},
		{"Ola by phone", "as customer", "SMS"},
	} {
		part(t, who.name, func(t *testing.T) {
			x := online(t, "happy").start().press(slices.Repeat([]string{"ctrl+f"}, i+1)...)
			x.press("enter", "ctrl+f", "enter").rings().press("ctrl+f", "enter").at(flow.SignedIn{}).shows("Signed in", who.as, "MFA by "+who.by)
			x.press("enter").shows("Settings", "MFA at login").press("q").hides("MFA at login")
			x.press("q").shows("neither printed nor copied").press("y").left(0)
		})
	}
}

func TestALoginByEmail(t *testing.T) {
	t.Parallel()
	online(t, "happy").start().asKariByMail().shows("k•••@example.com").hides("kari@").toTheCode().giveCode().at(flow.SignedIn{})
}

func TestAnAccountThatTurnsOutToHaveNoMFASaysSoAndAsksAgain(t *testing.T) {
	t.Parallel()
	x := online(t, "mfa-off", calling(flow.LoginMFA)).start()
	x.asKari().types("246810").press("enter").shows("asks for no code", "Nobody is signed in yet").at(flow.EnteringSecret{})
	x.holdsTyped("246810").press("enter").at(flow.SignedIn{}).asks(flow.StartMFALogin{}, 1).asks(flow.LogIn{}, 1)
}

func TestThePasswordCallOnAnAccountWithMFAStepsUp(t *testing.T) {
	t.Parallel()
	x := online(t, "happy", calling(flow.LoginPassword)).start()
	x.shows("set by the profile").asKari().types("246810").press("enter")
	x.shows("SMS 1").rings().giveCode().at(flow.SignedIn{}).asks(flow.LogIn{}, 1).asks(flow.StartMFALogin{}, 0).asks(flow.SendCode{}, 1)
}

func TestALostSecretIsMailedALink(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKariByMail().press("ctrl+x", "l").shows("The PIN or password is lost", "k•••@example.com")
	x.press("1").shows("A mail with a link", "is on its way").rings().at(flow.EnteringSecret{})
	if got := last[flow.MailLink](x); got.Email != "kari@example.com" || got.As != flow.AsCustomer {
		t.Errorf("mailed to %q as %v", got.Email, got.As)
	}
}

func TestALinkNeedsAnAddress(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().press("ctrl+x", "l").shows("needs an e-mail address").press("1").at(flow.ChoosingRecovery{}).asks(flow.MailLink{}, 0)
	x.press("esc").at(flow.EnteringSecret{})
}

func TestARefusedSecretReadsTheSameForAnUnknownCustomer(t *testing.T) {
	t.Parallel()
	refused := online(t, "wrong-secret").start().asKari().types("246810").press("enter").holdsTyped("")
	unknown := online(t, "happy").start()
	unknown.types("41 23 45 67").press("enter").types("246810").press("enter").holdsTyped("")
	for _, x := range []*walk{refused, unknown} {
		x.at(flow.EnteringSecret{})
		x.shows("Not accepted. Dintero does not say which of these is wrong", "1 try so far", "ctrl+x c", "as company instead", "ctrl+x l")
	}
}

func TestARefusedCustomerIsTriedAsACompanyAndBack(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.types("kari@example.com").press("enter").types("company-1357").press("enter").shows("Not accepted", "as customer")
	x.press("ctrl+x", "c").shows("as company").hides("Not accepted")
	x.types("company-1357").press("enter").rings().giveCode()
	if s := in[flow.SignedIn](x); s.Identity.As != flow.AsCompany {
		t.Error("not signed in as a company")
	}
}

func TestAWrongCodeAsksAgainAndTheSameOneIsNotSentUnasked(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().toTheCode().types("000000").press("enter").shows("Not accepted. Is it from SMS 1?", "wrong tries: 1").holdsTyped("")
	x.types("000000").press("enter").shows("already rejected", "y send it once more").asks(flow.AnswerChallenge{}, 1)
	x.press("enter").shows("already rejected").press("esc").holdsTyped("000000")
	x.press("enter", "y").shows("wrong tries: 2").asks(flow.AnswerChallenge{}, 2)
	x.giveCode().at(flow.SignedIn{})
}

func TestASessionIsRefreshedAndSignedOut(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start().asKari().toTheCode().giveCode()
	first := in[flow.SignedIn](x).Token
	x.wait(time.Hour).shows("in 23 h").press("r").shows("Refreshed", "in 1 day")
	second := in[flow.SignedIn](x).Token
	if first.Access == second.Access || first.Refresh == second.Refresh {
		t.Error("the tokens are the old ones")
	}
	x.press("ctrl+x", "x", "y").shows("Signed out. Everything is forgotten.", "Who is signing in?").holdsTyped("")
	x.at(flow.ChoosingCustomer{})
	x.shows("code by SMS", "✓ sign in") // connected afresh
	x.asKari().toTheCode().giveCode().at(flow.SignedIn{})
}

func TestARefreshTokenWorksOnce(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start().asKari().toTheCode().giveCode()
	used := in[flow.SignedIn](x)
	x.press("r")
	x.app.state = used // as if the answer had been lost
	x.press("r").shows("refresh token is no longer valid").hides("r refresh").at(flow.SignedIn{})
}

func TestNothingReachesAProductionCustomerBeforeAYes(t *testing.T) {
	t.Parallel()
	guarded := func(s *setup) {
		s.session.Standing, s.account.Production, s.session.Host = Production, true, "api.dintero.com"
	}
	part(t, "a login's code", func(t *testing.T) {
		x := online(t, "happy", guarded).start()
		x.shows("PRODUCTION").asKari().shows("a real SMS").types("246810").press("enter")
		x.shows("PRODUCTION. This is a real customer, and it may count as a try").press("enter").holdsTyped("246810")
		x.asks(flow.StartMFALogin{}, 0).press("y").shows("PRODUCTION", "a real code to a real customer", "SMS")
		for range 3 {
			x.press("enter")
		}
		x.at(flow.ConfirmingSend{}).asks(flow.SendCode{}, 0).press("y").rings().giveCode().at(flow.SignedIn{})
	})
	part(t, "is asked once for each customer", func(t *testing.T) {
		x := online(t, "happy", guarded).start()
		x.asKari().types("246810").press("enter", "y", "y").rings().press("ctrl+x", "r", "y", "enter").types("246810").press("enter")
		x.at(flow.EnteringCode{})
		x.rings().press("ctrl+x", "r", "y", "esc").types("911 11 111").press("enter").types("correct horse battery staple").press("enter").shows("it may count as a try").press("y")
		x.at(flow.ConfirmingSend{})
	})
	part(t, "no goes back, and nothing was sent", func(t *testing.T) {
		x := online(t, "happy", guarded).start()
		x.asKari().types("246810").press("enter", "esc").holdsTyped("246810").press("enter", "y", "esc").at(flow.EnteringSecret{})
		x.asks(flow.SendCode{}, 0)
	})
	part(t, "a sign-in with the secret alone", func(t *testing.T) {
		x := online(t, "mfa-off", guarded).start()
		x.asKari().types("246810").press("enter").shows("PRODUCTION. This is a real customer")
		x.press("enter", "enter").asks(flow.LogIn{}, 0)
		x.press("esc").holdsTyped("246810").press("enter", "y").at(flow.SignedIn{})
	})
	part(t, "a link", func(t *testing.T) {
		x := online(t, "happy", guarded).start()
		x.asKariByMail().press("ctrl+x", "l", "1").shows("a real mail to a real customer").press("enter").asks(flow.MailLink{}, 0)
		x.press("esc").at(flow.ChoosingRecovery{})
		x.press("1", "y").rings().at(flow.EnteringSecret{})
	})
	part(t, "a recovery", func(t *testing.T) {
		x := online(t, "happy", guarded).start()
		x.asKari().press("ctrl+x", "l", "2").shows("a real recovery code", "may count as a try").press("enter")
		x.asks(flow.StartRecovery{}, 0).press("y").rings().giveCode().rings().giveCode().at(flow.SignedIn{})
	})
}

func TestSettingsThatComeLateDisturbNothing(t *testing.T) {
	t.Parallel()
	part(t, "while a number is typed", func(t *testing.T) {
		x := online(t, "happy").hold(flow.ReadSettings{}).start().types("999 99").press("left").shows("reading")
		before := *x.app.View().Cursor
		x.release().holdsTyped("999 99").shows("code by SMS")
		if after := *x.app.View().Cursor; after.Position != before.Position {
			t.Errorf("the cursor went from %v to %v", before.Position, after.Position)
		}
		x.types("9").holdsTyped("999 999")
	})
	part(t, "while a secret is typed", func(t *testing.T) {
		x := online(t, "happy").hold(flow.ReadSettings{}).start()
		x.asKari().types("24").release().holdsTyped("24").types("6810").press("enter").rings()
	})
	part(t, "while a code is typed", func(t *testing.T) {
		x := online(t, "happy", calling(flow.LoginMFA)).hold(flow.ReadSettings{}).start().asKari().toTheCode()
		code := x.app.phone.Newest().Reveal()
		x.types(code[:3]).release().holdsTyped(code[:3]).types(code[3:]).press("enter").at(flow.SignedIn{})
	})
	part(t, "while the client connects late", func(t *testing.T) {
		x := online(t, "happy", calling(flow.LoginMFA)).hold(flow.Connect{}).start()
		x.shows("asking").types("999").release().holdsTyped("999").shows("✓ sign in")
	})
}
