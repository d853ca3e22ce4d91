package tui

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// guided is a run with captions.
func guided(x *walk) *walk {
	x.app.guiding = true
	return x
}

// next is what a presenter does: ctrl+n, and to wait for what comes of it.
func (x *walk) next() *walk {
	x.t.Helper()
	x.update(press("ctrl+n"))
	if x.app.asking() != "" {
		x.clock.advance(time.Second)
		x.update(press("y"))
	}
	x.passes()
	for {
		select {
		case m := <-x.mail:
			x.send(messageMsg(m))
		default:
			return x
		}
	}
}

func TestTheGuideWalksTheHappyScenarioToItsEndAndOnToTheNext(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy").start())
	x.shows("Guide · ctrl+n next · ctrl+p back", "The scenario “happy”: answers at once", "GET customers/settings").next()
	x.shows("Nothing has been sent yet").next()
	x.shows("SMS 1", "POST auth/mfa/challenge", "The code itself is in no answer").next().at(flow.SignedIn{})
	x.shows("Signed in", "POST auth/token gave the customer's token").next()
	x.shows("Scenario: wrong-secret", "The scenario “wrong-secret”: refuses the right secret").next().next()
	x.shows("Not accepted", "nobody can fish for customers").next().shows("The scenario “mfa-off”").next().next()
	x.shows("by PIN or password alone", "POST customers/login gave the customer's token at once").next().shows("The scenario “email-channel”")
}

func TestTheGuidePlaysAllScenariosInTheirOrderByOneKeyAndAYes(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy").start())
	told := []string{"happy"}
	for presses := 0; len(told) <= len(Scenarios()) && presses < 200; presses++ {
		x.next()
		if now := x.app.session.Sandbox.Scenario; now != told[len(told)-1] {
			told = append(told, now)
		}
		if strings.Contains(x.app.notice, "cooled down") {
			x.wait(30 * time.Second)
		}
		if !strings.Contains(x.flat(), "┄ Guide · ") {
			t.Fatalf("no caption:\n%s", x.text())
		}
	}
	var want []string
	for _, scenario := range Scenarios() {
		want = append(want, scenario.Name)
	}
	if want = append(want, "happy"); !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
}

func TestTheGuideGoesBackToTheCustomerAndThenToTheScenarioBefore(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "mfa-off").start())
	x.next().next().at(flow.SignedIn{})
	x.press("ctrl+p", "y").shows("Signed out", "Who is signing in?").next().shows("Nothing has been sent yet").press("ctrl+p").holdsTyped(kari)
	x.press("ctrl+p").agrees().shows("The scenario “wrong-secret”").press("ctrl+p").shows("The scenario “happy”").press("ctrl+p").shows("The scenario “skewed-clock”")
}

func TestThePersonCanTypeBetweenTwoStepsOfTheGuide(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy").start())
	x.types("911 11 111").press("enter").shows("Nothing has been sent yet").next().at(flow.EnteringCode{})
	x.types("000000").press("enter").shows("the code is wrong. The challenge lives on").giveCode().shows("Signed in", "+47 ••• •• 111")
	x.press("enter").shows("MFA at login").hides("Guide ·").press("ctrl+n").shows("MFA at login").press("esc").next().shows("The scenario “wrong-secret”")
	x.types("41 23 45 67").press("enter").next().shows("Nobody in the demo has this number").types("246810").press("enter")
	x.shows("nobody can fish for customers")
}

func TestTheGuideWaitsForWhatRuns(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810", inDemo)
	guided(x).hold(flow.StartMFALogin{}).press("enter").shows("The sign-in is on its way").press("ctrl+n").shows("Something is running")
	x.press("ctrl+p").shows("Start again? The sign-in that is running may count as a try.").press("y").at(flow.ChoosingCustomer{})
}

func TestTheGuideSendsAgainWhereNoCodeCame(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "no-code").start())
	x.next().next().next().shows("No code has come yet").asks(flow.SendCode{}, 1)
	x.wait(30*time.Second).next().shows("SMS 2, the newest", "A new challenge on the same mfa_token").wait(30 * time.Second).next().shows("e-mail 1").next()
	x.at(flow.SignedIn{})
}

func TestWithoutTheFlagOrTheDemoTheGuidesKeysDoNothing(t *testing.T) {
	t.Parallel()
	plain := offline(t, inDemo).start().hides("Guide ·").press("ctrl+n", "ctrl+p").holdsTyped("")
	account := offline(t)
	guided(account).start().hides("Guide ·").press("ctrl+n", "ctrl+p").holdsTyped("")
	plain.at(flow.ChoosingCustomer{})
	account.at(flow.ChoosingCustomer{})
}

// captioned are all states, with what changes their captions.
func captioned() map[string]flow.State {
	p := flow.Pending{Channel: flow.SMS, Sends: 1}
	again, first, second := p, p, p
	again.Sends, first.Part, second.Part = 2, 1, 2
	states := map[string]flow.State{
		"choosing a customer": flow.ChoosingCustomer{}, "entering the secret": flow.EnteringSecret{},
		"MFA turned off": flow.EnteringSecret{News: flow.MFATurnedOff}, "signing in": flow.SigningIn{},
		"sending": flow.SendingCode{Pending: p}, "entering the code": flow.EnteringCode{Pending: p},
		"the second message": flow.EnteringCode{Pending: again}, "code 1 of 2": flow.EnteringCode{Pending: first},
		"code 2 of 2": flow.EnteringCode{Pending: second}, "checking": flow.CheckingCode{Pending: p},
		"signed in by the secret": flow.SignedIn{}, "signed in by a code": flow.SignedIn{By: flow.SMS},
		"choosing a recovery": flow.ChoosingRecovery{}, "mailing the link": flow.MailingLink{},
		"refreshing": flow.Refreshing{}, "signing out": flow.SigningOut{},
	}
	for r := flow.NoReason + 1; r <= flow.Unexpected; r++ {
		problem := flow.Problem{Reason: r, Failure: flow.Failure{Status: 403}}
		name := "reason " + strconv.Itoa(int(r)) + " at "
		states[name+"the customer"] = flow.ChoosingCustomer{Problem: problem}
		states[name+"the secret"] = flow.EnteringSecret{Problem: problem}
		states[name+"the code"] = flow.EnteringCode{Pending: p, Problem: problem}
		states[name+"the sending"] = flow.SendFailed{Pending: p, Problem: problem}
		states[name+"the recovery"] = flow.ChoosingRecovery{Problem: problem}
	}
	return states
}

func TestEveryStateHasACaptionInEveryScenarioThatFits(t *testing.T) {
	t.Parallel()
	styles := layout.NewStyles(true)
	frames := []layout.Frame{{Width: 40, Height: 12, Styles: styles}, {Width: 80, Height: 24, Styles: styles}, {Width: 140, Height: 40, Styles: styles}}
	for name, state := range captioned() {
		for _, scenario := range Scenarios() {
			text := caption(scenario, state)
			if !strings.HasSuffix(text, ".") || contains(text, "  ") {
				t.Errorf("%s in %s: %q is no sentence", name, scenario.Name, text)
			}
			if rows := strings.Split(ansi.Wrap(text, layout.GridEnd-2, ""), "\n"); len(rows) > 4 {
				t.Errorf("%s in %s: %d rows at 80×24, want 4 at the most: %q", name, scenario.Name, len(rows), text)
			}
			app := App{guiding: true, state: state, session: Session{Sandbox: &Sandbox{Scenario: scenario.Name, Scenarios: Scenarios()}}}
			for _, f := range frames {
				for _, row := range app.viewGuide(f) {
					if ansi.StringWidth(row) > f.Grid() {
						t.Errorf("%s in %s: %q is too wide for %d", name, scenario.Name, row, f.Width)
					}
				}
			}
		}
	}
}

func TestTheGuideLeavesTheFieldOnASmallTerminal(t *testing.T) {
	t.Parallel()
	for _, row := range []scene{
		{"the number", func(t *testing.T) *walk { x := offline(t, inDemo); return guided(x).start().types("999") }},
		{"the secret", func(t *testing.T) *walk {
			x := atSecret(t, "246810", inDemo).fails(flow.StartMFALogin{}, status(403, "invalid_credentials"))
			return guided(x).press("enter").types("13")
		}},
		{"the code", func(t *testing.T) *walk {
			x := atCode(t, "000000", inDemo).fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
			return guided(x).message(1, "482913").press("enter").types("48")
		}},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.make(t)
			for _, size := range append(sizes(), size{40, 12}) {
				if !fits(t, x.app, size.width, size.height) {
					return
				}
			}
			for _, size := range []size{{leastWidth, leastHeight}, {40, 9}, {40, 12}, {60, 20}, {80, 24}} {
				x.sized(size.width, size.height).hasField()
			}
		})
	}
}
