//go:build !windows

package cli_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestASignalEndsAScript(t *testing.T) {
	t.Parallel()
	for signal, code := range signals() {
		t.Run(signal.String()+" while the code is fetched", func(t *testing.T) {
			t.Parallel()
			held := newHolder(t)
			cmd := newPlace(t, held.env()...).command(t, scripted("--demo")...)
			signalled(t, cmd, strings.NewReader("246810\n"), held.asked, signal).wants(t, code, "SMS 1 is useless now")
			held.isGone(t)
		})
		t.Run(signal.String()+" while the secret is waited for", func(t *testing.T) {
			t.Parallel()
			account := newFront(t, "happy")
			cmd := account.place(t).command(t, scripted()...)
			if _, err := cmd.StdinPipe(); err != nil { // that nobody writes to
				t.Fatal(err)
			}
			if got := signalled(t, cmd, nil, account.asked, signal); got != (outcome{code: code}) {
				t.Errorf("got %+v, want exit code %d and not a word", got, code)
			}
		})
	}
}

func TestWithPrintJSONASignalIsAFailureToo(t *testing.T) {
	t.Parallel()
	held := newHolder(t)
	cmd := newPlace(t, held.env()...).command(t, scripted("--demo", "--print", "json")...)
	got := signalled(t, cmd, strings.NewReader("246810\n"), held.asked, syscall.SIGTERM)
	var said jsonFailure
	if err := json.Unmarshal([]byte(got.stdout), &said); err != nil || got.code != 143 || said.Error.Reason != "signal" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestACommandThatIsStillFetchingTheCodeDiesWithTheScreenToo(t *testing.T) {
	t.Parallel()
	held := newHolder(t)
	x := looks{}.open(t, newPlace(t, held.env()...), "--demo", "--phone", "+4799999999", "--code-command", "read-code")
	x.wait("4 to 255 characters")
	x.press("246810", "enter")
	soon(t, held.asked, "the command was never run")
	x.press("ctrl+c")
	if got := said(x.leaves(130)); !strings.Contains(got, "SMS 1 is useless now") {
		t.Errorf("after the end the screen says %q", got)
	}
	held.isGone(t)
}

func TestACodeThatDoesNotComeInTimeEndsAScriptWith3(t *testing.T) {
	t.Parallel()
	held := newHolder(t)
	got := newPlace(t, held.env()...).run(t, "246810\n", scripted("--demo", "--code-timeout", "1s")...)
	got.wants(t, 3, "no code came in time", "--code-command", "1s")
	held.isGone(t)
}

// holder is what a command of the program's hangs on.
type holder struct {
	url         string
	asked, gone chan struct{} // closed when it is there, and when it has died
}

func newHolder(t *testing.T) holder {
	t.Helper()
	h := holder{asked: make(chan struct{}), gone: make(chan struct{})}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		close(h.asked)
		<-r.Context().Done()
		close(h.gone)
	}))
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	h.url = server.URL
	return h
}

// env is where a helper hangs.
func (h holder) env() []string { return []string{"WALK_HOLDS=" + h.url} }

// isGone wants the command dead, whose parent has ended.
func (h holder) isGone(t *testing.T) {
	t.Helper()
	soon(t, h.gone, "the command lives on")
}

// soon waits for what happens soon if it happens at all.
func soon(t *testing.T, happened <-chan struct{}, otherwise string) {
	t.Helper()
	select {
	case <-happened:
	case <-time.After(patience / 3):
		t.Fatal(otherwise)
	}
}

// signalled runs a command without a terminal and sends it a signal once it has asked.
func signalled(t *testing.T, cmd *exec.Cmd, stdin io.Reader, asked <-chan struct{}, s os.Signal) outcome {
	t.Helper()
	if stdin != nil {
		cmd.Stdin = stdin
	}
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	code := finish(t, cmd, func() error {
		soon(t, asked, "nothing was asked for")
		if err := cmd.Process.Signal(s); err != nil {
			return err
		}
		return cmd.Wait()
	})
	return outcome{code: code, stdout: stdout.String(), stderr: stderr.String()}
}
