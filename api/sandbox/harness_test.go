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
var oneKey = sync.OnceValues(func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })

const (
	karisPhone  = "+4799999999"
	karisSecret = "246810"
)

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

// rigged starts the demo's account with a clock that stands still.
func rigged(t testing.TB, options Options) *rig {
	t.Helper()
	return riggedWith(t, options, demoAccounts())
}

func riggedWith(t testing.TB, options Options, plans []accountPlan) *rig {
	t.Helper()
	clock := &clock{now: time.Date(2026, 11, 22, 0, 12, 0, 0, time.UTC), armed: make(chan struct{}, 64)}
	options.Now, options.After = clock.read, clock.after
	s, err := start(options, plans, oneKey)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	r := &rig{t: t, s: s, clock: clock, account: s.first.issuer, aud: s.first.audience}
	r.http = freshHTTP(t)
	r.renew()
	return r
}

func freshHTTP(t testing.TB) *http.Client {
	transport := &http.Transport{MaxIdleConnsPerHost: 32}
	t.Cleanup(transport.CloseIdleConnections)
	return &http.Client{Transport: transport, Timeout: 20 * time.Second}
}

// renew fetches a client's token, with the credentials of the account's first client.
func (r *rig) renew() {
	r.t.Helper()
	d := r.s.Describe()
	request := r.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": d.Audience})
	request.SetBasicAuth(d.ClientID, d.ClientSecret.Reveal())
	r.token = r.do(request).want(200, "").text("access_token")
}

type object map[string]any

// without is a copy of a body that lacks a field.
func (o object) without(name string) object {
	less := object{}
	for k, v := range o {
		if k != name {
			less[k] = v
		}
	}
	return less
}

// with is a copy of a body in which one field is different.
func (o object) with(name string, value any) object {
	more := o.without(name)
	more[name] = value
	return more
}

func (r *rig) request(method, path string, body any) *http.Request {
	r.t.Helper()
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
	answer.hold(request)
	return answer
}

func (r *rig) mfaLoginBody() object {
	return object{"ident_type": "phone_number", "ident": karisPhone, "audience": r.aud, "type": "customer", "secret": karisSecret}
}

func (r *rig) passwordBody() object {
	return object{"email": "kari@example.com", "audience": r.aud, "type": "customer", "password": karisSecret}
}

func (r *rig) recoveryBody() object { return r.mfaLoginBody().without("secret") }

// signIn sends Kari's secret and gives the mfa_token.
func (r *rig) signIn() string {
	r.t.Helper()
	return r.post("/customers/mfa_login", r.mfaLoginBody()).want(200, "").text("mfa_token")
}

// challenge has a code sent over a channel and gives the oob_code.
func (r *rig) challenge(mfaToken, channel string) string {
	r.t.Helper()
	return r.post("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": mfaToken, "oob_channel": channel}).want(200, "").text("oob_code")
}

func (r *rig) answer(mfaToken, oobCode, code string) reply {
	r.t.Helper()
	return r.post("/auth/token", object{"grant_type": "mfa_oob", "mfa_token": mfaToken, "oob_code": oobCode, "binding_code": code})
}

// newest is the message that arrived last.
func (r *rig) newest() Message {
	r.t.Helper()
	all := r.s.Messages()
	if len(all) == 0 {
		r.t.Fatal("no message arrived")
	}
	return all[len(all)-1]
}

func (r *rig) newestCode() string { r.t.Helper(); return r.newest().Code.Reveal() }

// login goes all the way, and gives the last answer.
func (r *rig) login() reply {
	r.t.Helper()
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	return r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func (r *rig) tell(scenario string) {
	r.t.Helper()
	if err := r.s.SetScenario(scenario); err != nil {
		r.t.Fatal(err)
	}
}

// notThe is a code that is not the given one.
func notThe(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}
