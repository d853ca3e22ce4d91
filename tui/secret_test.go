package tui

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/words"
)

func TestASecretIsSentByteForByte(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, secret string }{
		{"a PIN", "246810"},
		{"a passphrase with spaces", "correct horse battery staple"},
		{"edge spaces", "  246810 "},
		{"letters beyond ASCII", "blåbær-Ωμέγα-密码"},
		{"one of 255 characters", strings.Repeat("aé", 127) + "z"},
		{"an emoji made of several characters", "1234👨\u200d👩\u200d👧"},
	} {
		part(t, row.name, func(t *testing.T) {
			offline(t, watching(row.secret)).start().asKari().paste(row.secret).press("enter").signsInWith(row.secret)
		})
	}
}

func TestNoNoteAboutASecretHidesAnother(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name, pasted, holds string
		says                []string
	}{
		{"a space in front", " 246810", " 246810", []string{"Starts with a space. It will be sent."}},
		{"a space behind", "246810 ", "246810 ", []string{"Ends with a space. It will be sent."}},
		{"spaces on both sides", " 246810 ", " 246810 ", []string{"Starts and ends with a space. Both will be sent."}},
		{"a line break and a space behind", "246810 \n", "246810 ", []string{"a line break was left out", "Ends with a space. It will be sent."}},
		{"tabs and spaces around", "\t 246810 \t", " 246810 ", []string{"2 tabs were left out", "Starts and ends with a space. Both will be sent."}},
		{"what cannot be seen", " 246810\u200b\r\n", " 246810\u200b", []string{"a line break was left out", "Starts with a space. It will be sent.", "Has a character that cannot be seen. It will be sent."}},
		{"a length that is wrong", " 2 \n", " 2 ", []string{"Too short", "a line break was left out", "Starts and ends with a space."}},
	} {
		part(t, row.name, func(t *testing.T) {
			x := atSecret(t, "").paste(row.pasted).holdsTyped(row.holds)
			if len(row.holds) < 4 {
				x.press("enter")
			}
			x.shows(row.says...).sized(40, 12).shows(row.says...)
			if len(row.holds) < 4 {
				return
			}
			x.press("enter").signsInWith(row.holds)
		})
	}
}

func TestTheLengthsThatDinteroTakes(t *testing.T) {
	t.Parallel()
	for length, taken := range map[int]bool{0: false, 3: false, 4: true, 5: true, 254: true, 255: true, 256: false, 1024: false} {
		for _, letter := range []string{"x", "å", "密"} { // characters count, not bytes
			secret := strings.Repeat(letter, length)
			if problem := words.SecretProblem(flow.Conceal(secret)); (problem == "") != taken {
				t.Errorf("%d times %s: %q, taken should be %v", length, letter, problem, taken)
			}
			source := func(context.Context) (flow.Secret, error) { return flow.Conceal(secret), nil }
			if _, err := (script.Login{Secret: source}).GiveSecret(context.Background()); (err == nil) != taken {
				t.Errorf("%d times %s from a flag: %v, taken should be %v", length, letter, err, taken)
			}
		}
	}
}

func TestASecretFromAFlagIsNotTrimmed(t *testing.T) {
	t.Parallel()
	const secret = "  246810\u00a0\u200b "
	offline(t, withSecret(secret, nil)).start().types("999 99 999").press("enter").signsInWith(secret)
}

func TestALengthThatDinteroDoesNotTakeIsSaidBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, secret, says string }{
		{"nothing", "", "Type the customer's PIN or password"},
		{"three characters", "246", "4 characters or more"},
		{"three characters of several bytes", "æøå", "4 characters or more"},
		{"256 characters", strings.Repeat("x", 256), "255 characters at the most"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t)
			x.start().asKari().paste(row.secret).hides(row.says).press("enter").shows("✗ ", row.says).holdsTyped(row.secret)
			x.asks(flow.StartMFALogin{}, 0)
		})
	}
}

func TestALineBreakInAPasteNeverSubmits(t *testing.T) {
	t.Parallel()
	x := offline(t).start().asKari().paste("246810\n").holdsTyped("246810").shows("a line break was left out").at(flow.EnteringSecret{})
	x.press("esc").paste("24\n68").holdsTyped("").shows("not taken", "line break in its middle").asks(flow.StartMFALogin{}, 0)
}

func TestASecretIsMaskedUntilItIsRevealedAndTheRevealEnds(t *testing.T) {
	t.Parallel()
	reveal := func(t *testing.T) *walk {
		return atSecret(t, "pa55word").hides("pa55word").shows("••••••••").press("ctrl+x", "v").shows("pa55word").holdsTyped("pa55word")
	}
	for _, row := range []struct {
		name string
		ends func(x *walk)
	}{
		{"by itself", func(x *walk) { x.send(concealMsg{x.app.screen.(secretScreen).reveals}) }},
		{"when the terminal loses the focus", func(x *walk) { x.send(tea.BlurMsg{}) }},
		{"on suspend", func(x *walk) { x.press("ctrl+z") }},
		{"when it is sent", func(x *walk) { x.hold(flow.StartMFALogin{}).press("enter") }},
		{"in presenter mode", func(x *walk) { x.press("ctrl+x", "p") }},
	} {
		part(t, row.name, func(t *testing.T) {
			x := reveal(t)
			row.ends(x)
			x.hides("pa55word").holdsTyped("pa55word")
		})
	}
	part(t, "an earlier reveal's end does not end a later one", func(t *testing.T) {
		x := reveal(t)
		first := concealMsg{x.app.screen.(secretScreen).reveals}
		x.send(tea.BlurMsg{}).press("ctrl+x", "v").send(first).shows("pa55word")
	})
}

func TestTheFieldStaysOnTheSmallestTerminal(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810", sized(leastWidth, leastHeight)).fails(flow.StartMFALogin{}, status(403, "invalid_credentials"))
	x.press("enter").types("13").hasField()
}

func TestTheSecretScreenSaysWhatWillHappen(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name   string
		option option
		says   []string
		hides  string
	}{
		{"a test account sends real messages", sized(80, 24), []string{"sends a real SMS to this customer"}, "simulated"},
		{"a production account", real, []string{"PRODUCTION", "sends a real SMS to this customer"}, "simulated"},
		{"the password call", calling(flow.LoginPassword), []string{"signed in, or a code is asked for", "a code if asked", "set by the profile"}, "real SMS"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t, row.option)
			x.start().asKari().shows(row.says...).hides(row.hides).shows("+47 ••• •• 999 · as customer").hides(kari)
		})
	}
}

func TestInAutoEnterWaitsForTheSettingsTwoSecondsAtTheMost(t *testing.T) {
	t.Parallel()
	part(t, "they come", func(t *testing.T) {
		x := offline(t).once(flow.ReadSettings{}, flow.SettingsRead{Settings: accountSettings(flow.No)})
		x.hold(flow.ReadSettings{}).start().shows("reading").asKari().types("246810").press("enter")
		x.shows("Reading the account's settings, two seconds at the most")
		x.release().at(flow.SignedIn{}).asks(flow.LogIn{}, 1).asks(flow.StartMFALogin{}, 0)
	})
	part(t, "they do not come, and a code is expected", func(t *testing.T) {
		x := offline(t).hold(flow.ReadSettings{}).start().asKari().types("246810").press("enter")
		x.send(x.app.lanes.Reply(flow.LoginLane, flow.SettingsAwaited{Secret: flow.Conceal("246810")})) // as after two seconds
		x.at(flow.EnteringCode{}).asks(flow.StartMFALogin{}, 1).asks(flow.LogIn{}, 0)
	})
	part(t, "esc ends the wait and keeps the secret", func(t *testing.T) {
		x := offline(t).hold(flow.ReadSettings{}).start().asKari().types("246810").press("enter", "esc").holdsTyped("246810")
		x.at(flow.EnteringSecret{}).release().at(flow.EnteringSecret{})
	})
	part(t, "a failed reading is not waited for", func(t *testing.T) {
		x := offline(t).fails(flow.ReadSettings{}, status(500, "")).start().asKari().types("246810").press("enter")
		in[flow.EnteringCode](x) // no time goes by here, so it waited for nothing
	})
}

func TestASecretFromAFlagIsAskedForOnce(t *testing.T) {
	t.Parallel()
	calls := 0
	x := offline(t, watching("246810-from-a-flag"), func(s *setup) {
		s.session.Secret = func(context.Context) (flow.Secret, error) { calls++; return flow.Conceal("246810-from-a-flag"), nil }
	})
	x.fails(flow.StartMFALogin{}, status(403, "invalid_credentials"))
	x.start().types("999 99 999").press("enter").shows("Not accepted")
	if calls != 1 {
		t.Errorf("the source was asked %d times, want once", calls)
	}
	x.types("246810").press("enter").at(flow.EnteringCode{})
}

func TestASourceThatFailsLeavesTheQuestionToThePerson(t *testing.T) {
	t.Parallel()
	x := offline(t, withSecret("", errors.New("the file secret.txt is empty")))
	x.start().types("999 99 999").press("enter").shows("the file secret.txt is empty").types("246810").press("enter")
	x.at(flow.EnteringCode{})
}

func TestASecretOrACodeFromAFlagIsHeldAgainstTheLimitsOfATypedOne(t *testing.T) {
	t.Parallel()
	short := offline(t, withSecret("24", nil)).start().types("999 99 999").press("enter")
	short.shows("Too short").at(flow.EnteringSecret{}).asks(flow.StartMFALogin{}, 0)
	lines := offline(t, withCode("HOME=x\nPATH=y", nil)).start().asKari().types("246810").press("enter")
	lines.shows("more than one line").at(flow.EnteringCode{}).asks(flow.AnswerChallenge{}, 0)
}
