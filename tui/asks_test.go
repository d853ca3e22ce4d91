package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// burst gives the program keys as one read of the terminal does: one after the other, with
// nothing that they set going run in between.
func (x *walk) burst(text string, keys ...string) *walk {
	x.t.Helper()
	msgs := typed(text)
	for _, name := range keys {
		msgs = append(msgs, press(name))
	}
	var cmds []tea.Cmd
	for _, msg := range msgs {
		if msg.(tea.KeyPressMsg).Text == "\r" {
			msg = press("enter")
		}
		model, cmd := x.app.Update(msg)
		x.app = model.(App)
		cmds = append(cmds, cmd)
	}
	for _, cmd := range cmds {
		x.run(cmd)
	}
	x.settle()
	return x
}

func TestKeysOfOneReadEachActBeforeTheNext(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name    string
		options []option
		start   bool // before the keys; else they are what starts the login
		text    string
		sent    string
	}{
		{"a number and a PIN", nil, true, "99999999\r246810\r", "246810"},
		{"the same before the login has begun", nil, false, "99999999\r246810\r", "246810"},
		{"an address and a password with spaces", nil, true, "kari@example.com\rcorrect horse battery staple\r", "correct horse battery staple"},
		{"a PIN where a flag says who signs in", []option{chosen}, false, "246810\r", "246810"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := offline(t, row.options...)
			if row.start {
				x.start()
			}
			x.burst(row.text).at(flow.EnteringCode{})
			x.holdsTyped("")
			if got := last[flow.StartMFALogin](x).Secret.Reveal(); got != row.sent || x.asked(flow.StartMFALogin{}) != 1 {
				t.Errorf("sent %q, want %q, once", got, row.sent)
			}
			if x.send(startMsg{}); x.asked(flow.Connect{}) != 1 {
				t.Error("the login began twice")
			}
		})
	}
}

func chosen(s *setup) {
	s.session.Chosen = &flow.CustomerChosen{Draft: flow.Draft{Phone: kari}, Ident: kari}
}

func TestTheMenuAndItsLettersActInOneRead(t *testing.T) {
	t.Parallel()
	atSecret(t, "").burst("", "ctrl+x", "l", "2").at(flow.EnteringCode{})
	atSession(t).burst("", "ctrl+x", "x", "y", "y", "enter").shows("Sign out? The session ends here.").at(flow.SignedIn{})
	atSecret(t, "").burst("", "ctrl+x", "s", "esc").burst("13").holdsTyped("13")
}

func TestWhatIsTypedWhileACallRunsIsNotTakenAndThatIsSaid(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
		says string
	}{
		{"signing in", func(t *testing.T) *walk {
			return atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter")
		}, "Still signing in."},
		{"waiting for the settings", func(t *testing.T) *walk {
			return offline(t).hold(flow.ReadSettings{}).start().asKari().types("246810").press("enter")
		}, "Still reading the settings."},
		{"sending the code", func(t *testing.T) *walk {
			return atSecret(t, "246810").hold(flow.SendCode{}).press("enter")
		}, "Still sending the code."},
		{"checking the code", func(t *testing.T) *walk {
			return atCode(t, "123456").hold(flow.AnswerChallenge{}).press("enter")
		}, "Still checking the code."},
		{"mailing the link", func(t *testing.T) *walk {
			return offline(t).hold(flow.MailLink{}).start().asKariByMail().press("ctrl+x", "l", "1")
		}, "Still mailing the link."},
		{"refreshing", func(t *testing.T) *walk {
			return atSession(t).hold(flow.RefreshSession{}).press("r")
		}, "Still refreshing the session."},
		{"signing out", func(t *testing.T) *walk {
			return atSession(t).hold(flow.SignOut{}).press("ctrl+x", "x", "y")
		}, "Still signing out."},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.at(t)
			if !flow.Working(x.app.state) {
				t.Fatalf("nothing runs in %T", x.app.state)
			}
			before := x.app.state
			x.hides("not taken").press("backspace").hides("not taken")
			for _, does := range []func() *walk{
				func() *walk { return x.types("13q") },
				func() *walk { return x.press("enter") },
				func() *walk { return x.paste("secret") },
			} {
				does().shows(row.says, "What is typed now is not taken.")
				x.press("left").hides("not taken")
			}
			if x.app.state != before {
				t.Fatalf("the state is another one: %T", x.app.state)
			}
			x.types("4").press("ctrl+s").shows("Settings").press("esc", "f1").shows("Keys everywhere").press("esc")
			x.types("4").release().hides("not taken")
			switch x.app.screen.(type) {
			case customerScreen, codeScreen:
				x.holdsTyped("")
			}
		})
	}
}

func TestEscCancelsWhatRunsWhateverWasTyped(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810")
	x.hold(flow.StartMFALogin{}).press("enter").types("13").press("esc").holdsTyped("246810").hides("not taken")
	x.at(flow.EnteringSecret{})
}

// open leads to a question, and says where a yes and a no lead.
type open struct {
	name  string
	at    func(t *testing.T) *walk
	asks  string
	yes   string // on the screen after a yes
	no    string // on the screen after a no
	fatal bool   // a yes ends the program
}

func questions() []open {
	code := func(typed string, keys ...string) func(t *testing.T) *walk {
		return func(t *testing.T) *walk { return atCode(t, typed).press(keys...) }
	}
	session := func(keys ...string) func(t *testing.T) *walk {
		return func(t *testing.T) *walk { return atSession(t).press(keys...) }
	}
	return []open{
		{"the production guard of a message", func(t *testing.T) *walk {
			return atSecret(t, "246810", real).press("enter", "y")
		}, "y yes, send it", "Type the code", "PIN", false},
		{"the production guard of the password call", func(t *testing.T) *walk {
			return atSecret(t, "246810", real, calling(flow.LoginPassword)).press("enter")
		}, "y yes, sign in", "Signed in", "PIN", false},
		{"leaving the code", code("", "esc"), "y leave", "PIN or password?", "Type the code", false},
		{"the same code again", func(t *testing.T) *walk {
			x := atCode(t, "123456").fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
			return x.press("enter").types("123456").press("enter")
		}, "y send it once more", "Signed in", "Type the code", false},
		{"copying the token", session("c"), "clipboard?", "Sent to the terminal", "Token", false},
		{"leaving with the token", session("q"), "Quit? The token", "", "Token", true},
		{"signing out", session("ctrl+x", "x"), "Sign out? The session ends here.", "Signed out", "Token", false},
		{"signing out of a login", code("12", "ctrl+x", "x"), "Sign out? The code that was sent will be useless.", "Who is", "Type the code", false},
		{"forgetting a number", func(t *testing.T) *walk {
			return offline(t).start().types("9").press("ctrl+x", "x")
		}, "Sign out? What was typed will be lost.", "Who is", "Who is", false},
		{"starting again", code("12", "ctrl+x", "r"), "Start again? The code", "Who is", "Type the code", false},
		{"starting again with a PIN typed", func(t *testing.T) *walk {
			return atSecret(t, "12").press("ctrl+x", "r")
		}, "Start again? This login", "Who is", "PIN", false},
		{"another scenario", func(t *testing.T) *walk {
			return atCode(t, "", inDemo, telling(&[]string{}, nil)).press("ctrl+x", "o", "down", "enter")
		}, "Another scenario? The code", "Scenario: wrong-secret", "Which scenario", false},
		{"showing who signs in", func(t *testing.T) *walk {
			return atSecret(t, "", func(s *setup) { s.presenting = true }).press("ctrl+x", "p")
		}, "End presenter mode?", "999", "PIN", false},
		{"leaving where no code went out", func(t *testing.T) *walk {
			return atSecret(t, "246810").fails(flow.SendCode{}, status(500, "")).press("enter", "q")
		}, "Quit? This login ends here.", "", "Dintero", true},
	}
}

func TestAQuestionTakesNoKeyInItsFirst300MsAndThenOnlyAYesOrANo(t *testing.T) {
	t.Parallel()
	for _, q := range questions() {
		part(t, q.name, func(t *testing.T) {
			x := q.at(t).shows(q.asks)
			before := x.app.state
			x.send(press("y")).shows(q.asks)
			x.clock.Turn(299 * time.Millisecond)
			x.send(press("y")).paste("y").shows(q.asks)
			x.clock.Turn(time.Millisecond)
			x.send(press("enter"), press("n"), press("q"), press("ctrl+n")).shows(q.asks)
			if x.app.state != before || x.quit {
				t.Fatalf("something other than y is taken for a yes: %T", x.app.state)
			}
			x.send(press("y"))
			if q.fatal != x.quit {
				t.Fatalf("ended %v, want %v", x.quit, q.fatal)
			}
			if !q.fatal {
				x.hides(q.asks).shows(q.yes)
			}
		})
		part(t, q.name+", esc", func(t *testing.T) {
			// Esc is a no, which loses nothing: it counts at once.
			q.at(t).send(press("esc")).hides(q.asks).shows(q.no)
		})
		part(t, q.name+", ctrl+c", func(t *testing.T) {
			q.at(t).press("ctrl+c").left(130)
		})
	}
}

func TestWhatLosesNothingAsksNothing(t *testing.T) {
	t.Parallel()
	x := offline(t, inDemo, telling(&[]string{}, nil))
	x.start().press("ctrl+x", "o", "down", "enter").hides("Another scenario?").shows("Scenario: wrong-secret")
	x.press("ctrl+x", "x").hides("Sign out?").shows("Who is signing in?")
	atSecret(t, "").press("ctrl+x", "r").hides("Start again?").shows("Who is signing in?")
}

func TestCtrlXTwiceClosesTheMenuAndSignsNobodyOut(t *testing.T) {
	t.Parallel()
	x := atSession(t).press("ctrl+x").shows("What now?").press("ctrl+x").hides("What now?", "Sign out?")
	x.press("ctrl+x", "ctrl+r").shows("What now?").press("q").hides("What now?").at(flow.SignedIn{})
	x.asks(flow.SignOut{}, 0).asks(flow.RefreshSession{}, 0)
}

func TestQClosesWhatIsOpenAndEndsNothing(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		keys []string
		open string
	}{
		{"the settings", []string{"ctrl+s"}, "MFA at login"},
		{"the document", []string{"ctrl+s", "shift+tab", "enter"}, "the document, as it came"},
		{"the help", []string{"f1"}, "Keys everywhere"},
		{"the menu", []string{"ctrl+x"}, "What now?"},
		{"the scenarios", []string{"ctrl+x", "o"}, "Which scenario"},
	} {
		part(t, row.name, func(t *testing.T) {
			x := atSession(t, inDemo).press(row.keys...).shows(row.open).press("q").hides(row.open)
			if x.quit || x.app.asking() != "" {
				t.Error("q does more than to close")
			}
			x.at(flow.SignedIn{})
		})
	}
	atSecret(t, "").press("q").holdsTyped("q")
}

func TestAQuestionOfALoginThatHasGoneOnIsTakenBack(t *testing.T) {
	t.Parallel()
	x := atCode(t, "123456")
	x.hold(flow.AnswerChallenge{}).press("enter", "ctrl+x", "r").shows("Start again?").release().hides("Start again?").press("y")
	x.at(flow.SignedIn{})
}

func TestASecretOfAFlagIsNotForAnotherCustomer(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "")
	late := givenMsg{to: givenTo{flow.At(x.app.state), in[flow.EnteringSecret](x).Identity}, secret: flow.Conceal("246810")}
	x.press("esc", "esc").types("911 11 111").press("enter").send(late).holdsTyped("").at(flow.EnteringSecret{})
	x.press("esc", "esc").asKari().send(late).at(flow.EnteringCode{})
}

func TestAYesSendsTheSecretOfAFlag(t *testing.T) {
	t.Parallel()
	x := offline(t, real, calling(flow.LoginPassword), withSecret("246810", nil)).start().asKari().shows("y yes, sign in").press("y").at(flow.SignedIn{})
	if got := last[flow.LogIn](x).Secret.Reveal(); got != "246810" {
		t.Errorf("sent %q", got)
	}
}
