//go:build linux

package cli_test

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// sshHost is a machine with a desk: a real sshd on loopback, set up by the README's own block,
// with a user made for it. Outside the block sshd allows whatever it can.
type sshHost struct {
	t      *testing.T
	dir    string // everything of it, and gone in the end
	user   string
	port   string
	record *deskRecord
	box    described
}

// anAgent is the name in the README's block.
const anAgent = "kari"

func newSSHHost(t *testing.T) *sshHost {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a real sshd, which takes a while")
	}
	if os.Getuid() != 0 {
		t.Skip("a real sshd, and a user made for it, take root")
	}
	for _, program := range []string{"/usr/sbin/sshd", "useradd", "userdel", "ssh", "ssh-keygen", "sftp", "scp"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s on this machine: Debian's openssh-server has it", program)
		}
	}
	alone(t)
	dir, err := os.MkdirTemp("/var/lib", "desk-test-") // sshd trusts no folder below /tmp
	if err != nil {
		t.Skip("sshd trusts no key file below /tmp, and /var/lib takes no folder")
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	var random [4]byte
	_, _ = rand.Read(random[:])
	h := &sshHost{t: t, dir: dir, user: "desk-" + hex.EncodeToString(random[:])}
	must(t, os.Chmod(dir, 0o755)) // #nosec G302: the user below has to reach it
	h.record = newDeskRecord(t)
	h.box = startDescribed(t, newPlace(t).command(t, "sandbox", "--json"))
	h.addUser()
	h.start()
	return h
}

// alone waits until no other run of these tests has the machine's users and its log.
func alone(t *testing.T) {
	t.Helper()
	folder, err := os.Open("/var/lib")
	must(t, err)
	t.Cleanup(func() { _ = folder.Close() })
	must(t, syscall.Flock(int(folder.Fd()), syscall.LOCK_EX))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *sshHost) run(name string, args ...string) {
	h.t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		h.t.Fatalf("%s %q: %v\n%s", name, args, err, out)
	}
}

func (h *sshHost) path(name string) string { return filepath.Join(h.dir, name) }

func (h *sshHost) write(name, text string, mode os.FileMode) string {
	h.t.Helper()
	must(h.t, os.WriteFile(h.path(name), []byte(text), mode))
	return h.path(name)
}

// addUser makes the user who owns the config, with a profile beside the default one.
func (h *sshHost) addUser() {
	h.t.Helper()
	h.run("useradd", "--create-home", "--home-dir", h.path("home"), "--shell", "/bin/sh", "--password", "*", h.user)
	h.t.Cleanup(func() { _ = exec.Command("userdel", "--force", h.user).Run() })
	folder := h.path("home/.config/dintero-login")
	must(h.t, os.MkdirAll(folder, 0o700))
	other := strings.Replace(h.box.config(), "[profiles.box]", "[profiles.other]", 1)
	h.write("home/.config/dintero-login/config.toml", "default_profile = \"box\"\n"+h.box.config()+other, 0o600)
	h.run("chown", "--recursive", h.user, h.path("home"))
}

// start starts sshd with the README's block, in which only the paths, the name and the key are others.
func (h *sshHost) start() {
	h.t.Helper()
	program, err := os.ReadFile(os.Args[0]) // this test binary is the program, by its name
	must(h.t, err)
	must(h.t, os.WriteFile(h.path("dintero-login"), program, 0o755)) // #nosec G306: the user runs it
	h.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", h.path("host"))
	h.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", h.path("agent"))
	key, err := os.ReadFile(h.path("agent.pub"))
	must(h.t, err)
	sshd, keys := readmeDesk(h.t)
	sshd = strings.NewReplacer("dintero-desk.keys", "keys", "/etc/ssh", h.dir, "dintero-desk", h.user).Replace(sshd)
	keys = strings.NewReplacer("/usr/local/bin", h.dir, "ssh-ed25519 AAAA", strings.TrimSpace(string(key))).Replace(keys)
	h.write("keys", keys, 0o644)
	h.port = freePort(h.t)
	config := h.write("sshd_config", strings.Join([]string{
		"Port " + h.port, "ListenAddress 127.0.0.1", "HostKey " + h.path("host"), "PidFile none", "UsePAM no",
		"PasswordAuthentication no", "AllowTcpForwarding yes", "AllowAgentForwarding yes", "X11Forwarding yes", "AllowStreamLocalForwarding yes",
		"PermitTunnel yes", "AcceptEnv *", "Subsystem sftp internal-sftp", sshd,
	}, "\n"), 0o600)
	if err := os.Mkdir("/run/sshd", 0o755); err == nil { // #nosec G301: sshd wants it so
		h.t.Cleanup(func() { _ = os.Remove("/run/sshd") })
	}
	cmd := exec.Command("/usr/sbin/sshd", "-D", "-e", "-f", config)
	stderr, err := cmd.StderrPipe()
	must(h.t, err)
	must(h.t, cmd.Start())
	listening := make(chan bool, 1)
	var said sync.WaitGroup
	said.Go(func() {
		for lines := bufio.NewScanner(stderr); lines.Scan(); {
			if strings.Contains(lines.Text(), "Server listening on") {
				listening <- true
			}
			h.t.Log(lines.Text())
		}
		close(listening)
	})
	h.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		said.Wait()
		_ = cmd.Wait()
	})
	if !<-listening {
		h.t.Fatal("sshd does not start")
	}
	host, err := os.ReadFile(h.path("host.pub"))
	must(h.t, err)
	h.write("known", "[127.0.0.1]:"+h.port+" "+string(host), 0o600)
}

// readmeDesk is the README's block: the lines for sshd, and those of the agents' keys.
func readmeDesk(t *testing.T) (sshd, keys string) {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	must(t, err)
	_, section, _ := strings.Cut(string(readme), "\n## A desk for many\n")
	section, _, _ = strings.Cut(section, "\n## ")
	blocks := regexp.MustCompile("(?s)```text\n(.*?)```").FindAllStringSubmatch(section, -1)
	if len(blocks) != 2 || !strings.Contains(blocks[1][1], "--agent "+anAgent) {
		t.Fatalf("the README's section has %d blocks, want the lines of sshd and of the keys:\n%s", len(blocks), section)
	}
	return blocks[0][1], blocks[1][1]
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer func() { _ = l.Close() }()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

// options are those of every client here.
func (h *sshHost) options() []string {
	return []string{
		"-F", "none", "-i", h.path("agent"), "-o", "IdentitiesOnly=yes", "-o", "BatchMode=yes",
		"-o", "UserKnownHostsFile=" + h.path("known"), "-o", "StrictHostKeyChecking=yes",
	}
}

func (h *sshHost) ssh(before []string, after ...string) *exec.Cmd {
	args := append(append(h.options(), "-p", h.port), before...)
	cmd := exec.Command("ssh", append(append(args, h.user+"@127.0.0.1"), after...)...)
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	return cmd
}

// denied runs a client that must not get what it is after.
func (h *sshHost) denied(t *testing.T, cmd *exec.Cmd, says string) {
	t.Helper()
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr, cmd.Stdin = &out, &out, strings.NewReader("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	code := finish(t, cmd, cmd.Run)
	if got := regexp.MustCompile(`uid=|HTTP/1\.. \d{3}|eyJ`).FindString(out.String()); code == 0 || got != "" || !strings.Contains(out.String(), says) {
		t.Errorf("%q ends with %d, want an error and %q:\n%s", cmd.Args[1:], code, says, out.String())
	}
}

// socket is where the client's ssh-agent listens.
func (h *sshHost) socket() string {
	h.t.Helper()
	l, err := net.Listen("unix", h.path("ssh-agent"))
	must(h.t, err)
	var answering sync.WaitGroup
	answering.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.Close() // an agent without a key
		}
	})
	h.t.Cleanup(func() {
		_ = l.Close()
		answering.Wait()
	})
	return h.path("ssh-agent")
}

// desk is the process of the desk that runs.
func (h *sshHost) desk() int {
	h.t.Helper()
	all, err := filepath.Glob("/proc/[0-9]*/cmdline")
	must(h.t, err)
	for _, path := range all {
		line, _ := os.ReadFile(path) // #nosec G304: it may have ended meanwhile
		if strings.HasPrefix(string(line), h.path("dintero-login")+"\x00desk\x00") {
			pid, err := strconv.Atoi(filepath.Base(filepath.Dir(path)))
			must(h.t, err)
			return pid
		}
	}
	h.t.Fatal("no desk runs")
	return 0
}

// ended makes a wait for the end of a process, which reports whether it came.
func ended(t *testing.T, pid int) func() bool {
	t.Helper()
	fd, err := unix.PidfdOpen(pid, 0)
	must(t, err)
	t.Cleanup(func() { _ = unix.Close(fd) })
	return func() bool {
		for late := time.Now().Add(patience); time.Now().Before(late); {
			n, err := unix.Poll([]unix.PollFd{{Fd: int32(fd), Events: unix.POLLIN}}, int(patience.Milliseconds())) // #nosec G115: a descriptor
			if !errors.Is(err, unix.EINTR) {
				return err == nil && n == 1
			}
		}
		return false
	}
}

// code is the newest one that the sandbox sent.
func (h *sshHost) code() string {
	h.t.Helper()
	read := exec.Command("read-code")
	read.Env = append(append(os.Environ(), h.box.helperEnv()...), "DINTERO_LOGIN_CHANNEL=sms")
	out, err := read.Output()
	must(h.t, err)
	return strings.TrimSpace(string(out))
}
