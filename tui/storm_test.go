package tui

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// extremes are the sizes of terminals at both ends, and the usual ones between them. A screen
// under an overlay is drawn at three of them: all of them meet every overlay.
func extremes() []size {
	return []size{{5, 2}, {30, 8}, {40, 12}, {80, 24}, {110, 30}, {200, 60}, {300, 100}}
}

// overlays are the keys that lay something over a screen, from nothing on.
func overlays() [][]string {
	return [][]string{
		nil,
		{"ctrl+x"},
		{"f1"},
		{"ctrl+s"},
		{"ctrl+s", "f1"},
		{"ctrl+x", "w"},
		{"ctrl+x", "w", "1", "space"},
		{"ctrl+x", "w", "5", "ctrl+x"},
		{"ctrl+x", "g"},
		{"ctrl+x", "y"},
		{"ctrl+x", "d"},
		{"ctrl+t"},
		{"ctrl+t", "ctrl+t", "ctrl+t"},
	}
}

// hostileChecks answers each check with a text from outside, whatever it found.
func hostileChecks(_ context.Context, tell func(flow.CheckResult)) {
	for c := range flow.CheckCount {
		r := flow.CheckResult{Check: c, Outcome: flow.NotPassed, Took: time.Hour, Finding: flow.SecretMissing, Text: spaced()}
		switch c % 3 {
		case 1:
			r.Finding, r.Problem = flow.NoFinding, flow.Problem{Reason: flow.Unexpected, Call: flow.CallClientToken, Failure: evilFailure(500, hostile).Failure}
		case 2:
			r.Finding, r.Problem = flow.NameNotFound, flow.Problem{Reason: flow.NotReached, Failure: flow.Failure{Reach: flow.NotSent, Cause: evil()}}
		}
		tell(r)
	}
}

// hostileExchanges are requests whose answers hold what no terminal must be given.
func hostileExchanges() []flow.Exchange {
	var list []flow.Exchange
	for call := flow.CallClientToken; call <= flow.CallExists; call++ {
		list = append(list, flow.Exchange{
			Number: len(list) + 1, Call: call, Try: 1, Began: dawn(), Over: true, Took: 100 * time.Hour, Status: 500,
			Failed: true, Failure: evilFailure(500, hostile).Failure, Sent: 1 << 40, Received: 1 << 50,
		})
	}
	return list
}

// storm sends a key or a size and looks at nothing but the screen: no command runs. Checks that
// were begun end at once.
func storm(app App, msg tea.Msg) App {
	next, _ := app.Update(msg)
	app, _ = next.(App)
	if s, checks := app.overlay.(checksScreen); checks && s.running() {
		hostileChecks(context.Background(), func(r flow.CheckResult) {
			next, _ = app.Update(checkMsg{number: s.number, result: r})
			app, _ = next.(App)
		})
	}
	return app
}

func TestHostileTextFitsUnderEveryOverlayOnEveryTerminal(t *testing.T) {
	t.Parallel()
	for i, s := range hostileScenes() {
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			x.app.session.Contact, x.app.session.Checks = hostile, hostileChecks
			x.app.exchanges = hostileExchanges()
			for j, keys := range overlays() {
				app := x.app
				for _, k := range keys {
					app = storm(app, press(k))
				}
				for k, size := range extremes() {
					if skipped := (i + j + k) % 7; skipped > 2 || testing.Short() && skipped > 0 {
						continue
					}
					app = storm(app, tea.WindowSizeMsg{Width: size.width, Height: size.height})
					if flaw := flawOf(app.View(), size.width, size.height); flaw != "" {
						t.Fatalf("%q at %d×%d: %s", keys, size.width, size.height, flaw)
					}
				}
			}
		})
	}
}

func TestAStormOfSizesAndKeysLeavesNoFlaw(t *testing.T) {
	t.Parallel()
	keys := []string{"ctrl+x", "ctrl+s", "f1", "w", "1", "enter", "space", "down", "up", "tab", "pgdown", "pgup", "end", "home", "esc", "ctrl+t", "y", "g"}
	for i, s := range hostileScenes() {
		part(t, s.name, func(t *testing.T) {
			x := s.make(t)
			x.app.session.Checks, x.app.exchanges = hostileChecks, hostileExchanges()
			app, random := x.app, rand.New(rand.NewPCG(7, uint64(i)))
			for range len(some(s.name, make([]int, 30))) {
				if k := press(keys[random.IntN(len(keys))]); random.IntN(2) == 0 {
					app = storm(app, k)
				}
				size := size{1 + random.IntN(300), 1 + random.IntN(100)}
				if random.IntN(2) == 0 {
					size.width, size.height = 1+random.IntN(100), 1+random.IntN(30)
				}
				app = storm(app, tea.WindowSizeMsg{Width: size.width, Height: size.height})
				if flaw := flawOf(app.View(), size.width, size.height); flaw != "" {
					t.Fatalf("at %d×%d: %s", size.width, size.height, flaw)
				}
			}
		})
	}
}
