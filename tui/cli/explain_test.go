//go:build !windows

package cli_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"dintero-login/api/sandbox"
	"dintero-login/api/strict"
)

// transcript is a login as somebody would record it: each call as the curl command and what
// curl -i prints.
type transcript struct {
	t    *testing.T
	box  sandbox.Description
	text bytes.Buffer

	mu    sync.Mutex
	now   time.Time
	codes []string
}

func (r *transcript) clock() time.Time {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.now
}

func (r *transcript) pass(d time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.now = r.now.Add(d)
}

// call makes a call, writes it down, and gives the body of its answer.
func (r *transcript) call(method, path, authorization, body string) *strict.Object {
	r.t.Helper()
	r.pass(3 * time.Second)
	address := r.box.BaseURL + "/accounts/" + r.box.Account + path
	fmt.Fprintf(&r.text, "$ curl -i -X %s %s \\\n    -H 'Authorization: %s' \\\n    -d '%s'\n", method, address, authorization, body)
	request, err := http.NewRequestWithContext(r.t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		r.t.Fatal(err)
	}
	request.Header.Set("Authorization", authorization)
	request.Header.Set("Content-Type", "application/json")
	answer, err := new(http.Transport).RoundTrip(request)
	if err != nil {
		r.text.WriteString("curl: (52) Empty reply from server\n")
		return strict.Open(nil)
	}
	defer func() { _ = answer.Body.Close() }()
	fmt.Fprintf(&r.text, "HTTP/1.1 %s\r\n", answer.Status)
	if err := answer.Header.Write(&r.text); err != nil {
		r.t.Fatal(err)
	}
	came, err := io.ReadAll(answer.Body)
	r.text.WriteString("\r\n" + string(came))
	if err != nil && errors.Is(err, io.ErrUnexpectedEOF) {
		r.text.WriteString("curl: (18) transfer closed with bytes remaining to read\n")
	}
	return strict.Open(came)
}

// login goes as far as it can: client token, settings, sign-in, code, answer.
func (r *transcript) login(code func(string) string) {
	basic := new(http.Request)
	basic.Header = http.Header{}
	basic.SetBasicAuth(r.box.ClientID, r.box.ClientSecret.Reveal())
	client := r.call("POST", "/auth/token", basic.Header.Get("Authorization"), `{"grant_type":"client_credentials","audience":"`+r.box.Audience+`"}`)
	bearer := "Bearer " + client.Optional("access_token")
	if bearer == "Bearer " {
		return
	}
	offered := r.call("POST", "/customers/mfa_login", bearer,
		`{"ident_type":"phone_number","ident":"+4799999999","audience":"`+r.box.Audience+`","type":"customer","secret":"246810"}`)
	token := offered.Optional("mfa_token")
	if token == "" {
		return
	}
	sent := r.call("POST", "/auth/mfa/challenge", bearer, `{"challenge_type":"oob","mfa_token":`+quoted(token)+`,"oob_channel":"sms"}`)
	typed := ""
	r.mu.Lock()
	if len(r.codes) > 0 {
		typed = r.codes[len(r.codes)-1]
	}
	r.mu.Unlock()
	if typed = code(typed); typed == "" {
		return
	}
	r.call("POST", "/auth/token", bearer, `{"grant_type":"mfa_oob","mfa_token":`+quoted(token)+`,"oob_code":`+quoted(sent.Optional("oob_code"))+`,"binding_code":"`+typed+`"}`)
}

func quoted(text string) string {
	out, _ := json.Marshal(text)
	return string(out)
}

func TestGoldenExplanations(t *testing.T) {
	t.Parallel()
	right := func(code string) string { return code }
	for _, row := range []struct {
		name, scenario string
		code           func(string) string // what is typed; empty where nobody answers
		logins         int
	}{
		{"accepted", "happy", right, 1},
		{"wrong code", "happy", func(string) string { return "000000" }, 1},
		{"wrong-secret", "wrong-secret", right, 3},
		{"mfa-off", "mfa-off", right, 1},
		{"no-code", "no-code", func(string) string { return "" }, 1},
		{"expired", "expired", right, 1},
		{"locked", "locked", right, 2},
		{"no-scope", "no-scope", right, 1},
		{"rate-limited", "rate-limited", right, 1},
		{"server-error", "server-error", right, 1},
		{"cut", "cut", right, 1},
		{"garbage", "garbage", right, 1},
		{"hostile-text", "hostile-text", func(string) string { return "000000" }, 1},
		{"skewed-clock", "skewed-clock", func(string) string { return "000000" }, 1},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			r := &transcript{t: t, now: time.Date(2026, 11, 24, 14, 2, 0, 0, time.UTC)}
			box, err := sandbox.Start(sandbox.Options{
				Scenario: row.scenario, Seeded: true, Seed: 7, Now: r.clock,
				OnMessage: func(m sandbox.Message) {
					r.mu.Lock()
					defer r.mu.Unlock()
					r.codes = append(r.codes, m.Code.Reveal())
				},
			})
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = box.Close() }()
			r.box = box.Describe()
			for range row.logins {
				r.login(func(code string) string {
					r.pass(20 * time.Second)
					return row.code(code)
				})
			}
			in := newPlace(t)
			got := in.run(t, r.text.String(), "explain")
			if got.code != 0 || got.stderr != "" {
				t.Errorf("got %d and %s", got.code, got.stderr)
			}
			secrets := append([]string{"246810", "4799999999", r.box.ClientSecret.Reveal(), "eyJ", r.box.Account}, r.codes...)
			for _, secret := range secrets {
				if strings.Contains(got.stdout, secret) {
					t.Errorf("%s is in the output", secret)
				}
			}
			golden.RequireEqual(t, []byte(got.stdout))
		})
	}
}

func TestExplainAsksAProfileForFactsAndForNothingOfACustomer(t *testing.T) {
	t.Parallel()
	account := newFront(t, "happy")
	in := newPlace(t)
	config := in.write(t, "box.toml", account.config())
	line := "2026-11-24T14:02:11Z POST /v1/accounts/%s/customers/mfa_login 403\n"
	for _, row := range []struct {
		name, id string
		calls    int
		known    bool
	}{
		{"a recording of the profile's account", account.Account, 2, true},
		{"a recording of another account", "P55667788", 0, false},
	} {
		account.mu.Lock()
		account.calls = nil
		account.mu.Unlock()
		got := in.run(t, fmt.Sprintf(line, row.id), "explain", "--config", config, "--profile", "box")
		if got.code != 0 || strings.Contains(got.stdout, "another account") == row.known || strings.Contains(got.stdout, "settings") != row.known {
			t.Errorf("%s: got %d and %s", row.name, got.code, got.stdout)
		}
		if all, facts := account.called(""), account.called("/auth/token")+account.called("/customers/settings"); all != row.calls || facts != all {
			t.Errorf("%s: it asked for %v", row.name, account.calls)
		}
	}
	if got := in.run(t, fmt.Sprintf(line, "T1"), "explain"); got.code != 0 {
		t.Errorf("without a profile: got %d", got.code)
	}
	if n := account.called(""); n != 0 { // the recording of another account came last
		t.Errorf("without a profile it made %d calls", n)
	}
}
