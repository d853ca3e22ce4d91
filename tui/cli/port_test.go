//go:build !windows

package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// jwt is what a token looks like, and a line that holds nothing else.
var jwt = regexp.MustCompile(`^[\w-]+\.[\w-]+\.[\w-]+\n$`)

func TestTheLoginOverAPortFromAConfigMadeOfTheSandboxsLine(t *testing.T) {
	t.Parallel()
	for _, customer := range []struct {
		name string
		args []string
	}{
		{"Kari Nordmann by phone", []string{"--phone", "+4799999999"}},
		{"Kari Nordmann by e-mail", []string{"--email", "kari@example.com"}},
		{"Nordmann AS", []string{"--email", "kari@example.com", "--user-type", "company"}},
		{"Ola Nordmann by phone", []string{"--ident-type", "phone_number", "--ident", "+4791111111"}},
	} {
		t.Run(customer.name, func(t *testing.T) {
			t.Parallel()
			account := startSandbox(t)
			in := newPlace(t, append(account.helperEnv(), "DINTERO_LOGIN_CONFIG=config.toml")...)
			in.write(t, "config.toml", account.config())
			secret := ""
			for _, c := range account.Customers {
				if strings.HasPrefix(customer.name, c.Name) {
					secret = c.Secret
				}
			}
			args := append([]string{"token", "--secret-stdin", "--code-command", "read-code"}, customer.args...)
			got := in.run(t, secret+"\n", args...)
			if got.code != 0 || !jwt.MatchString(got.stdout) || got.stderr != "" {
				t.Fatalf("got %+v, want a token and nothing else", got)
			}
			header := in.run(t, secret+"\n", append(args, "--print", "header")...)
			if token, ok := strings.CutPrefix(header.stdout, "Authorization: Bearer "); !ok || !jwt.MatchString(token) || header.stderr != "" {
				t.Errorf("--print header: got %+v", header)
			}
			var answer struct {
				Access  string `json:"access_token"`
				Type    string `json:"token_type"`
				Expires int    `json:"expires_in"`
			}
			asJSON := in.run(t, secret+"\n", append(args, "--print", "json")...)
			if err := json.Unmarshal([]byte(asJSON.stdout), &answer); err != nil || !jwt.MatchString(answer.Access+"\n") ||
				answer.Type != "Bearer" || answer.Expires != 24*60*60 || asJSON.stderr != "" {
				t.Errorf("--print json: got %+v, %v", asJSON, err)
			}
		})
	}
}

// A person in the middle of a pipe: the result goes on, the screen is on the terminal.
func TestInAPipeTheScreenIsOnTheTerminalAndTheTokenAloneOnStdout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		piped string
		by    func(*looks) // what else is not the terminal
	}{
		{"stdout", func(*looks) {}},
		{"stdout and stderr", func(l *looks) { l.stderr = &strings.Builder{} }},
		{"stdin, stdout and stderr", func(l *looks) { l.stdin, l.stderr = strings.NewReader("not a key\n"), &strings.Builder{} }},
	} {
		t.Run("with "+c.piped+" elsewhere", func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy", false)
			in := newPlace(t)
			var stdout strings.Builder
			l := looks{stdout: &stdout, never: []string{account.ClientSecret, "company-1357"}}
			c.by(&l)
			x := l.open(t, in, "token", "--config", in.write(t, "box.toml", account.config()), "--email", "kari@example.com", "--user-type", "company")
			x.wait("TEST", "PIN/password")
			x.press("company-1357")
			x.wait(strings.Repeat("•", len("company-1357")))
			x.press("enter")
			x.wait("Type the code")
			x.press(<-account.codes, "enter")
			x.untilEnded()
			x.forbid(account.secrets()...)
			if got := said(x.leaves(0)); got != "" {
				t.Errorf("after the end the screen says %q, want nothing", got)
			}
			if !jwt.MatchString(stdout.String()) {
				t.Errorf("stdout: got %q, want a token and a newline", stdout.String())
			}
			token := strings.TrimSpace(stdout.String())
			if strings.Contains(x.raw.String(), token) || strings.Contains(x.raw.String(), token[len(token)-40:]) {
				t.Error("the token was written to the terminal too")
			}
		})
	}
}

func TestWhatTheFlagsGaveIsNotAskedAndTheRestIs(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	in := newPlace(t)
	var stdout strings.Builder
	x := looks{stdin: strings.NewReader("246810\n"), stdout: &stdout}.open(t, in,
		"token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin")
	x.wait("Type the code")
	x.press(<-account.codes, "enter")
	x.leaves(0)
	if !jwt.MatchString(stdout.String()) {
		t.Errorf("stdout: got %q, want a token and a newline", stdout.String())
	}
}

func TestWithBothOnStdinTheCodeIsReadAfterTheSend(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	in := newPlace(t)
	cmd := in.command(t, "token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin", "--code-stdin")
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var stdout strings.Builder
	cmd.Stdout = &stdout
	code := finish(t, cmd, func() error {
		if err := cmd.Start(); err != nil {
			return err
		}
		if _, err := stdin.Write([]byte("246810\n")); err != nil {
			return err
		}
		if _, err := stdin.Write([]byte(<-account.codes + "\n")); err != nil {
			return err
		}
		return cmd.Wait()
	})
	if code != 0 || !jwt.MatchString(stdout.String()) {
		t.Errorf("got %d and %q, want 0 and a token", code, stdout.String())
	}
}

func TestTheHeaderIsWhatCurlTakes(t *testing.T) {
	t.Parallel()
	account := startSandbox(t)
	in := newPlace(t, append(account.helperEnv(), "SECRET=246810", "DINTERO_LOGIN_CONFIG=config.toml")...)
	in.write(t, "config.toml", account.config())
	got := in.run(t, "", "--phone", "+4799999999", "--secret-env", "SECRET", "--code-command", "read-code", "--print", "header")
	if name, value, ok := strings.Cut(got.stdout, ": "); got.code != 0 || !ok || name != "Authorization" || strings.Count(value, "\n") != 1 {
		t.Errorf("got %+v, want one header", got)
	}
}

func TestTheConfigCommandsSayWhichFileCountsAndRedactSecrets(t *testing.T) {
	t.Parallel()
	account := described{BaseURL: "https://api.dintero.com/v1", Account: "T11223344", Audience: "a", ClientID: "c-id", ClientSecret: typedSecret}
	in := newPlace(t)
	in.run(t, "", "config", "path").wants(t, 2, "no config (looked in ./config.toml, ", "--demo")
	in.write(t, "config.toml", account.config())
	if got := in.run(t, "", "config", "path"); got != (outcome{stdout: "./config.toml\n"}) {
		t.Errorf("path: got %+v", got)
	}
	for _, args := range [][]string{{"config", "show"}, {"config", "show", "--config", filepath.Join(in.home, "config.toml"), "--profile", "box"}} {
		got := in.run(t, "", args...)
		if got.code != 0 || got.stderr != "" || strings.Contains(got.stdout, typedSecret) {
			t.Errorf("show: got %+v", got)
		}
		for _, word := range []string{"config.toml", "T11223344", "c-id", "[secret]", "default"} {
			if !strings.Contains(got.stdout, word) {
				t.Errorf("show: got %q, want %q in it", got.stdout, word)
			}
		}
	}
	in.run(t, "", "config", "show", "--profile", "boks").wants(t, 2, "box")
}

func TestTheSettingsCommandPrintsWordsOrTheDocument(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	in := newPlace(t, "DINTERO_LOGIN_CONFIG=config.toml")
	in.write(t, "config.toml", account.config())
	words := in.run(t, "", "settings")
	if words.code != 0 || words.stderr != "" || !strings.HasPrefix(words.stdout, "MFA at login ") || strings.Contains(words.stdout, "\x1b") {
		t.Errorf("got %+v, want the settings in words, login first", words)
	}
	document := in.run(t, "", "settings", "--json")
	var fields map[string]any
	if err := json.Unmarshal([]byte(document.stdout), &fields); document.code != 0 || err != nil || len(fields) == 0 {
		t.Errorf("got %+v, %v, want a JSON object", document, err)
	}
	unreached := account.described
	unreached.BaseURL = nowhere(t)
	in.run(t, "", "settings", "--config", in.write(t, "unreached.toml", unreached.config())).wants(t, 5, "not reached")
	refused := account.described
	refused.ClientSecret = typedSecret
	in.run(t, "", "settings", "--config", in.write(t, "refused.toml", refused.config())).wants(t, 4, "client")
}

func TestTheSandboxSpeaksJSONOnceAndLogsNoSecrets(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	cmd := in.command(t, "sandbox", "--json", "--seed", "7")
	log, err := os.Create(filepath.Join(in.home, "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = log.Close() }()
	cmd.Stderr = log
	d := startDescribed(t, cmd)
	script := newPlace(t, append(d.helperEnv(), "DINTERO_LOGIN_CONFIG=config.toml")...)
	script.write(t, "config.toml", d.config())
	got := script.run(t, "246810\n", scripted(t)...)
	if got.code != 0 {
		t.Fatalf("got %+v, want a token", got)
	}
	logged, err := os.ReadFile(log.Name())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(logged), "POST /v1/accounts/T11223344/auth/token 200") {
		t.Errorf("the log: got %q, want the calls in it", logged)
	}
	for _, secret := range []string{d.ClientSecret, d.AdminToken, "246810\n", "+4799999999", strings.TrimSpace(got.stdout)} {
		if strings.Contains(string(logged), secret) {
			t.Errorf("the log: got %q, which holds %q", logged, secret)
		}
	}
	again := startDescribed(t, newPlace(t).command(t, "sandbox", "--json", "--seed", "7"))
	if d.ClientSecret != again.ClientSecret || d.AdminToken != again.AdminToken {
		t.Error("the same seed gave other credentials")
	}
}
