package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/cli"
)

// sizes are those of a review, in cells.
func sizes() [][2]int { return [][2]int{{40, 12}, {80, 24}, {110, 30}, {140, 40}, {200, 60}} }

// review draws every screen at every size, in both themes, into a folder: SIZE/SCREEN-THEME.svg,
// SIZE/SCREEN.txt without colours, and SIZE/SCREEN.ansi for a dark terminal.
func review(folder string) error {
	for _, size := range sizes() {
		if err := os.MkdirAll(filepath.Join(folder, named(size)), 0o755); err != nil {
			return err
		}
	}
	var problems []error
	for _, on := range reviewed() {
		problems = append(problems, reviewStage(folder, on))
	}
	return errors.Join(problems...)
}

func named(size [2]int) string { return fmt.Sprintf("%dx%d", size[0], size[1]) }

func reviewStage(folder string, on stage) error {
	p, err := open(on)
	if err != nil {
		return err
	}
	defer p.close()
	return p.play(on, func(s step) error {
		if s.name == "" {
			return nil
		}
		var problems []error
		for _, size := range sizes() {
			name := filepath.Join(folder, named(size), on.name+"-"+s.name)
			for i, t := range themes() {
				g := p.grid(size[0], size[1], t)
				problems = append(problems, os.WriteFile(name+"-"+t.name+".svg", g.svg(t, on.name+": "+s.name), 0o644))
				if i == 0 {
					problems = append(problems, os.WriteFile(name+".txt", []byte(g.text()), 0o644), os.WriteFile(name+".ansi", []byte(g.ansi()), 0o644))
				}
			}
		}
		return errors.Join(problems...)
	})
}

// reviewed is every stage, in the order in which a person meets the screens.
func reviewed() []stage {
	all := []stage{login()}
	all = append(all, ways()...)
	all = append(all, accounts()...)
	for _, scenario := range cli.Scenarios() {
		if scenario.Name != "happy" && scenario.Name != "slow" { // slow waits for the clock inside its first call
			all = append(all, stage{name: "scenario-" + scenario.Name, scenario: scenario.Name, steps: []step{
				{name: "1start"},
				{keys: []string{"ctrl+f", "enter"}, name: "2pin"},
				{keys: []string{"ctrl+f", "enter"}, name: "3code"},
				{after: 21 * time.Second, name: "4later"},
				{keys: []string{"ctrl+f", "enter"}, name: "5end"},
				{after: 31 * time.Second, keys: []string{"ctrl+x", "n"}, name: "6again"},
			}})
		}
	}
	return all
}

// ways are those beside the straight one.
func ways() []stage {
	toPIN := step{keys: []string{"ctrl+f", "enter"}}
	toCode := step{keys: []string{"ctrl+f", "enter", "ctrl+f", "enter"}, shows: "Your code is"}
	toSession := step{keys: []string{"ctrl+f", "enter", "ctrl+f", "enter", "ctrl+f", "enter"}, shows: "Claims"}
	return []stage{
		{name: "customer", steps: []step{
			{keys: []string{"999", "enter"}, name: "short"},
			{keys: []string{"esc", "kari@example.com"}, name: "email"},
			{keys: []string{"esc", "070-123 45 67"}, name: "foreign"},
		}},
		{name: "pin", steps: []step{toPIN, {keys: []string{" 246810"}, name: "space"}, {keys: []string{"ctrl+x", "v"}, name: "shown"}}},
		{name: "lost", steps: []step{
			toPIN,
			{keys: []string{"ctrl+x", "l"}, name: "choice"},
			{keys: []string{"2"}, name: "code1"},
			{keys: []string{"ctrl+f", "enter"}, name: "code2"},
			{keys: []string{"ctrl+f", "enter"}, name: "signedin"},
		}},
		{name: "link", steps: []step{{keys: []string{"kari@example.com", "enter", "ctrl+x", "l", "1"}, name: "mailed"}}},
		{name: "code", steps: []step{
			toCode,
			{keys: []string{"ctrl+t"}, name: "pane1"},
			{keys: []string{"ctrl+t"}, name: "pane2"},
			{keys: []string{"ctrl+t"}, name: "pane3"},
			{keys: []string{"ctrl+t"}, name: "pane4"},
			{after: 12 * time.Second, keys: []string{"ctrl+x"}, name: "menu"},
			{keys: []string{"esc", "f1"}, name: "help"},
			{after: 20 * time.Second, keys: []string{"f1", "ctrl+x", "n"}, name: "again"},
			{after: 31 * time.Second, keys: []string{"ctrl+x", "e"}, name: "other"},
			{keys: []string{"esc"}, name: "leaving"},
		}},
		{name: "session", steps: []step{
			toSession,
			{keys: []string{"c"}, name: "copying"},
			{keys: []string{"esc", "v"}, name: "revealed"},
			{keys: []string{"d"}, name: "token"},
			{keys: []string{"esc", "f1"}, name: "help"},
			{keys: []string{"f1", "ctrl+x"}, name: "menu"},
			{keys: []string{"x"}, name: "signingout"},
			{after: time.Second, keys: []string{"y"}, running: true, name: "signout"},
			{name: "signedout"},
		}},
		{name: "settings", steps: []step{
			toSession,
			{keys: []string{"enter", "enter"}, name: "open"},
			{keys: []string{"tab", "enter"}, name: "attributes"},
			{keys: []string{"tab", "enter"}, name: "document"},
		}},
		{name: "overlay", steps: []step{
			{keys: []string{"ctrl+x", "o"}, name: "scenarios"},
			{keys: []string{"esc", "ctrl+x", "g"}, name: "checks"},
			{keys: []string{"esc", "ctrl+x", "w"}, name: "symptom"},
			{keys: []string{"1"}, name: "cause"},
		}},
		{name: "guide", changes: func(_ *tui.Session, o *tui.Options) { o.Guide = true }, steps: []step{
			{name: "1"},
			{keys: []string{"pgdown"}, name: "2"},
			{keys: []string{"pgdown"}, name: "3"},
			{keys: []string{"pgdown"}, name: "4"},
			{keys: []string{"pgdown"}, name: "5"},
			{keys: []string{"pgdown"}, name: "6"},
			{keys: []string{"pgdown"}, name: "7"},
		}},
		{name: "presenter", changes: func(_ *tui.Session, o *tui.Options) { o.Presenting = true }, steps: []step{
			{keys: []string{"99999999"}, name: "customer"},
			{keys: []string{"enter", "ctrl+f", "enter"}, name: "code"},
			{keys: []string{"ctrl+f", "enter"}, name: "signedin"},
		}},
	}
}

// accounts are those that are no demo. They are the sandbox all the same.
func accounts() []stage {
	as := func(standing tui.Standing, account flow.Account) func(*tui.Session, *tui.Options) {
		return func(s *tui.Session, _ *tui.Options) {
			s.Standing, s.Profile, s.Account, s.Host, s.Sandbox = standing, "shop-no", "P11223344", "api.dintero.com", nil
			if standing == tui.Test {
				s.Account = "T11223344"
			}
			s.Support, s.Contact = account.Support, "second line, +47 22 33 44 55"
			s.Start = flow.New(account, flow.Draft{})
		}
	}
	desk := func(s *tui.Session, o *tui.Options) {
		as(tui.Production, flow.Account{Production: true, Support: true})(s, o)
		s.Desk = true
	}
	return []stage{
		{name: "test", changes: as(tui.Test, flow.Account{}), steps: []step{
			{name: "start"},
			{keys: []string{"99999999", "enter", "246810", "enter"}, name: "code"},
		}},
		{name: "production", changes: as(tui.Production, flow.Account{Production: true}), steps: []step{
			{keys: []string{"99999999", "enter", "1357", "enter"}, name: "try"},
			{after: time.Second, keys: []string{"y"}, name: "refused"},
			{keys: []string{"246810", "enter"}, name: "send"},
			{after: time.Second, keys: []string{"y"}, name: "code"},
		}},
		{name: "support", changes: as(tui.Production, flow.Account{Production: true, Support: true}), steps: []step{
			{name: "symptom"},
			{keys: []string{"1"}, name: "nocode"},
			{keys: []string{"esc", "2"}, name: "nopin"},
			{keys: []string{"esc", "esc", "99999999", "enter"}, name: "counter"},
			{keys: []string{"ctrl+x", "l", "1"}, name: "verified"},
		}},
		{name: "desk", changes: desk, steps: []step{{name: "symptom"}, {keys: []string{"1", "y"}, name: "ticket"}}},
	}
}
