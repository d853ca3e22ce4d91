//go:build !windows

package cli_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

func TestASignalEndsAScript(t *testing.T) {
	t.Parallel()
	for _, sent := range []struct {
		name   string
		signal syscall.Signal
		code   int
	}{
		{"INT", syscall.SIGINT, 130}, {"TERM", syscall.SIGTERM, 143}, {"HUP", syscall.SIGHUP, 129}, {"QUIT", syscall.SIGQUIT, 131},
	} {
		t.Run(sent.name+" while the code is fetched", func(t *testing.T) {
			t.Parallel()
			held := newHolder(t)
			in := newPlace(t, held.env()...)
			cmd := in.command(t, scripted(t, "--demo")...)
			script(t, cmd, strings.NewReader("246810\n"), held.asked, sent.signal).wants(t, sent.code, "SMS 1 is useless now")
			held.isGone(t)
		})
		t.Run(sent.name+" while the secret is waited for", func(t *testing.T) {
			t.Parallel()
			asked := make(chan struct{})
			var first sync.Once
			account := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodPost {
					_, _ = io.WriteString(w, `{"access_token":"a.b.c","token_type":"Bearer","expires_in":60}`)
					return
				}
				first.Do(func() { close(asked) }) // the client has its token, so the secret is read now
				w.WriteHeader(http.StatusInternalServerError)
			}))
			t.Cleanup(account.Close)
			box := described{BaseURL: account.URL + "/v1", Account: "T11223344", Audience: "a", ClientID: "c", ClientSecret: typedSecret}
			in := newPlace(t)
			stdin, never, err := os.Pipe()
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _, _ = stdin.Close(), never.Close() })
			cmd := in.command(t, scripted(t, "--config", in.write(t, "box.toml", box.config()))...)
			cmd.Stdin = stdin
			if got := script(t, cmd, nil, asked, sent.signal); got != (outcome{code: sent.code}) {
				t.Errorf("got %+v, want exit code %d and not a word", got, sent.code)
			}
		})
	}
}

func TestACommandThatIsStillFetchingTheCodeDiesWithTheScreenToo(t *testing.T) {
	t.Parallel()
	held := newHolder(t)
	in := newPlace(t, held.env()...)
	x := looks{}.open(t, in, "--demo", "--phone", "+4799999999", "--code-command", "read-code")
	x.wait("PIN/password")
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
	in := newPlace(t, held.env()...)
	got := in.run(t, "246810\n", scripted(t, "--demo", "--code-timeout", "2s")...)
	got.wants(t, 3, "no code came in time", "--code-command", "2s")
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

// script runs a command without a terminal and sends it a signal once it has asked.
func script(t *testing.T, cmd *exec.Cmd, stdin io.Reader, asked <-chan struct{}, s os.Signal) outcome {
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
