//go:build !windows

package cli_test

import (
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// asking is a whole login in flags, of which the terminal is asked for both secrets.
func asking() []string {
	return []string{"token", "--phone", "+4799999999", "--secret-stdin", "--code-stdin"}
}

func TestOnATerminalWhatStdinFlagsReadIsAskedForAndNotShown(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	var stdout strings.Builder
	x := looks{stdout: &stdout, never: []string{"246810"}}.open(t, account.place(t), asking()...)
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
	for signal, code := range signals() {
		t.Run(signal.String(), func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy")
			x := looks{never: []string{"2468"}}.open(t, account.place(t), asking()...)
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
		x := looks{}.open(t, newFront(t, "happy").place(t), asking()...)
		x.wait("PIN or password:")
		x.press(keys)
		if got := said(x.leaves(2)); !strings.Contains(got, "--secret-stdin: ") {
			t.Errorf("%s: the screen says %q", name, got)
		}
	}
}

func TestConfigInitAsksAndDoesNotShowTheClientsSecret(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	var stdout strings.Builder
	x := looks{stdout: &stdout, never: []string{typedSecret}}.open(t, in, "config", "init")
	for _, step := range [][2]string{{"1 of 4", "shop"}, {"2 of 4", "T11223344"}, {"3 of 4", "c-id"}, {"4 of 4", "here"}, {"secret, ", ""}} {
		x.wait(step[0])
		x.press(step[1], "enter")
	}
	x.find(`(?s)(empty.*secret, to)`) // from the prompt on nothing shows
	x.press(typedSecret, "enter")
	x.leaves(0)
	path := in.home + "/.config/dintero-login/config.toml"
	if stdout.String() != path+"\n" {
		t.Errorf("stdout: got %q, want the path", stdout.String())
	}
	if got := in.run(t, "", "config", "show"); got.code != 0 || !strings.Contains(got.stdout, "T11223344") || strings.Contains(got.stdout, typedSecret) {
		t.Errorf("got %+v, want what was answered", got)
	}
}

func TestConfigInitThatIsInterruptedWritesNothing(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	for _, steps := range [][]string{{}, {"shop", "enter", "T11223344", "enter", "c-id", "enter", "here", "enter"}} {
		x := looks{}.open(t, in, "config", "init")
		x.wait("1 of 4")
		x.press(steps...)
		if len(steps) > 0 {
			x.wait("secret, to")
		}
		x.press("ctrl+c")
		x.leaves(130)
	}
	in.run(t, "", "config", "path").wants(t, 2, "no config")
}

func TestAfterAHiddenLineAScreenCanBeSuspended(t *testing.T) {
	t.Parallel()
	shell := exec.Command("sh", "-c", `set -m; panics; echo "stopped with $?"; kill -9 %1`)
	shell.Env = panicking("nothing, after a hidden line")
	x := looks{}.start(t, shell)
	x.wait("fine")
	x.press("ctrl+z")
	if got := said(x.leaves(0)); !strings.Contains(got, "stopped with 14") { // 147 by STOP, 148 by TSTP; a late answer of the terminal may be echoed first
		t.Errorf("the shell says %q, want that it was stopped", got)
	}
}
