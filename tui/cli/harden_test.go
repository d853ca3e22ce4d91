//go:build !windows

package cli_test

import (
	"encoding/pem"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
)

func TestNoTraceOfTheScreenIsWritten(t *testing.T) {
	t.Parallel()
	in := newPlace(t)
	traces := filepath.Join(in.home, "traces")
	if err := os.Mkdir(traces, 0o700); err != nil {
		t.Fatal(err)
	}
	in.env = []string{"TEA_TRACE=" + filepath.Join(traces, "trace"), "TEA_DEBUG=true"}
	x := looks{}.open(t, in)
	toSecret(x)
	x.press("ctrl+c")
	x.leaves(130)
	left, err := os.ReadDir(traces)
	if err != nil || len(left) > 0 {
		t.Errorf("left %v, %v; want nothing", left, err)
	}
}

func TestNothingDumpsCore(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat("/proc/self/limits"); err != nil {
		t.Skip("no system here tells a process's limits")
	}
	if out, err := exec.Command("sh", "-c", "ulimit -H -c").Output(); err != nil || strings.TrimSpace(string(out)) == "0" {
		t.Skip("this machine lets nobody dump core anyway")
	}
	x := looks{}.start(t, newPlace(t).shell(t, `ulimit -S -c "$(ulimit -H -c)" && exec "$@"`))
	toSecret(x)
	limits, err := os.ReadFile(fmt.Sprintf("/proc/%d/limits", x.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	if !regexp.MustCompile(`(?m)^Max core file size +0 +0 `).Match(limits) {
		t.Errorf("its limits are\n%s", limits)
	}
	x.signal(syscall.SIGTERM)
	x.leaves(143)
}

// stray is what a server says though nobody asked.
const stray = "\x1b]0;stray\x07 stray-bytes-4410"

func TestBytesThatNobodyAskedForReachNoScreen(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	dropped := make(chan struct{})
	line, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = line.Close() })
	go strays(line, account.host, dropped)
	account.BaseURL = "http://" + line.Addr().String() + "/v1"
	x := looks{never: []string{"stray", "Unsolicited"}}.open(t, account.place(t))
	x.wait("Who is signing in?")
	soon(t, dropped, "the program keeps the connection")
	x.press("ctrl+c")
	x.leaves(130)
}

// strays hands connections on to a server, and adds to the answer of the settings what
// nobody asked for. Dropped is closed once the program has closed that connection, and so
// has said what it says.
func strays(line net.Listener, host string, dropped chan<- struct{}) {
	for {
		conn, err := line.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", host)
		if err != nil {
			_ = conn.Close()
			continue
		}
		go func() {
			defer func() { _, _ = conn.Close(), server.Close() }()
			buffer := make([]byte, 64<<10)
			for {
				n, err := conn.Read(buffer)
				if err != nil {
					return
				}
				settings := strings.Contains(string(buffer[:n]), "/customers/settings")
				if _, err := server.Write(buffer[:n]); err != nil {
					return
				}
				if n, err = server.Read(buffer); err != nil {
					return
				}
				if !settings {
					_, _ = conn.Write(buffer[:n])
					continue
				}
				_, _ = io.WriteString(conn, string(buffer[:n])+stray)
				_, _ = io.Copy(io.Discard, conn)
				close(dropped)
				return
			}
		}()
	}
}

func TestWhatHTTP2SaysForDebuggingReachesNobody(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	behind := &url.URL{Scheme: "http", Host: account.host}
	protocols := make(chan string, 64)
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		protocols <- r.In.Proto
		r.SetURL(behind)
	}}
	server := httptest.NewUnstartedServer(http.Handler(proxy))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	env := account.helperEnv()
	account.BaseURL = server.URL + "/v1"
	for _, debug := range []string{"http2debug=1", "http2debug=2"} {
		in := newPlace(t, append(env, "GODEBUG="+debug)...)
		in.write(t, "ca.pem", string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})))
		config := in.write(t, "box.toml", account.config()+"ca_file = \"ca.pem\"\n")
		got := in.run(t, "246810\n", scripted("--config", config)...)
		if got.code != 0 || got.stderr != "" {
			t.Errorf("%s: ends with %d and says %q", debug, got.code, got.stderr)
		}
		if protocol := <-protocols; protocol != "HTTP/2.0" {
			t.Errorf("spoke %s, so this shows nothing", protocol)
		}
	}
}
