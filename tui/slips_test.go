package tui

import (
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

func TestACustomerWithoutANumberIsToldSoBeforeTheMessageGoes(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.shows("code by SMS").press("ctrl+f", "ctrl+f").holdsTyped("kari@example.com").press("enter")
	x.shows("as company", "an e-mail to the simulated phone", "no number on file", "code by e-mail").hides("SMS")
	x.press("ctrl+f", "enter").rings().shows("Type the code from e-mail 1", "no number on file", "code by e-mail").hides("perhaps")
	x.giveCode().shows("MFA by e-mail", "code by e-mail").hides("SMS")
	kari := online(t, "happy").start()
	kari.press("ctrl+f", "enter").shows("an SMS to the simulated phone", "code by SMS").hides("no number on file")
}

func TestAChannelThatTheSettingsDoNotNameIsRemarkedOn(t *testing.T) {
	t.Parallel()
	x, api := atSecret(t, "246810")
	api.once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.Email})
	x.press("enter").shows("e-mail 1", "code by e-mail", "perhaps no number on file")
	asked, _ := atCode(t, "")
	asked.hides("perhaps").wait(30*time.Second).press("ctrl+x", "e").shows("e-mail 1", "code by e-mail").hides("perhaps")
}

func TestARefusalAfterALostAnswerSaysThatTheCodeIsProbablyUsedUp(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string]flow.Failure{
		"cut off": {Reach: flow.CutOff}, "timed out": {Reach: flow.TimedOut}, "an HTML 502": {Status: 502},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x, api := atCode(t, "123456")
			api.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: lost}).once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
			x.press("enter").shows("may have been used").hides("Not accepted")
			x.press("enter").shows("Not accepted. The try that got no answer has probably used the code up.", "Send a new one.").hides("Is it from")
			api.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
			x.wait(30*time.Second).press("ctrl+x", "n").types("654321").press("enter").shows("Not accepted. Is it from SMS 2?").hides("used the code up")
		})
	}
	cancelled, api := atCode(t, "123456")
	cancelled.hold(flow.AnswerChallenge{}).press("enter", "esc").shows("Cancelled. The code may have been used.").hides("No answer").release()
	api.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
	cancelled.press("enter").shows("has probably used the code up")
}

func TestAnOldRefusalIsNotSaidBesideANewCode(t *testing.T) {
	t.Parallel()
	x, api := atCode(t, "123456", inDemo)
	api.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
	x.press("enter").shows("Not accepted").types("6").hides("Not accepted").shows("wrong tries: 1")
	filled, again := atCode(t, "123456", inDemo)
	again.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")}).once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
	filled.message(1, "118204").press("enter").shows("Not accepted").press("ctrl+f").hides("Not accepted").press("enter").shows("Not accepted")
}

func TestAWaitThatIsOverIsNotSaid(t *testing.T) {
	t.Parallel()
	locked := flow.CallFailed{Failure: flow.Failure{Status: 429, RetryAfter: 20 * time.Second}}
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
	}{
		{"the PIN", func(t *testing.T) *walk {
			x, api := atSecret(t, "246810")
			api.once(flow.StartMFALogin{}, locked)
			return x.press("enter")
		}},
		{"the code", func(t *testing.T) *walk {
			x, api := atCode(t, "123456")
			api.once(flow.AnswerChallenge{}, locked)
			return x.press("enter")
		}},
		{"sending", func(t *testing.T) *walk {
			x, api := atSecret(t, "246810")
			api.once(flow.SendCode{}, locked)
			return x.press("enter")
		}},
		{"the link", func(t *testing.T) *walk {
			x, api := offline(t)
			api.once(flow.MailLink{}, locked)
			return x.start().asKariByMail().press("ctrl+x", "l", "1")
		}},
		{"the refresh", func(t *testing.T) *walk {
			x, api := atSession(t)
			api.once(flow.RefreshSession{}, locked)
			return x.press("r")
		}},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			row.at(t).shows("Wait").wait(19*time.Second).shows("Wait").wait(time.Second).hides("Wait", "wait longer")
		})
	}
}

func TestTheSettingsSayWhenTheyWereRead(t *testing.T) {
	t.Parallel()
	x, api := offline(t)
	x.start().press("ctrl+s").shows("read at 23:40").wait(5*time.Minute).press("r").shows("read at 23:45").hides("23:40", "at the start")
	api.once(flow.ReadSettings{}, flow.CallFailed{Failure: status(500, "")})
	x.wait(time.Minute).press("r").shows("not read since 23:45").press("esc").wait(time.Minute)
	x.press("ctrl+s", "ctrl+x", "u").shows("read at 23:47", "MFA at login").hides("What now?")
}

func TestTheMailWithTheLinkCanBeReadInTheDemo(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{80, 24}, {140, 40}} {
		x := online(t, "happy", sized(size.width, size.height)).start()
		x.asKariByMail().hides("SIMULATED").press("ctrl+x", "l", "1").rings().shows("is on its way", "SIMULATED", "password")
		x.press("ctrl+t").hides("SIMULATED").press("ctrl+t").shows("SIMULATED").press("esc").hides("SIMULATED")
	}
}

func TestTheKeyOfThePhoneActsOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	demo, _ := offline(t, inDemo)
	demo.start().press("ctrl+t").shows("The phone appears here once a message is expected.")
	code, _ := atCode(t, "", inDemo)
	code.shows("SIMULATED").press("ctrl+t").hides("SIMULATED").press("ctrl+t").shows("SIMULATED")
	code.press("ctrl+s", "ctrl+t").shows("The phone is behind this; esc closes it.").press("esc").shows("SIMULATED")
	code.press("ctrl+x", "t").hides("SIMULATED")
	real, _ := atCode(t, "")
	real.press("ctrl+t").shows("Only the demo has a phone.")
}

func TestFillingInIsOfferedOnlyWhereThereIsSomethingToFillIn(t *testing.T) {
	t.Parallel()
	const offer = "f fill in"
	customer, _ := offline(t, inDemo)
	customer.start().press("ctrl+x").shows(offer)
	stranger, _ := atSecret(t, "", inDemo)
	stranger.shows("ctrl+f types it in").press("ctrl+x").shows(offer).press("esc", "esc", "esc").types("41 23 45 67").press("enter").hides("ctrl+f").press("ctrl+x").hides(offer)
	code, _ := atCode(t, "", inDemo)
	code.press("ctrl+x").hides(offer).press("esc").message(1, "118204").press("ctrl+x").shows(offer)
	session, _ := atSession(t, inDemo)
	session.press("ctrl+x").hides(offer).press("esc", "ctrl+f").shows("There is nothing to fill in here.")
	busy, _ := atSecret(t, "246810", inDemo)
	busy.hold(flow.StartMFALogin{}).press("enter").press("ctrl+x").hides(offer).press("esc", "ctrl+f", "esc").holdsTyped("246810").release()
}

func TestTheHelpIsAboutWhatIsOnTopAndEscReturnsThere(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "12")
	x.press("ctrl+s", "shift+tab", "enter").shows("the document, as it came")
	x.press("f1").shows("Keys on this screen", "unfold, in", "last line").hides("the document, as it came", "next part")
	x.press("esc").shows("the document, as it came").press("ctrl+x").shows("What now?").press("esc").shows("the document, as it came")
	x.press("f1", "f1").shows("the document, as it came").press("esc").shows("MFA at login").press("f1").shows("next part").press("q").shows("MFA at login")
	x.press("esc").holdsTyped("12")
}

func TestATokenThatNoHeaderMayHoldIsNotCopied(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a\r\nX-Admin: 1", "a\x1b]52;c;eA==\a", "a b", "", "tøken", "a=b", "="} {
		x, api := atCode(t, "123456")
		bad := token()
		bad.Access = flow.Conceal(text)
		api.once(flow.AnswerChallenge{}, flow.TokenReceived{Token: bad})
		x.press("enter", "c").shows("Not copied: this token has characters that a bearer token may not have.").press("y")
		if len(x.clipboard) != 0 {
			t.Errorf("%q was copied", text)
		}
	}
}

func TestAListThatGoesOnBelowSaysHowMuch(t *testing.T) {
	t.Parallel()
	for name, open := range map[string]func(x *walk) *walk{
		"the settings":  func(x *walk) *walk { return x.press("ctrl+s") },
		"the help":      func(x *walk) *walk { return x.press("f1") },
		"the scenarios": func(x *walk) *walk { return x.press("ctrl+x", "o") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			x, _ := offline(t, inDemo, sized(40, 12))
			open(x.start()).shows(" more")
			for range 40 {
				x.press("down")
				if name == "the scenarios" && x.app.overlay.(scenariosScreen).at == len(Scenarios())-1 {
					break
				}
			}
			if strings.Contains(x.flat(), "↓ 1 ") || strings.Contains(x.text(), " more\n") {
				t.Errorf("more is said to be below the end:\n%s", x.text())
			}
			if end := x.text(); x.press("down").text() == end && x.press("up").text() == end {
				t.Error("beyond the end there is room to scroll")
			}
		})
	}
}

func TestAValueIsNotCutWhileRowsAreEmpty(t *testing.T) {
	t.Parallel()
	x, _ := offline(t, sized(40, 24))
	x.start().asKariByMail().press("ctrl+x", "l").hides("…").shows("mail a link to change the password")
	low := x.sized(40, 8)
	low.shows("…")
}
