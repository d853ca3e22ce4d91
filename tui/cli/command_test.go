//go:build !windows

package cli_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// scripted is a whole login in flags: Kari, her secret on stdin, and a code from a helper.
func scripted(t *testing.T, more ...string) []string {
	t.Helper()
	return append([]string{"token", "--phone", "+4799999999", "--secret-stdin", "--code-command", "read-code"}, more...)
}

func TestAScriptLearnsTheCauseFromTheExitCode(t *testing.T) {
	t.Parallel()
	account := startSandbox(t)
	wrongClient, unreached := account, account
	wrongClient.ClientSecret = typedSecret
	unreached.BaseURL = nowhere(t)
	for _, c := range []struct {
		cause  string
		of     described
		story  string
		secret string
		code   string // instead of the newest
		exit   int
		words  string
	}{
		{cause: "a wrong secret", of: account, secret: typedSecret, exit: 3, words: "Not accepted"},
		{cause: "a wrong code", of: account, code: "000000x", exit: 3, words: "not accepted"},
		{cause: "a lockout", of: account, story: "locked", exit: 3, words: "locked"},
		{cause: "a wrong client secret", of: wrongClient, exit: 4, words: "client"},
		{cause: "a missing scope", of: account, story: "no-scope", exit: 4, words: "scope"},
		{cause: "a server's own fault", of: account, story: "server-error", exit: 5, words: "had an error (500)"},
		{cause: "an answer cut off", of: account, story: "cut", exit: 5, words: "may have been used"},
		{cause: "nobody there", of: unreached, exit: 5, words: "not reached"},
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
			if c.code != "" {
				in.env = append(in.env, "WALK_PRINTS="+c.code)
			}
			got := in.run(t, c.secret+"\n", scripted(t, "--config", in.write(t, "box.toml", c.of.config()))...)
			got.wants(t, c.exit, c.words)
			for _, secret := range []string{typedSecret, "000000x", account.ClientSecret} {
				if strings.Contains(got.stderr, secret) {
					t.Errorf("stderr: got %q, which holds %q", got.stderr, secret)
				}
			}
		})
	}
}

func TestAUsageErrorIsOneLineAnd2(t *testing.T) {
	t.Parallel()
	demo := []string{"--demo", "--phone", "+4799999999"}
	for _, c := range []struct {
		mistake string
		args    []string
		words   []string
	}{
		{"an unknown command", []string{"toke"}, []string{"did you mean dintero-login token?"}},
		{"an unknown command far from all", []string{"xyzzy"}, []string{"no such command", "settings"}},
		{"an unknown command below another", []string{"config", "shw"}, []string{"did you mean dintero-login config show?"}},
		{"an unknown command with its flag", []string{"sandbx", "--listen", "x"}, []string{"did you mean dintero-login sandbox?"}},
		{"help for an unknown command", []string{"help", "setings"}, []string{"did you mean dintero-login settings?"}},
		{"completion for an unknown shell", []string{"completion", "tcsh"}, []string{"bash, fish, powershell, zsh"}},
		{"an argument", []string{"token", "x"}, []string{"takes flags only"}},
		{"an unknown flag", []string{"--phon", "1"}, []string{"there is no --phon, did you mean --phone?"}},
		{"an unknown flag far from all", []string{"--xyzzy"}, []string{"there is no --xyzzy; see dintero-login --help"}},
		{"a flag with one dash", []string{"-phone", "1"}, []string{"there is no -p, did you mean --phone?"}},
		{"another command's flag", []string{"settings", "--phone", "1"}, []string{"dintero-login settings has no --phone", "dintero-login token"}},
		{"a flag without its value", []string{"--phone"}, []string{"--phone needs a value"}},
		{"an empty value", []string{"--demo", "--phone", ""}, []string{"--phone is empty"}},
		{"a seed that is no number", []string{"--demo", "--seed", "x"}, []string{"--seed takes a whole number"}},
		{"a time without a unit", []string{"--demo", "--code-timeout", "3"}, []string{"--code-timeout takes a time, as in 90s or 2m"}},
		{"no time at all", append(demo, "--secret-stdin", "--code-command", "sh", "--code-timeout", "0s"), []string{"--code-timeout must be more than 0"}},
		{"an unknown way to print", []string{"--demo", "--print", "jason"}, []string{"--print must be none, access-token, header or json, did you mean json?"}},
		{"an unknown scenario", []string{"--demo", "--scenario", "happi"}, []string{"--scenario", "did you mean happy?"}},
		{"an unknown scenario of the sandbox", []string{"sandbox", "--scenario", "expird"}, []string{"--scenario", "did you mean expired?"}},
		{"an unknown call", []string{"--demo", "--login", "passwd"}, []string{"--login must be auto, mfa or password, did you mean password?"}},
		{"an unknown user type", []string{"--demo", "--user-type", "compny"}, []string{"--user-type must be customer or company, did you mean company?"}},
		{"an unknown kind of identifier", []string{"--demo", "--ident", "x", "--ident-type", "emial"}, []string{"--ident-type must be phone_number or email, did you mean email?"}},
		{"two secrets", []string{"--demo", "--secret-stdin", "--secret-file", "X"}, []string{"the PIN or password can come from one place only: keep one of --secret-stdin and --secret-file"}},
		{"two customers", []string{"--demo", "--phone", "1", "--email", "a@b.no"}, []string{"the customer can come from one place only: keep one of --phone and --email"}},
		{"two codes", []string{"--demo", "--code-stdin", "--code-command", "sh"}, []string{"the code can come from one place only: keep one of --code-stdin and --code-command"}},
		{"an identifier of no kind", []string{"--demo", "--ident", "x"}, []string{"--ident and --ident-type go together"}},
		{"a kind of no identifier", []string{"--demo", "--ident-type", "email"}, []string{"--ident and --ident-type go together"}},
		{"the demo with a config", []string{"--demo", "--config", "x", "--profile", "y"}, []string{"--demo is the demo, and needs no --config and --profile"}},
		{"the demo with real customers", append(demo, "--production"), []string{"--demo is the demo, and needs no --production"}},
		{"the guide in a script", []string{"--guide", "--phone", "1", "--print", "json-less"}, []string{"--guide is for a screen: leave --phone and --print out", "--print must be"}},
		{"the guide for a token", []string{"token", "--guide"}, []string{"--guide is for a screen"}},
		{"presenting to nobody", append(demo, "--secret-stdin", "--code-stdin", "--present"), []string{"--present is for a screen"}},
		{"a scenario without the demo", []string{"token", "--scenario", "slow"}, []string{"--scenario is for the demo: add --demo"}},
		{"a seed for real settings", []string{"settings", "--seed", "7"}, []string{"--seed is for the demo: add --demo"}},
		{"a timeout of nothing", append(demo, "--code-stdin", "--code-timeout", "3s"), []string{"--code-timeout is for --code-command"}},
		{"a program that is not there", append(demo, "--secret-stdin", "--code-command", "no-such-program"), []string{"--code-command names a program that cannot be run: no-such-program was not found"}},
		{"a program that may not be run", append(demo, "--secret-command", "/dev/null"), []string{"--secret-command names a program that cannot be run: null may not be run"}},
		{"a command for a shell", append(demo, "--secret-command", "a | b"), []string{"--secret-command runs without a shell"}},
		{"a variable that is not set", append(demo, "--secret-env", "NO_SUCH"), []string{"--secret-env", "NO_SUCH", "not set"}},
		{"an impossible phone number", []string{"--demo", "--phone", "12"}, []string{"number"}},
		{"a sandbox for the whole network", []string{"sandbox", "--listen", "0.0.0.0:0"}, []string{"loopback"}},
		{
			"several at once",
			[]string{"--demo", "--phone", "1", "--email", "a@b.no", "--print", "yaml", "--code-timeout", "3s", "--config", "x"},
			[]string{"keep one of --phone and --email", "--print must be", "--code-timeout is for", "needs no --config"},
		},
	} {
		t.Run(c.mistake, func(t *testing.T) {
			t.Parallel()
			got := newPlace(t).run(t, "", c.args...)
			got.wants(t, 2, c.words...)
		})
	}
}

func TestASecretOnTheCommandLineIsRefusedWithItsReasonAndNotRepeated(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		args  []string
		words []string
	}{
		{[]string{"--secret", "hunter2"}, []string{"There is no --secret: other processes can read command-line arguments. Use --secret-stdin, "}},
		{[]string{"token", "--pin=hunter2"}, []string{"There is no --pin: other processes", "--secret-stdin"}},
		{[]string{"--password", "hunter2"}, []string{"There is no --password: other processes", "--secret-stdin"}},
		{[]string{"--code", "hunter2"}, []string{"There is no --code: other processes", "Use --code-stdin or --code-command."}},
		{[]string{"--client-secret", "hunter2"}, []string{"There is no --client-secret: other processes", "client_secret_env"}},
		{[]string{"settings", "--secret", "hunter2"}, []string{"There is no --secret: other processes"}},
		{[]string{"--secret-stdin", "hunter2"}, []string{"no such command"}},
		{[]string{"token", "--secret-stdin", "hunter2"}, []string{"takes flags only"}},
		{[]string{"help", "hunter2"}, []string{"no such command"}},
		{[]string{"-hunter2"}, []string{"-u"}},
		{[]string{"--demo", "--print", "hunter2"}, []string{"--print must be"}},
		{[]string{"--demo", "--scenario", "hunter2"}, []string{"--scenario must be"}},
		{[]string{"--demo", "--seed", "hunter2"}, []string{"--seed"}},
		{[]string{"--demo=hunter2"}, []string{"--demo takes no value"}},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			t.Parallel()
			got := newPlace(t).run(t, "", c.args...)
			got.wants(t, 2, c.words...)
			if strings.Contains(got.stderr, "hunter2") {
				t.Errorf("stderr: got %q, which repeats what was given", got.stderr)
			}
		})
	}
}

func TestWithoutAConfigOnlyTheBareProgramIsTheDemo(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{"token"},
		{"settings"},
		{"--print", "header"},
		{"--profile", "shop"},
		{"--phone", "+4799999999"},
		{"--email", "kari@example.com"},
		{"--secret-stdin"},
		{"--code-stdin"},
		{"--production"},
	} {
		t.Run(strings.Join(args, " "), func(t *testing.T) {
			t.Parallel()
			in := newPlace(t)
			got := in.run(t, "", args...)
			got.wants(t, 2, "no config (looked in ./config.toml, ", "dintero-login/config.toml", "--demo for the demo")
		})
	}
}

func TestNoTerminalAndNotEverythingGivenIsOneLineAnd6(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy", false)
	for _, c := range []struct {
		given string
		args  []string
	}{
		{"nothing", nil},
		{"the customer", []string{"--phone", "+4799999999"}},
		{"no customer", []string{"--secret-stdin", "--code-stdin"}},
	} {
		t.Run("but "+c.given, func(t *testing.T) {
			t.Parallel()
			in := newPlace(t)
			args := append([]string{"token", "--config", in.write(t, "box.toml", account.config())}, c.args...)
			in.run(t, "246810\n", args...).wants(t, 6, "no terminal")
		})
	}
	t.Run("the demo", func(t *testing.T) {
		t.Parallel()
		newPlace(t).run(t, "", "--demo").wants(t, 6, "no terminal")
	})
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

func TestAConfigThatCannotBeReadIsAnErrorAndTheDemoStaysPossible(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	if err := os.Mkdir(filepath.Join(in.home, "config.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	in.run(t, "").wants(t, 2, "./config.toml", "--demo")
	in.run(t, "", "--config", "nowhere.toml").wants(t, 2, "nowhere.toml", "--demo")
	got := in.run(t, "", "settings", "--demo")
	if got.code != 0 || !strings.Contains(got.stdout, "MFA at login") {
		t.Errorf("got %+v, want the demo's settings", got)
	}
}
