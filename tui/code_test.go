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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, _ := atCode(t, "")
			x.paste(row.pasted).holdsTyped(row.want)
			if row.says != "" {
				x.shows(row.says)
			}
			in[flow.EnteringCode](x)
			x.press("enter")
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
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
		x, _ := atCode(t, code)
		in[flow.EnteringCode](x)
		x.press("esc").paste(code)
		in[flow.EnteringCode](x)
		if x.asked(flow.AnswerChallenge{}) != 0 {
			t.Errorf("%q was sent by itself", code)
		}
	}
}

func TestALengthCountsOnlyWhereTheProfileKnowsIt(t *testing.T) {
	t.Parallel()
	six := func(s *setup) { s.session.Length = 6 }
	short, _ := atCode(t, "12345", six)
	short.press("enter").shows("✗ ", "6").holdsTyped("12345")
	long, _ := atCode(t, "", six)
	long.paste("12345678").press("enter").shows("✗ ", "6").holdsTyped("12345678")
	for _, x := range []*walk{short, long} {
		if x.asked(flow.AnswerChallenge{}) != 0 {
			t.Error("a code of the wrong length was sent")
		}
	}
	right, _ := atCode(t, "123456", six)
	in[flow.SignedIn](right)
	free, _ := atCode(t, "12345")
	free.press("enter")
	in[flow.SignedIn](free)
}

func TestACodeFromAFlagOfTheWrongLengthIsNotSent(t *testing.T) {
	t.Parallel()
	for code, sent := range map[string]int{"12345": 0, "1234567": 0, "123 456": 1} {
		x, _ := offline(t, func(s *setup) {
			s.session.Length = 6
			s.session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) { return flow.Conceal(code), nil }
		})
		x.start().asKari().types("246810").press("enter")
		if sent == 0 {
			x.shows("The code has 6 characters")
		}
		if n := x.asked(flow.AnswerChallenge{}); n != sent {
			t.Errorf("%q was sent %d times, want %d", code, n, sent)
		}
	}
}

func TestDeletingDoesNotSubmitACodeOfKnownLength(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "", func(s *setup) { s.session.Length = 6 })
	x.paste("12345678").press("backspace", "backspace").holdsTyped("123456")
	if n := x.asked(flow.AnswerChallenge{}); n != 0 {
		t.Errorf("deleting sent %d codes", n)
	}
	x.press("backspace").types("6")
	in[flow.SignedIn](x)
}

func TestAnEmptyCodeIsAskedFor(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "")
	x.press("enter").shows("Type the code from the message")
	in[flow.EnteringCode](x)
}

func TestSendsAreNumberedAndTheirAgeIsSaid(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "")
	x.shows("Type the code from SMS 1", "SMS 1, less than a minute ago", "in 30 s").hides("newest")
	x.wait(95 * time.Second).shows("1 min ago").hides("again, in")
	x.press("ctrl+x", "n").shows("Type the code from SMS 2, the newest", "less than a minute ago")
	x.wait(30*time.Second).press("ctrl+x", "e").shows("e-mail 1", "e-mail address on file")
	x.wait(30*time.Second).press("ctrl+x", "e").shows("SMS 3")
	if got := last[flow.SendCode](x).Channel; got != flow.SMS {
		t.Errorf("the last message went over %v", got)
	}
}

func TestAChannelThatNobodyNamedIsMarkedAssumed(t *testing.T) {
	t.Parallel()
	x, api := atSecret(t, "246810")
	api.once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary)})
	x.press("enter").shows("SMS 1", "our guess; Dintero did not say")
	named, _ := atCode(t, "")
	named.hides("a guess")
}

func TestTheChallengeNamesItsChannel(t *testing.T) {
	t.Parallel()
	x, api := atSecret(t, "246810")
	api.once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.Email})
	x.press("enter").shows("e-mail 1")
	if got := last[flow.SendCode](x); got.Channel != flow.Email || got.MFAToken.Reveal() != mfaCanary {
		t.Errorf("asked for %+v", got)
	}
}

func TestALinkElsewhereIsShownWithBothHosts(t *testing.T) {
	t.Parallel()
	x, api := atSecret(t, "246810")
	api.once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.SMS, Stray: flow.FromOutside("evil.example")})
	x.press("enter").shows("evil.example", "not followed", "api.dintero.com")
}

func TestLeavingTheCodeAsksFirst(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "12")
	x.press("esc").holdsTyped("").press("esc").shows("Leave?", "useless", "y leave", "esc stay").press("enter")
	in[flow.EnteringCode](x)
	x.types("9").holdsTyped("").press("esc").hides("Leave?")
	x.press("esc", "y")
	in[flow.EnteringSecret](x)
	x.holdsTyped("")
}

func TestTheMenuOnTheCodeScreenCountsDown(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "12")
	x.press("ctrl+x").shows("send the code again", "send it by e-mail", "in 30 s").wait(10 * time.Second).shows("in 20 s")
	x.press("n").shows("not now").press("z").shows("does nothing here").press("esc").holdsTyped("12")
	x.wait(20*time.Second).press("ctrl+x").hides("in 1 s", "in 0 s").press("e").shows("e-mail 1")
}

func TestACodeFromAFlagIsAskedForOnceAndTold(t *testing.T) {
	t.Parallel()
	var told []script.CodeAsked
	x, api := offline(t, watching(codeCanary), func(s *setup) {
		s.session.Code = func(_ context.Context, asked script.CodeAsked) (flow.Secret, error) {
			told = append(told, asked)
			return flow.Conceal(codeCanary), nil
		}
	})
	api.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
	x.start().asKari().types("246810").press("enter").shows("Not accepted. Is it from SMS 1?")
	if len(told) != 1 || told[0].Channel != flow.SMS || told[0].Send != 1 || !told[0].At.Equal(dawn()) {
		t.Errorf("the source was told %+v, want one SMS 1 at the start", told)
	}
	x.types("111111").press("enter")
	in[flow.SignedIn](x)
}

func TestACodeSourceThatFailsLeavesTheQuestionToThePerson(t *testing.T) {
	t.Parallel()
	x, _ := offline(t, func(s *setup) {
		s.session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) {
			return flow.Secret{}, errors.New("the command ended with 1")
		}
	})
	x.start().asKari().types("246810").press("enter").shows("the command ended with 1").types("123456").press("enter")
	in[flow.SignedIn](x)
}
