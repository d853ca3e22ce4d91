//go:build !windows

package cli_test

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
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
	x.wait("4 to 255 characters")
	x.press(typedSecret)
	x.wait(strings.Repeat("•", len(typedSecret)))
}

func toCode(x *terminal) {
	toCustomer(x)
	x.press("enter")
	x.wait("4 to 255 characters")
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

// over goes on from a screen to what a key opens over it.
func over(to func(*terminal), key, shows string) func(*terminal) {
	return func(x *terminal) {
		to(x)
		x.press(key)
		x.wait(shows)
	}
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
		{"the settings over the customer", over(toCustomer, "ctrl+s", "MFA at login"), ""},
		{"the settings over the secret", over(toSecret, "ctrl+s", "MFA at login"), ""},
		{"the menu", over(toSecret, "ctrl+x", "esc close"), ""},
		{"the help", over(toSecret, "f1", "Keys everywhere"), ""},
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
	for signal, code := range signals() {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			x := looks{never: []string{typedSecret}}.open(t, newPlace(t))
			toSecret(x)
			x.signal(signal)
			if got := said(x.leaves(code)); got != "" {
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

// jobs is a shell with jobs, since only that can stop and resume the program. It runs "$@".
func (p place) jobs(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	return p.shell(t, "set -m; "+script)
}

// shell is a shell that runs the program as "$@".
func (p place) shell(t *testing.T, script string) *exec.Cmd {
	t.Helper()
	program := p.command(t)
	shell := exec.Command("sh", "-c", script, "sh", program.Path)
	shell.Dir, shell.Env = program.Dir, program.Env
	return shell
}

// foreground is the process that has the terminal.
func (x *terminal) foreground() int {
	x.t.Helper()
	group, err := unix.IoctlGetInt(int(x.master.Fd()), unix.TIOCGPGRP)
	if err != nil {
		x.t.Skip("nothing tells who has the terminal here")
	}
	return group
}

func (x *terminal) kill(process int, s syscall.Signal) {
	x.t.Helper()
	if err := syscall.Kill(process, s); err != nil {
		x.t.Fatal(err)
	}
}

func TestSuspendGivesTheTerminalBackAndResumeTheScreen(t *testing.T) {
	t.Parallel()
	for _, by := range []string{"ctrl+z", "TSTP"} {
		t.Run("by "+by, func(t *testing.T) {
			t.Parallel()
			// It reads its lines in the terminal's own mode, where enter is a line's end.
			shell := newPlace(t).jobs(t, `"$@"; for i in 1 2; do echo "stopped $i with $?"; read -r line; echo "read <$line>"; fg >/dev/null; done; exit $?`)
			x := looks{never: []string{typedSecret}}.start(t, shell)
			toSecret(x)
			program := x.foreground()
			for _, line := range []string{"once", "twice"} { // caught once, it has to be caught again
				if by == "TSTP" {
					x.kill(program, syscall.SIGTSTP)
				} else {
					x.press("ctrl+z")
				}
				x.wait("stopped " + map[string]string{"once": "1", "twice": "2"}[line] + " with ")
				x.isClean()
				x.press(line, "enter")
				x.wait("▎ PIN or password", strings.Repeat("•", len(typedSecret)))
			}
			x.press("ctrl+c")
			if got := said(x.leaves(130)); !strings.Contains(got, "read <once>") || !strings.Contains(got, "read <twice>") {
				t.Errorf("the shell says %q, want that it read two lines", got)
			}
		})
	}
}

func TestASuspendedProgramThatIsContinuedInTheBackgroundWaitsAndCanBeEnded(t *testing.T) {
	t.Parallel()
	shell := newPlace(t).jobs(t, `"$@"; bg >/dev/null; echo "in the background"; read -r line; kill %1; wait %1; echo "ended with $?"; read -r line`)
	x := looks{}.start(t, shell)
	toSecret(x)
	x.press("ctrl+z")
	x.wait("in the background")
	x.isClean()
	x.press("now", "enter")
	x.wait("ended with 143")
	x.press("enter")
	x.leaves(0)
}

func TestAProgramThatIsStartedInTheBackgroundWaitsForTheTerminal(t *testing.T) {
	t.Parallel()
	shell := newPlace(t).jobs(t, `"$@" & echo "in the background"; read -r line; fg >/dev/null; echo "ended with $?"`)
	x := looks{}.start(t, shell)
	x.wait("in the background")
	x.press("now", "enter")
	toSecret(x)
	x.press("ctrl+c")
	if got := said(x.leaves(0)); !strings.Contains(got, "ended with 130") {
		t.Errorf("the shell says %q, want that it ended with 130", got)
	}
}

func TestWhereNobodyCouldContinueItNothingIsSuspended(t *testing.T) {
	t.Parallel()
	x := looks{}.open(t, newPlace(t))
	toSecret(x)
	x.press("ctrl+z", "7")
	x.signal(syscall.SIGTSTP)
	x.wait(strings.Repeat("•", len(typedSecret)+1))
	x.press("ctrl+c")
	x.leaves(130)
}

func TestAHangUpThatIsIgnoredStaysIgnored(t *testing.T) {
	t.Parallel()
	x := looks{}.start(t, newPlace(t).shell(t, `trap "" HUP; exec "$@"`))
	toSecret(x)
	x.signal(syscall.SIGHUP)
	x.press("7")
	x.wait(strings.Repeat("•", len(typedSecret)+1))
	x.signal(syscall.SIGTERM)
	x.leaves(143)
}
