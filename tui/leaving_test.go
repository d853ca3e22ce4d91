package tui

import (
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

func TestEscGoesOneStepBack(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start().types("999 99 999").press("esc").holdsTyped("")
	x.press("esc").shows("ctrl+c leaves").at(flow.ChoosingCustomer{}).asKari()
	x.types("246810").press("esc").holdsTyped("").at(flow.EnteringSecret{}).press("esc").at(flow.ChoosingCustomer{})
	x.holdsTyped("999 99 999").press("enter").toTheCode().types("12").press("esc").holdsTyped("").press("esc")
	x.shows("Leave?", "useless").press("enter", "esc").at(flow.EnteringCode{})
	x.press("esc", "y").at(flow.EnteringSecret{})
	x.holdsTyped("").press("ctrl+x", "l").press("esc").at(flow.EnteringSecret{})
}

func TestEscCancelsWhatRunsAndItsAnswerIsDropped(t *testing.T) {
	t.Parallel()
	signsIn := func(x *walk) *walk { return x.asKari().types("246810").press("enter") }
	checks := func(x *walk) *walk { return x.asKari().toTheCode().giveCode() }
	refreshes := func(x *walk) *walk { return checks(x).press("r") }
	mails := func(x *walk) *walk { return x.asKariByMail().press("ctrl+x", "l", "1") }
	signsOut := func(x *walk) *walk { return checks(x).press("ctrl+x", "x", "y") }
	for _, row := range []struct {
		holds      flow.Effect
		does       func(x *walk) *walk
		runs, says string
		after      flow.State
	}{
		{flow.StartMFALogin{}, signsIn, "Signing in", "Cancelled. It may have counted as a try.", flow.EnteringSecret{}},
		{flow.SendCode{}, signsIn, "Sending the code", "Cancelled. The message may be on its way all the same.", flow.SendFailed{}},
		{flow.AnswerChallenge{}, checks, "Checking the code", "Cancelled. The code may have been used.", flow.EnteringCode{}},
		{flow.RefreshSession{}, refreshes, "Refreshing", "Cancelled. The refresh token may have been used.", flow.SignedIn{}},
		{flow.MailLink{}, mails, "Mailing the link", "Cancelled. The mail may be on its way all the same.", flow.ChoosingRecovery{}},
		{flow.SignOut{}, signsOut, "Signing out", "Cancelled. The refresh token may still work", flow.ChoosingCustomer{}},
	} {
		part(t, row.runs, func(t *testing.T) {
			x := row.does(online(t, "happy").hold(row.holds).start()).shows(row.runs).press("esc").shows(row.says).hides("No answer")
			x.release().at(row.after)
			switch row.after.(type) {
			case flow.EnteringSecret:
				x.holdsTyped("246810")
			case flow.SendFailed: // a message may be on its way: not before its time
				x.press("enter").at(row.after).wait(30 * time.Second).press("enter").rings().giveCode().at(flow.SignedIn{})
			}
		})
	}
}

func TestEnterTwiceIsOneRequest(t *testing.T) {
	t.Parallel()
	effects := []flow.Effect{flow.StartMFALogin{}, flow.SendCode{}, flow.AnswerChallenge{}, flow.RefreshSession{}}
	x := online(t, "happy").hold(effects...).start()
	twice := func(key string) {
		x.update(press(key))
		x.update(press(key))
		x.settle()
		x.press(key).release().hold(flow.StartMFALogin{}, flow.AnswerChallenge{}, flow.RefreshSession{})
	}
	x.asKari().types("246810")
	twice("enter")
	x.rings().types(x.app.phone.Newest().Reveal())
	twice("enter")
	x.at(flow.SignedIn{})
	twice("r")
	for _, do := range effects {
		x.asks(do, 1)
	}
}

func TestCtrlCLeavesWithOneHundredAndThirty(t *testing.T) {
	t.Parallel()
	first := func(t *testing.T) *walk { return offline(t).start() }
	for _, row := range []struct {
		name string
		at   func(t *testing.T) *walk
		lost string
	}{
		{"on the first screen", first, ""},
		{"on the secret", func(t *testing.T) *walk { return atSecret(t, "246810") }, ""},
		{"on the lost secret", func(t *testing.T) *walk { return atSecret(t, "").press("ctrl+x", "l") }, ""},
		{"while signing in", func(t *testing.T) *walk {
			return atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter")
		}, "may count as a try"},
		{"while the code is sent", func(t *testing.T) *walk {
			return atSecret(t, "246810").hold(flow.SendCode{}).press("enter")
		}, "may still arrive"},
		{"on the code", func(t *testing.T) *walk { return atCode(t, "") }, "SMS 1 is useless now"},
		{"while the code is checked", func(t *testing.T) *walk {
			return atCode(t, "123456").hold(flow.AnswerChallenge{}).press("enter")
		}, "may have been used"},
		{"signed in", func(t *testing.T) *walk { return atSession(t) }, "the token is forgotten"},
		{"in the settings", func(t *testing.T) *walk { return first(t).press("ctrl+s") }, ""},
		{"in the menu", func(t *testing.T) *walk { return first(t).press("ctrl+x") }, ""},
		{"in the help", func(t *testing.T) *walk { return first(t).press("f1") }, ""},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.at(t).press("ctrl+c")
			x.left(130)
			got := words.Lost(x.app.state, x.app.code)
			if row.lost == "" && got != "" || !contains(got, row.lost) {
				t.Errorf("says %q, want %q in it", got, row.lost)
			}
			if x.text() != "" {
				t.Errorf("the last screen is not empty: %q", x.text())
			}
		})
	}
}
