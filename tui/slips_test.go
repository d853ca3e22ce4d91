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
	x.shows("as company", "e-mail to the simulated phone", "no number on file", "code by e-mail").hides("SMS")
	x.press("ctrl+f", "enter").rings().shows("Type the code from e-mail 1", "no number on file", "code by e-mail").hides("perhaps")
	x.giveCode().shows("MFA by e-mail", "code by e-mail").hides("SMS")
	online(t, "happy").start().press("ctrl+f", "enter").shows("SMS to the simulated phone", "code by SMS").hides("no number on file")
}

func TestAChannelThatTheSettingsDoNotNameIsRemarkedOn(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.Email})
	x.press("enter").shows("e-mail 1", "code by e-mail", "perhaps no number on file")
	atCode(t, "").hides("perhaps").wait(30*time.Second).press("ctrl+x", "e").shows("e-mail 1", "code by e-mail").hides("perhaps")
}

func TestARefusalAfterALostAnswerSaysThatTheCodeIsProbablyUsedUp(t *testing.T) {
	t.Parallel()
	for name, lost := range map[string]flow.Failure{
		"cut off": {Reach: flow.CutOff}, "timed out": {Reach: flow.TimedOut}, "an HTML 502": {Status: 502},
	} {
		part(t, name, func(t *testing.T) {
			x := atCode(t, "123456").fails(flow.AnswerChallenge{}, lost).fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
			x.press("enter").shows("may have been used").hides("Not accepted")
			x.press("enter").shows("Not accepted. The try that got no answer has probably used the code up.", "Send a new one.").hides("Is it from")
			x.fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
			x.wait(30*time.Second).press("ctrl+x", "n").types("654321").press("enter").shows("Not accepted. Is it from SMS 2?").hides("used the code up")
		})
	}
	cancelled := atCode(t, "123456")
	cancelled.hold(flow.AnswerChallenge{}).press("enter", "esc").shows("Cancelled. The code may have been used.").hides("No answer").release()
	cancelled.fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
	cancelled.press("enter").shows("has probably used the code up")
}

func TestAnOldRefusalIsNotSaidBesideANewCode(t *testing.T) {
	t.Parallel()
	x := atCode(t, "123456", inDemo).fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
	x.press("enter").shows("Not accepted").types("6").hides("Not accepted").shows("wrong tries: 1")
	filled := atCode(t, "123456", inDemo)
	filled.fails(flow.AnswerChallenge{}, status(403, "invalid_grant")).fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
	filled.message(1, "118204").press("enter").shows("Not accepted").press("ctrl+f").hides("Not accepted").press("enter").shows("Not accepted")
}

func TestAWaitThatIsOverIsNotSaid(t *testing.T) {
	t.Parallel()
	locked := flow.CallFailed{Failure: flow.Failure{Status: 429, RetryAfter: 20 * time.Second}}
	for _, row := range []scene{
		{"the PIN", func(t *testing.T) *walk {
			return atSecret(t, "246810").once(flow.StartMFALogin{}, locked).press("enter")
		}},
		{"the code", func(t *testing.T) *walk {
			return atCode(t, "123456").once(flow.AnswerChallenge{}, locked).press("enter")
		}},
		{"sending", func(t *testing.T) *walk { return atSecret(t, "246810").once(flow.SendCode{}, locked).press("enter") }},
		{"the link", func(t *testing.T) *walk {
			return offline(t).once(flow.MailLink{}, locked).start().asKariByMail().press("ctrl+x", "l", "1")
		}},
		{"the refresh", func(t *testing.T) *walk { return atSession(t).once(flow.RefreshSession{}, locked).press("r") }},
	} {
		part(t, row.name, func(t *testing.T) {
			row.make(t).shows("Wait").wait(19*time.Second).shows("Wait").wait(time.Second).hides("Wait", "wait longer")
		})
	}
}

func TestTheSettingsSayWhenTheyWereRead(t *testing.T) {
	t.Parallel()
	x := offline(t)
	x.start().press("ctrl+s").shows("read at 23:40").wait(5*time.Minute).press("r").shows("read at 23:45").hides("23:40", "at the start")
	x.fails(flow.ReadSettings{}, status(500, ""))
	x.wait(time.Minute).press("r").shows("not read since 23:45").press("esc").wait(time.Minute)
	x.press("ctrl+s", "ctrl+x", "u").shows("read at 23:47", "MFA at login").hides("What now?")
}

func TestTheKeyOfThePhoneActsOrSaysWhyNot(t *testing.T) {
	t.Parallel()
	offline(t, inDemo).start().press("ctrl+t").shows("Nothing was sent yet that could be shown.")
	code := atCode(t, "", inDemo)
	code.shows("SIMULATED").press("ctrl+t").hides("SIMULATED").press("ctrl+t").shows("SIMULATED")
	code.press("ctrl+s", "ctrl+t").shows("What happened so far is behind this; esc closes it.").press("esc").shows("SIMULATED")
	code.press("ctrl+x", "t").hides("SIMULATED")
	atCode(t, "").press("ctrl+t").shows("Nothing was sent yet that could be shown.")
}

func TestFillingInIsOfferedOnlyWhereThereIsSomethingToFillIn(t *testing.T) {
	t.Parallel()
	const offer = "f fill in"
	offline(t, inDemo).start().press("ctrl+x").shows(offer)
	stranger := atSecret(t, "", inDemo)
	stranger.shows("ctrl+f types it in").press("ctrl+x").shows(offer).press("esc", "esc", "esc").types("41 23 45 67").press("enter").hides("ctrl+f").press("ctrl+x").hides(offer)
	atCode(t, "", inDemo).press("ctrl+x").hides(offer).press("esc").message(1, "118204").press("ctrl+x").shows(offer)
	atSession(t, inDemo).press("ctrl+x").hides(offer).press("esc", "ctrl+f").shows("There is nothing to fill in here.")
	busy := atSecret(t, "246810", inDemo)
	busy.hold(flow.StartMFALogin{}).press("enter").press("ctrl+x").hides(offer).press("esc", "ctrl+f", "esc").holdsTyped("246810").release()
}

func TestTheHelpIsAboutWhatIsOnTopAndEscReturnsThere(t *testing.T) {
	t.Parallel()
	x := atCode(t, "12").press("ctrl+s", "shift+tab", "enter").shows("the document, as it came")
	x.press("f1").shows("Keys on this screen", "unfold, in", "last line").hides("the document, as it came", "next part")
	x.press("esc").shows("the document, as it came").press("ctrl+x").shows("What now?").press("esc").shows("the document, as it came")
	x.press("f1", "f1").shows("the document, as it came").press("esc").shows("MFA at login").press("f1").shows("next part").press("q").shows("MFA at login")
	x.press("esc").holdsTyped("12")
}

func TestATokenThatNoHeaderMayHoldIsNotCopied(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"a\r\nX-Admin: 1", "a\x1b]52;c;eA==\a", "a b", "", "tøken", "a=b", "="} {
		x := atCode(t, "123456")
		bad := token()
		bad.Access = flow.Conceal(text)
		x.once(flow.AnswerChallenge{}, flow.TokenReceived{Token: bad})
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
		part(t, name, func(t *testing.T) {
			x := offline(t, inDemo, sized(40, 12))
			open(x.start()).shows(" more")
			for range 40 {
				x.press("down")
				if name == "the scenarios" && x.app.overlay.(scenariosScreen).at == len(Scenarios())-1 {
					break
				}
			}
			if strings.Contains(x.flat(), "▾ 1 ") || strings.Contains(x.text(), " more row\n") {
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
	x := offline(t, sized(40, 24)).start().asKariByMail().press("ctrl+x", "l").hides("…").shows("mail a link to change the password")
	low := x.sized(40, 8)
	low.shows("…")
}
