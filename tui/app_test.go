package tui

import (
	"context"
	"errors"
	"fmt"
	"image/color"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/lanes"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

func TestNoSecretCodeOrTokenShowsOrPrintsAnywhereOnTheWay(t *testing.T) {
	t.Parallel()
	atSizes(t, func(t *testing.T, size size) {
		x := offline(t, watching(accessCanary, refreshCanary, mfaCanary, oobCanary, secretCanary), sized(size.width, size.height))
		x.fails(flow.StartMFALogin{}, status(500, ""))
		x.start().asKari().types(secretCanary).press("f1", "esc", "ctrl+x", "esc", "enter") // kept
		x.fails(flow.StartMFALogin{}, owed()).hold(flow.StartMFALogin{}).press("enter").release().at(flow.EnteringCode{})
		x.types("000000").hold(flow.AnswerChallenge{}).press("enter").release().at(flow.SignedIn{})
		x.hold(flow.RefreshSession{}).press("r").release().press("enter", "esc", "c", "y", "f1", "esc").sized(80, 24).press("ctrl+x", "esc")
		for i, do := range x.desk.asked {
			x.spill(fmt.Sprintf("effect %d", i), do)
		}
		x.hold(flow.SignOut{}).press("ctrl+x", "x", "y").release().at(flow.ChoosingCustomer{})
		x.press("ctrl+c")
		x.spill("what was left", script.Result{State: x.app.state, Code: x.app.code, Said: words.Lost(x.app.state, x.app.code)})
	})
}

func TestACodeIsInNoMemoryButItsField(t *testing.T) {
	t.Parallel()
	// What is typed shows, so only what is printed is looked at.
	x := atCode(t, codeCanary).fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
	x.spill("App", x.app)
	x.hold(flow.AnswerChallenge{}).press("enter")
	x.spill("App while it is checked", x.app)
	x.release()
	x.spill("App with a refused code", x.app)
	x.hides(codeCanary).types(codeCanary).press("enter").shows("already rejected")
	x.spill("App with a question about it", x.app)
	for i, do := range x.desk.asked {
		x.spill(fmt.Sprintf("effect %d", i), do)
	}
}

// spill wants none of the canaries in what a log would show of a value.
func (x *walk) spill(what string, v any) {
	x.t.Helper()
	for _, text := range []string{fmt.Sprintf("%v", v), fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v), fmt.Sprintf("%x", v), fmt.Sprintf("%d", v)} {
		for _, secret := range canaries() {
			for _, trace := range traces(secret) {
				if contains(text, trace) {
					x.t.Errorf("%s shows %q of %q", what, trace, secret)
				}
			}
		}
	}
}

func TestMessagesOfTheProgramPrintNoSecret(t *testing.T) {
	t.Parallel()
	x := atSecret(t, secretCanary)
	_, does := x.app.screen.Update(deed{flow.DeedEnterSecret})
	for name, msg := range map[string]tea.Msg{
		"a fill":           fillMsg{person: Person{Name: "Kari", Secret: flow.Conceal(secretCanary)}, code: flow.Conceal(codeCanary)},
		"a reply":          lanes.Reply{Event: flow.TokenReceived{Token: token()}},
		"another reply":    lanes.Reply{Event: flow.CallFailed{Typed: flow.Conceal(codeCanary), Failure: flow.Failure{MFAToken: flow.Conceal(mfaCanary)}}},
		"a state":          stateMsg{state: x.app.state},
		"what enter gives": does.event(0),
	} {
		x.spill(name, msg)
	}
}

func TestNoMessageOfThePhonePrintsItsCode(t *testing.T) {
	t.Parallel()
	x := atCode(t, "", inDemo).message(1, codeCanary)
	x.spill("App", x.app)
	x.spill("a message", messageMsg(Message{Text: flow.Conceal("Your code is " + codeCanary), Code: flow.Conceal(codeCanary)}))
}

func TestALateReplyIsDropped(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter")
	late := x.app.lanes.Reply(flow.LoginLane, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Channel: flow.SMS})
	x.press("esc").at(flow.EnteringSecret{})
	x.send(late).at(flow.EnteringSecret{})
	x.press("enter").send(late) // the second try has a number of its own
	x.at(flow.SigningIn{}).release().at(flow.EnteringCode{})
	x.send(late).at(flow.EnteringCode{}).asks(flow.SendCode{}, 1)
}

func TestNothingCountsOnceItEnds(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter")
	before := x.app.state
	quit, _ := x.app.Update(press("ctrl+c"))
	late := x.app.lanes.Reply(flow.LoginLane, flow.CallFailed{Call: flow.CallMFALogin, Failure: flow.Failure{Reach: flow.CutOff}})
	after, _ := quit.Update(late)
	if got := after.(App).state; got != before {
		t.Errorf("the reply that the end has cancelled makes %T of %T, so that what was lost is not said", got, before)
	}
}

func TestWhatFetchesASecretEndsWithTheProgramAndWithASignOut(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		keys []string
	}{{"ctrl+c", []string{"ctrl+c"}}, {"a sign-out", []string{"ctrl+x", "x", "y"}}} {
		part(t, row.name, func(t *testing.T) {
			var told []context.Context
			x := offline(t, func(s *setup) {
				s.session.Secret = func(ctx context.Context) (flow.Secret, error) {
					told = append(told, ctx)
					return flow.Conceal("246810"), nil
				}
				s.session.Code = func(ctx context.Context, _ script.CodeAsked) (flow.Secret, error) {
					told = append(told, ctx)
					return flow.Secret{}, errors.New("no code yet")
				}
			})
			x.start().types("999 99 999").press("enter").shows("no code yet")
			if len(told) != 2 || told[0].Err() != nil || told[1].Err() != nil {
				t.Fatalf("%d sources were asked, or one was stopped too early", len(told))
			}
			x.press(row.keys...)
			if told[0].Err() == nil || told[1].Err() == nil {
				t.Error("a source may still run")
			}
		})
	}
}

func TestALateFactOfASessionThatIsOverIsDropped(t *testing.T) {
	t.Parallel()
	x := offline(t).hold(flow.ReadSettings{}).start()
	late := x.app.lanes.Reply(flow.FactsLane, flow.SettingsRead{Settings: accountSettings(flow.No)})
	x.press("ctrl+x", "x", "y")
	before := flow.AccountOf(x.app.state).Settings
	x.send(late)
	if got := flow.AccountOf(x.app.state).Settings; got != before {
		t.Error("the settings of before the sign-out were taken")
	}
	x.release()
}

func TestFactsAreTakenBesideTheLoginAndDisturbNothing(t *testing.T) {
	t.Parallel()
	x := atCode(t, "12")
	before := x.app.lanes
	for _, e := range []flow.Event{
		flow.ClientConnected{May: permissions(flow.Yes)},
		flow.SettingsRead{Settings: accountSettings(flow.No)},
		flow.KeysRead{Keys: flow.NewKeys(nil, true, nil)},
		flow.CallFailed{Call: flow.CallSettings, Failure: status(500, "")},
		flow.CallFailed{Call: flow.CallKeys, Failure: status(500, "")},
		flow.CallFailed{Call: flow.CallClientToken, Failure: status(401, "")},
	} {
		x.send(before.Reply(flow.FactsLane, e)).holdsTyped("12").at(flow.EnteringCode{})
	}
	x.types("3").holdsTyped("123")
}

func TestTheMenuIsTheOneCompleteWay(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
		has  []string
		not  []string
	}{
		{
			"on the customer", func(t *testing.T) *walk { return offline(t).start() },
			[]string{"c the other user type", "s settings", "p presenter mode", "x sign out", "h help"},
			[]string{"send the code", "lost"},
		},
		{
			"on the secret", func(t *testing.T) *walk { return atSecret(t, "24") },
			[]string{"l lost the PIN or password", "c as company instead", "v show", "s settings", "r start again", "x sign out", "h help"},
			[]string{"send the code", "send it", "fill in", "phone"},
		},
		{
			"on the code", func(t *testing.T) *walk { return atCode(t, "24") },
			[]string{"n send the code again", "e send it by e-mail", "s settings", "r start again", "x sign out"},
			[]string{"lost the PIN"},
		},
		{
			"signed in", func(t *testing.T) *walk { return atSession(t) },
			[]string{"c copy the token", "v reveal", "r refresh", "s settings", "u read the settings again", "x sign out", "h help"},
			[]string{"start again", "send"},
		},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.at(t).press("ctrl+x").shows(row.has...).hides(row.not...)
			x.press("esc").press("f1").shows("Keys on this screen", "Keys everywhere", "ctrl+c").press("z").hides("Keys everywhere")
		})
	}
}

func TestTheMenuOfASmallTerminalNamesEveryCommandAndItsCountdown(t *testing.T) {
	t.Parallel()
	x := atCode(t, "", inDemo, sized(40, 12))
	x.press("ctrl+x").shows("n again 30 s", "e e-mail 30 s", "s settings", "u reload", "o scenario", "t hide", "p presenter", "r start", "x sign out", "h help")
	x.wait(21*time.Second).shows("n again 9 s", "e e-mail 9 s").press("e").shows("not now, in 9 s")
	x.wait(10*time.Second).hides("again 1 s").shows("n again", "e e-mail").press("e").shows("e-mail 1")
}

func TestALetterOfTheMenuOpensWhatItSays(t *testing.T) {
	t.Parallel()
	for range 10 { // closing the menu must not close what it opened
		x := offline(t).start().press("ctrl+x", "h").shows("Keys everywhere").press("esc", "ctrl+x", "s").shows("MFA at login")
		x.press("esc", "ctrl+x", "ctrl+s").shows("MFA at login")
	}
}

func TestStartingAgainKeepsWhatWasTypedAboutTheCustomer(t *testing.T) {
	t.Parallel()
	x := atCode(t, "12")
	x.press("ctrl+x", "r").shows("Start again? The code that was sent will be useless.").press("y").holdsTyped("999 99 999")
	x.at(flow.ChoosingCustomer{}).press("enter").holdsTyped("")
}

func TestSigningOutForgetsWhatWasTyped(t *testing.T) {
	t.Parallel()
	const nobody = "Nobody was signed in. Everything that was typed is forgotten."
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
		says string
	}{
		{"on the customer", func(t *testing.T) *walk { return offline(t).start().types("999") }, nobody},
		{"on the secret", func(t *testing.T) *walk { return atSecret(t, "24") }, nobody},
		{"on the code", func(t *testing.T) *walk { return atCode(t, "24") }, nobody},
		{"signed in", func(t *testing.T) *walk { return atSession(t) }, "✓ Signed out. Everything is forgotten."},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.at(t).press("ctrl+x", "x", "y").shows(row.says, "Who is signing in?").holdsTyped("")
			x.asks(flow.SignOut{}, 1)
		})
	}
}

func TestTheWrongLengthOfATerminalSaysWhatItNeedsAndKeepsWhatIsTyped(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810")
	view := func(width, height int) string {
		next, _ := x.app.Update(tea.WindowSizeMsg{Width: width, Height: height})
		return next.View().Content
	}
	for _, row := range []struct {
		width, height int
		want          string
	}{
		{29, 24, "Too small: 30×8 is needed."},
		{80, 7, "Too small: 30×8 is needed."},
		{20, 5, "Too small: 30×8 is\nneeded."},
		{20, 1, "Needs 30×8"},
		{5, 2, "Needs\n30×8"},
		{4, 1, "30×8"},
		{3, 2, "30×\n8"},
		{1, 4, "3\n0\n×\n8"},
		{1, 1, "3"},
	} {
		if got := view(row.width, row.height); got != row.want {
			t.Errorf("at %d×%d: %q, want %q", row.width, row.height, got, row.want)
		}
	}
	x.holdsTyped("246810").shows("••••")
}

func TestTheBackgroundChoosesTheColoursUnlessTheProfileDid(t *testing.T) {
	t.Parallel()
	x := offline(t)
	dark := x.app.View().Content
	white := tea.BackgroundColorMsg{Color: color.White}
	if x.send(white); x.app.View().Content == dark {
		t.Error("a light background changes nothing")
	}
	fixed := offline(t)
	fixed.app.fixedTheme = true
	if fixed.send(white); fixed.app.View().Content != dark {
		t.Error("the profile's theme does not hold")
	}
}

func TestTheTitleIsAConstantAndTheMainScreenIsLeftAlone(t *testing.T) {
	t.Parallel()
	x := atSession(t)
	if v := x.app.View(); v.WindowTitle != "dintero-login" || !v.AltScreen {
		t.Errorf("title %q, alternate screen %v", v.WindowTitle, v.AltScreen)
	}
}

func TestSignalsEndItWithTheirCode(t *testing.T) {
	t.Parallel()
	for _, code := range []int{129, 131, 143} {
		x := atSecret(t, "246810")
		x.send(terminal.SignalMsg{Code: code}).left(code)
	}
}

func TestSuspendingHandsTheTerminalBack(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").press("ctrl+z").holdsTyped("246810")
	if !x.suspended {
		t.Error("not suspended")
	}
}
