package source

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The test's own binary plays the command, so that the tests need no shell.
const role = "SOURCE_TEST_ROLE"

func TestMain(m *testing.M) {
	switch os.Getenv(role) {
	case "":
		os.Exit(m.Run())
	case "secret":
		fmt.Print("canary \r\n")
	case "nothing":
		fmt.Println()
	case "fail":
		fmt.Println("canary")
		fmt.Fprintf(os.Stderr, "no canary\x1b[2J here\nsecond line %s\n", strings.Repeat("x", 10000))
		os.Exit(3)
	case "flood":
		for {
			if _, err := os.Stdout.WriteString(strings.Repeat("x", 4096)); err != nil {
				time.Sleep(time.Minute)
			}
		}
	case "hang":
		fmt.Fprintln(os.Stderr, "waiting")
		time.Sleep(time.Minute)
	case "env":
		fmt.Println(strings.Join(os.Environ(), "\n"))
	case "printed":
		n, _ := strconv.Atoi(os.Args[1])
		fmt.Print(strings.Repeat("x", n))
	case "talk":
		fmt.Println("canary")
		fmt.Fprintf(os.Stderr, "\x1b[2Jfirst\r\n\n  your canary is ready\n%s\n%s\nlast", strings.Repeat("y", 301), strings.Repeat("z", 300))
	case "long talk":
		fmt.Println("canary")
		fmt.Fprint(os.Stderr, strings.Repeat("y\n", 2046)+"canary")
	case "full talk":
		fmt.Println("canary")
		fmt.Fprint(os.Stderr, strings.Repeat(strings.Repeat("y", 63)+"\n", 64)+"z\n")
	case "leave", "leave and fail", "leave and hang", "leave and flood":
		leaveBehind(os.Args[1], os.Args[2])
		fmt.Println("canary")
		switch os.Getenv(role) {
		case "leave and fail":
			os.Exit(3)
		case "leave and hang":
			time.Sleep(time.Minute)
		case "leave and flood":
			fmt.Print(strings.Repeat("x", 1<<17))
			time.Sleep(time.Minute)
		}
	case "stay":
		time.Sleep(time.Minute)
	case "args":
		n, _ := os.Stdin.Read(make([]byte, 1))
		fmt.Printf("%q %d", os.Args[1:], n)
	}
}

func playing(t *testing.T, part string, args ...string) Command {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return Command{Argv: append([]string{self}, args...), Env: []string{role + "=" + part}}
}

func TestACommandsOutputIsTheSecret(t *testing.T) {
	t.Parallel()
	got, err := playing(t, "secret").Run(t.Context())
	if err != nil || got.Reveal() != "canary " {
		t.Errorf("got %q, %v", got.Reveal(), err)
	}
	got, err = playing(t, "args", "a b", "$HOME", "*").Run(t.Context())
	if want := `["a b" "$HOME" "*"] 0`; err != nil || got.Reveal() != want {
		t.Errorf("got %s, %v; want %s: no shell, no input", got.Reveal(), err, want)
	}
}

// Some programs leave something running, with or without their output in its hands.
func leaveBehind(output, pidFile string) {
	self, _ := os.Executable()
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), role+"=stay")
	if output == "open" {
		cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	}
	if err := cmd.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(4)
	}
	_ = os.WriteFile(pidFile+".new", []byte(strconv.Itoa(cmd.Process.Pid)), 0o600)
	_ = os.Rename(pidFile+".new", pidFile)
}

func TestACommandMayPrint64KiBAndNotAByteMore(t *testing.T) {
	t.Parallel()
	got, err := playing(t, "printed", "65536").Run(t.Context())
	if err != nil || len(got.Reveal()) != 65536 {
		t.Errorf("65536 bytes: got %d, %v", len(got.Reveal()), err)
	}
	_, err = playing(t, "printed", "65537").Run(t.Context())
	if !errors.Is(err, Err) || !strings.HasSuffix(fmt.Sprint(err), " printed more than 64 KiB") {
		t.Errorf("65537 bytes: got %v", err)
	}
}

func TestWhatACommandSaidIsPassedOnNeutralised(t *testing.T) {
	t.Parallel()
	for part, want := range map[string][]string{
		"talk": {"^[[2Jfirst", "your [secret] is ready", strings.Repeat("y", 300) + "…", strings.Repeat("z", 300), "last"},
		// 4096 bytes are kept and not one more; in the second they end in the middle of the secret.
		"full talk": slices.Repeat([]string{strings.Repeat("y", 63)}, 64),
		"long talk": slices.Repeat([]string{"y"}, 2046),
	} {
		var lines []string
		c := playing(t, part)
		c.Said = func(line string) { lines = append(lines, line) }
		if got, err := c.Run(t.Context()); err != nil || got.Reveal() != "canary" || !slices.Equal(lines, want) {
			t.Errorf("%s: got %q, %v\nwant %q", part, lines, err, want)
		}
	}
}

func TestAProgramIsFoundWithoutRunningIt(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write(t, filepath.Join(folder, "text"), "x", 0o600)
	if err := playing(t, "fail").Find(); err != nil {
		t.Errorf("a program: got %v", err)
	}
	for program, want := range map[string]string{
		"no-such-program-anywhere":    "no-such-program-anywhere was not found; is it installed and in the PATH?",
		filepath.Join(folder, "none"): "none was not found; is it installed and in the PATH?",
		"":                            "no program is named",
	} {
		fails(t, Command{Argv: []string{program, "canary"}}.Find(), want)
	}
	for _, program := range []string{folder, filepath.Join(folder, "text")} {
		if err := (Command{Argv: []string{program}}).Find(); !errors.Is(err, Err) {
			t.Errorf("%s: found", program)
		}
	}
	fails(t, Command{}.Find(), "no program is named")
}

func TestACommandThatFailsIsExplained(t *testing.T) {
	t.Parallel()
	self, _ := os.Executable()
	name := filepath.Base(self)
	text := filepath.Join(t.TempDir(), "text.txt")
	write(t, text, "x", 0o600)
	tests := []struct {
		name    string
		command Command
		want    string
	}{
		{"a status", playing(t, "fail"), name + " ended with exit status 3: no [secret]^[[2J here^Jsecond line xxx"},
		{"no output", playing(t, "nothing"), name + " printed nothing"},
		{"too much output", playing(t, "flood"), name + " printed more than 64 KiB"},
		{"no program", Command{}, "no program is named"},
		{"an unknown program", Command{Argv: []string{"no-such-program-anywhere", "canary"}}, "no-such-program-anywhere was not found; is it installed and in the PATH?"},
		{"an unknown path", Command{Argv: []string{text + ".no"}}, "text.txt.no was not found; is it installed and in the PATH?"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := tt.command.Run(t.Context())
			if !errors.Is(err, Err) || !strings.HasPrefix(err.Error(), tt.want) || len([]rune(err.Error())) > 400 {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
			if strings.Contains(fmt.Sprint(err), "canary") {
				t.Errorf("the secret is in %v", err)
			}
		})
	}
}

func TestACommandEndsWithItsTimeAndWithTheContext(t *testing.T) {
	t.Parallel()
	if commandTimeout != 30*time.Second {
		t.Errorf("got %s, want 30 s", commandTimeout)
	}
	slow := playing(t, "hang")
	slow.Timeout = 150 * time.Millisecond
	_, err := slow.Run(t.Context())
	if !errors.Is(err, Err) || !strings.Contains(fmt.Sprint(err), " did not end within 150ms") {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err = playing(t, "hang").Run(ctx)
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, Err) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestAChildInheritsNoneOfOurSecrets(t *testing.T) {
	t.Parallel()
	environ := []string{
		"PATH=/bin", "DINTERO_LOGIN_SECRET=canary", "DINTERO_LOGIN_CONFIG=x", "DINTERO_LOGIN_PROFILE=y",
		"SHOP_SECRET=canary", "SHOP_SECRET_2=kept", "dintero_login_x=kept", "EMPTY=", "ODD", "=C:=of Windows",
	}
	got := childEnv(environ, []string{"SHOP_SECRET", ""})
	want := []string{"PATH=/bin", "DINTERO_LOGIN_CONFIG=x", "DINTERO_LOGIN_PROFILE=y", "SHOP_SECRET_2=kept", "dintero_login_x=kept", "EMPTY=", "ODD", "=C:=of Windows"}
	if hasPrefix("a", "A") {
		want = slices.DeleteFunc(want, func(s string) bool { return strings.HasPrefix(s, "dintero") })
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}

	c := playing(t, "env")
	c.Env = append(c.Env, "DINTERO_LOGIN_CHANNEL=sms")
	c.Hide = []string{"PATH"}
	inherited, err := c.Run(t.Context())
	lines := strings.Split(inherited.Reveal(), "\n")
	has := func(prefix string) bool {
		return slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, prefix) })
	}
	if err != nil || !has("DINTERO_LOGIN_CHANNEL=sms") || has("PATH=") {
		t.Errorf("got %q, %v", lines, err)
	}
}
