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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, _ := offline(t, row.options...)
			if row.start {
				x.start()
			}
			x.burst(row.text)
			in[flow.EnteringCode](x)
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
	x, _ := atSecret(t, "")
	x.burst("", "ctrl+x", "l", "2")
	in[flow.EnteringCode](x)
	session, _ := atSession(t)
	session.burst("", "ctrl+x", "x", "y", "y", "enter").shows("Sign out? The session ends here.")
	in[flow.SignedIn](session)
	s, _ := atSecret(t, "")
	s.burst("", "ctrl+x", "s", "esc").burst("13").holdsTyped("13")
}

func TestWhatIsTypedWhileACallRunsIsNotTakenAndThatIsSaid(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
		says string
	}{
		{"signing in", func(t *testing.T) *walk {
			x, _ := atSecret(t, "246810")
			return x.hold(flow.StartMFALogin{}).press("enter")
		}, "Still signing in."},
		{"waiting for the settings", func(t *testing.T) *walk {
			x, _ := offline(t)
			return x.hold(flow.ReadSettings{}).start().asKari().types("246810").press("enter")
		}, "Still reading the settings."},
		{"sending the code", func(t *testing.T) *walk {
			x, _ := atSecret(t, "246810")
			return x.hold(flow.SendCode{}).press("enter")
		}, "Still sending the code."},
		{"checking the code", func(t *testing.T) *walk {
			x, _ := atCode(t, "123456")
			return x.hold(flow.AnswerChallenge{}).press("enter")
		}, "Still checking the code."},
		{"mailing the link", func(t *testing.T) *walk {
			x, _ := offline(t)
			return x.hold(flow.MailLink{}).start().asKariByMail().press("ctrl+x", "l", "1")
		}, "Still mailing the link."},
		{"refreshing", func(t *testing.T) *walk {
			x, _ := atSession(t)
			return x.hold(flow.RefreshSession{}).press("r")
		}, "Still refreshing the session."},
		{"signing out", func(t *testing.T) *walk {
			x, _ := atSession(t)
			return x.hold(flow.SignOut{}).press("ctrl+x", "x", "y")
		}, "Still signing out."},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
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
	x, _ := atSecret(t, "246810")
	x.hold(flow.StartMFALogin{}).press("enter").types("13").press("esc").holdsTyped("246810").hides("not taken")
	in[flow.EnteringSecret](x)
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
	lock := func(x *walk, api *scriptedAPI) *walk {
		api.once(flow.AnswerChallenge{}, flow.CallFailed{Failure: status(403, "invalid_grant")})
		return x.press("enter").types("123456").press("enter")
	}
	return []open{
		{"the production guard of a message", func(t *testing.T) *walk {
			x, _ := atSecret(t, "246810", real)
			return x.press("enter", "y")
		}, "y sends it", "Type the code", "PIN", false},
		{"the production guard of the password call", func(t *testing.T) *walk {
			x, _ := atSecret(t, "246810", real, calling(flow.LoginPassword))
			return x.press("enter")
		}, "y signs in", "Signed in", "PIN", false},
		{"leaving the code", func(t *testing.T) *walk { x, _ := atCode(t, ""); return x.press("esc") }, "y leaves", "PIN or password?", "Type the code", false},
		{"the same code again", func(t *testing.T) *walk { x, api := atCode(t, "123456"); return lock(x, api) }, "y sends it once more", "Signed in", "Type the code", false},
		{"copying the token", func(t *testing.T) *walk { x, _ := atSession(t); return x.press("c") }, "clipboard?", "Sent to the terminal", "Token", false},
		{"leaving with the token", func(t *testing.T) *walk { x, _ := atSession(t); return x.press("q") }, "Quit? The token", "", "Token", true},
		{"signing out", func(t *testing.T) *walk { x, _ := atSession(t); return x.press("ctrl+x", "x") }, "Sign out? The session ends here.", "Signed out", "Token", false},
		{"signing out of a login", func(t *testing.T) *walk { x, _ := atCode(t, "12"); return x.press("ctrl+x", "x") }, "Sign out? The code that was sent will be useless.", "Who is", "Type the code", false},
		{"forgetting a number", func(t *testing.T) *walk { x, _ := offline(t); return x.start().types("9").press("ctrl+x", "x") }, "Sign out? What was typed will be lost.", "Who is", "Who is", false},
		{"starting again", func(t *testing.T) *walk { x, _ := atCode(t, "12"); return x.press("ctrl+x", "r") }, "Start again? The code", "Who is", "Type the code", false},
		{"starting again with a PIN typed", func(t *testing.T) *walk { x, _ := atSecret(t, "12"); return x.press("ctrl+x", "r") }, "Start again? This login", "Who is", "PIN", false},
		{"another scenario", func(t *testing.T) *walk {
			x, _ := atCode(t, "", inDemo, telling(&[]string{}, nil))
			return x.press("ctrl+x", "o", "down", "enter")
		}, "Another scenario? The code", "Scenario: wrong-secret", "Which scenario", false},
		{"the guide's next after a session", func(t *testing.T) *walk {
			x, _ := atSession(t, inDemo, telling(&[]string{}, nil))
			return guided(x).press("ctrl+n")
		}, "Another scenario? The session", "Scenario: wrong-secret", "Token", false},
		{"the guide's back after a session", func(t *testing.T) *walk {
			x, _ := atSession(t, inDemo)
			return guided(x).press("ctrl+p")
		}, "Sign out? The session", "Signed out", "Token", false},
		{"showing who signs in", func(t *testing.T) *walk {
			x, _ := atSecret(t, "", func(s *setup) { s.presenting = true })
			return x.press("ctrl+x", "p")
		}, "End presenter mode?", "999", "PIN", false},
		{"leaving where no code went out", func(t *testing.T) *walk {
			x, api := atSecret(t, "246810")
			api.once(flow.SendCode{}, flow.CallFailed{Failure: status(500, "")})
			return x.press("enter", "q")
		}, "Quit? This login ends here.", "", "Dintero", true},
	}
}

func TestAQuestionTakesNoKeyInItsFirst300MsAndThenOnlyAYesOrANo(t *testing.T) {
	t.Parallel()
	for _, q := range questions() {
		t.Run(q.name, func(t *testing.T) {
			t.Parallel()
			x := q.at(t).shows(q.asks)
			before := x.app.state
			x.send(press("y")).shows(q.asks)
			x.clock.advance(299 * time.Millisecond)
			x.send(press("y")).paste("y").shows(q.asks)
			x.clock.advance(time.Millisecond)
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
		t.Run(q.name+", esc", func(t *testing.T) {
			t.Parallel()
			// Esc is a no, which loses nothing: it counts at once.
			q.at(t).send(press("esc")).hides(q.asks).shows(q.no)
		})
		t.Run(q.name+", ctrl+c", func(t *testing.T) {
			t.Parallel()
			q.at(t).press("ctrl+c").left(130)
		})
	}
}

func TestWhatLosesNothingAsksNothing(t *testing.T) {
	t.Parallel()
	x, _ := offline(t, inDemo, telling(&[]string{}, nil))
	x.start().press("ctrl+x", "o", "down", "enter").hides("Another scenario?").shows("Scenario: wrong-secret")
	x.press("ctrl+x", "x").hides("Sign out?").shows("Who is signing in?")
	secret, _ := atSecret(t, "")
	secret.press("ctrl+x", "r").hides("Start again?").shows("Who is signing in?")
}

func TestCtrlXTwiceClosesTheMenuAndSignsNobodyOut(t *testing.T) {
	t.Parallel()
	x, _ := atSession(t)
	x.press("ctrl+x").shows("What now?").press("ctrl+x").hides("What now?", "Sign out?")
	x.press("ctrl+x", "ctrl+r").shows("What now?").press("q").hides("What now?")
	in[flow.SignedIn](x)
	if x.asked(flow.SignOut{}) != 0 || x.asked(flow.RefreshSession{}) != 0 {
		t.Error("a letter with ctrl is taken for a command")
	}
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
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			x, _ := atSession(t, inDemo)
			x.press(row.keys...).shows(row.open).press("q").hides(row.open)
			if x.quit || x.app.asking() != "" {
				t.Error("q does more than to close")
			}
			in[flow.SignedIn](x)
		})
	}
	typing, _ := atSecret(t, "")
	typing.press("q").holdsTyped("q")
}

func TestAQuestionOfALoginThatHasGoneOnIsTakenBack(t *testing.T) {
	t.Parallel()
	x, _ := atCode(t, "123456")
	x.hold(flow.AnswerChallenge{}).press("enter", "ctrl+x", "r").shows("Start again?").release().hides("Start again?").press("y")
	in[flow.SignedIn](x)
}

func TestASecretOfAFlagIsNotForAnotherCustomer(t *testing.T) {
	t.Parallel()
	x, _ := atSecret(t, "")
	late := givenMsg{to: givenTo{flow.At(x.app.state), in[flow.EnteringSecret](x).Identity}, secret: flow.Conceal("246810")}
	x.press("esc", "esc").types("911 11 111").press("enter").send(late).holdsTyped("")
	in[flow.EnteringSecret](x)
	x.press("esc", "esc").asKari().send(late)
	in[flow.EnteringCode](x)
}

func TestAYesSendsTheSecretOfAFlag(t *testing.T) {
	t.Parallel()
	asked := 0
	x, _ := offline(t, real, calling(flow.LoginPassword), func(s *setup) { s.session.Secret = secretOf("246810", &asked) })
	x.start().asKari().shows("y signs in").press("y")
	in[flow.SignedIn](x)
	if got := last[flow.LogIn](x).Secret.Reveal(); got != "246810" {
		t.Errorf("sent %q", got)
	}
}
