//go:build unix

package cli_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestAClientsSecretThatCannotBeHadIsAConfigError(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	for name, c := range map[string]struct {
		line  string
		words []string
	}{
		"a variable that is not set":  {"client_secret_env = 'NOT_SET'", []string{"box.toml:5: client_secret_env", "NOT_SET"}},
		"a variable that is empty":    {"client_secret_env = 'EMPTY'", []string{"box.toml:5: client_secret_env", "EMPTY"}},
		"a file that is not there":    {"client_secret_file = 'none'", []string{"box.toml:5: client_secret_file", "no such file"}},
		"a folder":                    {"client_secret_file = '.'", []string{"box.toml:5: client_secret_file", "folder"}},
		"a file that others read":     {"client_secret_file = 'open'", []string{"box.toml:5: client_secret_file", "chmod 600"}},
		"a file without end":          {"client_secret_file = '/dev/zero'", []string{"box.toml:5: client_secret_file", "64 KiB"}},
		"a program that is not there": {"client_secret_command = 'no-such-program'", []string{"box.toml:5: client_secret_command", "PATH"}},
		"a program that fails":        {"client_secret_command = 'false'", []string{"box.toml:5: client_secret_command", "false ended with exit status 1"}},
		"a program that says nothing": {"client_secret_command = 'true'", []string{"box.toml:5: client_secret_command", "true printed nothing"}},
		"certificates without end":    {"client_secret = 'x'\nca_file = '/dev/zero'", []string{"box.toml:6: ca_file", "/dev/zero"}},
		"certificates without one":    {"client_secret = 'x'\nca_file = 'open'", []string{"box.toml:6: ca_file", "no certificate"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t, "EMPTY=")
			if err := os.Chmod(in.write(t, "open", "canary"), 0o644); err != nil {
				t.Fatal(err)
			}
			config := in.write(t, "box.toml", "[profiles.box]\nbase_url = '"+account.BaseURL+"'\naccount = 'T11223344'\nclient_id = 'c'\n"+c.line+"\n")
			for _, args := range [][]string{{}, scripted(), {"settings"}} {
				in.run(t, "246810\n", append(args, "--config", config)...).wants(t, 2, c.words...)
			}
			// On a terminal nothing is asked either.
			x := looks{}.open(t, in, "--config", config)
			if got := said(x.leaves(2)); !strings.Contains(got, filepath.Base(config)) {
				t.Errorf("on a terminal: got %q", got)
			}
		})
	}
	t.Cleanup(func() { account.untouched(t) })
}

func TestTheWaitForAClientsSecretIsAnnouncedAndEndsWithASignal(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	path := filepath.Join(in.home, "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	writer, err := os.OpenFile(path, os.O_RDWR, 0) // and says nothing
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = writer.Close() })
	cmd := in.command(t, "settings", "--config",
		in.write(t, "box.toml", "[profiles.box]\naccount = 'T11223344'\nclient_id = 'c'\nclient_secret_file = 'pipe'\n"))
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	code := finish(t, cmd, func() error {
		if err := cmd.Start(); err != nil {
			return err
		}
		const want = "waiting for the client's secret (client_secret_file: "
		if line, _ := bufio.NewReader(stderr).ReadString('\n'); !strings.Contains(line, want) {
			t.Errorf("got %q, want %q", line, want)
		}
		_ = cmd.Process.Signal(syscall.SIGTERM)
		return cmd.Wait()
	})
	if code != 143 {
		t.Errorf("got %d, want 143", code)
	}
}
