//go:build !windows

package cli_test

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"dintero-login/api/sandbox"
)

// front is an account in this process, with this test between it and the program: it can
// hold the settings back, and it knows every secret that went over the wire.
type front struct {
	described
	client  http.Transport
	boxHost string
	host    string
	codes   chan string   // each as it is sent
	held    chan struct{} // the settings wait until it is closed; nil: they do not

	mu    sync.Mutex
	seen  map[string]bool // what no screen may show
	calls []string        // the paths of what was asked for
}

// sandboxKey signs for every sandbox of these tests: making a key takes some 100 ms.
var sandboxKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func newFront(t *testing.T, scenario string, holdsSettings bool) *front {
	t.Helper()
	x := &front{codes: make(chan string, 64), seen: map[string]bool{}}
	if holdsSettings {
		x.held = make(chan struct{})
	}
	box, err := sandbox.Start(sandbox.Options{
		Scenario: scenario, Key: sandboxKey(),
		OnMessage: func(m sandbox.Message) { x.codes <- m.Code.Reveal() },
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = box.Close() })
	line, err := json.Marshal(box.Describe())
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(line, &x.described); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(x)
	t.Cleanup(func() {
		server.Close()
		x.client.CloseIdleConnections()
	})
	x.boxHost = strings.TrimSuffix(strings.TrimPrefix(x.BaseURL, "http://"), "/v1")
	x.host = strings.TrimPrefix(server.URL, "http://")
	x.BaseURL = server.URL + "/v1"
	return x
}

// ServeHTTP passes a call on, and its answer back.
func (x *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet && x.held != nil {
		select {
		case <-x.held:
		case <-r.Context().Done():
			return
		}
	}
	x.mu.Lock()
	x.calls = append(x.calls, r.URL.Path)
	x.mu.Unlock()
	x.note(strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer "))
	on := r.Clone(r.Context())
	on.URL.Scheme, on.URL.Host, on.Host, on.RequestURI = "http", x.boxHost, x.boxHost, ""
	on.Header.Del("Accept-Encoding")
	answer, err := x.client.RoundTrip(on)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	defer func() { _ = answer.Body.Close() }()
	body, _ := io.ReadAll(answer.Body)
	body = bytes.ReplaceAll(body, []byte("//"+x.boxHost+"/"), []byte("//"+x.host+"/"))
	var fields map[string]any
	if json.Unmarshal(body, &fields) == nil {
		for _, name := range []string{"access_token", "refresh_token", "mfa_token", "oob_code"} {
			text, _ := fields[name].(string)
			x.note(text)
		}
	}
	answer.Header.Del("Content-Length")
	maps.Copy(w.Header(), answer.Header)
	w.WriteHeader(answer.StatusCode)
	_, _ = w.Write(body)
}

func (x *front) note(secret string) {
	if len(secret) < 16 || strings.HasPrefix(secret, "Basic ") {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	x.seen[secret] = true
}

// called is how often paths with this end were asked for.
func (x *front) called(end string) int {
	x.mu.Lock()
	defer x.mu.Unlock()
	n := 0
	for _, path := range x.calls {
		if strings.HasSuffix(path, end) {
			n++
		}
	}
	return n
}

// secrets is every token that went over the wire, and the client's secret.
func (x *front) secrets() []string {
	x.mu.Lock()
	defer x.mu.Unlock()
	all := []string{x.ClientSecret}
	for secret := range x.seen {
		all = append(all, secret)
	}
	return all
}

// counter is a server on this machine that nothing should ever connect to.
func counter(t *testing.T) (baseURL string, connections func() int) {
	t.Helper()
	var mu sync.Mutex
	n := 0
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			mu.Lock()
			n++
			mu.Unlock()
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL + "/v1", func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
}
