package api

import (
	"bufio"
	"crypto/tls"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

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
	if f.Reach != flow.NotSent || f.Network != flow.NetworkUntrusted || !strings.Contains(f.Cause.Shown(), "certificate") {
		t.Errorf("got %+v, want the certificate to be refused", f)
	}
	cfg.CA = ca
	var version atomic.Int32
	s.on(flow.CallAnswer, func(w http.ResponseWriter, r *http.Request) {
		version.Store(int32(r.ProtoMajor))
		says(200, signedIn)(w, r)
	})
	a := adapter(t, cfg)
	ends[flow.TokenReceived](t, a, effect[flow.CallAnswer])
	if version.Load() != 2 {
		t.Errorf("got the token over HTTP/%d", version.Load())
	}
	s.on(flow.CallAnswer, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	if f := fails(t, a, flow.CallAnswer); f.Reach != flow.CutOff {
		t.Errorf("a stream that was reset: got %+v", f)
	}
	s.read(t, flow.CallAnswer, 2) // once for each
}

func TestTLSOlderThan12IsRefused(t *testing.T) {
	t.Parallel()
	old, itsCA := secure(t, &tls.Config{MaxVersion: tls.VersionTLS12})
	with12 := old.config()
	with12.CA = itsCA
	ends[flow.ClientConnected](t, adapter(t, with12), flow.Connect{})
	s, ca := secure(t, &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10})
	cfg := s.config()
	cfg.CA = ca
	if f := fails(t, adapter(t, cfg), flow.CallClientToken); f.Reach != flow.NotSent || f.Network == flow.NetworkUntrusted || !strings.Contains(f.Cause.Shown(), "version") {
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
		a.client.Transport.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(address) }
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
