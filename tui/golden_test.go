package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// scene is a screen with something on it.
type scene struct {
	name string
	make func(t *testing.T) *walk
}

// inDemo puts the phone beside a run on the scripted API, with a message or two.
func inDemo(s *setup) {
	s.session.Standing, s.session.Profile, s.session.Host = Demo, "", "127.0.0.1:41873"
	s.session.Sandbox = &Sandbox{Scenario: "happy", Scenarios: Scenarios(), People: []Person{{Name: "Kari Nordmann", Phone: kari, Secret: flow.Conceal("246810")}}}
}

// message lets one arrive on the phone.
func (x *walk) message(number int, code string) *walk {
	x.t.Helper()
	at := dawn().Add(time.Duration(number) * time.Minute)
	return x.send(messageMsg(Message{Number: number, Channel: flow.SMS, To: kari, Text: flow.Conceal("Your code is " + code), Code: flow.Conceal(code), Sent: at, At: at}))
}

// scenes are every screen there is, once at least.
func scenes() []scene {
	refused := fails("", status(403, "invalid_credentials")).event()
	return []scene{
		{"customer", func(t *testing.T) *walk { return offline(t, inDemo).start().types("999 99 999") }},
		{"secret", func(t *testing.T) *walk {
			return atSecret(t, "246810", real).once(flow.StartMFALogin{}, refused).press("enter", "y").types("13579")
		}},
		{"recovery", func(t *testing.T) *walk { return offline(t).start().asKariByMail().press("ctrl+x", "l") }},
		{"confirm", func(t *testing.T) *walk { return atSecret(t, "246810", real).press("enter", "y") }},
		{"unsent", func(t *testing.T) *walk {
			x := atSecret(t, "246810").once(flow.SendCode{}, fails("", status(429, "slow_down")).with(after(17)).event())
			return x.press("enter")
		}},
		{"code", func(t *testing.T) *walk {
			x := atCode(t, "118204", inDemo).fails(flow.AnswerChallenge{}, status(403, "invalid_grant"))
			x.message(1, "118204").press("enter").wait(31*time.Second).press("ctrl+x", "n").message(2, "482913")
			return x.wait(10 * time.Second).types("482")
		}},
		{"signedin", func(t *testing.T) *walk { return atSession(t).wait(time.Minute) }},
		{"verified", func(t *testing.T) *walk { return verifiedAs(t, flow.SignatureVerified, nil).wait(time.Minute) }},
		{"token", func(t *testing.T) *walk { return verifiedAs(t, flow.SignatureVerified, nil).press("d") }},
		{"signout", func(t *testing.T) *walk { return atSession(t).hold(flow.SignOut{}).press("ctrl+x", "x", "y") }},
		{"settings", func(t *testing.T) *walk { return atSession(t).press("enter") }},
		{"help", func(t *testing.T) *walk { return atSecret(t, "246810").press("f1") }},
		{"scenarios", func(t *testing.T) *walk { return offline(t, inDemo).start().press("ctrl+x", "o", "down", "down") }},
		{"checks", func(t *testing.T) *walk { return offline(t, inDemo, withChecks).start().press("ctrl+x", "g") }},
		{"guide", func(t *testing.T) *walk { x := atCode(t, "", inDemo); return guided(x).message(1, "118204") }},
		{"menu", func(t *testing.T) *walk { return atCode(t, "", inDemo).press("ctrl+x") }},
		{"counter", func(t *testing.T) *walk { return atCounter(t) }},
		{"verify", func(t *testing.T) *walk { return atCounter(t).press("ctrl+x", "l", "1").wait(time.Second) }},
		{"accepted", func(t *testing.T) *walk { return atAccepted(t) }},
		{"ticket", func(t *testing.T) *walk { return atDesk(t).press("1", "y") }},
	}
}

// more are screens that need no picture, but must keep within the terminal like all others.
func more() []scene {
	problem := fails("", status(400, "invalid_parameters")).with(func(f *flow.Failure) {
		f.Message = flow.FromOutside("the request is not as it should be, and this is a long sentence about it")
		f.Details = flow.FromOutside("ident: too short; field: type")
	}).event()
	return append(slices.Concat(scenes(), trafficScenes(), requestScenes(), bundleScenes()), []scene{
		{"customer, a long host", func(t *testing.T) *walk {
			x := offline(t, func(s *setup) {
				s.session.Host, s.session.Profile = strings.Repeat("login.", 12)+"example.com:8443", strings.Repeat("profile", 6)
			})
			return x.start()
		}},
		{"customer, nothing known", func(t *testing.T) *walk { return offline(t).hold(flow.Connect{}).start() }},
		{"customer, a bad number", func(t *testing.T) *walk { return offline(t).start().types("999").press("enter") }},
		{"customer, no client", func(t *testing.T) *walk {
			return offline(t).fails(flow.Connect{}, status(401, "invalid_client")).start()
		}},
		{"customer, no scope", func(t *testing.T) *walk {
			return offline(t).once(flow.Connect{}, flow.ClientConnected{May: permissions(flow.No), Skew: 2 * time.Hour}).start()
		}},
		{"secret, malformed", func(t *testing.T) *walk {
			return atSecret(t, "246810 ").once(flow.StartMFALogin{}, problem).press("enter")
		}},
		{"secret, a long one shown", func(t *testing.T) *walk {
			return atSecret(t, "").paste(strings.Repeat("correct horse ", 18)).press("ctrl+x", "v")
		}},
		{"secret, busy", func(t *testing.T) *walk { return atSecret(t, "246810").hold(flow.StartMFALogin{}).press("enter") }},
		{"secret, asking", func(t *testing.T) *walk {
			return atSecret(t, "246810", real, calling(flow.LoginPassword)).press("enter")
		}},
		{"code, sending", func(t *testing.T) *walk { return atSecret(t, "246810").hold(flow.SendCode{}).press("enter") }},
		{"code, checking", func(t *testing.T) *walk { return atCode(t, "123456").hold(flow.AnswerChallenge{}).press("enter") }},
		{"code, leaving", func(t *testing.T) *walk { return atCode(t, "", inDemo).press("esc") }},
		{"code, a stray link and a fault", func(t *testing.T) *walk {
			x := atSecret(t, "246810", inDemo)
			x.once(flow.StartMFALogin{}, flow.ChallengeOffered{MFAToken: flow.Conceal(mfaCanary), Stray: flow.FromOutside("login.example")})
			return x.once(flow.AnswerChallenge{}, problem).press("enter").message(1, "118204").types("123456").press("enter")
		}},
		{"signed in, token shown", func(t *testing.T) *walk { return atSession(t).press("v") }},
		{"signed in, a bad token", func(t *testing.T) *walk { return verifiedAs(t, flow.SignatureBad, nil) }},
		{"signed in, asking", func(t *testing.T) *walk { return atSession(t).press("c") }},
		{"signed in, presenting", func(t *testing.T) *walk { return atSession(t).press("ctrl+x", "p") }},
		{"settings, open", func(t *testing.T) *walk { return atSession(t).press("enter", "enter", "tab", "enter") }},
		{"settings, document", func(t *testing.T) *walk { return offline(t).start().press("ctrl+s", "shift+tab", "enter") }},
		{"settings, failed", func(t *testing.T) *walk { return offline(t).once(flow.ReadSettings{}, problem).start().press("ctrl+s") }},
	}...)
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for _, s := range slices.Concat(scenes(), trafficScenes(), requestScenes(), bundleScenes()) {
		for _, size := range []size{{40, 12}, {80, 24}, {140, 40}} {
			part(t, fmt.Sprintf("%s_%dx%d", s.name, size.width, size.height), func(t *testing.T) {
				x := s.make(t).sized(size.width, size.height)
				var rows []string
				for _, row := range strings.Split(x.text(), "\n") {
					rows = append(rows, strings.TrimRight(row, " "))
				}
				golden.RequireEqual(t, strings.Join(rows, "\n")+"\n")
			})
		}
	}
}

func TestATerminalWithoutUTF8GetsNothingBeyondASCII(t *testing.T) {
	t.Parallel()
	for _, s := range more() {
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			for _, size := range []size{{20, 5}, {30, 8}, {40, 12}, {80, 24}, {140, 40}} {
				x.sized(size.width, size.height)
				utf8 := strings.Split(x.text(), "\n")
				x.app.session.ASCII = true
				for i, row := range strings.Split(x.text(), "\n") {
					if at := strings.IndexFunc(row, func(r rune) bool { return r > 0x7e }); at >= 0 {
						t.Errorf("at %d×%d: %q is in %q", size.width, size.height, row[at:], row)
					}
					if ansi.StringWidth(row) != ansi.StringWidth(utf8[i]) {
						t.Errorf("at %d×%d: %q does not take the place of %q", size.width, size.height, row, utf8[i])
					}
				}
				x.app.session.ASCII = false
			}
		})
	}
}

// fits wants a screen within the terminal, and within the grid but for the phone beside it.
func fits(t *testing.T, app App, width, height int) bool {
	t.Helper()
	next, _ := app.Update(tea.WindowSizeMsg{Width: width, Height: height})
	app, _ = next.(App)
	v := app.View()
	if flaw := flawOf(v, width, height); flaw != "" {
		t.Errorf("at %d×%d: %s:\n%s", width, height, flaw, ansi.Strip(v.Content))
		return false
	}
	if width < leastWidth || height < leastHeight {
		return true // one sentence
	}
	for i, row := range strings.Split(ansi.Strip(v.Content), "\n") {
		if ansi.StringWidth(row) > edge(app.frame()) {
			t.Errorf("at %d×%d: row %d is wider than the grid:\n%s", width, height, i, ansi.Strip(v.Content))
			return false
		}
	}
	if c := v.Cursor; c != nil && c.X >= edge(app.frame()) {
		t.Errorf("at %d×%d: the cursor is beside the grid", width, height)
		return false
	}
	return true
}

func TestEveryScreenFitsEveryTerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	t.Parallel()
	for _, s := range more() {
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

type size struct{ width, height int }

// atSizes runs a part of a test on a small terminal, on the usual one and on a large one.
func atSizes(t *testing.T, test func(t *testing.T, size size)) {
	t.Helper()
	for _, size := range []size{{40, 12}, {80, 24}, {140, 40}} {
		part(t, fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) { test(t, size) })
	}
}

// sizes are every width from 1 to 200 and every height from 1 to 60, some of the ways in which
// they meet, and some beyond.
func sizes() []size {
	var all []size
	heights := []int{8, 24, 12, 9, 60, 17, 40, 18}
	for width := 1; width <= 200; width++ {
		all = append(all, size{width, heights[width%len(heights)]})
	}
	widths := []int{30, 80, 40, 71, 110, 72, 200, 79, 109, 55, 140, 31, 130}
	for height := 1; height <= 60; height++ {
		all = append(all, size{widths[height%len(widths)], height})
	}
	return append(all, size{300, 100}, size{250, 61}, size{5, 2}, size{300, 2})
}

func TestTheCursorStandsRightBehindWhatIsTyped(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		name string
		make func(t *testing.T) *walk
		want string // what ends at the cursor
	}{
		{"a number", func(t *testing.T) *walk { return offline(t).start().types("999 99 9") }, "999 99 9"},
		{"an address", func(t *testing.T) *walk { return offline(t).start().types("kari@ex") }, "kari@ex"},
		{
			"a long address", func(t *testing.T) *walk {
				return offline(t).start().types(strings.Repeat("kari.nordmann+", 16) + "@x.no")
			},
			"@x.no",
		},
		{"a secret", func(t *testing.T) *walk { return atSecret(t, "246810") }, "••••"},
		{"a secret of wide characters, shown", func(t *testing.T) *walk { return atSecret(t, "密码密码").press("ctrl+x", "v") }, "密码密码"},
		{"a refused secret", func(t *testing.T) *walk {
			return atSecret(t, "246810").fails(flow.StartMFALogin{}, status(403, "invalid_credentials")).press("enter").types("13")
		}, "••"},
		{"a code", func(t *testing.T) *walk { return atCode(t, "482", inDemo).message(1, "482913") }, "482"},
		{"an empty code", func(t *testing.T) *walk { return atCode(t, "") }, ""},
	} {
		part(t, row.name, func(t *testing.T) {
			x := row.make(t)
			for _, size := range []size{{40, 12}, {60, 20}, {72, 24}, {80, 24}, {130, 40}, {200, 60}} {
				x.sized(size.width, size.height)
				c := x.app.View().Cursor
				if c == nil {
					t.Errorf("at %d×%d: no cursor:\n%s", size.width, size.height, x.text())
					continue
				}
				rows := strings.Split(x.text(), "\n")
				before := ansi.Truncate(rows[c.Y], c.X, "")
				at := layout.NarrowValueAt
				switch {
				case size.width >= columnsFrom:
					at = stepAt + layout.ValueAt
				case size.width >= layout.NarrowBelow:
					at = layout.ValueAt
				}
				typed := strings.TrimRight(ansi.TruncateLeft(before, at, ""), " ")
				if ansi.StringWidth(before) != c.X || !strings.HasSuffix(before, row.want) || row.want == "" && typed != "" {
					t.Errorf("at %d×%d: %q is before the cursor, want %q at its end", size.width, size.height, before, row.want)
				}
			}
		})
	}
}
