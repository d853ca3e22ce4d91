package sandbox

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http/httptrace"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// These tests run the program, as other clients do.

// program is the path of the program, which is this test binary by another name.
func program(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("waits for processes")
	}
	if runtime.GOOS == "windows" {
		t.Skip("has no signals")
	}
	path, err := exec.LookPath("dintero-login")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// running is a sandbox of its own process.
type running struct {
	t       *testing.T
	cmd     *exec.Cmd
	stderr  bytes.Buffer
	about   map[string]any
	account string
}

func runSandbox(t *testing.T, args ...string) *running {
	t.Helper()
	r := &running{t: t}
	r.run(&r.stderr, args...)
	return r
}

func (r *running) run(stderr io.Writer, args ...string) {
	t := r.t
	t.Helper()
	r.cmd = exec.CommandContext(t.Context(), program(t), append([]string{"sandbox", "--json"}, args...)...)
	r.cmd.WaitDelay = 10 * time.Second
	r.cmd.Stderr = stderr
	out, err := r.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = r.cmd.Process.Kill()
		_ = r.cmd.Wait() // again, where it ended as it should
	})
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err != nil || json.Unmarshal(line, &r.about) != nil {
		t.Fatalf("said %q, %v, %s", line, err, &r.stderr)
	}
	r.account = r.word("base_url") + "/accounts/" + r.word("account")
}

func (r *running) word(name string) string {
	text, _ := r.about[name].(string)
	return text
}

// client talks to it as the other tests talk to one of their own process.
func (r *running) client() *rig {
	c := r.stranger()
	c.token = c.askToken(r.word("client_id"), r.word("client_secret")).want(200, "").text("access_token")
	return c
}

// stranger is a client without a token.
func (r *running) stranger() *rig {
	return &rig{t: r.t, account: r.account, aud: r.word("audience"), http: freshHTTP(r.t)}
}

func TestTheSandboxStopsOnASignal(t *testing.T) {
	t.Parallel()
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, busy := range []bool{false, true} {
			r := runSandbox(t, "--scenario", map[bool]string{false: "happy", true: "slow"}[busy])
			if busy { // with a call under way, which is cut after a quarter of a second
				c, written := r.stranger(), make(chan struct{})
				ctx := httptrace.WithClientTrace(t.Context(), &httptrace.ClientTrace{
					WroteRequest: func(httptrace.WroteRequestInfo) { close(written) },
				})
				request := c.tokenRequest(r.word("client_id"), r.word("client_secret")).WithContext(ctx)
				go func() {
					if response, err := c.http.Do(request); err == nil {
						_ = response.Body.Close()
					}
				}()
				<-written
			}
			ends(t, r.cmd, signal, 10*time.Second)
		}
	}
}

// ends sends a signal and checks that the command ends as it should in that time: in order, or
// with the signal's code where the machine was too busy for that.
func ends(t *testing.T, cmd *exec.Cmd, signal os.Signal, within time.Duration) {
	t.Helper()
	began := time.Now()
	if err := cmd.Process.Signal(signal); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); !slices.Contains([]int{0, 130, 143}, cmd.ProcessState.ExitCode()) {
		t.Errorf("%v ended in %v: %v", signal, err, cmd.Stderr)
	}
	if took := time.Since(began); took > within {
		t.Errorf("%v took %v", signal, took)
	}
}

func TestTheLogHoldsNoSecret(t *testing.T) {
	t.Parallel()
	r := runSandbox(t, "--seed", "7")
	c := r.client()
	mfaToken := c.signIn()
	oobCode := c.challenge(mfaToken, sms)
	messages := c.request("GET", "", nil)
	messages.URL.Path = "/sandbox/messages"
	messages.Header.Set("Authorization", "Bearer "+r.word("admin_token"))
	list, _ := c.mailbox(messages, 1)
	got := c.answer(mfaToken, oobCode, list[0]["code"]).want(200, "")
	canaries := []string{
		c.token, mfaToken, oobCode, list[0]["code"], got.text("access_token"), got.text("refresh_token"), r.word("client_secret"),
		r.word("client_id"), r.word("admin_token"), karisPhone, karisSecret + "-c4n4ry", "kari@example.com",
	}
	for _, canary := range canaries { // where they do not belong
		c.get("/customers/"+canary).want(404, "not_found")
		c.get("/customers/settings?"+canary).want(200, "")
		c.post("/auth/revoke", object{"token": canary}).want(200, "")
		wrong := c.request("GET", "/customers/settings", nil)
		wrong.Header.Set("Authorization", "Bearer "+canary)
		wrong.Header.Set("User-Agent", canary)
		c.do(wrong)
	}
	ends(t, r.cmd, syscall.SIGTERM, 10*time.Second)
	log := r.stderr.String()
	if lines := strings.Count(log, "\n"); lines != 5+4*len(canaries) {
		t.Errorf("%d lines:\n%s", lines, log)
	}
	for _, canary := range canaries {
		if strings.Contains(log, canary) {
			t.Errorf("%q is in the log", canary)
		}
	}
}

func TestABrokenAccountsFileEndsTheCommand(t *testing.T) {
	t.Parallel()
	path := written(t, "[[accounts]]\nid = \"T11223344\"\nmfaa = true\n")
	cmd := exec.CommandContext(t.Context(), program(t), "sandbox", "--accounts", path)
	said, err := cmd.CombinedOutput()
	if want := path + `:3:1: unknown key "mfaa", did you mean mfa?`; cmd.ProcessState.ExitCode() != 2 || !strings.Contains(string(said), want) {
		t.Errorf("got %v: %s", err, said)
	}
}

func TestTheCommandTellsAllAccounts(t *testing.T) {
	t.Parallel()
	r := runSandbox(t, "--accounts", "testdata/accounts.toml")
	if all, _ := r.about["accounts"].([]any); len(all) != 2 || r.word("client_id") != "shop" {
		t.Errorf("got %v", r.about)
	}
	r.client().signIn()
}
