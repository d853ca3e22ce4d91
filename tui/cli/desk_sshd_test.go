//go:build linux

package cli_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

func TestAnSSHClientGetsTheDeskAndNothingElse(t *testing.T) {
	t.Parallel()
	h := newSSHHost(t)
	t.Run("an agent works at the desk", h.works)
	const noCommand = "the desk takes no command"
	loot := h.path("home/loot")
	for _, row := range []struct {
		name string
		cmd  *exec.Cmd
		says string
	}{
		{"a command", h.ssh(nil, "id"), noCommand},
		{"a shell on a terminal", h.ssh([]string{"-tt"}, "/bin/sh", "-i"), noCommand},
		{"another profile", h.ssh([]string{"-tt"}, " --profile other"), noCommand},
		{"another command of the program", h.ssh(nil, h.path("dintero-login")+" token --print header"), noCommand},
		{"a second command", h.ssh(nil, "; id"), noCommand},
		{"a session without a terminal", h.ssh([]string{"-T"}), "the desk needs a terminal"},
		{"the subsystem of sftp", h.ssh([]string{"-s"}, "sftp"), ""},
		{"a file by sftp", exec.Command("sftp", append(h.options(), "-P", h.port, "-b", h.write("batch", "put "+h.path("keys")+" "+loot, 0o600), h.user+"@127.0.0.1")...), ""},
		{"a file by scp", exec.Command("scp", append(h.options(), "-P", h.port, h.path("keys"), h.user+"@127.0.0.1:"+loot)...), ""},
		{"a file by the old scp", exec.Command("scp", append(h.options(), "-O", "-P", h.port, h.path("keys"), h.user+"@127.0.0.1:"+loot)...), ""},
		{"the config by scp", exec.Command("scp", append(h.options(), "-P", h.port, h.user+"@127.0.0.1:.config/dintero-login/config.toml", loot)...), ""},
		{"a forwarded port, as -L, -D and -W open it", h.ssh([]string{"-W", strings.TrimPrefix(strings.TrimSuffix(h.box.BaseURL, "/v1"), "http://")}), "administratively prohibited"},
		{"a forwarded port of the host", h.ssh([]string{"-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1"}), "remote port forwarding failed"},
		{"a forwarded socket of the host", h.ssh([]string{"-N", "-o", "ExitOnForwardFailure=yes", "-R", h.path("home/socket") + ":127.0.0.1:1"}), "remote port forwarding failed"},
		{"a tunnel", h.ssh([]string{"-N", "-o", "ExitOnForwardFailure=yes", "-w", "any"}), ""},
	} {
		t.Run(row.name, func(t *testing.T) { h.denied(t, row.cmd, row.says) })
	}
	if _, err := os.Lstat(loot); !errors.Is(err, os.ErrNotExist) {
		t.Error("a file came over", err)
	}
	h.record.wants(t, "desk: command refused agent=kari", "desk: session refused reason=no-terminal agent=kari")
}

// works is an agent's whole session: what the customer sees, a ticket, and a login at the counter, from
// which no token is had.
func (h *sshHost) works(t *testing.T) {
	cmd := h.ssh([]string{"-tt", "-A", "-Y", "-o", "SendEnv=DINTERO_LOGIN_* HTTP_PROXY"})
	cmd.Env = append(cmd.Env, "DINTERO_LOGIN_PROFILE=other", "DINTERO_LOGIN_CONFIG=/etc/passwd", "HTTP_PROXY=http://127.0.0.1:1",
		"DISPLAY=127.0.0.1:0", "SSH_AUTH_SOCK="+h.socket())
	x := looks{never: []string{"eyJ"}}.start(t, cmd)
	x.wait("TEST   SUPPORT", "box", "What does the customer see?")
	pid := h.desk()
	environment, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/environ")
	must(t, err)
	if !bytes.Contains(environment, []byte("DINTERO_LOGIN_PROFILE=other")) {
		t.Error("the client's environment did not get as far as the program, so this test shows little")
	}
	for _, name := range []string{"SSH_AUTH_SOCK=", "DISPLAY=", "XAUTHORITY="} {
		if bytes.Contains(environment, []byte("\x00"+name)) {
			t.Errorf("the client's %s is forwarded", name)
		}
	}

	x.press("1")
	x.wait("no code comes", "Ask")
	x.press("y")
	x.until("the ticket alone", func() bool {
		shown := x.screen.String()
		return strings.Contains(shown, "Diagnosis") && !strings.Contains(shown, "space yes")
	})
	x.mu.Lock()
	copied := bytes.Contains(x.raw.Bytes(), []byte("\x1b]52;c;"))
	x.mu.Unlock()
	if !copied {
		t.Error("the ticket's text was not sent to the terminal's clipboard")
	}
	x.press("ctrl+z") // nobody here has a shell to go back to
	for _, below := range []string{"space yes", "Nothing here reaches the customer.", "enter continue"} {
		x.press("esc")
		x.wait(below)
	}
	x.press("99999999", "enter")
	x.agrees("Is the customer here, at the counter?")
	x.wait("What is the customer's PIN or password?")
	x.press("246810", "enter")
	x.wait("Type the code")
	x.press(h.code(), "enter")
	x.wait("Accepted", "support mode keeps none")
	x.press("ctrl+x")
	x.wait("What now?")
	for _, forbidden := range []string{"copy the token", "reveal"} {
		if strings.Contains(x.everything(), forbidden) {
			t.Errorf("the menu offers to %s", forbidden)
		}
	}

	end := ended(t, pid)
	must(t, cmd.Process.Kill()) // the connection is gone, as when a lid is closed
	if !end() {
		t.Error("the desk goes on without its connection")
	}
	text := h.record.wants(t, "desk: session begins account="+h.box.Account+" agent=kari", "desk: message kind=code channel=sms customer=", "desk: session ends agent=kari")
	if strings.Contains(text, "99999999") || strings.Contains(text, "246810") || strings.Contains(text, "eyJ") {
		t.Errorf("the record names the customer, or a secret:\n%s", text)
	}
}
