package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/api/wire"
	"dintero-login/flow"
	"dintero-login/tui/guide"
	"dintero-login/tui/layout"
)

// guided is a run with captions.
func guided(x *walk) *walk {
	x.app.guide.On = true
	return x
}

// begins is start, in scenarios that take their time too.
func (x *walk) begins() *walk {
	x.t.Helper()
	x.update(startMsg{})
	return x.goesOn()
}

// next is what a presenter does: pgdn, and to wait for what comes of it.
func (x *walk) next() *walk {
	x.t.Helper()
	x.update(press("pgdown"))
	return x.goesOn()
}

// back is pgup.
func (x *walk) back() *walk {
	x.t.Helper()
	x.update(press("pgup"))
	return x.goesOn()
}

// goesOn lets the guide type, and waits for answers and messages, until nothing moves.
func (x *walk) goesOn() *walk {
	x.t.Helper()
	for {
		if x.app.session.Sandbox.Scenario == "slow" {
			x.passes()
		}
		x.drain()
		switch {
		case x.app.guide.Typing:
			x.update(guideMsg{x.app.guide.Ticks})
			continue
		case x.app.session.Traffic != nil:
			x.update(wakeMsg{-1}) // what was recorded last is seen
		}
		select {
		case m := <-x.mail:
			x.update(messageMsg(m))
		default:
			if !flow.Working(x.app.state) && !x.app.guide.Typing {
				return x.settle()
			}
		}
	}
}

// onScreen is what the screen itself says at a step, where the caption speaks of it. A word with an
// exclamation mark in front must not be there.
func onScreen() map[string][]string {
	return map[string][]string{
		"happy/begin":            {"Who is signing in?", "Phone number"},
		"happy/number":           {"+4799999999"},
		"happy/asked":            {"What is the customer's PIN or password?"},
		"happy/pin":              {"••••••", "!246810"},
		"happy/sent":             {"Type the code from SMS 1", "Your code is"},
		"happy/in":               {"Signed in +47", "MFA by SMS", "Token"},
		"happy/settings":         {"MFA at login on", "Code by SMS"},
		"wrong-secret/refused":   {"Not accepted. Dintero does not say which of these is wrong", "lost the PIN"},
		"wrong-secret/lost":      {"mail a link to change the password", "sign in by two codes"},
		"wrong-secret/recovery":  {"Code 1 of 2", "e-mail 1", "Your code is"},
		"wrong-secret/first":     {"Code 2 of 2", "SMS 1", "used"},
		"wrong-secret/in":        {"recovered by 2 codes"},
		"wrong-secret/settings":  {"Code by SMS", "Recovery by e-mail"},
		"mfa-off/begin":          {"PIN or password, no code"},
		"mfa-off/number":         {"!○ Code"},
		"mfa-off/in":             {"by PIN or password alone"},
		"mfa-off/settings":       {"MFA at login off"},
		"email-channel/number":   {"e-mail to the simulated phone"},
		"email-channel/sent":     {"e-mail address on file; Dintero does not tell which", "Your code is"},
		"email-channel/in":       {"MFA by e-mail"},
		"email-channel/settings": {"Code by e-mail"},
		"late-code/sent":         {"no message yet", "Sent SMS 1"},
		"late-code/late":         {"Your code is", "!no message yet"},
		"no-code/sent":           {"no message yet", "number on file; Dintero does not tell which"},
		"no-code/again":          {"no message yet", "SMS 2, the newest", "30 s"},
		"no-code/other":          {"e-mail 1", "Your code is"},
		"no-code/in":             {"MFA by e-mail"},
		"no-code/settings":       {"Code by SMS"},
		"old-code/sent":          {"no message yet"},
		"old-code/again":         {"SMS 2", "replaced"},
		"old-code/old":           {"Not accepted. Is it from SMS 2?"},
		"old-code/settings":      {"MFA at login on"},
		"expired/sent":           {"Your code is", "new"},
		"expired/waited":         {"expired"},
		"expired/dead":           {"has expired", "!wrong tries"},
		"expired/settings":       {"MFA at login on", "Code by SMS"},
		"locked/locked":          {"Too many tries"},
		"locked/sent":            {"Your code is"},
		"no-scope/begin":         {"✗ sign in", "write:accounts:/auth/users is missing for the sign-in"},
		"no-scope/unsent":        {"Not sent", "lacks the scope write:accounts:/auth/users", "can grant it"},
		"rate-limited/wait":      {"✓ accepted", "in 5 s"},
		"rate-limited/sent":      {"Your code is"},
		"rate-limited/code":      {"Wait 5 s"},
		"server-error/failed":    {"had an error (500)", "The try may have counted", "••••••"},
		"server-error/unsent":    {"✓ accepted", "a message may be on its way"},
		"server-error/sent":      {"Your code is"},
		"server-error/code":      {"the code may have been used"},
		"cut/cut":                {"the code may have been used"},
		"cut/used":               {"Not accepted. The try that got no answer has probably used the code up"},
		"cut/again":              {"SMS 2", "Your code is"},
		"garbage/page":           {"HTML, 122 bytes"},
		"garbage/half":           {"JSON, cut short", "status 200"},
		"garbage/nonsense":       {"status 200"},
		"garbage/unsent":         {"✓ accepted", "HTML, 122 bytes"},
		"garbage/sent":           {"Your code is"},
		"garbage/code":           {"the code may have been used", "HTML, 122 bytes"},
		"hostile-link/sent":      {"to api.dintero.com.login.example not followed"},
		"hostile-text/sent":      {"^[[31", "Your code is"},
		"hostile-text/in":        {"^["},
		"skewed-clock/begin":     {"this machine's clock is 2 h 0 min behind Dintero's"},
		"skewed-clock/in":        {"The token itself says", "2 h 0 min behind"},
	}
}

// claims holds the screen above the caption against what is said to stand on it.
func (x *walk) claims(words ...string) {
	x.t.Helper()
	above, _, captioned := strings.Cut(x.text(), "┄ "+x.app.session.Sandbox.Scenario+" · ")
	flat := strings.Join(strings.Fields(above), " ")
	for _, word := range words {
		not, hidden := strings.CutPrefix(word, "!")
		if !captioned || strings.Contains(flat, not) == hidden {
			x.t.Errorf("above the caption %q is to be seen: %v, want %v:\n%s", not, hidden, !hidden, x.text())
		}
	}
}

// later is how long ago a caption says that something was.
func later(text string) time.Duration {
	for said, d := range map[string]time.Duration{
		"20 seconds later": 20 * time.Second, "30 seconds later": 30 * time.Second, "30 seconds after": 30 * time.Second,
		"6 seconds later": 6 * time.Second, "5 seconds later": 5 * time.Second, "One minute later": time.Minute,
	} {
		if strings.Contains(text, said) {
			return d
		}
	}
	return 0
}

// calls is the login's requests after a number, and the ones to get ready where those are told of.
func (x *walk) calls(after int, facts bool) []guide.Call {
	var all []guide.Call
	for _, e := range x.app.exchanges {
		fact := e.Call == flow.CallClientToken || e.Call == flow.CallSettings
		if e.Number > after && e.Call != flow.CallKeys && e.Call != flow.CallRevoke && (facts || !fact) {
			all = append(all, guide.Call{Call: e.Call, Status: e.Status})
		}
	}
	return all
}

func TestEveryScenarioIsToldToItsEndAndEachStepIsTrue(t *testing.T) {
	t.Parallel()
	for i, scenario := range Scenarios() {
		part(t, scenario.Name, func(t *testing.T) {
			scene, ok := guide.SceneOf(scenario.Name)
			if !ok {
				t.Fatal("there is no script")
			}
			x := guided(online(t, scenario.Name)).begins()
			before, was, sent := 0, x.clock.Moment(), x.clock.Moment()
			for at, step := range scene.Steps {
				if at > 0 {
					before, was = guide.Newest(x.app.exchanges), x.clock.Moment()
					x.next()
				}
				where := fmt.Sprintf("%s, step %d (%s)", scenario.Name, at+1, step.Name)
				if got := x.app.stop(); got != step.Ends {
					t.Fatalf("%s: the login is at %+v, want %+v:\n%s", where, got, step.Ends, x.text())
				}
				if got := x.calls(before, at == 0); !slices.Equal(got, step.Wire) {
					t.Errorf("%s: %v went over the wire, want %v", where, got, step.Wire)
				}
				x.shows(step.Text, fmt.Sprintf("scenario %d of 18 · step %d of %d", i+1, at+1, len(scene.Steps)))
				x.claims(onScreen()[scenario.Name+"/"+step.Name]...)
				for _, size := range some(where, []size{{leastWidth, leastHeight}, {40, 12}, {60, 20}, {110, 30}, {300, 100}}) {
					fits(t, x.app, size.width, size.height)
				}
				for _, c := range step.Wire {
					x.shows(guide.Request(c.Call))
				}
				passed, said := x.clock.Moment()-was, later(step.Text)
				if scenario.Name != "slow" && passed != said && x.clock.Moment()-sent != said {
					t.Errorf("%s: %s passed, and the caption says %s: %s", where, passed, said, step.Text)
				}
				if p, pending := flow.PendingOf(x.app.state); pending {
					sent = p.SentAt
				}
			}
			last := scene.Steps[len(scene.Steps)-1]
			if !last.Ends.Settings || last.Ends.Kind != flow.AtSession && scenario.Name != "no-scope" {
				t.Errorf("it ends at %+v", last.Ends)
			}
			x.next()
			want := Scenarios()[(i+1)%18].Name
			if now := x.app.session.Sandbox.Scenario; now != want {
				t.Errorf("after the last step comes %s, want %s", now, want)
			}
			x.shows("step 1 of").at(flow.ChoosingCustomer{})
		})
	}
}

func TestTheScriptHasEveryScenarioAndItsTextsFit(t *testing.T) {
	t.Parallel()
	said := map[string]string{}
	for _, scenario := range Scenarios() {
		scene, _ := guide.SceneOf(scenario.Name)
		if len(scene.Steps) < 4 {
			t.Errorf("%s has %d steps", scenario.Name, len(scene.Steps))
		}
		named := map[string]bool{}
		for _, step := range scene.Steps {
			where := scenario.Name + "/" + step.Name
			if named[step.Name] {
				t.Errorf("%s is told twice", where)
			}
			named[step.Name] = true
			for _, text := range []string{step.Text, step.Runs} {
				if rows := strings.Split(ansi.Wordwrap(text, 76, " "), "\n"); len(rows) > 3 {
					t.Errorf("%s: %d rows of 76 columns, want 3 at the most: %q", where, len(rows), text)
				}
				if text != strings.TrimSpace(text) || contains(text, "  ") || text != "" && !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
					t.Errorf("%s: %q is no sentence", where, text)
				}
				for _, jargon := range []string{"401", "403", "404", "429", "5xx", "API", "endpoint", "payload", "oob", "mfa_token", "HTTP", "JSON", "scope"} {
					if contains(text, jargon) {
						t.Errorf("%s: an audience does not know %q", where, jargon)
					}
				}
			}
			if other := said[step.Text]; other != "" && len(step.Text) > 80 {
				t.Errorf("%s says the same as %s", where, other)
			}
			said[step.Text] = where
		}
	}
	for where := range onScreen() {
		scenario, name, _ := strings.Cut(where, "/")
		scene, _ := guide.SceneOf(scenario)
		if !slices.ContainsFunc(scene.Steps, func(s guide.Step) bool { return s.Name == name }) {
			t.Errorf("there is no step %s", where)
		}
	}
}

func TestOneKeyTellsAllScenariosInTheirOrderWithoutAQuestion(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy", unseen)).begins()
	told := []string{"happy"}
	for presses := 0; len(told) <= len(Scenarios()) && presses < 200; presses++ {
		x.next()
		if now := x.app.session.Sandbox.Scenario; now != told[len(told)-1] {
			told = append(told, now)
		}
		if asks := x.app.asking(); asks != "" {
			t.Fatalf("it asks %q", asks)
		}
		if _, _, told := x.app.told(); !told {
			t.Fatalf("no caption fits:\n%s", x.text())
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

func TestTheGuideGoesBackAStepAndFromTheFirstOneToTheScenarioBefore(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "old-code")).begins()
	for range 4 {
		x.next()
	}
	x.shows("step 5 of 7", "Is it from SMS 2?").back().shows("step 4 of 7", "both arrive in the wrong order", "SMS 2").hides("Not accepted")
	x.back().shows("step 3 of 7", "SMS 1").back().shows("step 2 of 7", "••••••").holdsTyped("246810")
	x.back().shows("step 1 of 7", "Who is signing in?").back().shows("no-code", "step 1 of 8").next().shows("step 2 of 8")
	y := guided(online(t, "happy")).begins().back()
	y.shows("skewed-clock · scenario 18 of 18 · step 1 of 5")
}

func TestTheListOfScenariosBeginsOneAtItsFirstStep(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy")).begins().next().next().next().next()
	x.press("ctrl+x", "o", "down", "down").hides("step 5 of 8").press("enter").press("y").goesOn().shows("mfa-off · scenario 3 of 18 · step 1 of 5")
	x.next().shows("step 2 of 5").back().shows("step 1 of 5")
	all := x.app.session.Sandbox.Scenarios
	x.app.session.Sandbox.Scenarios = []Scenario{all[7], all[2]} // as --guide expired,mfa-off
	x.shows("mfa-off · scenario 2 of 2").back().shows("expired · scenario 1 of 2").back().shows("mfa-off · scenario 2 of 2 · step 1 of 5")
}

func TestTheGuideIsSeenToTypeAndAKeyEndsThatAtOnce(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy")).begins()
	x.send(press("pgdown")).holdsTyped("+").send(guideMsg{x.app.guide.Ticks}, guideMsg{x.app.guide.Ticks - 1}).holdsTyped("+4")
	x.send(press("pgdown")).at(flow.EnteringSecret{}).goesOn().shows("step 3 of 8")
	x.send(press("pgdown")).holdsTyped("2").shows("step 4 of 8").send(press("5")).holdsTyped("2468105")
}

func TestAPersonCanTakeOverAndTheGuideGoesOnFromThere(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy")).begins()
	x.types("911 11 111").press("enter").shows("step 3 of 8").next().goesOn().shows("step 4 of 8").next().at(flow.EnteringCode{}).shows("step 5 of 8")
	x.types("000000").press("enter").shows("taken over by hand").next().shows("step 5 of 8").next().at(flow.SignedIn{}).shows("+47 ••• •• 111", "step 7 of 8")
	x.press("enter").shows("MFA at login", "step 8 of 8").press("esc").shows("step 7 of 8").next().next().shows("wrong-secret", "step 1 of 9")
	x.types("41 23 45 67").press("enter").next().shows("Nobody in the demo has this number").types("246810").shows("step 3 of 9").next().shows("step 4 of 9", "does not say what is wrong")

	y := guided(online(t, "happy")).begins().next().next().next()
	y.press("ctrl+x", "l").shows("How should the customer get in?", "taken over by hand").next().shows("Code 1 of 2").next().shows("Code 2 of 2")
	y.next().at(flow.SignedIn{}).shows("recovered by 2 codes", "step 7 of 8", "taken over by hand").next().shows("step 8 of 8").next().shows("wrong-secret", "step 1 of 9")

	z := guided(online(t, "happy")).begins().next().next().next().next()
	z.press("esc").shows("Leave? The code that was sent will be useless").wait(time.Second).next().shows("step 6 of 8").at(flow.EnteringCode{})
	z.press("ctrl+s").shows("MFA at login").next().hides("MFA at login").shows("step 6 of 8").next().at(flow.SignedIn{})
	z.press("q").shows("Quit? The token").wait(time.Second).next().shows("step 8 of 8").hides("Quit?")
}

func TestACodeThatExpiredWhileSomebodyTalkedIsSentAgain(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy")).begins().next().next().next().next().shows("step 5 of 8").wait(6 * time.Minute)
	x.next().shows("step 6 of 8", "SMS 2").next().at(flow.SignedIn{})
}

func TestBBlanksTheScreenUnlessAPersonTypes(t *testing.T) {
	t.Parallel()
	x := guided(online(t, "happy")).begins()
	for _, key := range []string{"b", "."} {
		if text := x.press(key).text(); text != "" {
			t.Fatalf("%s leaves\n%s", key, text)
		}
		x.press("pgdown").shows("step 1 of 8").holdsTyped("")
	}
	x.next().press("b")
	if text := x.text(); text != "" {
		t.Fatalf("b leaves what the guide typed:\n%s", text)
	}
	x.press("b").holdsTyped("+4799999999").press("backspace", "b", ".").holdsTyped("+479999999b.")
	x.press("esc").holdsTyped("").press("b", "b").shows("Who is signing in?").press("f1", "end").shows("blank the screen, unless you are typing")
	x.press("esc", "b").press("ctrl+c").left(130)
	plain := offline(t, inDemo).start().press("b", ".")
	plain.holdsTyped("b.")
}

func TestTheGuideWaitsForWhatRuns(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810", inDemo)
	guided(x).hold(flow.StartMFALogin{}).press("enter").press("pgdown").shows("Still signing in.")
	x.press("esc").at(flow.EnteringSecret{})
}

func TestWithoutTheFlagOrTheDemoTheGuidesKeysDoNothing(t *testing.T) {
	t.Parallel()
	plain := offline(t, inDemo).start().hides("step 1 of").press("ctrl+n", "ctrl+p").holdsTyped("")
	account := offline(t)
	guided(account).start().hides("step 1 of").press("ctrl+n", "ctrl+p").holdsTyped("")
	plain.at(flow.ChoosingCustomer{})
	account.at(flow.ChoosingCustomer{})
}

func TestTheCaptionTakesTheSameRowsAtEveryStep(t *testing.T) {
	t.Parallel()
	for size, want := range map[size]int{{30, 8}: 2, {40, 12}: 3, {40, 24}: 7, {80, 16}: 4, {80, 24}: 5, {140, 40}: 5, {300, 100}: 5} {
		f := layout.Frame{Width: size.width, Height: size.height, Styles: layout.NewStyles(true)}
		for _, scene := range guide.Scenes() {
			app := App{state: flow.New(flow.Account{}, flow.Draft{}), session: Session{Sandbox: &Sandbox{Scenario: scene.Scenario, Scenarios: Scenarios()}}}
			app.guide.On = true
			for i, step := range scene.Steps {
				app.guide.Step, app.guide.Moving = i, true
				rows := app.viewGuide(f)
				if len(rows) != want {
					t.Errorf("%s/%s at %v: %d rows, want %d", scene.Scenario, step.Name, size, len(rows), want)
				}
				for _, row := range rows {
					if ansi.StringWidth(row) > min(size.width, 80) {
						t.Errorf("%s/%s at %v: %q is too wide", scene.Scenario, step.Name, size, row)
					}
				}
			}
		}
	}
	x := guided(online(t, "happy", sized(40, 12))).begins()
	x.shows("1/18 · step 1/8", "… 2 more")
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
			for _, size := range some(row.name, append(sizes(), size{40, 12})) {
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

func TestTheNamesOfRequestsAreThoseThatAreSent(t *testing.T) {
	t.Parallel()
	for c := flow.CallClientToken; c <= flow.CallChangePassword; c++ {
		route := wire.RouteOf(c)
		if want := route.Method + " " + strings.TrimPrefix(route.Path, "/"); guide.Request(c) != want {
			t.Errorf("call %d is %q, want %q", c, guide.Request(c), want)
		}
	}
}
