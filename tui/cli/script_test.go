//go:build !windows

package cli_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
)

func TestTheVersionNamesRevisionAndGo(t *testing.T) {
	t.Parallel()
	got := newPlace(t).run(t, "", "--version")
	if ok := regexp.MustCompile(`^dintero-login \S+\nrevision .+\ngo1\.\d+\S* \w+/\w+\n$`).MatchString(got.stdout); got.code != 0 || !ok || got.stderr != "" {
		t.Errorf("got %+v", got)
	}
}

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

func TestWithPrintJSONAFailureIsOneObjectOnStdout(t *testing.T) {
	t.Parallel()
	account := startSandbox(t)
	wrongClient, unreached := account, account
	wrongClient.ClientSecret = typedSecret
	unreached.BaseURL = nowhere(t)
	kari := []string{"--phone", "+4799999999", "--secret-stdin", "--code-command", "read-code"}
	for _, c := range []struct {
		cause  string
		of     described
		story  string
		secret string
		args   []string
		code   int
		reason string
		status int // 0: null
		wait   int // 0: null
	}{
		{cause: "a wrong PIN", of: account, secret: typedSecret, args: kari, code: 3, reason: "not-accepted", status: 403},
		{cause: "a lockout", of: account, story: "locked", args: kari, code: 3, reason: "wait", status: 429, wait: 60},
		{cause: "a wrong client secret", of: wrongClient, args: kari, code: 4, reason: "client-refused", status: 401},
		{cause: "nobody there", of: unreached, args: kari, code: 5, reason: "not-reached"},
		{cause: "no code flag", of: account, args: kari[:3], code: 6, reason: "no-terminal"},
		{cause: "no PIN", of: account, args: kari[:2], code: 6, reason: "no-terminal"},
		{cause: "an unknown flag", of: account, args: append(kari, "--xyzzy"), code: 2, reason: "usage"},
		{cause: "an unknown profile", of: account, args: append(kari, "--profile", "nobody"), code: 2, reason: "config"},
		{cause: "too short a PIN", of: account, secret: "1", args: kari, code: 2, reason: "no-secret"},
		{cause: "a code's command that fails", of: account, args: append(kari[:3:3], "--code-command", "false"), code: 3, reason: "no-code"},
	} {
		t.Run(c.cause, func(t *testing.T) {
			if c.story == "" {
				c.story = "happy"
			}
			if c.secret == "" {
				c.secret = "246810"
			}
			account.tell(t, c.story)
			in := newPlace(t, account.helperEnv()...)
			got := in.run(t, c.secret+"\n", append([]string{"--print", "json", "--config", in.write(t, "box.toml", c.of.config())}, c.args...)...)
			var said jsonFailure
			decoder := json.NewDecoder(strings.NewReader(got.stdout))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(&said); err != nil || strings.Count(got.stdout, "\n") != 1 {
				t.Fatalf("stdout: got %q, %v, want one object", got.stdout, err)
			}
			if got.code != c.code || said.Version != 1 || said.Error.Reason != c.reason || said.Error.Causes == nil {
				t.Errorf("got %d and %+v, want %d and %q", got.code, said, c.code, c.reason)
			}
			if got.stderr != "dintero-login: "+said.Error.Sentence+"\n" {
				t.Errorf("stderr: got %q, want the sentence %q", got.stderr, said.Error.Sentence)
			}
			for name, pair := range map[string]struct {
				got  *int
				want int
			}{"status": {said.Error.Status, c.status}, "retry_after_s": {said.Error.Wait, c.wait}} {
				if (pair.got == nil) != (pair.want == 0) || pair.got != nil && *pair.got != pair.want {
					t.Errorf("%s: got %v, want %d", name, pair.got, pair.want)
				}
			}
			if strings.Contains(got.stdout, typedSecret) {
				t.Errorf("stdout holds a secret: %q", got.stdout)
			}
		})
	}
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

// completions is what the program offers for the last word.
func completions(t *testing.T, in place, words ...string) []string {
	t.Helper()
	got := in.run(t, "", append([]string{"__completeNoDesc"}, words...)...)
	lines := strings.Split(strings.TrimSpace(got.stdout), "\n")
	if got.code != 0 || len(lines) == 0 {
		t.Fatalf("%q: got %+v", words, got)
	}
	return lines
}

func TestValuesComplete(t *testing.T) {
	t.Parallel()
	const nothing, files, extension = ":4", ":0", ":8"
	in := newPlace(t)
	box := described{BaseURL: "http://127.0.0.1:1/v1", Account: "T11223344", Audience: "a", ClientID: "c", ClientSecret: typedSecret}
	ran := filepath.Join(in.home, "ran")
	shop := "[profiles.shop]\naccount = \"T11223344\"\nclient_id = \"c\"\nclient_secret_command = [\"touch\", \"" + ran + "\"]\n"
	config := in.write(t, "box.toml", box.config()+shop)
	broken := in.write(t, "broken.toml", box.config()+"login = \n")
	pipe := filepath.Join(in.home, "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		words []string
		want  []string // the first ones, and the directive
	}{
		{[]string{"--print", ""}, []string{"none", "access-token", "header", "json", nothing}},
		{[]string{"token", "--print="}, []string{"none", "access-token", "header", "json", nothing}},
		{[]string{"--login", ""}, []string{"auto", "mfa", "password", nothing}},
		{[]string{"--user-type", ""}, []string{"customer", "company", nothing}},
		{[]string{"--ident-type", ""}, []string{"phone_number", "email", nothing}},
		{[]string{"sandbox", "--scenario", ""}, []string{"happy", "wrong-secret"}},
		{[]string{"--scenario", ""}, []string{"happy", "wrong-secret"}},
		{[]string{"--config", config, "--profile", ""}, []string{"box", "shop", nothing}},
		{[]string{"settings", "--config", config, "--profile", ""}, []string{"box", "shop", nothing}},
		{[]string{"config", "show", "--config", config, "--profile", ""}, []string{"box", "shop", nothing}},
		{[]string{"--config", broken, "--profile", ""}, []string{nothing}},
		{[]string{"--config", pipe, "--profile", ""}, []string{nothing}},
		{[]string{"--profile", ""}, []string{nothing}},
		{[]string{"--config", ""}, []string{"toml", extension}},
		{[]string{"sandbox", "--accounts", ""}, []string{"toml", extension}},
		{[]string{"--secret-file", ""}, []string{files}},
		{[]string{"--code-command", ""}, []string{files}},
		{[]string{"--secret-env", ""}, []string{nothing}},
		{[]string{"--phone", ""}, []string{nothing}},
		{[]string{"--ident", ""}, []string{nothing}},
		{[]string{"token", ""}, []string{nothing}},
		{[]string{"completion", ""}, []string{"bash", "fish", "powershell", "zsh", nothing}},
	} {
		t.Run(strings.Join(c.words, " "), func(t *testing.T) {
			got := completions(t, in, c.words...)
			if len(got) < len(c.want) || !slices.Equal(got[:len(c.want)], c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	if _, err := os.Stat(ran); err == nil {
		t.Error("a command of the config was run")
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
		story   string
		code    int
		signIns int
	}{{"mfa-off", 0, 1}, {"happy", 6, 0}} {
		t.Run(c.story, func(t *testing.T) {
			t.Parallel()
			account := newFront(t, c.story, false)
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

func TestTheDemoIsForScriptsToo(t *testing.T) {
	t.Parallel()
	got := newPlace(t).run(t, "246810\n", "token", "--demo", "--scenario", "mfa-off", "--phone", "+4799999999", "--secret-stdin")
	if got.code != 0 || !jwt.MatchString(got.stdout) || got.stderr != "" {
		t.Errorf("got %+v, want a token", got)
	}
}
