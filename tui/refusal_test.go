package tui

import (
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// said is the row "Say" with what follows it, up to the next row.
func said(t *testing.T, x *walk) string {
	t.Helper()
	_, rest, found := strings.Cut(x.flat(), "Say “")
	sentence, _, ends := strings.Cut(rest, "”")
	if !found || !ends {
		t.Fatalf("nothing to say:\n%s", x.text())
	}
	return sentence
}

func TestWhatIsSaidOfARefusalConfirmsNoAccount(t *testing.T) {
	t.Parallel()
	for _, language := range []words.Language{words.English, words.Bokmal} {
		want := words.SayTo(flow.CausePINWrong, language)
		for _, row := range []struct{ phone, pin string }{{"999 99 999", "135791"}, {"41 23 45 67", "246810"}, {"911 11 111", "246810"}} {
			x := online(t, "happy", spoken(language)).start().types(row.phone).press("enter").types(row.pin).press("enter")
			if got := said(t, x); got != want {
				t.Errorf("%v: %q, want %q", row, got, want)
			}
		}
		for _, asked := range []int{200, 404} { // whether the account has such a customer
			x := atSecret(t, "246810", spoken(language)).fails(flow.StartMFALogin{}, status(403, "no")).press("enter")
			x.app.state = existing(x.app.state, asked)
			x.send(stateMsg{state: x.app.state})
			if got := said(t, x); got != want {
				t.Errorf("existence %d: %q, want %q", asked, got, want)
			}
		}
		for _, code := range []int{400, 401, 403, 404, 422} {
			f := status(code, "not_found")
			f.Named, f.Renewal = code == 400, map[bool]flow.Renewal{true: flow.TokenGood}[code == 401]
			x := atSecret(t, "246810", spoken(language)).fails(flow.StartMFALogin{}, f).press("enter")
			if got := said(t, x); got != want {
				t.Errorf("%d: %q, want %q", code, got, want)
			}
		}
	}
}

// existing is a state after the question whether the customer exists.
func existing(s flow.State, status int) flow.State {
	c, _ := flow.CustomerOf(s)
	s, _ = flow.Next(s, flow.ExistenceWanted{})
	s, _ = flow.Next(s, flow.ExistenceLearned{Existence: flow.Existence{
		Identity: c.Identity, Control: 404, Asked: [2]int{status, status}, JSON: true,
	}})
	return s
}

func TestWhetherACustomerExistsIsKnownToTheAgentAlone(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").fails(flow.StartMFALogin{}, status(403, "no")).press("enter")
	x.shows("another number on file")
	x.app.state = existing(x.app.state, 200)
	x.send(stateMsg{state: x.app.state}).hides("another number on file").shows("MFA, number")
	x.press("ctrl+x", "w", "2").hides("e-mail new?")
}

func TestNoRefusalPushesTheFieldOrTheKeysOffTheScreen(t *testing.T) {
	t.Parallel()
	for _, code := range []int{200, 302, 400, 401, 403, 404, 405, 409, 410, 418, 422, 423, 429, 451, 500, 502} {
		for _, own := range []string{"", "some_code"} {
			f := status(code, own)
			f.Message = flow.FromOutside(strings.Repeat("a long sentence of the server ", 9))
			secret := atSecret(t, "246810", real).fails(flow.StartMFALogin{}, f).press("enter", "y")
			answer := atCode(t, "118204", inDemo).message(1, "482913").fails(flow.AnswerChallenge{}, f).press("enter")
			for x, label := range map[*walk]string{secret: "▎ PIN or password", answer: "Code"} {
				x.shows(label, "ctrl+c quit", "Say", "Turn to")
				if c := x.sized(40, 12).shows("enter").app.View().Cursor; c == nil && flow.At(x.app.state).Kind != flow.AtSession {
					t.Errorf("%d %q: no field at 40×12:\n%s", code, own, x.text())
				}
			}
		}
	}
}

func TestHowLongACallHasRunIsSaid(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter").shows("⣷ Signing in.").hides("Signing in. 0 s")
	x.wait(3 * time.Second).shows("Signing in. 3 s").release().hides("3 s")
}
