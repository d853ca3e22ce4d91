package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

func TestThePhoneOfTheDemo(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.hides("SIMULATED").asKari().types("246810").press("enter").shows("Phone, SIMULATED", "no message yet").press("ctrl+f").shows("The newest code has not come yet")
	x.rings().shows("23:40", "SMS 1", "new · ctrl+f types it in").press("ctrl+t").hides("SIMULATED").press("ctrl+t", "ctrl+t", "ctrl+t").shows("SIMULATED")
	x.sized(40, 12).shows("Phone (SIMULATED) SMS 1: " + x.app.phone.Newest().Reveal())
	x.sized(140, 40).shows("Phone, SIMULATED").sized(80, 24)
	x.wait(30*time.Second).press("ctrl+x", "n").rings().shows("replaced", "SMS 2")
	x.press("ctrl+f").holdsTyped(x.app.phone.Newest().Reveal())
	x.press("esc", "esc", "y").hides("SIMULATED")
	if len(x.app.phone.Messages()) != 0 {
		t.Error("the phone still has the codes of a login that is over")
	}
}

func TestThePhoneReadsTheSandboxsMessagesAsTheyCome(t *testing.T) {
	t.Parallel()
	messages := make(chan Message, 2)
	x := offline(t)
	app := x.app
	app.session.Sandbox = &Sandbox{Messages: messages}
	for i, code := range []string{"482913", "118204"} {
		messages <- Message{Number: i + 1, Channel: flow.SMS, Code: flow.Conceal(code), Sent: dawn(), At: dawn()}
		next, cmd := app.Update(app.listen()())
		app, _ = next.(App)
		if got := app.phone.Newest().Reveal(); got != code {
			t.Errorf("the phone has %q, want %q", got, code)
		}
		if cmd == nil {
			t.Error("nobody listens for the next message")
		}
	}
	close(messages)
	if msg := app.listen()(); msg != nil {
		t.Errorf("a closed phone says %v", msg)
	}
}

func TestTheAcceptedCodeOfARecoveryReadsUsed(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().press("ctrl+x", "l", "2").rings().shows("e-mail 1", "new · ctrl+f types it in")
	first := x.app.phone.Newest().Reveal()
	x.press("ctrl+f", "enter").shows("code 2 of 2", "used").hides("replaced", "ctrl+f types it in")
	x.press("ctrl+f").holdsTyped("").shows("The newest code has not come yet")
	x.sized(40, 12).shows("SIMULATED e-mail 1, used: "+first).sized(80, 24)
	x.rings().shows("SMS 1", "new · ctrl+f types it in", "used").hides("replaced")
	x.press("ctrl+f", "enter").at(flow.SignedIn{})
}

func TestACodeOnThePhoneExpires(t *testing.T) {
	t.Parallel()
	x := online(t, "expired").start()
	x.asKari().types("246810").press("enter").rings().shows("new · ctrl+f types it in")
	code := x.app.phone.Newest().Reveal()
	x.wait(4 * time.Second).shows("new · ctrl+f types it in").wait(time.Second).shows("expired").hides("ctrl+f types it in")
	x.sized(40, 12).shows("SIMULATED SMS 1, expired: "+code).sized(30, 8).shows("SMS 1, expired: "+code).sized(80, 24)
	x.press("ctrl+f", "enter").wait(25*time.Second).press("ctrl+x", "n").rings().shows("replaced", "new · ctrl+f types it in")
}

func TestACodeLivesFiveMinutesOnThePhone(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKari().types("246810").press("enter").rings().wait(5*time.Minute - time.Second).shows("new · ctrl+f types it in")
	x.wait(time.Second).shows("expired").hides("ctrl+f types it in")
}

func TestAMailWithALinkIsOnThePhone(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start()
	x.asKariByMail().hides("SIMULATED").press("ctrl+x", "l", "1").rings().at(flow.EnteringSecret{})
	x.shows("is on its way", "Phone, SIMULATED", "You asked for a new password").shows("this one is", "simulated.").hides("e-mail 0", "replaced", "new ·")
	x.press("ctrl+t").hides("SIMULATED").press("ctrl+t").shows("You asked for a new password")
	x.sized(40, 12).shows("(SIMULATED) e-mail: You asked for a").sized(140, 40).shows("23:40 · e-mail", "simulated.")
	x.press("ctrl+t").shows("SIMULATED", "→ auth/token").press("ctrl+t").shows("SIMULATED").hides("→ auth/token").sized(80, 24)
	x.types("246810").press("enter").rings().shows("You asked for a new password", "new · ctrl+f types it in")
	x.press("ctrl+f", "esc", "esc", "y").shows("You asked for a new password").press("esc").hides("SIMULATED", "You asked")
}

func TestAMessageThatComesBeforeTheAnswerIsNotForgotten(t *testing.T) {
	t.Parallel()
	x := online(t, "happy").start().asKariByMail().hold(flow.MailLink{}).press("ctrl+x", "l", "1")
	x.send(messageMsg(Message{Channel: flow.Email, Text: flow.Conceal("the mail with the link"), Sent: dawn(), At: dawn()}))
	x.release().shows("the mail with the link")
}

func TestTheKeyThatTypesACodeInIsNamedOnlyWhereItDoes(t *testing.T) {
	t.Parallel()
	const words = "ctrl+f types it in"
	for _, row := range []struct {
		name string
		do   func(x *walk)
		want bool
	}{
		{"while a code is asked for", func(*walk) {}, true},
		{"while it is checked", func(x *walk) { x.hold(flow.AnswerChallenge{}).types("1").press("enter") }, false},
		{"while another is sent", func(x *walk) { x.hold(flow.SendCode{}).wait(31*time.Second).press("ctrl+x", "n") }, false},
		{"while a question is open", func(x *walk) { x.press("esc").shows("Leave?") }, false},
		{"once the question is answered", func(x *walk) { x.press("esc", "esc").hides("Leave?") }, true},
	} {
		part(t, row.name, func(t *testing.T) {
			for _, width := range []int{80, 140} {
				x := atCode(t, "", inDemo, sized(width, 30))
				row.do(x.message(1, "482913"))
				x.shows("new")
				if got := contains(x.flat(), words); got != row.want {
					t.Errorf("the screen names the key: %v, want %v:\n%s", got, row.want, x.text())
				}
			}
		})
	}
}

func TestACodeOfAnEarlierSignInIsNotNew(t *testing.T) {
	t.Parallel()
	x := atCode(t, "", inDemo)
	x.wait(time.Minute).press("esc", "y").types("246810").press("enter").at(flow.EnteringCode{})
	late := Message{Number: 1, Channel: flow.SMS, Text: flow.Conceal("Your code is 111111"), Code: flow.Conceal("111111"), Sent: dawn(), At: dawn().Add(time.Minute)}
	x.send(messageMsg(late)).shows("from an earlier sign-in").hides("ctrl+f types it in").press("ctrl+f").holdsTyped("")
	x.message(2, "222222").shows("from an earlier sign-in", "new · ctrl+f types it in").press("ctrl+f").holdsTyped("222222")
}

// The newest code is whole on every terminal, whatever it says before it and behind.
func TestTheNewestCodeIsNeverCut(t *testing.T) {
	t.Parallel()
	const code = "482913"
	for _, row := range []struct {
		name, text string
		number     int
		channel    flow.Channel
	}{
		{"an SMS", "Your code is " + code, 1, flow.SMS},
		{"the twelfth e-mail", "Your code is " + code, 12, flow.Email},
		{"a long text before it", strings.Repeat("Do not share it. ", 12) + code, 1, flow.SMS},
		{"a long text behind it", "Your code is " + code + strings.Repeat(" Do not share it.", 12), 123, flow.Email},
		{"wide characters around it", strings.Repeat("认证码", 20) + code + strings.Repeat("日本", 20), 1, flow.SMS},
		{"emoji and accents around it", strings.Repeat("👍🏽e\u0301", 20) + " " + code, 1, flow.SMS},
		{"escape sequences around it", "\x1b[2J\x1b]0;T\x07\u202e " + code + "\r\n\x1b[H", 1, flow.SMS},
	} {
		part(t, row.name, func(t *testing.T) {
			x := atCode(t, "", inDemo)
			x.send(messageMsg(Message{Number: row.number, Channel: row.channel, Text: flow.Conceal(row.text), Code: flow.Conceal(code), Sent: dawn(), At: dawn(), Expires: dawn().Add(5 * time.Minute)}))
			for _, age := range []time.Duration{0, 5 * time.Minute} {
				x.wait(age)
				for _, size := range some(row.name+age.String(), []size{{30, 8}, {40, 12}, {30, 18}, {40, 20}, {60, 24}, {80, 24}, {110, 30}, {140, 40}}) {
					x.sized(size.width, size.height)
					x.staysPut(size)
					rows := strings.Split(x.text(), "\n")
					if size.width >= columnsFrom {
						continue // there it is wrapped, not cut
					}
					found := false
					for _, line := range rows {
						found = found || contains(line, code)
						if ansi.StringWidth(line) > size.width {
							t.Errorf("at %d×%d a row is too wide: %q", size.width, size.height, line)
						}
					}
					if !found {
						t.Errorf("at %d×%d the code is cut:\n%s", size.width, size.height, x.text())
					}
				}
			}
		})
	}
}

// Dintero replaces a code when it sends another, which may take its time to come.
func TestACodeIsReplacedAsSoonAsAnotherOneIsSent(t *testing.T) {
	t.Parallel()
	x := online(t, "late-code").start()
	x.asKari().types("246810").press("enter").wait(20 * time.Second).rings().shows("new · ctrl+f types it in")
	x.wait(10*time.Second).press("ctrl+x", "n").shows("SMS 2", "replaced").hides("ctrl+f types it in").press("ctrl+f").holdsTyped("").shows("The newest code has not come yet")
	x.wait(20*time.Second).rings().shows("replaced", "new · ctrl+f types it in").press("ctrl+f", "enter").at(flow.SignedIn{})
}

func TestAMailWithALinkIsSeenOnTheRecoveryScreensOfEverySize(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{30, 8}, {40, 12}, {60, 20}, {80, 24}, {110, 30}, {140, 40}, {300, 100}} {
		part(t, fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) {
			x := online(t, "happy", sized(size.width, size.height)).start().asKariByMail().press("ctrl+x", "l", "1").rings()
			x.at(flow.EnteringSecret{}).shows("SIMULATED", "e-mail", "You")
			x.press("ctrl+x", "l").at(flow.ChoosingRecovery{}).shows("SIMULATED", "e-mail", "You").staysPut(size)
			x.press("ctrl+t").hides("SIMULATED").press("ctrl+t").shows("SIMULATED", "e-mail")
		})
	}
}

// A phone with 40 messages shows the last ones, and says how many are above where it has a frame.
func TestAFullPhoneShowsTheLastMessages(t *testing.T) {
	t.Parallel()
	x := atCode(t, "", inDemo)
	for i := range 40 {
		x.update(messageMsg(Message{Number: i + 1, Channel: flow.SMS, Text: flow.Conceal(fmt.Sprintf("Your code is %06d", i+1)), Code: flow.Conceal(fmt.Sprintf("%06d", i+1)), Sent: dawn(), At: dawn()}))
	}
	x.settle()
	for _, size := range []size{{40, 12}, {80, 24}, {110, 30}, {140, 40}} {
		x.sized(size.width, size.height).shows("000040")
		if size.width >= 80 {
			x.shows("000039", "replaced", "▴", " more ─╮")
		}
	}
}
