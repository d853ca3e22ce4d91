//go:build !windows

// The tests in this package run the real program: in this process, as a process of its own
// on a terminal that is read back through an emulator or without any, and from the scripts
// in testdata.
package cli_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"dintero-login/tui/cli"
)

// patience is how long anything may take on a busy machine before it counts as never.
const patience = 30 * time.Second

// noTerminal is the variable with which the program leaves the terminal of whoever tests.
const noTerminal = "WALK_NO_TERMINAL"

// TestMain makes this test binary the program, and what the program runs: each by its name.
func TestMain(m *testing.M) {
	if strings.HasSuffix(os.Args[0], ".test") {
		signal.Notify(make(chan os.Signal, 1), syscall.SIGHUP) // else what nohup ignores is ignored by the programs, too
		_ = flag.Set("test.parallel", "4")                     // most of the time a test here waits for another process
	}
	testscript.Main(m, map[string]func(){
		"dintero-login": func() {
			if os.Getenv(noTerminal) != "" {
				_, _ = syscall.Setsid()
			}
			os.Exit(cli.Run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
		},
		"read-code": func() { os.Exit(readCode()) },
		"panics":    func() { os.Exit(panics(os.Getenv("WALK_PANICS"))) },
	})
}

// place is where the program runs: a home of its own with nothing in it.
type place struct {
	home string
	env  []string // beside HOME, PATH and TERM
}

func newPlace(t *testing.T, env ...string) place {
	t.Helper()
	return place{home: t.TempDir(), env: env}
}

func (p place) command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.Command("dintero-login", args...)
	cmd.Dir = p.home
	cmd.Env = append([]string{"HOME=" + p.home, "PATH=" + os.Getenv("PATH"), "TERM=xterm-256color"}, p.env...)
	return cmd
}

// write puts a file in the place, readable by its owner alone.
func (p place) write(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(p.home, name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// outcome is what a run without a terminal left behind.
type outcome struct {
	code           int
	stdout, stderr string
}

// run runs the program where there is no terminal at all, not even one to open.
func (p place) run(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	cmd := p.command(t, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	code := finish(t, cmd, cmd.Run)
	return outcome{code: code, stdout: stdout.String(), stderr: stderr.String()}
}

// finish runs a command to its end, which may not be far.
func finish(t *testing.T, cmd *exec.Cmd, run func() error) int {
	t.Helper()
	hung := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	err := run()
	if !hung.Stop() {
		t.Fatalf("%q still ran after %s", cmd.Args[1:], patience)
	}
	var ended *exec.ExitError
	switch {
	case err == nil:
		return 0
	case !errors.As(err, &ended):
		t.Fatal(err)
	case !ended.Exited():
		t.Fatalf("the program did not end by itself: %s", ended)
	}
	return ended.ExitCode()
}

// scripted is a whole login in flags: Kari, her secret on stdin, and a code from a helper.
func scripted(more ...string) []string {
	return append([]string{"token", "--phone", "+4799999999", "--secret-stdin", "--code-command", "read-code"}, more...)
}

// signals are those that end the program, and with which exit code.
func signals() map[syscall.Signal]int {
	return map[syscall.Signal]int{syscall.SIGINT: 130, syscall.SIGTERM: 143, syscall.SIGHUP: 129, syscall.SIGQUIT: 131}
}

// wants checks what a script sees of a run that ends early: the code, an empty stdout,
// and one line on stderr that holds each of the words.
func (o outcome) wants(t *testing.T, code int, words ...string) {
	t.Helper()
	if o.code != code {
		t.Errorf("exit code: got %d, want %d", o.code, code)
	}
	if o.stdout != "" {
		t.Errorf("stdout: got %q, want nothing", o.stdout)
	}
	if strings.Count(o.stderr, "\n") != 1 || !strings.HasSuffix(o.stderr, "\n") {
		t.Errorf("stderr: got %q, want one line", o.stderr)
	}
	for _, word := range words {
		if !strings.Contains(o.stderr, word) {
			t.Errorf("stderr: got %q, want %q in it", o.stderr, word)
		}
	}
}

// described is the line of `sandbox --json`.
type described struct {
	BaseURL      string `json:"base_url"`
	Account      string `json:"account"`
	Audience     string `json:"audience"`
	ClientID     string `json:"client_id"`
	ClientSecret string `json:"client_secret"`
	AdminToken   string `json:"admin_token"`
}

// config is a config.toml for the account.
func (d described) config() string {
	return fmt.Sprintf("[profiles.box]\nbase_url = %q\naccount = %q\naudience = %q\nclient_id = %q\nclient_secret = %q\n",
		d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret)
}

// helperEnv is what a helper needs to read the account's messages.
func (d described) helperEnv() []string {
	return []string{
		"WALK_MESSAGES=" + strings.TrimSuffix(d.BaseURL, "/v1") + "/sandbox/messages",
		"WALK_ADMIN=" + d.AdminToken,
	}
}

// tell begins a scenario.
func (d described) tell(t *testing.T, scenario string) {
	t.Helper()
	url := strings.TrimSuffix(d.BaseURL, "/v1") + "/sandbox/scenario"
	r, err := http.NewRequest(http.MethodPut, url, strings.NewReader(fmt.Sprintf(`{"name":%q}`, scenario)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+d.AdminToken)
	r.Header.Set("Content-Type", "application/json")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		t.Fatalf("scenario %s: status %d", scenario, answer.StatusCode)
	}
}

// startDescribed starts a sandbox and reads its line.
func startDescribed(t *testing.T, cmd *exec.Cmd) described {
	t.Helper()
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	hung := time.AfterFunc(patience, func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(stdout).ReadBytes('\n')
	hung.Stop()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = finish(t, cmd, cmd.Wait)
	})
	if err != nil {
		t.Fatalf("the sandbox said nothing: %v", err)
	}
	var d described
	if err := json.Unmarshal(line, &d); err != nil {
		t.Fatalf("the sandbox's first line: %v", err)
	}
	return d
}

// readCode is a program that fetches a code: it prints what WALK_PRINTS says, or nothing for
// as long as WALK_HOLDS holds it, or the newest code of the channel that it is told of.
func readCode() int {
	if code, told := os.LookupEnv("WALK_PRINTS"); told {
		fmt.Println(code)
		return 0
	}
	if holds := os.Getenv("WALK_HOLDS"); holds != "" {
		if answer, err := http.Get(holds); err == nil {
			_ = answer.Body.Close()
		}
		return 1
	}
	code, err := newestCode(os.Getenv("DINTERO_LOGIN_CHANNEL"))
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	fmt.Println(code)
	return 0
}

func newestCode(channel string) (string, error) {
	r, err := http.NewRequest(http.MethodGet, os.Getenv("WALK_MESSAGES"), nil)
	if err != nil {
		return "", err
	}
	r.Header.Set("Authorization", "Bearer "+os.Getenv("WALK_ADMIN"))
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return "", err
	}
	defer func() { _ = answer.Body.Close() }()
	var messages []struct{ Channel, Code string }
	if err := json.NewDecoder(answer.Body).Decode(&messages); err != nil {
		return "", err
	}
	for i := len(messages) - 1; i >= 0; i-- {
		if messages[i].Channel == channel {
			return messages[i].Code, nil
		}
	}
	return "", fmt.Errorf("no message by %q", channel)
}
