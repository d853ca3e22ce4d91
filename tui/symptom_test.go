package tui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// spoken is a session with whom to turn to, and customers who are spoken to in a language.
func spoken(l words.Language) option {
	return func(s *setup) { s.session.Contact, s.session.Language = "it@shop.example, 22 00 00 00", l }
}

// hears is a support desk that was told a symptom.
func hears(t *testing.T, key string, options ...option) *walk {
	t.Helper()
	return offline(t, append([]option{spoken(words.English)}, options...)...).start().asKari().press("ctrl+x", "w", key)
}

// reasons are the screens that say why: what the customer sees, and every kind of refusal.
func reasons() []scene {
	refusedCode := fails("", status(403, "invalid_grant")).event()
	return []scene{
		{"symptom", func(t *testing.T) *walk { return offline(t).start().press("ctrl+x", "w") }},
		{"symptom_no_code", func(t *testing.T) *walk { return hears(t, "1").press("enter", "space") }},
		{"symptom_pin", func(t *testing.T) *walk { return hears(t, "2", spoken(words.Bokmal)) }},
		{"refused_pin", func(t *testing.T) *walk {
			return atSecret(t, "246810", real, spoken(words.Bokmal)).fails(flow.StartMFALogin{}, status(403, "invalid_credentials")).press("enter", "y")
		}},
		{"refused_code", func(t *testing.T) *walk {
			return atCode(t, "118204", inDemo, spoken(words.English)).once(flow.AnswerChallenge{}, refusedCode).message(1, "482913").press("enter")
		}},
		{"refused_send", func(t *testing.T) *walk {
			f := status(404, "NOT FOUND")
			return atSecret(t, "246810").fails(flow.SendCode{}, f).press("enter")
		}},
		{"refused_recovery", func(t *testing.T) *walk {
			return offline(t).fails(flow.StartRecovery{}, status(403, "forbidden")).start().asKariByMail().press("ctrl+x", "l", "2")
		}},
		{"refused_client", func(t *testing.T) *walk {
			return offline(t, spoken(words.English)).fails(flow.Connect{}, status(401, "invalid_client")).start()
		}},
		{"refused_settings", func(t *testing.T) *walk {
			return offline(t).fails(flow.ReadSettings{}, status(451, "blocked")).start()
		}},
	}
}

func TestGoldenOfReasons(t *testing.T) {
	t.Parallel()
	for _, s := range reasons() {
		for _, size := range []size{{40, 12}, {80, 24}, {140, 40}} {
			part(t, fmt.Sprintf("%s_%dx%d", s.name, size.width, size.height), func(t *testing.T) {
				x := s.make(t).sized(size.width, size.height)
				rows := strings.Split(x.text(), "\n")
				for i := range rows {
					rows[i] = strings.TrimRight(rows[i], " ")
				}
				golden.RequireEqual(t, strings.Join(rows, "\n")+"\n")
			})
		}
	}
}

func TestEveryReasonFitsEveryTerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	t.Parallel()
	for _, s := range reasons() {
		part(t, s.name, func(t *testing.T) {
			app := s.make(t).app
			for _, size := range sizes() {
				if !fits(t, app, size.width, size.height) {
					return
				}
			}
		})
	}
}

func TestEverySymptomIsAnsweredWithoutScrollingAt80Columns(t *testing.T) {
	t.Parallel()
	for _, language := range []words.Language{words.English, words.Bokmal} {
		for _, key := range []string{"1", "2", "3", "4", "5"} {
			part(t, fmt.Sprint(language, " ", key), func(t *testing.T) {
				x := hears(t, key, spoken(language))
				x.shows("Symptom", "+47 ••• •• 999", "Everyone?", "› 1 ", "Next", "Say", "Turn to", "it@shop.example", "Known good", "Not known")
				x.hides("↓")
				_, steps, _ := strings.Cut(x.text(), "Everyone?")
				steps, _, _ = strings.Cut(steps, "Next")
				for _, row := range strings.Split(strings.TrimSpace(steps), "\n")[1:] {
					if row = strings.TrimSpace(row); row != "" && !regexp.MustCompile(`^(› )?[1-5] (Ask .* → |Do |Look |Wait )`).MatchString(row) {
						t.Errorf("%q is no step on one row:\n%s", row, x.text())
					}
				}
			})
		}
	}
}

func TestAnswersMoveWhatIsNextWhileTheStepsStay(t *testing.T) {
	t.Parallel()
	x := hears(t, "1")
	x.shows("› 1 Do Use the e-mail address", "Next step 1", "Turn to whoever manages the API clients")
	x.press("enter").shows("1 Do ✗ no", "› 2 Ask “Is your number or e-mail new?” → another number on file", "Next Ask for earlier numbers")
	x.press("enter").shows("2 Ask ✗ no “Is your number or e-mail new?”", "› 3 Ask “New SIM card")
	x.press("space").shows("› 3 Ask ✓ yes “New SIM card", "Next Ask about SIM and abroad", "Say “A message can take a few minutes", "if nothing helps")
	x.press("space").shows("› 3 Ask “New SIM card").hides("✓ yes") // the same yes takes it back
	x.press("up", "space").shows("› 2 Ask ✓ yes", "Next Ask for earlier numbers")
	x.press("down", "down", "enter", "enter").shows("4 Wait ✗ no", "5 Ask ✗ no", "› 1 Do ✗ no")
	x.press("2").shows("PIN or password not accepted").hides("✓ yes", "✗ no")
}

func TestTheSymptomScreenReachesNobodyAndClosesAStepAtATime(t *testing.T) {
	t.Parallel()
	x := hears(t, "4")
	x.press("space", "enter", "y", "esc").shows("What does the customer see?").press("enter", "space", "y").press("esc")
	x.shows("What is the customer's PIN or password?").press("ctrl+x", "w", "1", "q").hides("Symptom")
	for _, do := range []flow.Effect{flow.StartMFALogin{}, flow.LogIn{}, flow.SendCode{}, flow.StartRecovery{}, flow.MailLink{}} {
		x.asks(do, 0)
	}
	if len(x.clipboard) != 1 || x.quit {
		t.Errorf("%d texts in the clipboard, quit: %v", len(x.clipboard), x.quit)
	}
}

func TestWhetherEverybodyIsConcernedIsSaid(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		accepted flow.Tristate
		says     string
	}{{flow.Unknown, "have others called"}, {flow.Yes, "no: the test customer's PIN was accepted"}, {flow.No, "perhaps: the test customer's PIN was rejected too"}} {
		hears(t, "2", func(s *setup) { s.account.TestCustomer = row.accepted }).shows("Everyone? ", row.says)
	}
}

func TestASmallTerminalScrollsThroughTheSteps(t *testing.T) {
	t.Parallel()
	x := hears(t, "1", sized(40, 12)).shows("1 Do", "↓").press("down", "down", "down").shows("4 Wait")
	x.press("end").shows("Not known").press("home").shows("Symptom").press("pgdown").hides("Symptom")
}

func TestTheTextForATicketIsCopiedFromAnywhere(t *testing.T) {
	t.Parallel()
	for _, s := range append(reasons(), scenes()...) {
		if s.name == "menu" || s.name == "confirm" || s.name == "signout" {
			continue
		}
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			x.press("ctrl+x", "y")
			if len(x.clipboard) != 1 {
				t.Fatalf("%d texts were copied from\n%s", len(x.clipboard), x.text())
			}
			x.shows("Only it knows whether the clipboard has it")
			clean(t, x.clipboard[0], "Time ", "Diagnosis ", "Turn to ")
		})
	}
}

// clean wants a text for a ticket to say something, and nothing that is secret.
func clean(t *testing.T, text string, says ...string) {
	t.Helper()
	for _, want := range says {
		if !strings.Contains(text, want) {
			t.Errorf("%q is missing in\n%s", want, text)
		}
	}
	for _, secret := range append(canaries(), "246810", "118204", "482913", "99999999", "999 99 999", "kari@") {
		if strings.Contains(text, secret) {
			t.Errorf("%q is in\n%s", secret, text)
		}
	}
	for _, r := range text {
		if r < ' ' && r != '\n' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			t.Errorf("control character %q in %q", r, text)
		}
	}
}

func TestATicketNamesTheSymptomThatIsOnTheScreen(t *testing.T) {
	t.Parallel()
	x := hears(t, "1").press("space", "y")
	clean(t, x.clipboard[0], "the customer sees: no code comes", "+47 ••• •• 999", "number-other", "T11223344", "it@shop.example")
}

func TestAnAudienceSeesNobodyInAReasonNorInItsTicket(t *testing.T) {
	t.Parallel()
	personal := []string{"999", "kari", "11223344", "it@shop", "22 00"}
	for _, s := range reasons() {
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			x.press("ctrl+x", "p").hides(personal...)
			x.press("ctrl+x", "w", "1").hides(personal...).press("y")
			for _, word := range personal {
				if strings.Contains(x.clipboard[0], word) {
					t.Errorf("%q is in\n%s", word, x.clipboard[0])
				}
			}
		})
	}
}

func TestHostileTextMovesNothingInAReason(t *testing.T) {
	t.Parallel()
	evil := func(s *setup) { s.session.Contact, s.session.Host = hostile, hostile }
	for _, code := range []int{200, 400, 401, 403, 404, 418, 429, 500} {
		part(t, fmt.Sprint(code), func(t *testing.T) {
			x := offline(t, evil).once(flow.ReadSettings{}, flow.SettingsRead{Settings: evilSettings()}).start().asKari()
			x.types("246810").once(flow.StartMFALogin{}, evilFailure(code, hostile)).press("enter", "ctrl+x", "y")
			clean(t, x.clipboard[0])
			x.press("ctrl+x", "w", "2", "y")
			clean(t, x.clipboard[1])
		})
	}
}

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

func TestNoRefusalPushesTheFieldOrTheKeysOffTheScreen(t *testing.T) {
	t.Parallel()
	for _, code := range []int{200, 302, 400, 401, 403, 404, 405, 409, 410, 418, 422, 423, 429, 451, 500, 502} {
		for _, own := range []string{"", "some_code"} {
			f := status(code, own)
			f.Message = flow.FromOutside(strings.Repeat("a long sentence of the server ", 9))
			secret := atSecret(t, "246810", real).fails(flow.StartMFALogin{}, f).press("enter", "y")
			answer := atCode(t, "118204", inDemo).message(1, "482913").fails(flow.AnswerChallenge{}, f).press("enter")
			for x, label := range map[*walk]string{secret: "PIN/password", answer: "Code"} {
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
	x := atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter").shows("… Signing in.").hides("Signing in. 0 s")
	x.wait(3 * time.Second).shows("Signing in. 3 s").release().hides("3 s")
}
