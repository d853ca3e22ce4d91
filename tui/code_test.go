package tui

import (
	"context"
	"errors"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/script"
)

func TestAPastedCodeLosesWhatMessagesPutIntoItAndSaysSo(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, pasted, want, says string }{
		{"spaces", "482 913", "482913", "a space was left out"},
		{"dashes", "482-913", "482913", "a dash was left out"},
		{"a line break never submits", "482913\r\n", "482913", "a line break was left out"},
		{"invisible characters", "482\u200b913\u2060", "482913", "invisible characters were left out"},
		{"control characters", "\x1b482913", "482913", "a control character was left out"},
		{"leading zeros stay", "000482", "000482", ""},
		{"letters stay", "AB12cd", "AB12cd", ""},
		{"every dash", "4−8–2—9‑1－3", "482913", "5 dashes were left out"},
		{"full-width digits are sent as plain ones", "０４８２９１３", "0482913", "the digits are sent as plain 0–9"},
		{"Arabic digits are sent as plain ones", "٤٨٢ ٩١٣", "482913", "a space was left out; the digits are sent as plain 0–9"},
		{"an emoji stays out", "482913🎉", "482913", "a symbol was left out"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := atCode(t, "").paste(row.pasted).holdsTyped(row.want)
			if row.says != "" {
				x.shows(row.says)
			}
			x.at(flow.EnteringCode{}).press("enter")
			if got := last[flow.AnswerChallenge](x).Code.Reveal(); got != row.want {
				t.Errorf("sent %q, want %q", got, row.want)
			}
		})
	}
}

func TestACodeFromAFlagIsTakenAsAPastedOne(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, given, want string }{
		{"as it is", "482913", "482913"},
		{"leading zeros stay", "000482\n", "000482"},
		{"letters stay", "AB-12 cd", "AB12cd"},
		{"full-width digits", "０４８２９１３", "0482913"},
		{"Arabic digits and an emoji", "🎉 ٤٨٢\u200b٩١٣\r\n", "482913"},
		{"two lines", "482913\n118204", ""},
		{"two lines by a separator", "482913\u2028118204", ""},
		{"nothing", " \n", ""},
		{"nothing but an emoji", "🎉", ""},
	} {
		part(t, row.name, func(t *testing.T) {
			given := func(context.Context, script.CodeAsked) (flow.Secret, error) { return flow.Conceal(row.given), nil }
			got, err := script.Login{Code: given}.GiveCode(t.Context(), script.CodeAsked{})
			if got.Reveal() != row.want || (err != nil) != (row.want == "") {
				t.Errorf("%q gives %q and %v, want %q", row.given, got.Reveal(), err, row.want)
			}
		})
	}
}

func TestNothingSubmitsACodeByItselfWhereNobodyKnowsItsLength(t *testing.T) {
	t.Parallel()
	for _, code := range []string{"1234", "123456", "12345678", "123456789012345678901234567890"} {
		atCode(t, code).at(flow.EnteringCode{}).press("esc").paste(code).at(flow.EnteringCode{}).asks(flow.AnswerChallenge{}, 0)
	}
}

func TestALengthCountsOnlyWhereTheProfileKnowsIt(t *testing.T) {
	t.Parallel()
	six := func(s *setup) { s.session.Length = 6 }
	atCode(t, "").press("enter").shows("Type the code from the message").at(flow.EnteringCode{})
	atCode(t, "12345", six).press("enter").shows("✗ ", "6").holdsTyped("12345").asks(flow.AnswerChallenge{}, 0)
	atCode(t, "", six).paste("12345678").press("enter").shows("✗ ", "6").holdsTyped("12345678").asks(flow.AnswerChallenge{}, 0)
	atCode(t, "123456", six).at(flow.SignedIn{})
	atCode(t, "12345").press("enter").at(flow.SignedIn{})
}

func TestACodeFromAFlagOfTheWrongLengthIsNotSent(t *testing.T) {
	t.Parallel()
	for code, sent := range map[string]int{"12345": 0, "1234567": 0, "123 456": 1} {
		x := offline(t, withCode(code, nil), func(s *setup) { s.session.Length = 6 }).start().asKari().types("246810").press("enter")
		if sent == 0 {
			x.shows("The code has 6 characters")
		}
		x.asks(flow.AnswerChallenge{}, sent)
	}
}

func TestDeletingDoesNotSubmitACodeOfKnownLength(t *testing.T) {
	t.Parallel()
	x := atCode(t, "", func(s *setup) { s.session.Length = 6 })
	x.paste("12345678").press("backspace", "backspace").holdsTyped("123456").asks(flow.AnswerChallenge{}, 0)
	x.press("backspace").types("6").at(flow.SignedIn{})
}

func TestSendsAreNumberedAndTheirAgeIsSaid(t *testing.T) {
	t.Parallel()
	x := atCode(t, "12").shows("Type the code from SMS 1", "SMS 1, 0 s ago", "again ▱▱▱▱▱ 30 s").hides("newest")
	x.wait(95 * time.Second).shows("95 s ago").hides("▱")
	x.press("ctrl+x", "n").shows("Type the code from SMS 2, the newest", "0 s ago").holdsTyped("")
	x.wait(30*time.Second).press("ctrl+x", "e").shows("e-mail 1", "e-mail address on file")
	x.wait(30*time.Second).press("ctrl+x", "e").shows("SMS 3")
	if got := last[flow.SendCode](x).Channel; got != flow.SMS {
		t.Errorf("the last message went over %v", got)
	}
}

func TestAChannelThatNobodyNamedIsMarkedAssumed(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary)})
	x.press("enter").shows("SMS 1", "our guess; Dintero did not say")
	atCode(t, "").hides("a guess")
}

func TestTheChallengeNamesItsChannel(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.Email})
	x.press("enter").shows("e-mail 1")
	if got := last[flow.SendCode](x); got.Channel != flow.Email || got.MFAToken.Reveal() != mfaCanary {
		t.Errorf("asked for %+v", got)
	}
}

func TestLeavingTheCodeAsksFirst(t *testing.T) {
	t.Parallel()
	x := atCode(t, "12")
	x.press("esc").holdsTyped("").press("esc").shows("Leave?", "useless", "y leave", "esc stay").press("enter").at(flow.EnteringCode{})
	x.types("9").holdsTyped("").press("esc").hides("Leave?")
	x.press("esc", "y").at(flow.EnteringSecret{})
	x.holdsTyped("")
}

func TestTheMenuOnTheCodeScreenCountsDown(t *testing.T) {
	t.Parallel()
	x := atCode(t, "12")
	x.press("ctrl+x").shows("send the code again", "send it by e-mail", "in 30 s").press("n").shows("not now").asks(flow.SendCode{}, 1)
	x.wait(10 * time.Second).shows("in 20 s").press("n").shows("not now").press("z").shows("does nothing here").press("esc").holdsTyped("12")
	x.wait(19*time.Second).shows("in 1 s").wait(time.Second).hides("again, in").holdsTyped("12").press("ctrl+x").hides("in 1 s", "in 0 s").press("e").shows("e-mail 1")
}

func TestACodeFromAFlagIsAskedForOnceAndTold(t *testing.T) {
	t.Parallel()
	var told []script.CodeAsked
	x := offline(t, watching(codeCanary), func(s *setup) {
		s.session.Code = func(_ context.Context, asked script.CodeAsked) (flow.Secret, error) {
			told = append(told, asked)
			return flow.Conceal(codeCanary), nil
		}
	})
	x.fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
	x.start().asKari().types("246810").press("enter").shows("Not accepted. Is it from SMS 1?")
	if len(told) != 1 || told[0].Channel != flow.SMS || told[0].Send != 1 || !told[0].At.Equal(dawn()) {
		t.Errorf("the source was told %+v, want one SMS 1 at the start", told)
	}
	x.types("111111").press("enter").at(flow.SignedIn{})
}

func TestACodeSourceThatFailsLeavesTheQuestionToThePerson(t *testing.T) {
	t.Parallel()
	x := offline(t, withCode("", errors.New("the command ended with 1")))
	x.start().asKari().types("246810").press("enter").shows("the command ended with 1").types("123456").press("enter")
	x.at(flow.SignedIn{})
}
