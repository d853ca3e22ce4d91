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
	asked   chan struct{} // closed with the first call for the settings
	forged  string        // the access token that a customer gets; empty: the account's own

	once        sync.Once
	mu          sync.Mutex
	seen        map[string]bool // what no screen may show
	calls       []string        // the paths of what was asked for
	connections int             // those that were ever made
}

// sandboxKey signs for every sandbox of these tests: making a key takes some 100 ms.
var sandboxKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

func newFront(t *testing.T, scenario string) *front {
	t.Helper()
	x := &front{codes: make(chan string, 64), asked: make(chan struct{}), seen: map[string]bool{}}
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
	server := httptest.NewUnstartedServer(x)
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		x.mu.Lock()
		defer x.mu.Unlock()
		if s == http.StateNew {
			x.connections++
		}
	}
	server.Start()
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
	if strings.HasSuffix(r.URL.Path, "/customers/settings") {
		x.once.Do(func() { close(x.asked) })
	}
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
		if x.forged != "" && fields["refresh_token"] != nil { // the client's own comes without one
			fields["access_token"] = x.forged
			body, _ = json.Marshal(fields)
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

// called is how often paths with this end were asked for, since forget if that was called.
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

func (x *front) forget() {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.calls = nil
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

// untouched checks that nobody has connected to the account.
func (x *front) untouched(t *testing.T) {
	t.Helper()
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.connections != 0 {
		t.Errorf("connections: got %d, want none", x.connections)
	}
}

// place is a place with a config for the account, which the program finds by its variable.
func (x *front) place(t *testing.T, env ...string) place {
	t.Helper()
	in := newPlace(t, append(x.env(), env...)...)
	in.write(t, "box.toml", x.config())
	return in
}

// env is the environment of a program that signs in to the account, and of its read-code.
func (x *front) env() []string {
	return append(x.helperEnv(), "DINTERO_LOGIN_CONFIG=box.toml")
}
