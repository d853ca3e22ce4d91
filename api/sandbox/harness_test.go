package sandbox

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// oneKey spares the tests a new key each; what they check does not depend on it.
var oneKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})

// started is a sandbox with that key; it is closed when the test ends.
func started(t testing.TB, options Options, plans []accountPlan) *Sandbox {
	t.Helper()
	options.Key = oneKey()
	s, err := start(options, plans, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// rig is a sandbox, a clock to turn, and a client that talks to it over HTTP.
type rig struct {
	t       testing.TB
	s       *Sandbox
	clock   *clock
	account string // the account's URL
	aud     string
	token   string // the client's
	http    *http.Client
}

// parallel is rigged for a test that runs beside the others.
func parallel(t *testing.T, options Options) *rig {
	t.Helper()
	t.Parallel()
	return rigged(t, options)
}

// rigged starts the demo's account with a clock that stands still.
func rigged(t testing.TB, options Options) *rig {
	t.Helper()
	return riggedWith(t, options, demoAccounts())
}

func riggedWith(t testing.TB, options Options, plans []accountPlan) *rig {
	t.Helper()
	clock := &clock{now: time.Date(2026, 11, 22, 0, 12, 0, 0, time.UTC), armed: make(chan struct{}, 64)}
	options.Now, options.After = clock.read, clock.after
	r := rigOf(t, started(t, options, plans))
	r.clock = clock
	r.renew()
	return r
}

// riggedFor is the demo's account, whose client has these scopes.
func riggedFor(t testing.TB, scopes ...string) *rig {
	t.Helper()
	plans := demoAccounts()
	plans[0].clients[0].scopes = scopes
	return riggedWith(t, Options{}, plans)
}

// rigOf is a client of a sandbox's first account, without a token.
func rigOf(t testing.TB, s *Sandbox) *rig {
	return &rig{t: t, s: s, account: s.first.issuer, aud: s.first.audience, http: freshHTTP(t)}
}

func freshHTTP(t testing.TB) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 20 * time.Second}
}

// on is the same for a subtest.
func (r *rig) on(t testing.TB) *rig {
	other := *r
	other.t = t
	return &other
}

// at is the same at another account, as that account's first client.
func (r *rig) at(account string) *rig {
	r.t.Helper()
	a, other := r.s.accounts[account], *r
	other.account, other.aud = a.issuer, a.audience
	other.token = other.askToken(a.first.id, a.first.secret.Reveal()).want(200, "").text("access_token")
	return &other
}

// renew fetches a token for the account's first client.
func (r *rig) renew() {
	r.t.Helper()
	c := r.s.first.first
	r.token = r.askToken(c.id, c.secret.Reveal()).want(200, "").text("access_token")
}

// askToken asks for a client's token.
func (r *rig) askToken(id, secret string) reply {
	r.t.Helper()
	return r.do(r.tokenRequest(id, secret))
}

func (r *rig) tokenRequest(id, secret string) *http.Request {
	r.t.Helper()
	request := r.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": r.aud})
	request.SetBasicAuth(id, secret)
	return request
}

func (r *rig) request(method, path string, body any) *http.Request {
	r.t.Helper()
	if fields, is := body.(object); is && fields == nil {
		body = nil
	}
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			r.t.Fatal(err)
		}
		reader = bytes.NewReader(text)
	}
	request, err := http.NewRequestWithContext(context.Background(), method, r.account+path, reader)
	if err != nil {
		r.t.Fatal(err)
	}
	if r.token != "" {
		request.Header.Set("Authorization", "Bearer "+r.token)
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	return request
}

func (r *rig) post(path string, body any) reply {
	r.t.Helper()
	return r.do(r.request("POST", path, body))
}

func (r *rig) get(path string) reply { r.t.Helper(); return r.do(r.request("GET", path, nil)) }

func (r *rig) do(request *http.Request) reply {
	r.t.Helper()
	answer := r.send(request)
	if answer.err == nil || answer.status != 0 {
		answer.hold(request)
	}
	return answer
}

// send is do for loops that have no time for a look at the document.
func (r *rig) send(request *http.Request) reply {
	answer := reply{t: r.t}
	response, err := r.http.Do(request)
	if err != nil {
		answer.err = err
		return answer
	}
	defer func() { _ = response.Body.Close() }()
	answer.status, answer.header = response.StatusCode, response.Header
	answer.raw, answer.err = io.ReadAll(response.Body)
	_ = json.Unmarshal(answer.raw, &answer.body)
	return answer
}
