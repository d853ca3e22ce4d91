//go:build !windows

package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// jwt is what a token looks like, and a line that holds nothing else.
var jwt = regexp.MustCompile(`^[\w-]+\.[\w-]+\.[\w-]+\n$`)

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
			account := newFront(t, "happy")
			var stdout strings.Builder
			l := looks{stdout: &stdout, never: []string{account.ClientSecret, "company-1357"}}
			c.by(&l)
			x := l.open(t, account.place(t), "token", "--email", "kari@example.com", "--user-type", "company")
			x.wait("TEST", "4 to 255 characters")
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
	account := newFront(t, "happy")
	var stdout strings.Builder
	x := looks{stdin: strings.NewReader("246810\n"), stdout: &stdout}.open(t, account.place(t), "token", "--phone", "+4799999999", "--secret-stdin")
	x.wait("Type the code")
	x.press(<-account.codes, "enter")
	x.leaves(0)
	if !jwt.MatchString(stdout.String()) {
		t.Errorf("stdout: got %q, want a token and a newline", stdout.String())
	}
}

func TestWithBothOnStdinTheCodeIsReadAfterTheSend(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	cmd := account.place(t).command(t, asking()...)
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
	got := script.run(t, "246810\n", scripted()...)
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
