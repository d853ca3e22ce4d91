package tui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

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
					if row = strings.TrimSpace(row); row != "" && !regexp.MustCompile(`^→ |^(› )?[1-5] (  |[✓✗] )(Ask .* → |Check |Have |Look |Send |Say |Start |Try |Use |Wait )`).MatchString(row) {
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
	x.shows("› 1 Use the e-mail address", "Next step 1", "Turn to whoever manages the API clients")
	x.press("enter").shows("1 ✗ Use", "› 2 Ask “Is your number or e-mail new?” → another number on file", "Next Ask for earlier numbers")
	x.press("enter").shows("2 ✗ Ask “Is your number or e-mail new?”", "› 3 Ask “New SIM")
	x.press("space").shows("› 3 ✓ Ask “New SIM", "Next Send the code by e-mail instead", "Say “A message can take a few minutes", "if nothing helps")
	x.press("space").shows("› 3 Ask “New SIM").hides("✓ Ask") // the same yes takes it back
	x.press("up", "space").shows("› 2 ✓ Ask", "Next Ask for earlier numbers")
	x.press("down", "down", "enter", "enter").shows("4 ✗ Wait", "5 ✗ Ask", "› 1 ✗ Use")
	x.press("2").shows("PIN or password not accepted").hides("✓ Ask", "✗ Use")
}

func TestTheSymptomScreenReachesNobodyAndClosesAStepAtATime(t *testing.T) {
	t.Parallel()
	x := hears(t, "4")
	x.press("space", "enter", "y", "esc").shows("What does the customer see?").press("enter", "space", "y").press("esc")
	x.shows("What is the customer's PIN or password?").press("ctrl+x", "w", "1", "q").hides("Next")
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
	x := hears(t, "1", sized(40, 12)).shows("1/5 Use the e-mail address", "Say “A message can take", "aloud.”", "more").press("down", "down", "down").shows("4/5 Wait")
	x.press("end").shows("Not known").press("home").shows("4/5 Wait").press("pgdown").hides("4/5")
	x.press("end", "esc").shows("1 no code comes")
}
