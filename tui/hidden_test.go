//go:build !windows

package tui_test

import (
	"strings"
	"syscall"
	"testing"
)

func TestOnATerminalWhatStdinFlagsReadIsAskedForAndNotShown(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	in := newPlace(t)
	var stdout strings.Builder
	x := looks{stdout: &stdout, never: []string{"246810"}}.open(t, in,
		"token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin", "--code-stdin")
	x.wait("PIN or password:")
	x.press("ctrl+z", "246810", "enter")
	x.wait("Code:")
	code := <-account.codes
	x.forbid(code)
	x.press(code, "enter")
	x.leaves(0)
	if !jwt.MatchString(stdout.String()) {
		t.Errorf("stdout: got %q, want a token", stdout.String())
	}
}

func TestASignalWhileAHiddenLineIsAskedForGivesTheTerminalItsEchoBack(t *testing.T) {
	t.Parallel()
	for signal, code := range map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGQUIT: 131} {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy", false)
			in := newPlace(t)
			x := looks{never: []string{"2468"}}.open(t, in,
				"token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin", "--code-stdin")
			x.wait("PIN or password:")
			if signal == syscall.SIGINT {
				x.press("2468", "ctrl+c")
			} else if err := x.cmd.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			x.leaves(code)
			if n := account.called("/customers/mfa_login"); n != 0 {
				t.Errorf("%d sign-ins were sent", n)
			}
		})
	}
}

func TestTheScreenDoesNotShareItsTerminalWithStdinFlags(t *testing.T) {
	t.Parallel()
	for _, flag := range []string{"--secret-stdin", "--code-stdin"} {
		in := newPlace(t)
		x := looks{}.open(t, in, "--demo", "--phone", "+4799999999", flag)
		if got := said(x.leaves(2)); !strings.Contains(got, "cannot share a terminal with the") {
			t.Errorf("%s: the screen says %q", flag, got)
		}
	}
}

func TestAHiddenLineThatIsEmptyOrEndedIsAnError(t *testing.T) {
	t.Parallel()
	for name, keys := range map[string]string{"empty": "enter", "ended": "\x04"} {
		account := newFront(t, "happy", false)
		in := newPlace(t)
		x := looks{}.open(t, in,
			"token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin", "--code-stdin")
		x.wait("PIN or password:")
		x.press(keys)
		if got := said(x.leaves(2)); !strings.Contains(got, "--secret-stdin: ") {
			t.Errorf("%s: the screen says %q", name, got)
		}
	}
}
