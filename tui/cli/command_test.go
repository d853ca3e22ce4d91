//go:build !windows

package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

func TestAConfigThatCannotBeUsedIsAnErrorThatTellsWhatToMend(t *testing.T) {
	t.Parallel()
	good := described{BaseURL: "https://api.dintero.com/v1", Account: "T11223344", Audience: "a", ClientID: "c", ClientSecret: typedSecret}.config()
	for _, c := range []struct {
		what  string
		text  string
		mode  os.FileMode
		words []string
	}{
		{"broken", good + "login = \n", 0o600, []string{"config.toml:7:", "--demo"}},
		{"an unknown key", good + "clinet_id = \"x\"\n", 0o600, []string{"config.toml:7:", "clinet_id", "client_id", "--demo"}},
		{"a wrong value", good + "login = \"mfaa\"\n", 0o600, []string{"config.toml:7:", "mfa", "--demo"}},
		{"readable by others", good, 0o644, []string{"config.toml", "chmod 600", "--demo"}},
		{"another host in the working directory", strings.Replace(good, "https://api.dintero.com", "http://127.0.0.1:1", 1), 0o600, []string{"config.toml:2:", "--config", "--demo"}},
	} {
		t.Run(c.what, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t)
			if err := os.Chmod(in.write(t, "config.toml", c.text), c.mode); err != nil {
				t.Fatal(err)
			}
			for _, args := range [][]string{{}, {"token"}, {"settings"}, {"config", "show"}} {
				got := in.run(t, "", args...)
				got.wants(t, 2, c.words...)
				if strings.Contains(got.stderr, typedSecret) {
					t.Errorf("stderr: got %q, which holds the client's secret", got.stderr)
				}
			}
		})
	}
}

func TestATokenThatCouldSayAnythingEndsAScriptWith1AndNothingOnStdout(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	account.forged = "kayak\r\nX-Admin: 1\x1b]0;kayak\a"
	in := account.place(t)
	for _, print := range []string{"access-token", "header", "json"} {
		got := in.run(t, "246810\n", scripted("--print", print)...)
		if strings.Contains(got.stderr+got.stdout, "kayak") {
			t.Errorf("%s: has the token: %+v", print, got)
		}
		if print == "json" { // there the failure itself is the answer
			if !strings.HasPrefix(got.stdout, `{"version":1,"error":{`) {
				t.Errorf("stdout: got %q, want an error", got.stdout)
			}
			got.stdout = ""
		}
		got.wants(t, 1, "RFC 6750")
	}
}

// examples is every line of every command's examples.
func examples(t *testing.T, in place) []string {
	t.Helper()
	var all []string
	for _, cmd := range [][]string{{}, {"token"}, {"settings"}, {"check"}, {"explain"}, {"sandbox"}, {"config", "path"}, {"config", "show"}, {"config", "init"}} {
		help := in.run(t, "", append(cmd, "--help")...).stdout
		_, after, found := strings.Cut(help, "\nExamples:\n")
		lines, _, _ := strings.Cut(after, "\n\n")
		if !found || help == "" {
			t.Errorf("%q has no example", cmd)
		}
		for line := range strings.Lines(lines) {
			all = append(all, strings.TrimSpace(line))
		}
	}
	return all
}

func TestEveryExampleOfTheHelpIsUnderstood(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	binary := func(name string) string { return exec.Command(name).Path } // not the one in the test's folder
	for _, line := range examples(t, newPlace(t)) {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t, append(account.helperEnv(), "PIN=246810")...)
			config := in.write(t, "shop.toml", strings.Replace(account.config(), "profiles.box", "profiles.shop", 1))
			for _, name := range []string{"login.har", "access.log"} {
				in.write(t, name, "2026-11-24T14:02:11Z POST /v1/accounts/T11223344/customers/login 403\n")
			}
			if strings.HasSuffix(line, "explain ticket.zip") {
				in.run(t, "", "check", "--demo", "--bundle", filepath.Join(in.home, "ticket.zip"))
			}
			in.write(t, "monday.json", "{}")
			in.write(t, "accounts.toml", "[[accounts]]\nid = \"T11223344\"\n")
			tools := map[string]string{
				"curl": "cat >/dev/null", "jq": "cat >/dev/null", "read-code": "exec " + binary("read-code"),
				// A sandbox would run until a signal.
				"dintero-login": `case "$1" in sandbox) set -- "$@" --listen 0.0.0.0:0 ;; esac; ` + binary("dintero-login") + ` "$@"; echo $? >>codes`,
			}
			for name, does := range tools {
				if err := os.Chmod(in.write(t, name, "#!/bin/sh\n"+does+"\n"), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			cmd := exec.Command("/bin/sh", "-c", line)
			cmd.Dir, cmd.SysProcAttr = in.home, &syscall.SysProcAttr{Setsid: true}
			cmd.Env = append([]string{"HOME=" + in.home, "PATH=" + in.home + ":" + os.Getenv("PATH"), "DINTERO_LOGIN_CONFIG=" + config}, in.env...)
			out, err := cmd.CombinedOutput()
			codes, _ := os.ReadFile(filepath.Join(in.home, "codes"))
			code := strings.TrimSpace(string(codes))
			switch {
			case strings.HasPrefix(line, "dintero-login sandbox"): // it takes everything but the address of the test
				if code != "2" || !strings.Contains(string(out), "loopback") {
					t.Errorf("got %s, %v and %s", code, err, out)
				}
			case strings.Contains(line, "--diff") && code == "1": // something differs
			case code != "0" && code != "6": // 6: it would ask
				t.Errorf("got %s, %v and %s", code, err, out)
			}
		})
	}
}

// go-runewidth before v0.0.28 builds its tables at the start of every program, which takes
// longer than everything else until the first frame. What that allocates is the same on
// every machine, unlike the time it takes.
func TestTheStartPaysNothingForTheWidthsOfRunes(t *testing.T) {
	t.Parallel()
	in := newPlace(t, "GODEBUG=inittrace=1")
	cmd := in.command(t, "config", "path")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	_ = finish(t, cmd, cmd.Run) // there is no config; the start is all that counts
	traced := regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes, (\d+) allocs$`).FindAllStringSubmatch(stderr.String(), -1)
	if len(traced) == 0 {
		t.Fatalf("no package's start was traced:\n%s", stderr.String())
	}
	for _, line := range traced {
		if line[1] != "github.com/mattn/go-runewidth" {
			continue
		}
		if n, err := strconv.Atoi(line[2]); err != nil || n > 64<<10 {
			t.Errorf("got %q, want at most 64 KiB", line[0])
		}
	}
}
