//go:build !windows

package cli_test

import (
	"fmt"
	"testing"
)

func TestTheWalkOnAFreshMachineByTyping(t *testing.T) {
	t.Parallel()
	for _, size := range []looks{{width: 40, height: 12}, {width: 80, height: 24}, {width: 140, height: 40}} {
		t.Run(fmt.Sprintf("at %d×%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			x := size.open(t, newPlace(t))
			x.wait("DEMO", "Customer")
			x.press("999 99 999")
			x.wait("999 99 999")
			x.press("enter")
			x.wait("PIN/password")
			x.press("246810", "enter")
			code := x.newestCode()
			x.press(code)
			x.wait(code)
			x.press("enter")
			x.wait("Signed in", "Token")
			x.press("enter")
			x.wait("Settings", "MFA at login")
			x.press("esc")
			x.wait("Signed in", "Token")
			x.press("q")
			x.agrees("nor copied")
			if got := said(x.leaves(0)); got != "" {
				t.Errorf("after the end the screen says %q, want nothing", got)
			}
		})
	}
}

func TestTheWalkOnAFreshMachineByThreeTimesFillingIn(t *testing.T) {
	t.Parallel()
	for _, size := range []looks{{width: 40, height: 12}, {width: 80, height: 24}, {width: 140, height: 40}} {
		t.Run(fmt.Sprintf("at %d×%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			x := size.open(t, newPlace(t))
			x.wait("DEMO", "Customer")
			x.press("ctrl+f", "enter")
			x.wait("PIN/password")
			x.press("ctrl+f", "enter")
			x.newestCode()
			x.press("ctrl+f", "enter")
			x.wait("Signed in", "Token")
			x.press("enter")
			x.wait("Settings", "MFA at login")
			x.press("q")
			x.wait("Signed in", "Token")
			x.press("q")
			x.agrees("nor copied")
			x.leaves(0)
		})
	}
}

func TestATerminalThatAnswersNothingShowsTheFirstScreen(t *testing.T) {
	t.Parallel()
	x := looks{silent: true}.open(t, newPlace(t))
	x.wait("DEMO", "Who is signing in?")
	x.press("ctrl+c")
	x.leaves(130)
}
