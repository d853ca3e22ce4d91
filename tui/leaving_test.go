//go:build !windows

package tui_test

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// typedSecret is nobody's, and stands nowhere else.
const typedSecret = "tangerine-kayak-7391"

// The ways to the screens, from a start in the demo.

func toCustomer(x *terminal) {
	x.wait("DEMO", "Who is signing in?")
	x.press("999 99 999")
	x.wait("999 99 999")
}

func toSecret(x *terminal) {
	toCustomer(x)
	x.press("enter")
	x.wait("PIN/password")
	x.press(typedSecret)
	x.wait(strings.Repeat("•", len(typedSecret)))
}

func toCode(x *terminal) {
	toCustomer(x)
	x.press("enter")
	x.wait("PIN/password")
	x.press("ctrl+f", "enter")
	code := x.newestCode()
	x.press("ctrl+f")
	x.find(`Code +(` + code + `)`)
}

func toSignedIn(x *terminal) {
	toCode(x)
	x.press("enter")
	x.wait("Signed in", "Token", "q quit")
}

func toSettings(x *terminal) {
	toSignedIn(x)
	x.press("enter")
	x.wait("MFA at login")
}

func TestCtrlCLeavesEveryScreenWithAClean130(t *testing.T) {
	t.Parallel()
	lost := "Left signed in: the token is forgotten."
	for _, at := range []struct {
		screen string
		to     func(*terminal)
		says   string
	}{
		{"customer", toCustomer, ""},
		{"secret", toSecret, ""},
		{"code", toCode, "Left before the code was checked: SMS 1 is useless now."},
		{"signed in", toSignedIn, lost},
		{"settings", toSettings, lost},
		{"the settings over the customer", func(x *terminal) {
			toCustomer(x)
			x.press("ctrl+s")
			x.wait("MFA at login")
		}, ""},
		{"the settings over the secret", func(x *terminal) {
			toSecret(x)
			x.press("ctrl+s")
			x.wait("MFA at login")
		}, ""},
		{"the menu", func(x *terminal) {
			toSecret(x)
			x.press("ctrl+x")
			x.wait("esc close")
		}, ""},
		{"the help", func(x *terminal) {
			toSecret(x)
			x.press("f1")
			x.wait("Keys everywhere")
		}, ""},
	} {
		t.Run("at "+at.screen, func(t *testing.T) {
			t.Parallel()
			x := looks{never: []string{typedSecret}}.open(t, newPlace(t))
			at.to(x)
			x.press("ctrl+c")
			if got := said(x.leaves(130)); !strings.Contains(got, at.says) || (got == "") != (at.says == "") {
				t.Errorf("after the end the screen says %q, want %q", got, at.says)
			}
		})
	}
}

func TestASignalLeavesACleanTerminalAndItsOwnExitCode(t *testing.T) {
	t.Parallel()
	for _, sent := range []struct {
		name   string
		signal syscall.Signal
		code   int
	}{
		{"INT", syscall.SIGINT, 130}, {"TERM", syscall.SIGTERM, 143}, {"HUP", syscall.SIGHUP, 129}, {"QUIT", syscall.SIGQUIT, 131},
	} {
		t.Run(sent.name, func(t *testing.T) {
			t.Parallel()
			x := looks{never: []string{typedSecret}}.open(t, newPlace(t))
			toSecret(x)
			x.signal(sent.signal)
			if got := said(x.leaves(sent.code)); got != "" {
				t.Errorf("after the end the screen says %q, want nothing", got)
			}
		})
	}
}

func TestATerminalThatGoesAwayEndsTheProgram(t *testing.T) {
	t.Parallel()
	x := looks{}.open(t, newPlace(t))
	toSecret(x)
	if err := x.master.Close(); err != nil {
		t.Fatal(err)
	}
	// The close counts once the read under way has ended, for which something has to come.
	if _, err := x.slave.WriteString("\a"); err != nil {
		t.Fatal(err)
	}
	x.untilEnded()
	if x.code != 129 {
		t.Errorf("exit code: got %d, want 129", x.code)
	}
}

func TestSuspendGivesTheTerminalBackAndResumeTheScreen(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	program := in.command(t)
	// A shell with jobs, since only that can resume. It reads its line in the terminal's
	// own mode, where enter is a line's end.
	shell := exec.Command("sh", "-c", `set -m; "$0"; echo "stopped with $?"; read -r line; echo "read <$line>"; fg >/dev/null; exit $?`, program.Path)
	shell.Dir, shell.Env = program.Dir, program.Env
	x := looks{never: []string{typedSecret}}.start(t, shell)
	toSecret(x)
	x.press("ctrl+z")
	x.wait("stopped with ")
	x.mu.Lock()
	x.isClean()
	x.mu.Unlock()
	x.press("now", "enter")
	x.wait("PIN/password", strings.Repeat("•", len(typedSecret)))
	x.press("ctrl+c")
	if got := said(x.leaves(130)); !strings.Contains(got, "read <now>") {
		t.Errorf("the shell says %q, want that it read a line", got)
	}
}
