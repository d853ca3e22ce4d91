package tui

import (
	"testing"
	"time"

	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// scenario chooses another scenario, as a person does: ctrl+x o, the arrows and enter.
func (x *walk) scenario(name string) *walk {
	x.t.Helper()
	x.press("ctrl+x", "o").shows("Which scenario should the next login be?")
	for range Scenarios() {
		if s := x.app.overlay.(scenariosScreen); s.scenarios[s.at].Name == name {
			x.update(press("enter"))
			if x.app.asking() != "" {
				x.clock.Turn(time.Second)
				x.update(press("y"))
			}
			return x.passes().shows("Scenario: "+name, "Who is signing in?").holdsTyped("")
		}
		x.press("down")
	}
	x.t.Fatalf("no scenario %q in the list:\n%s", name, x.text())
	return x
}

// stalls goes on until the sandbox keeps a call waiting.
func (x *walk) stalls() *walk {
	x.t.Helper()
	late := time.After(patience)
	for !x.clock.Waits() {
		select {
		case got := <-x.tells:
			x.take(got)
		case <-time.After(time.Millisecond):
		case <-late:
			x.t.Fatalf("no call is kept waiting:\n%s", x.text())
		}
	}
	return x
}

// passes lets time pass while the sandbox keeps calls waiting, until nothing runs.
func (x *walk) passes() *walk {
	x.t.Helper()
	over, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-over:
				return
			case <-time.After(time.Millisecond):
				x.clock.Skip()
			}
		}
	}()
	x.settle()
	close(over)
	<-done
	return x
}

// silent wants no message to have come.
func (x *walk) silent() *walk {
	x.t.Helper()
	select {
	case m := <-x.mail:
		x.t.Fatalf("a message came to %s", m.To)
	default:
	}
	return x.shows("no message yet")
}

// plays are how a person gets through each scenario, and what is read on the way, as the
// scenario itself promises it.
func plays() map[string]func(x *walk) {
	return map[string]func(x *walk){
		"happy": func(x *walk) { x.asKari().toTheCode().giveCode() },
		"wrong-secret": func(x *walk) {
			x.asKari().types("246810").press("enter").holdsTyped("")
			x.shows("Not accepted. Dintero does not say which of these is wrong", "registered as a company", "lost the PIN")
			x.press("ctrl+x", "l").shows("How should the customer get in?").press("2").shows("Code 1 of 2", "e-mail 1").rings().giveCode()
			x.shows("Code 2 of 2", "SMS 1").rings().giveCode().shows("recovered by 2 codes")
			x.asks(flow.StartRecovery{}, 1).asks(flow.SendCode{}, 1).asks(flow.AnswerChallenge{}, 2)
			if !in[flow.SignedIn](x).Recovered {
				x.t.Error("not called a recovery")
			}
		},
		"mfa-off": func(x *walk) {
			x.shows("PIN or password, no code", "no code", "set by the account").hides("○ Code").asKari().shows("the customer is signed in")
			x.types("246810").press("enter").shows("by PIN or password alone").asks(flow.LogIn{}, 1).asks(flow.StartMFALogin{}, 0).by(flow.NoChannel)
		},
		"email-channel": func(x *walk) {
			x.shows("code by e-mail").asKari().shows("e-mail to the simulated phone").toTheCode()
			x.shows("Type the code from e-mail 1", "e-mail address on file").giveCode().shows("MFA by e-mail")
		},
		"late-code": func(x *walk) {
			x.asKari().types("246810").press("enter").shows("0 s ago", "wait").silent()
			x.wait(19 * time.Second).shows("again ▰▰▰▱▱ 11 s").silent().wait(time.Second).rings().giveCode()
		},
		"no-code": func(x *walk) {
			x.asKari().types("246810").press("enter").wait(2*time.Minute).silent().shows("2 min ago", "wrong number on file", "ctrl+x e by e-mail")
			x.press("ctrl+x", "n").silent().wait(30*time.Second).press("ctrl+x", "e").shows("e-mail 1").rings().giveCode()
			x.shows("MFA by e-mail").by(flow.Email)
		},
		"old-code": func(x *walk) {
			x.asKari().types("246810").press("enter").silent().wait(30*time.Second).press("ctrl+x", "n").rings().rings()
			x.shows("from SMS 2, the newest", "replaced", "new")
			old := x.app.phone.Messages()[1]
			if old.Number != 1 {
				x.t.Errorf("SMS %d came last, want SMS 1", old.Number)
			}
			x.types(old.Code.Reveal()).press("enter").shows("Not accepted. Is it from SMS 2?", "wrong tries: 1")
			x.holdsTyped("").giveCode()
		},
		"expired": func(x *walk) {
			x.asKari().toTheCode().wait(6*time.Second).giveCode().shows("has expired", "Send a new one", "ctrl+x n")
			x.holdsTyped("").hides("wrong tries").at(flow.EnteringCode{}).wait(30*time.Second).press("ctrl+x", "n").rings().giveCode()
		},
		"locked": func(x *walk) {
			x.asKari().types("246810").press("enter").shows("Too many tries", "locked for a while", "Wait 60 s").holdsTyped("246810").press("enter")
			x.wait(20 * time.Second).shows("Wait 40 s").press("enter").wait(39 * time.Second).shows("Wait 1 s").press("enter").shows("Wait 1 s")
			x.asks(flow.StartMFALogin{}, 1).wait(time.Second).holdsTyped("246810").press("enter").rings().giveCode()
		},
		"no-scope": func(x *walk) {
			x.shows("✗ sign in", "write:accounts:/auth/users is missing for the sign-in", "Whoever manages the account's API clients can grant it")
			x.asKari().types("246810").press("enter").shows("Not sent", "lacks the scope write:accounts:/auth/users", "can grant it").holdsTyped("246810")
			x.asks(flow.StartMFALogin{}, 0)
		},
		"rate-limited": func(x *walk) {
			x.asKari().types("246810").press("enter").shows("Too many messages", "✓ accepted", "in 5 s").press("enter").shows("in 5 s")
			x.wait(5 * time.Second).press("enter").rings().giveCode().shows("Wait 5 s").holdsTyped(x.app.phone.Newest().Reveal())
			x.wait(5 * time.Second).press("enter")
		},
		"server-error": func(x *walk) {
			x.asKari().types("246810").press("enter").shows("had an error (500)", "Nothing is wrong with what was typed", "The try may have counted", "status 500").holdsTyped("246810")
			x.press("enter").shows("had an error (500)", "a message may be on its way").press("enter").rings()
			x.giveCode().shows("had an error (500)", "the code may have been used").press("enter")
		},
		"slow": func(x *walk) {
			x.asKari().types("246810").update(press("enter"))
			x.stalls().shows("Signing in", "esc cancel").press("esc").holdsTyped("246810").update(press("enter"))
			x.passes().rings().types(x.app.phone.Newest().Reveal()).update(press("enter"))
			x.stalls().shows("Checking the code", "esc cancel").passes()
		},
		"cut": func(x *walk) {
			x.asKari().toTheCode().giveCode().shows("the code may have been used", "If it is rejected next, send a new code")
			x.at(flow.EnteringCode{}).shows("may be used").hides("ctrl+f types it in").press("enter").shows("Not accepted. The try that got no answer has probably used the code up").wait(30*time.Second).press("ctrl+x", "n").rings().giveCode()
		},
		"garbage": func(x *walk) {
			x.asKari().types("246810")
			for range 2 { // the sign-in, then the message
				for _, came := range []string{"HTML, 122 bytes", "JSON, cut short", "status 200"} {
					x.press("enter").shows("Try again", came)
				}
			}
			x.press("enter").rings().types(x.app.phone.Newest().Reveal())
			for _, came := range []string{"HTML, 122 bytes", "JSON, cut short", "status 200"} {
				x.press("enter").shows("the code may have been used", came)
			}
			x.press("enter")
		},
		"hostile-link": func(x *walk) {
			x.asKari().toTheCode().shows("Link to api.dintero.com.login.example not followed", "all calls go to "+x.app.session.Host).giveCode()
		},
		"hostile-text": func(x *walk) {
			x.asKari().types("0000").press("enter").shows("^[[31", "‹U+202E›").types("246810").press("enter").rings().sized(80, 40).shows("Your code is", "^[[31").sized(80, 24).giveCode().shows("^[")
			x.press("enter").shows("Settings").press("enter").shows("^[[31").press("tab", "enter", "tab", "enter").press("esc", "esc")
		},
		"skewed-clock": func(x *walk) {
			x.shows("this machine's clock is 2 h 0 min behind Dintero's").asKari().toTheCode().giveCode()
			x.shows("The token itself says it lasts 1 day 2 h, since this machine's clock is 2 h 0 min behind")
		},
	}
}

// by wants the session to have begun with a code over this channel.
func (x *walk) by(channel flow.Channel) {
	x.t.Helper()
	if s := in[flow.SignedIn](x); s.By != channel {
		x.t.Errorf("signed in by %v, want by %v", s.By, channel)
	}
}

// All the scenarios in one run, one after the other: none leaks into the next.
func TestWhatThePersonReadsInEachScenario(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	whole := plays()
	for _, scenario := range sandbox.Scenarios() {
		t.Run(scenario.Name, func(t *testing.T) {
			x.t = t
			play, ok := whole[scenario.Name]
			if !ok {
				t.Fatal("nobody plays this scenario")
			}
			x.scenario(scenario.Name)
			x.desk.forget()
			play(x)
			if scenario.Name == "no-scope" {
				x.at(flow.EnteringSecret{})
				return
			}
			x.at(flow.SignedIn{}).shows("Signed in", "Next scenario").hides("246810")
		})
	}
	x.t = t
	x.scenario("happy")
	plays()["happy"](x)
	x.at(flow.SignedIn{})
}
