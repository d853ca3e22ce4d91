//go:build !windows

package cli_test

import (
	"os"
	"strings"
	"testing"
)

// scripted is a whole login in flags: Kari, her secret on stdin, and a code from a helper.
func scripted(t *testing.T, more ...string) []string {
	t.Helper()
	return append([]string{"token", "--phone", "+4799999999", "--secret-stdin", "--code-command", "read-code"}, more...)
}

func TestWhatAScriptGivesIsLookedAtBeforeItIsSent(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		given  string
		secret string
		code   string
		words  string
		sends  int // messages
		exit   int
	}{
		{"too short a secret", "246", "1", "4 characters or more", 0, 2},
		{"too long a secret", strings.Repeat("x", 256), "1", "255 characters at the most", 0, 2},
		{"a code of several lines", "246810", "482913\n118204", "more than one line", 1, 3},
		{"a code of nothing but spaces", "246810", " ", "the code is empty", 1, 3},
	} {
		t.Run(c.given, func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy", false)
			in := newPlace(t, "WALK_PRINTS="+c.code)
			got := in.run(t, c.secret+"\n", scripted(t, "--config", in.write(t, "box.toml", account.config()))...)
			got.wants(t, c.exit, c.words)
			if n := account.called("/customers/mfa_login"); n != c.sends {
				t.Errorf("%d sign-ins were sent, want %d", n, c.sends)
			}
			if n := account.called("/mfa/challenge"); n != c.sends {
				t.Errorf("%d messages were sent, want %d", n, c.sends)
			}
			if n := account.called("/auth/token"); n > 1 { // the client's own
				t.Error("a code was sent")
			}
		})
	}
}

func TestACodeThatIsAskedForAfterAllEndsAScriptWith6(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	in := newPlace(t)
	got := in.run(t, "246810\n", "token", "--config", in.write(t, "box.toml", account.config()), "--phone", "+4799999999", "--secret-stdin", "--login", "password")
	got.wants(t, 6, "a code is asked for", "--code-stdin or --code-command can give it")
	if n := account.called("/mfa/challenge"); n != 0 {
		t.Errorf("%d messages were sent to nobody who reads them", n)
	}
}

func TestATokenThatCannotBeWrittenIsAnError(t *testing.T) {
	t.Parallel()
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("no full device here")
	}
	defer func() { _ = full.Close() }()
	account := startSandbox(t)
	in := newPlace(t, account.helperEnv()...)
	for _, args := range [][]string{scripted(t), {"settings"}, {"settings", "--json"}} {
		cmd := in.command(t, append(args, "--config", in.write(t, "box.toml", account.config()))...)
		var stderr strings.Builder
		cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader("246810\n"), full, &stderr
		code := finish(t, cmd, cmd.Run)
		outcome{code: code, stderr: stderr.String()}.wants(t, 1, "no space left")
	}
}

func TestAScriptOnAProductionAccountNeedsSayingSo(t *testing.T) {
	t.Parallel()
	baseURL, connections := counter(t)
	shop := described{BaseURL: baseURL, Account: "P11223344", Audience: baseURL + "/accounts/P11223344", ClientID: "c", ClientSecret: typedSecret}
	for _, args := range [][]string{
		{"--phone", "+4799999999", "--secret-stdin", "--code-stdin"},
		{"--phone", "+4799999999", "--secret-stdin"},
		{"--phone", "+4799999999", "--secret-stdin", "--login", "password"},
		{"--email", "kari@example.com", "--code-stdin"},
	} {
		in := newPlace(t)
		args := append([]string{"token", "--config", in.write(t, "shop.toml", shop.config())}, args...)
		in.run(t, "246810\n123456\n", args...).wants(t, 2, "P11223344", "--production")
	}
	if n := connections(); n != 0 {
		t.Errorf("connections: got %d, want none", n)
	}
}

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
