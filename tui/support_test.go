package tui

import (
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

// supporting is support mode.
func supporting(s *setup) { s.session.Support, s.account.Support, s.session.Sandbox = true, true, nil }

// atCounter is a run in support mode, in which a customer was chosen.
func atCounter(t *testing.T, options ...option) *walk {
	t.Helper()
	return offline(t, append(options, supporting)...).start().press("esc").asKariByMail().wait(time.Second)
}

func TestSupportModeBeginsWithWhatTheCustomerSees(t *testing.T) {
	t.Parallel()
	x := offline(t, supporting)
	x.start().shows("TEST SUPPORT", "What does the customer see?", "no code comes").press("esc").shows("TEST SUPPORT", "Who is signing in?")
	offline(t, supporting, real).start().shows("PRODUCTION SUPPORT")
}

func TestNobodyIsAskedForAPINBeforeTheCustomerIsHere(t *testing.T) {
	t.Parallel()
	x := atCounter(t)
	x.shows("Is the customer here, at the counter?", "Never ask for any of them")
	x.wait(time.Second).types("246810").paste("246810").press("enter").hides("246810", "PIN or password?")
	if x.app.View().Cursor != nil {
		t.Error("a field takes what is typed")
	}
	if asked := x.asked(flow.StartMFALogin{}); asked != 0 {
		t.Errorf("a sign-in was asked for %d times", asked)
	}
	x.press("y").shows("What is the customer's PIN or password?")
	x.press("esc", "enter").shows("What is the customer's PIN or password?")
}

func TestRecoveryIsOfferedAtTheCounterOnly(t *testing.T) {
	t.Parallel()
	x := atCounter(t)
	x.wait(time.Second).press("ctrl+x", "l").shows("mail a link").hides("two codes").press("2").shows("mail a link")
	if asked := x.asked(flow.StartRecovery{}); asked != 0 {
		t.Errorf("a recovery was asked for %d times", asked)
	}
	x.press("esc").wait(time.Second).press("y", "ctrl+x", "l").shows("mail a link", "two codes")
}

func TestEachLinkAsksHowTheCallerWasVerified(t *testing.T) {
	t.Parallel()
	x := atCounter(t)
	for _, sent := range []int{1, 2} {
		x.wait(time.Minute).press("ctrl+x", "l", "1")
		x.shows("How was the caller verified?", "change the password; whether that changes a PIN is not documented", "Asked for each link")
		x.press("enter").wait(time.Second).press("esc").shows("mail a link").press("1").press("y")
		if asked := x.asked(flow.MailLink{}); asked != sent {
			t.Fatalf("%d mails were asked for, want %d", asked, sent)
		}
		x.shows("A mail with a link")
	}
}

func TestATokenIsDroppedInSupportMode(t *testing.T) {
	t.Parallel()
	x := atCounter(t, watching(accessCanary, refreshCanary))
	x.press("y").types("246810").press("enter").types("118204").hold(flow.SignOut{}).press("enter")
	x.shows("Accepted", "being revoked").release().shows("Accepted", "dropped: support mode keeps none")
	if x.asked(flow.SignOut{}) != 1 {
		t.Error("the refresh token was not revoked once")
	}
	if _, in := flow.SessionOf(x.app.state); in {
		t.Error("a session is kept")
	}
	menu := x.press("ctrl+x").text()
	for _, offered := range []string{"copy the token", "reveal", "refresh"} {
		if strings.Contains(menu, offered) {
			t.Errorf("the menu offers %q:\n%s", offered, menu)
		}
	}
	x.press("esc", "c", "v", "r").shows("Accepted").press("esc").shows("Who is signing in?")
}

func TestADeskShowsTheTicketAndCannotBeSuspended(t *testing.T) {
	t.Parallel()
	x := offline(t, supporting, func(s *setup) { s.session.Desk = true })
	x.start().press("1", "y").shows("Diagnosis", "Possible").press("pgdown", "pgdown").shows("Turn to").press("esc").shows("space yes")
	if _, does := x.app.commandBy(press("ctrl+z")); does {
		t.Error("ctrl+z suspends")
	}
}

// atAccepted is a run in support mode, in which a customer at the counter was accepted.
func atAccepted(t *testing.T, options ...option) *walk {
	t.Helper()
	x := atCounter(t, options...).press("y").types("246810").press("enter").types("118204").press("enter")
	return x.at(flow.Accepted{})
}

// atDesk is support mode on a shared host.
func atDesk(t *testing.T) *walk {
	t.Helper()
	return offline(t, supporting, func(s *setup) { s.session.Desk = true }).start()
}
