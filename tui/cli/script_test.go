//go:build !windows

package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// jsonFailure is what --print json says of a failure.
type jsonFailure struct {
	Version int `json:"version"`
	Error   struct {
		Reason   string `json:"reason"`
		Sentence string `json:"sentence"`
		Status   *int   `json:"status"`
		Code     string `json:"code"`
		Request  string `json:"request_id"`
		Wait     *int   `json:"retry_after_s"`
		Causes   []any  `json:"causes"`
	} `json:"error"`
}

func TestWithPrintJSONASignalIsAFailureToo(t *testing.T) {
	t.Parallel()
	held := newHolder(t)
	in := newPlace(t, held.env()...)
	cmd := in.command(t, scripted(t, "--demo", "--print", "json")...)
	got := script(t, cmd, strings.NewReader("246810\n"), held.asked, syscall.SIGTERM)
	var said jsonFailure
	if err := json.Unmarshal([]byte(got.stdout), &said); err != nil || got.code != 143 || said.Error.Reason != "signal" {
		t.Errorf("got %+v, %v", got, err)
	}
}

// examples is every line of every command's examples.
func examples(t *testing.T, in place) []string {
	t.Helper()
	var all []string
	for _, cmd := range [][]string{{}, {"token"}, {"settings"}, {"sandbox"}, {"config", "path"}, {"config", "show"}, {"config", "init"}} {
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
	account := startSandbox(t)
	account.tell(t, "happy")
	binary := func(name string) string { return exec.Command(name).Path } // not the one in the test's folder
	for _, line := range examples(t, newPlace(t)) {
		t.Run(line, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t, append(account.helperEnv(), "PIN=246810")...)
			config := in.write(t, "shop.toml", strings.Replace(account.config(), "profiles.box", "profiles.shop", 1))
			in.write(t, "accounts.toml", "[[accounts]]\nid = \"T11223344\"\n")
			tools := map[string]string{
				"curl": "cat >/dev/null", "jq": "cat >/dev/null", "read-code": "exec " + binary("read-code"),
				// A sandbox would run until a signal.
				"dintero-login": `case "$1" in sandbox) set -- "$@" --listen 0.0.0.0:0 ;; esac; ` + binary("dintero-login") + ` "$@"; echo $? >>codes`,
			}
			for name, does := range tools {
				path := in.write(t, name, "#!/bin/sh\n"+does+"\n")
				if err := os.Chmod(path, 0o700); err != nil {
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
			case code != "0" && code != "6": // 6: it would ask
				t.Errorf("got %s, %v and %s", code, err, out)
			}
		})
	}
}

func TestAProgramForTheCodeThatIsNotThereIsToldBeforeAnythingIsSent(t *testing.T) {
	t.Parallel()
	baseURL, connections := counter(t)
	box := described{BaseURL: baseURL, Account: "T11223344", Audience: "a", ClientID: "c", ClientSecret: typedSecret}
	in := newPlace(t)
	config := in.write(t, "box.toml", box.config())
	in.write(t, "not-executable", "#!/bin/sh\n")
	for _, program := range []string{"no-such-program", "./no-such-program", "./not-executable", in.home} {
		for _, flag := range []string{"--code-command", "--secret-command"} {
			got := in.run(t, "246810\n", "token", "--config", config, "--phone", "+4799999999", flag, program)
			got.wants(t, 2, flag)
		}
	}
	if n := connections(); n != 0 {
		t.Errorf("connections: got %d, want none", n)
	}
}

func TestACodesCommandThatFailsIs3AndASecretsIs2(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	in := newPlace(t)
	fails := in.write(t, "fails", "#!/bin/sh\nprintf 'no \\033[31mcode\\n' >&2\nexit 7\n")
	silent := in.write(t, "silent", "#!/bin/sh\n")
	for _, path := range []string{fails, silent} {
		if err := os.Chmod(path, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	base := []string{"token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999"}
	for program, words := range map[string][]string{fails: {"fails ended with exit status 7", "no ^[[31mcode"}, silent: {"silent printed nothing"}} {
		in.run(t, "246810\n", append(base, "--secret-stdin", "--code-command", program)...).wants(t, 3, append(words, "--code-command")...)
		in.run(t, "", append(base, "--secret-command", program, "--code-stdin")...).wants(t, 2, append(words, "--secret-command")...)
	}
	in.run(t, "246810\n", append(base, "--secret-stdin", "--code-stdin")...).wants(t, 3, "--code-stdin", "standard input ended")
}

func TestNoChildInheritsAVariableThatHoldsASecret(t *testing.T) {
	t.Parallel()
	account := startSandbox(t)
	in := newPlace(t, append(account.helperEnv(), "KARIS_PIN=246810", "SHOP_SECRET=s1", "BOX_SECRET="+account.ClientSecret, "HARMLESS=1")...)
	env := func(name, then string) string {
		path := in.write(t, name, "#!/bin/sh\nenv >"+filepath.Join(in.home, name+".env")+"\n"+then+"\n")
		if err := os.Chmod(path, 0o700); err != nil {
			t.Fatal(err)
		}
		return path
	}
	code, client := env("code", "echo 'asked \033[31mfor' >&2; exec "+"read-code"), env("client", "printf '%s' '"+account.ClientSecret+"'")
	box := strings.Replace(account.config(), "client_secret = \""+account.ClientSecret+"\"", "client_secret_command = [\""+client+"\"]", 1)
	for _, profile := range []string{"shop", "till"} {
		box += "[profiles." + profile + "]\naccount = \"T11223344\"\nclient_id = \"c\"\nclient_secret_env = \"" +
			map[string]string{"shop": "SHOP_SECRET", "till": "BOX_SECRET"}[profile] + "\"\n"
	}
	got := in.run(t, "", "token", "--config", in.write(t, "box.toml", box), "--profile", "box", "--phone", "+4799999999", "--secret-env", "KARIS_PIN", "--code-command", code)
	if got.code != 0 || got.stderr != "dintero-login: --code-command: asked ^[[31mfor\n" {
		t.Fatalf("got %+v, want a token and what the command said", got)
	}
	for _, child := range []string{"code", "client"} {
		inherited, err := os.ReadFile(filepath.Join(in.home, child+".env"))
		if err != nil || !strings.Contains(string(inherited), "HARMLESS=1") {
			t.Fatalf("%s: %v, %q", child, err, inherited)
		}
		for _, name := range []string{"KARIS_PIN", "SHOP_SECRET", "BOX_SECRET"} {
			if strings.Contains(string(inherited), name) {
				t.Errorf("%s inherits %s", child, name)
			}
		}
	}
}

func TestInTheDemoNoChildInheritsTheSecretsVariableEither(t *testing.T) {
	t.Parallel()
	in := newPlace(t, "KARIS_PIN=246810", "HARMLESS=1")
	dump := filepath.Join(in.home, "env")
	code := in.write(t, "code", "#!/bin/sh\nenv >"+dump+"\necho 000000x\n")
	if err := os.Chmod(code, 0o700); err != nil {
		t.Fatal(err)
	}
	in.run(t, "", "token", "--demo", "--phone", "+4799999999", "--secret-env", "KARIS_PIN", "--code-command", code).wants(t, 3)
	inherited, err := os.ReadFile(dump)
	if err != nil || !strings.Contains(string(inherited), "HARMLESS=1") || strings.Contains(string(inherited), "KARIS_PIN") {
		t.Errorf("%v, %q", err, inherited)
	}
}

func TestAnAccountThatAsksForNoCodeNeedsNoCodeFlag(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		scenario string
		code     int
		signIns  int
	}{{"mfa-off", 0, 1}, {"happy", 6, 0}} {
		t.Run(c.scenario, func(t *testing.T) {
			t.Parallel()
			account := newFront(t, c.scenario, false)
			in := newPlace(t)
			got := in.run(t, "246810\n", "token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin")
			if c.code == 0 && (got.code != 0 || !jwt.MatchString(got.stdout)) {
				t.Errorf("got %+v, want a token", got)
			}
			if c.code != 0 {
				got.wants(t, c.code, "a code is asked for", "--code-stdin or --code-command can give it")
			}
			if n := account.called("/customers/mfa_login") + account.called("/customers/login"); n != c.signIns {
				t.Errorf("%d sign-ins were sent, want %d", n, c.signIns)
			}
			if n := account.called("/mfa/challenge"); n != 0 {
				t.Errorf("%d messages were sent, want none", n)
			}
		})
	}
}
