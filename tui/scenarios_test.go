package tui

import (
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// Whole scenarios: App, the real adapter and the sandbox, over HTTP on loopback.

const kari = "+4799999999"

// asKari goes from the first screen to the secret of Kari Nordmann, known by her number.
func (x *walk) asKari() *walk {
	x.t.Helper()
	x.types("999 99 999").press("enter")
	in[flow.EnteringSecret](x)
	return x
}

// asKariByMail does the same with her e-mail address.
func (x *walk) asKariByMail() *walk {
	x.t.Helper()
	x.types("kari@example.com").press("enter")
	in[flow.EnteringSecret](x)
	return x
}

// toTheCode goes on from the secret until a code is asked for and has come.
func (x *walk) toTheCode() *walk {
	x.t.Helper()
	x.types("246810").press("enter")
	in[flow.EnteringCode](x)
	return x.rings()
}

// giveCode types the newest code that the phone has.
func (x *walk) giveCode() *walk {
	x.t.Helper()
	code := x.app.phone.newest().Reveal()
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
	x.shows("PIN or password", "+47 ••• •• 999 · as customer", "an SMS to the simulated phone").hides(kari)
	x.types("246810").shows("••••").hides("246810").press("enter")
	x.shows("SMS 1", "SIMULATED", "no message yet").rings()
	x.shows("Your code is " + x.app.phone.newest().Reveal())
	x.giveCode().shows("Signed in", "MFA by SMS", "Ends in 1 day", "✓ verified: signature, issuer, audience and times", "made by this account", "user:customers")
	s := in[flow.SignedIn](x)
	x.hides(s.Token.Access.Reveal())
	x.press("enter").shows("Settings", "MFA at login", "on", "Code by", "SMS")
	x.press("esc").shows("Signed in").press("q").shows("neither printed nor copied").press("y").left(0)
}

func TestThreeTimesFillInDoTheSame(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.press("ctrl+f", "enter", "ctrl+f", "enter").rings().press("ctrl+f", "enter")
	in[flow.SignedIn](x)
	x.press("enter").shows("Settings", "MFA at login").press("q").hides("MFA at login").press("q").shows("neither printed nor copied").press("y").left(0)
}

func TestEverybodyOfTheDemoCanSignIn(t *testing.T) {
	t.Parallel()
	for i, who := range []struct{ name, as, by string }{
		{"Kari by phone", "as customer", "SMS"},
		{"Nordmann AS by e-mail", "as company", "e-mail"},
		{"Ola by phone", "as customer", "SMS"},
	} {
		t.Run(who.name, func(t *testing.T) {
			t.Parallel()
			x := online(t, "happy").start()
			for range i + 1 {
				x.press("ctrl+f")
			}
			x.press("enter", "ctrl+f", "enter").rings().press("ctrl+f", "enter")
			in[flow.SignedIn](x)
			x.shows("Signed in", who.as)
		})
	}
}

func TestALoginByEmail(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKariByMail().shows("k•••@example.com").hides("kari@").toTheCode().giveCode()
	in[flow.SignedIn](x)
}

func TestAnAccountWithoutMFASignsInWithTheSecretAlone(t *testing.T) {
	t.Parallel()
	x := online(t, "mfa-off").start()
	x.shows("PIN or password, no code", "no code").hides("○ Code")
	x.asKari().shows("the customer is signed in").types("246810").press("enter")
	if s := in[flow.SignedIn](x); s.By != flow.NoChannel {
		t.Errorf("signed in by %v, want by no code", s.By)
	}
	x.shows("by PIN or password alone")
	if x.asked(flow.LogIn{}) != 1 || x.asked(flow.StartMFALogin{}) != 0 {
		t.Error("the wrong call was made")
	}
}

func TestAnAccountThatTurnsOutToHaveNoMFASaysSoAndAsksAgain(t *testing.T) {
	t.Parallel()
	x := online(t, "mfa-off", calling(flow.LoginMFA)).start()
	x.asKari().types("246810").press("enter").shows("asks for no code", "Nobody is signed in yet")
	in[flow.EnteringSecret](x)
	x.holdsTyped("246810").press("enter")
	in[flow.SignedIn](x)
	if x.asked(flow.StartMFALogin{}) != 1 || x.asked(flow.LogIn{}) != 1 {
		t.Error("want one call of each kind")
	}
}

func TestThePasswordCallOnAnAccountWithMFAStepsUp(t *testing.T) {
	t.Parallel()
	x := online(t, "happy", calling(flow.LoginPassword)).start()
	x.shows("set by the profile").asKari().types("246810").press("enter")
	x.shows("SMS 1").rings().giveCode()
	in[flow.SignedIn](x)
	if x.asked(flow.LogIn{}) != 1 || x.asked(flow.StartMFALogin{}) != 0 || x.asked(flow.SendCode{}) != 1 {
		t.Error("want the password call and one challenge")
	}
}

func TestALostSecretIsMailedALink(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKariByMail().press("ctrl+x", "l").shows("The PIN or password is lost", "k•••@example.com")
	x.press("1").shows("A mail with a link", "is on its way").rings()
	in[flow.EnteringSecret](x)
	if got := last[flow.MailLink](x); got.Email != "kari@example.com" || got.As != flow.AsCustomer {
		t.Errorf("mailed to %q as %v", got.Email, got.As)
	}
}

func TestALinkNeedsAnAddress(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().press("ctrl+x", "l").shows("needs an e-mail address").press("1")
	in[flow.ChoosingRecovery](x)
	if x.asked(flow.MailLink{}) != 0 {
		t.Error("a link was mailed to nowhere")
	}
	x.press("esc")
	in[flow.EnteringSecret](x)
}

func TestALostSecretIsRecoveredByTwoCodes(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().press("ctrl+x", "l", "2").shows("Code 1 of 2", "e-mail 1").rings().giveCode()
	x.shows("Code 2 of 2", "SMS 1").rings().giveCode()
	if s := in[flow.SignedIn](x); !s.Recovered {
		t.Error("not called a recovery")
	}
	x.shows("recovered by 2 codes")
	if x.asked(flow.StartRecovery{}) != 1 || x.asked(flow.SendCode{}) != 1 || x.asked(flow.AnswerChallenge{}) != 2 {
		t.Error("want a recovery, a challenge and two answers")
	}
}

func TestACodeIsSentAgainOnlyWhenItsTimeHasCome(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().toTheCode().types("12")
	x.press("ctrl+x").shows("send the code again", "in 30 s").press("n").shows("not now")
	if x.asked(flow.SendCode{}) != 1 {
		t.Fatal("sent again before its time")
	}
	x.press("esc").wait(29 * time.Second).shows("in 1 s").wait(time.Second).hides("again, in").holdsTyped("12")
	x.press("ctrl+x", "n").shows("SMS 2, the newest").rings().shows("replaced").holdsTyped("")
	x.giveCode()
	in[flow.SignedIn](x)
}

func TestTheOldCodeIsNotTakenAfterAResend(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().toTheCode()
	old := x.app.phone.newest().Reveal()
	x.wait(30*time.Second).press("ctrl+x", "n").rings()
	x.types(old).press("enter").shows("Not accepted. Is it from SMS 2", "wrong tries: 1").holdsTyped("")
	x.giveCode()
	in[flow.SignedIn](x)
}

func TestACodeOverTheOtherChannel(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().toTheCode().wait(30 * time.Second).shows("by e-mail")
	x.press("ctrl+x", "e").shows("e-mail 1").rings().giveCode()
	if s := in[flow.SignedIn](x); s.By != flow.Email {
		t.Errorf("signed in by %v, want by e-mail", s.By)
	}
	x.shows("MFA by e-mail")
}

func TestTheAccountSendsItsCodesByEmail(t *testing.T) {
	t.Parallel()
	x := online(t, "email-channel").start()
	x.shows("code by e-mail").asKari().shows("an e-mail to the simulated phone").toTheCode().shows("e-mail 1", "e-mail address on file")
	x.giveCode().shows("MFA by e-mail")
}

func TestAnExpiredCodeIsSaidToBeAndANewOneWorks(t *testing.T) {
	t.Parallel()
	x := online(t, "expired").start()
	x.asKari().toTheCode().wait(6 * time.Second)
	x.giveCode().shows("has expired", "ctrl+x n").holdsTyped("").hides("wrong tries")
	in[flow.EnteringCode](x)
	x.wait(30*time.Second).press("ctrl+x", "n").rings().giveCode()
	in[flow.SignedIn](x)
}

func TestARefusedSecretReadsTheSameForAnUnknownCustomer(t *testing.T) {
	t.Parallel()
	refused := online(t, "wrong-secret").start()
	refused.asKari().types("246810").press("enter").holdsTyped("")
	unknown := online(t, "happy").start()
	unknown.types("41 23 45 67").press("enter").types("246810").press("enter").holdsTyped("")
	for _, x := range []*walk{refused, unknown} {
		in[flow.EnteringSecret](x)
		x.shows("Not accepted: the customer, the user type, or the PIN or password", "1 try so far", "ctrl+x c", "as company instead", "ctrl+x l")
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
	x.types("000000").press("enter").shows("already rejected", "y sends it once more")
	if x.asked(flow.AnswerChallenge{}) != 1 {
		t.Fatal("the same code was sent without a question")
	}
	x.press("enter").shows("already rejected").press("esc").holdsTyped("000000")
	x.press("enter", "y").shows("wrong tries: 2")
	if x.asked(flow.AnswerChallenge{}) != 2 {
		t.Fatal("the same code was not sent after a yes")
	}
	x.giveCode()
	in[flow.SignedIn](x)
}

func TestASessionIsRefreshedAndSignedOut(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().toTheCode().giveCode()
	first := in[flow.SignedIn](x).Token
	x.wait(time.Hour).shows("in 23 h").press("r").shows("Refreshed", "in 1 day")
	second := in[flow.SignedIn](x).Token
	if first.Access == second.Access || first.Refresh == second.Refresh {
		t.Error("the tokens are the old ones")
	}
	x.press("ctrl+x", "x", "y").shows("Signed out. Everything is forgotten.", "Who is signing in?").holdsTyped("")
	in[flow.ChoosingCustomer](x)
	x.shows("code by SMS", "✓ sign in") // connected afresh
	x.asKari().toTheCode().giveCode()
	in[flow.SignedIn](x)
}

func TestARefreshTokenWorksOnce(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().toTheCode().giveCode()
	used := in[flow.SignedIn](x)
	x.press("r")
	x.app.state = used // as if the answer had been lost
	x.press("r").shows("refresh token is no longer valid").hides("r refresh")
	in[flow.SignedIn](x)
}

func TestNothingReachesAProductionCustomerBeforeAYes(t *testing.T) {
	t.Parallel()
	guarded := func(s *setup) {
		s.session.Standing, s.account.Production, s.session.Host = Production, true, "api.dintero.com"
	}
	t.Run("a login's code", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", guarded).start()
		x.shows("PRODUCTION").asKari().shows("a real SMS", "may send a real SMS").types("246810").press("enter")
		x.shows("PRODUCTION. This is a real customer, and it may count as a try").press("enter").holdsTyped("246810")
		if n := x.asked(flow.StartMFALogin{}); n != 0 {
			t.Fatalf("%d sign-ins were sent before the yes", n)
		}
		x.press("y").shows("PRODUCTION", "a real code to a real customer", "SMS")
		for range 3 {
			x.press("enter")
		}
		in[flow.ConfirmingSend](x)
		if n := x.asked(flow.SendCode{}); n != 0 {
			t.Fatalf("%d codes were sent before the yes", n)
		}
		x.press("y").rings().giveCode()
		in[flow.SignedIn](x)
	})
	t.Run("is asked once for each customer", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", guarded).start()
		x.asKari().types("246810").press("enter", "y", "y").rings().press("ctrl+x", "r", "y", "enter").types("246810").press("enter")
		in[flow.EnteringCode](x)
		x.rings().press("ctrl+x", "r", "y", "esc").types("911 11 111").press("enter").types("correct horse battery staple").press("enter").shows("it may count as a try").press("y")
		in[flow.ConfirmingSend](x)
	})
	t.Run("no goes back, and nothing was sent", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", guarded).start()
		x.asKari().types("246810").press("enter", "esc").holdsTyped("246810").press("enter", "y", "esc")
		in[flow.EnteringSecret](x)
		if x.asked(flow.SendCode{}) != 0 {
			t.Error("a code was sent after a no")
		}
	})
	t.Run("a sign-in with the secret alone", func(t *testing.T) {
		t.Parallel()
		x := online(t, "mfa-off", guarded).start()
		x.asKari().types("246810").press("enter").shows("PRODUCTION. This is a real customer")
		x.press("enter", "enter")
		if x.asked(flow.LogIn{}) != 0 {
			t.Fatal("signed in before the yes")
		}
		x.press("esc").holdsTyped("246810").press("enter", "y")
		in[flow.SignedIn](x)
	})
	t.Run("a link", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", guarded).start()
		x.asKariByMail().press("ctrl+x", "l", "1").shows("a real mail to a real customer").press("enter")
		if x.asked(flow.MailLink{}) != 0 {
			t.Fatal("mailed before the yes")
		}
		x.press("esc")
		in[flow.ChoosingRecovery](x)
		x.press("1", "y").rings()
		in[flow.EnteringSecret](x)
	})
	t.Run("a recovery", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", guarded).start()
		x.asKari().press("ctrl+x", "l", "2").shows("a real recovery code", "may count as a try").press("enter")
		if x.asked(flow.StartRecovery{}) != 0 {
			t.Fatal("sent before the yes")
		}
		x.press("y").rings().giveCode().rings().giveCode()
		in[flow.SignedIn](x)
	})
}

func TestEnterWhileTheSettingsAreReadWaitsForThem(t *testing.T) {
	t.Parallel()
	x := online(t, "mfa-off").hold(flow.ReadSettings{}).start()
	x.shows("reading").asKari().types("246810")
	x.press("enter").shows("two seconds at the most").release()
	in[flow.SignedIn](x)
	if x.asked(flow.LogIn{}) != 1 || x.asked(flow.StartMFALogin{}) != 0 {
		t.Error("the settings that came were not heeded")
	}
}

func TestSettingsThatComeLateDisturbNothing(t *testing.T) {
	t.Parallel()
	t.Run("while a number is typed", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.ReadSettings{}).start()
		x.types("999 99").press("left").shows("reading")
		before := *x.app.View().Cursor
		x.release().holdsTyped("999 99").shows("code by SMS")
		if after := *x.app.View().Cursor; after.Position != before.Position {
			t.Errorf("the cursor went from %v to %v", before.Position, after.Position)
		}
		x.types("9").holdsTyped("999 999")
	})
	t.Run("while a secret is typed", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.ReadSettings{}).start()
		x.asKari().types("24").release().holdsTyped("24").types("6810").press("enter").rings()
	})
	t.Run("while a code is typed", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", calling(flow.LoginMFA)).hold(flow.ReadSettings{}).start()
		x.asKari().toTheCode()
		code := x.app.phone.newest().Reveal()
		x.types(code[:3]).release().holdsTyped(code[:3]).types(code[3:]).press("enter")
		in[flow.SignedIn](x)
	})
	t.Run("while the client connects late", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy", calling(flow.LoginMFA)).hold(flow.Connect{}).start()
		x.shows("asking").types("999").release().holdsTyped("999").shows("✓ sign in")
	})
}

func TestFactsThatFailAreSaidAndDoNotStopALogin(t *testing.T) {
	t.Parallel()
	x := online(t, "server-error").start()
	x.shows("Who is signing in?").asKari().types("246810")
	for range 6 { // each kind of call fails once, then recovers
		if _, ok := x.app.state.(flow.EnteringCode); ok {
			break
		}
		x.press("enter")
	}
	in[flow.EnteringCode](x)
	x.rings()
	for range 3 {
		if _, ok := x.app.state.(flow.SignedIn); ok {
			break
		}
		if x.typedHere() == "" {
			x.types(x.app.phone.newest().Reveal())
		}
		x.press("enter")
	}
	in[flow.SignedIn](x)
}

func TestAMissingScopeIsSaidBeforeASecretIsTyped(t *testing.T) {
	t.Parallel()
	x := online(t, "no-scope").start()
	x.shows("write:accounts:/auth/users is missing", "can grant it")
	x.asKari().types("246810").press("enter").shows("lacks the scope", "write:accounts:/auth/users", "can grant it").holdsTyped("246810")
	in[flow.EnteringSecret](x)
}

func TestALockedCustomerWaits(t *testing.T) {
	t.Parallel()
	x := online(t, "locked").start()
	x.asKari().types("246810").press("enter").shows("Too many tries", "Wait 60 s").holdsTyped("246810")
	asked := x.asked(flow.StartMFALogin{})
	x.press("enter").wait(20 * time.Second).shows("Wait 40 s").press("enter")
	if x.asked(flow.StartMFALogin{}) != asked {
		t.Error("tried again before its time")
	}
}

func TestALinkToAnotherHostIsShownAndNotFollowed(t *testing.T) {
	t.Parallel()
	x := online(t, "hostile-link").start()
	x.asKari().toTheCode().shows("api.dintero.com.login.example", "not followed", x.app.session.Host)
	x.giveCode()
	in[flow.SignedIn](x)
}

func TestHostileTextFromTheSandboxIsNeutralisedOnTheWholeWay(t *testing.T) {
	t.Parallel()
	x := online(t, "hostile-text").start() // look checks every screen
	x.asKari().types("0000").press("enter").shows("^[[31", "‹U+202E›")
	x.types("246810").press("enter").rings().shows("^[[31").giveCode()
	in[flow.SignedIn](x)
	x.shows("^[")
	x.press("enter").shows("Settings").press("enter").shows("^[[31").press("tab", "enter", "tab", "enter")
}

func TestACutWhileTheCodeIsCheckedSaysThatItMayBeUsed(t *testing.T) {
	t.Parallel()
	x := online(t, "cut").start()
	x.asKari().toTheCode().giveCode().shows("the code may have been used")
	in[flow.EnteringCode](x)
}

func TestAClockThatIsOffIsSaid(t *testing.T) {
	t.Parallel()
	x := online(t, "skewed-clock").start()
	x.shows("clock is 2 h 0 min behind")
}

func TestTheFirstScreenAndSignedInSayHowToLeave(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.press("esc").shows("ctrl+c leaves")
	in[flow.ChoosingCustomer](x)
	x.asKari().toTheCode().giveCode().press("esc").shows("q leaves")
	in[flow.SignedIn](x)
}

func TestEscGoesOneStepBack(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.types("999 99 999").press("esc").holdsTyped("").asKari()
	x.types("246810").press("esc").holdsTyped("").press("esc")
	in[flow.ChoosingCustomer](x)
	x.holdsTyped("999 99 999").press("enter").toTheCode().types("12").press("esc").holdsTyped("").press("esc")
	x.shows("Leave?", "useless").press("enter", "esc")
	in[flow.EnteringCode](x)
	x.press("esc", "y")
	in[flow.EnteringSecret](x)
	x.holdsTyped("").press("ctrl+x", "l").press("esc")
	in[flow.EnteringSecret](x)
}

func TestEscCancelsWhatRunsAndItsAnswerIsDropped(t *testing.T) {
	t.Parallel()
	t.Run("signing in", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.StartMFALogin{}).start()
		x.asKari().types("246810").press("enter").shows("Signing in").press("esc").shows("Cancelled. It may have counted as a try.").hides("No answer")
		in[flow.EnteringSecret](x)
		x.holdsTyped("246810").release()
		in[flow.EnteringSecret](x)
	})
	t.Run("sending the code", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.SendCode{}).start()
		x.asKari().types("246810").press("enter").shows("Sending the code").press("esc")
		x.shows("Cancelled. The message may be on its way all the same.").release()
		in[flow.SendFailed](x)
		x.press("enter")
		in[flow.SendFailed](x) // a message may be on its way: not before its time
		x.wait(30 * time.Second).press("enter").rings().giveCode()
		in[flow.SignedIn](x)
	})
	t.Run("checking the code", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.AnswerChallenge{}).start()
		x.asKari().toTheCode().giveCode().shows("Checking the code").press("esc")
		x.shows("Cancelled. The code may have been used.").release()
		in[flow.EnteringCode](x)
	})
	t.Run("refreshing", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.RefreshSession{}).start()
		x.asKari().toTheCode().giveCode().press("r").shows("Refreshing").press("esc").shows("Cancelled. The refresh token may have been used.").release()
		in[flow.SignedIn](x)
	})
	t.Run("mailing the link", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.MailLink{}).start()
		x.asKariByMail().press("ctrl+x", "l", "1").shows("Mailing the link").press("esc").shows("Cancelled. The mail may be on its way all the same.").release()
		in[flow.ChoosingRecovery](x)
	})
	t.Run("signing out", func(t *testing.T) {
		t.Parallel()
		x := online(t, "happy").hold(flow.SignOut{}).start()
		x.asKari().toTheCode().giveCode().press("ctrl+x", "x", "y").shows("Signing out").press("esc").shows("Cancelled. The refresh token may still work").release()
		in[flow.ChoosingCustomer](x)
	})
}

func TestEnterTwiceIsOneRequest(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").hold(flow.StartMFALogin{}, flow.SendCode{}, flow.AnswerChallenge{}, flow.RefreshSession{}).start()
	twice := func(key string) {
		x.update(press(key))
		x.update(press(key))
		x.settle()
		x.press(key)
		x.release()
		x.hold(flow.StartMFALogin{}, flow.AnswerChallenge{}, flow.RefreshSession{})
	}
	x.asKari().types("246810")
	twice("enter")
	x.rings().types(x.app.phone.newest().Reveal())
	twice("enter")
	in[flow.SignedIn](x)
	twice("r")
	for _, do := range []flow.Effect{flow.StartMFALogin{}, flow.SendCode{}, flow.AnswerChallenge{}, flow.RefreshSession{}} {
		if n := x.asked(do); n != 1 {
			t.Errorf("%T was asked for %d times, want once", do, n)
		}
	}
}

func TestCtrlCLeavesWithOneHundredAndThirty(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		to   func(x *walk)
		lost string
	}{
		{"on the first screen", func(*walk) {}, ""},
		{"on the secret", func(x *walk) { x.asKari().types("246810") }, ""},
		{"on the lost secret", func(x *walk) { x.asKari().press("ctrl+x", "l") }, ""},
		{"while signing in", func(x *walk) { x.hold(flow.StartMFALogin{}).asKari().types("246810").press("enter") }, "may count as a try"},
		{"while the code is sent", func(x *walk) { x.hold(flow.SendCode{}).asKari().types("246810").press("enter") }, "may still arrive"},
		{"on the code", func(x *walk) { x.asKari().toTheCode() }, "SMS 1 is useless now"},
		{"while the code is checked", func(x *walk) { x.hold(flow.AnswerChallenge{}).asKari().toTheCode().giveCode() }, "may have been used"},
		{"signed in", func(x *walk) { x.asKari().toTheCode().giveCode() }, "the token is forgotten"},
		{"in the settings", func(x *walk) { x.press("ctrl+s") }, ""},
		{"in the menu", func(x *walk) { x.press("ctrl+x") }, ""},
		{"in the help", func(x *walk) { x.press("f1") }, ""},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x := online(t, "happy").start()
			row.to(x)
			x.press("ctrl+c").left(130)
			got := words.Lost(x.app.state, x.app.code)
			if row.lost == "" && got != "" || !contains(got, row.lost) {
				t.Errorf("says %q, want %q in it", got, row.lost)
			}
			if x.text() != "" {
				t.Errorf("the last screen is not empty: %q", x.text())
			}
		})
	}
}
