package api

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dintero-login/flow"
)

func secure(t *testing.T, config *tls.Config) (*server, []byte) {
	t.Helper()
	s := &server{replies: map[flow.Call][]reply{}}
	s.on(flow.CallClientToken, granted("read:customers")).on(flow.CallAnswer, says(200, signedIn))
	s.Server = httptest.NewUnstartedServer(s)
	s.EnableHTTP2, s.TLS = true, config
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
	return s, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
}

func TestTLSWithACertificateOfOnesOwn(t *testing.T) {
	t.Parallel()
	s, ca := secure(t, nil)
	cfg := s.config()
	f := fails(t, adapter(t, cfg), flow.CallClientToken)
	if f.Reach != flow.NotSent || !strings.Contains(f.Cause.Shown(), "certificate") {
		t.Errorf("got %+v, want the certificate to be refused", f)
	}
	cfg.CA = ca
	var version atomic.Int32
	s.on(flow.CallAnswer, func(w http.ResponseWriter, r *http.Request) {
		version.Store(int32(r.ProtoMajor))
		says(200, signedIn)(w, r)
	})
	a := adapter(t, cfg)
	if got, ok := a.Perform(t.Context(), effect[flow.CallAnswer]).(flow.TokenReceived); !ok || version.Load() != 2 {
		t.Errorf("got %+v over HTTP/%d", got, version.Load())
	}
	s.on(flow.CallAnswer, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	before := len(s.requests(flow.CallAnswer))
	if f := fails(t, a, flow.CallAnswer); f.Reach != flow.CutOff {
		t.Errorf("a stream that was reset: got %+v", f)
	}
	if n := len(s.requests(flow.CallAnswer)) - before; n != 1 {
		t.Errorf("a stream that was reset: sent %d times", n)
	}
}

// What a process takes for the system's certificates is settled once, so this test runs
// itself anew with a system of its own.
func TestACertificateOfOnesOwnIsTrustedBesideTheSystems(t *testing.T) {
	t.Parallel()
	const inside = "API_TEST_OTHER_CA"
	if file := os.Getenv(inside); file != "" {
		system, err := x509.SystemCertPool()
		if err != nil || system.Equal(x509.NewCertPool()) {
			t.Skip("this system has no certificates", err)
		}
		other, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		pool, err := certificates(other)
		if err != nil || pool.Equal(system) {
			t.Fatalf("the certificate of one's own is not in it: %v", err)
		}
		system.AppendCertsFromPEM(other)
		if !pool.Equal(system) {
			t.Error("the system's certificates are not in it")
		}
		return
	}
	folder := t.TempDir()
	systems, own := filepath.Join(folder, "system.pem"), filepath.Join(folder, "own.pem")
	for path, serial := range map[string]int64{systems: 1, own: 2} {
		if err := os.WriteFile(path, selfSigned(t, serial), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	again := exec.Command(self, "-test.run", "^"+t.Name()+"$", "-test.v")
	again.Env = append(os.Environ(), inside+"="+own, "SSL_CERT_FILE="+systems)
	if said, err := again.CombinedOutput(); err != nil || runtime.GOOS == "linux" && !bytes.Contains(said, []byte("--- PASS")) {
		t.Errorf("%v\n%s", err, said)
	}
}

func selfSigned(t *testing.T, serial int64) []byte {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(serial), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
}

func TestTLSOlderThan12IsRefused(t *testing.T) {
	t.Parallel()
	s, ca := secure(t, &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10})
	cfg := s.config()
	cfg.CA = ca
	if f := fails(t, adapter(t, cfg), flow.CallClientToken); f.Reach != flow.NotSent || !strings.Contains(f.Cause.Shown(), "version") {
		t.Errorf("got %+v", f)
	}
}

// A proxy that refuses is told from a server that does, and its password is not shown.
func TestAProxyThatRefuses(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			_, _ = http.ReadRequest(bufio.NewReader(conn))
			_, _ = io.WriteString(conn, "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
			_ = conn.Close()
		}
	}()
	s := newServer(t)
	cfg := s.config()
	cfg.BaseURL = "https://api.example/x/v1"
	a := adapter(t, cfg)
	via := func(address string) flow.Failure {
		a.client.transport.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(address) }
		return fails(t, a, flow.CallClientToken)
	}
	if f := via("http://user:canary-proxy@" + listener.Addr().String()); f.Reach != flow.NotSent || f.Cause != foreign("the proxy answered 407") {
		t.Errorf("got %+v", f)
	}
	_ = listener.Close()
	if f := via("http://user:canary-proxy@" + listener.Addr().String()); f.Cause != foreign("proxy: connection refused") {
		t.Errorf("got %+v", f)
	}
}
