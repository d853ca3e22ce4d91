package tui

import (
	"regexp"
	"testing"

	"dintero-login/flow"
)

func TestAnAudienceSeesNothingPersonalOnTheWholeWay(t *testing.T) {
	t.Parallel()
	atSizes(t, func(t *testing.T, size size) {
		x := online(t, "happy", sized(size.width, size.height), func(s *setup) {
			s.presenting, s.session.Host = true, "127.0.0.1:41873" // a port of chance may hold 999
		}).start()
		personal := []string{"999", "kari@", "example", "11223344", "246810", "sub ", "Norway"}
		step := func(keys ...string) {
			t.Helper()
			x.press(keys...).shows("DEMO", "T••••••••").hides(personal...)
		}
		x.types("999").hides(personal...).press("esc")
		step("ctrl+f")
		step("ctrl+f") // a company, by e-mail
		step("ctrl+f", "ctrl+f")
		step("enter")
		step("ctrl+f")
		step("ctrl+x", "l")
		step("esc", "ctrl+f", "enter")
		x.rings().hides(personal...)
		step("ctrl+f")
		step("enter")
		token := in[flow.SignedIn](x).Token.Access.Reveal()
		x.hides(token[:4], token[len(token)-4:])
		step("v")
		step("c")
		step("f1")
	})
}

func TestAnAudienceSeesTheNamedKeysAndNoOthers(t *testing.T) {
	t.Parallel()
	pressed := regexp.MustCompile(`pressed (\S+)`)
	x := offline(t, inDemo, func(s *setup) { s.presenting = true }).start()
	for _, row := range []struct{ key, want string }{
		{"tab", "tab"}, {"9", ""}, {"ctrl+f", "ctrl+f"}, {"space", ""}, {"enter", "enter"}, {"7", ""}, {"backspace", "backspace"}, {"ctrl+x", "ctrl+x"},
	} {
		x.press(row.key)
		got := ""
		if found := pressed.FindStringSubmatch(x.flat()); found != nil {
			got = found[1]
		}
		if got != row.want {
			t.Errorf("%s shows as %q, want %q", row.key, got, row.want)
		}
	}
	offline(t, inDemo).start().press("tab").hides("pressed")
}

func TestPresenterModeEndsOnlyAfterAYes(t *testing.T) {
	t.Parallel()
	x := atSecret(t, "246810", func(s *setup) { s.presenting = true })
	x.hides("999").press("ctrl+x", "p").shows("End presenter mode?").hides("999").press("esc").hides("End presenter mode?", "999")
	x.press("8", "ctrl+x", "v").shows("not now").press("esc").hides("246810")
	x.press("ctrl+x", "p").shows("End presenter mode?").press("enter", "ctrl+x", "h", "p").hides("999") // none of them is a yes
	x.press("y").shows("•• 999").press("ctrl+x", "p").hides("999").holdsTyped("2468108")
}
