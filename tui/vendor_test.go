package tui

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"dintero-login/flow"
)

// dropped is the status of an answer that does not come.
const dropped = -1

// asks is a request that was made.
type asks struct {
	call  flow.Call
	line  string // method and path, and the grant type where several calls share a path
	body  string
	first bool // of its call

	dropped bool // a look that was not answered
}

// vendor plays the API to many programs at once, to each under an account of its own.
type vendor struct {
	*httptest.Server
	mu    sync.Mutex
	plays map[string]*play
}

// play is what one program is answered, and what it asked for.
type play struct {
	vendor  *vendor
	account string
	call    flow.Call // whose answer it is
	answer  givenAnswer
	asked   []asks
	read    chan struct{} // closed when the settings were asked for the first time
}

func newVendor(t *testing.T) *vendor {
	t.Helper()
	v := &vendor{plays: map[string]*play{}}
	v.Server = httptest.NewUnstartedServer(v)
	v.Config.ErrorLog = log.New(io.Discard, "", 0)
	v.Start()
	t.Cleanup(v.Close)
	return v
}

func (v *vendor) play(call flow.Call, answer givenAnswer) *play {
	v.mu.Lock()
	defer v.mu.Unlock()
	p := &play{vendor: v, account: fmt.Sprintf("T%08d", len(v.plays)), call: call, answer: answer, read: make(chan struct{})}
	v.plays[p.account] = p
	return p
}

func (v *vendor) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	account, path, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/v1/accounts/"), "/")
	v.mu.Lock()
	p := v.plays[account]
	v.mu.Unlock()
	status, text := p.takes(asks{line: r.Method + " " + path, body: string(body)})
	switch status {
	case dropped:
		panic(http.ErrAbortHandler)
	case http.StatusTooManyRequests:
		w.Header().Set("Retry-After", "30")
	}
	w.WriteHeader(status)
	_, _ = io.WriteString(w, text)
}

// takes answers a request.
func (p *play) takes(a asks) (int, string) {
	a.call, a.line = calledBy(a.line, a.body)
	p.vendor.mu.Lock()
	defer p.vendor.mu.Unlock()
	a.first = !slices.ContainsFunc(p.asked, func(b asks) bool { return b.call == a.call })
	looks := p.call != flow.CallSettings && !a.first && a.call == flow.CallSettings && slices.ContainsFunc(p.asked, func(b asks) bool { return b.call == p.call })
	if a.first && a.call == flow.CallSettings {
		close(p.read)
	}
	anew := a.call == flow.CallClientToken && p.call == flow.CallRevoke && !a.first
	if anew && p.answer.look == dropped {
		p.answer.look = 0
	}
	a.dropped = looks && p.answer.look == dropped
	p.asked = append(p.asked, a)
	switch {
	case a.call == p.call:
		return p.answer.status, p.answer.body
	case a.dropped: // net/http makes a GET again by itself where a kept connection dies
		return dropped, ""
	case looks && p.answer.look == http.StatusUnauthorized:
		p.answer.look = 0 // a program that starts anew has a fresh token
		return http.StatusUnauthorized, `{"error":{"code":"invalid_token","message":"expired"}}`
	case a.call == flow.CallClientToken:
		return http.StatusOK, `{"access_token":"` + clientJWT(p.call) + `","expires_in":14400}`
	}
	return http.StatusOK, wellAnswered[a.call]
}

var wellAnswered = map[flow.Call]string{
	flow.CallLogin:     `{"access_token":"in","expires_in":86400,"refresh_token":"REFRESH-1"}`,
	flow.CallMFALogin:  `{"mfa_token":"mfa","challenge_type":"oob","oob_channel":"sms"}`,
	flow.CallChallenge: `{"oob_code":"oob"}`,
	flow.CallAnswer:    `{"access_token":"in","expires_in":86400,"refresh_token":"REFRESH-1"}`,
	flow.CallRefresh:   `{"access_token":"in2","expires_in":86400}`,
	flow.CallRecovery:  `{"mfa_token":"mfa","oob_code":"oob","challenge_type":"oob"}`,
	flow.CallSettings:  `{"users":{"mfa":{"enabled":true}}}`,
	flow.CallKeys:      `[]`,
	flow.CallRevoke:    `{}`,
}

// clientJWT is a client's token that holds every scope but the one to read keys, which is
// for those who ask about that.
func clientJWT(call flow.Call) string {
	scope := "write:accounts:/auth/users write:accounts:/auth/mfa read:customers create:accounts:auth:refresh_token"
	if call == flow.CallKeys {
		scope += " read:accounts"
	}
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256"}`)) + "." + encode([]byte(`{"scope":"`+scope+`"}`)) + ".c2ln"
}

// calledBy is the call that a request makes, and the request on a line.
func calledBy(line, body string) (flow.Call, string) {
	var grant struct {
		Type string `json:"grant_type"`
	}
	_ = json.Unmarshal([]byte(body), &grant)
	if grant.Type != "" {
		call, known := map[string]flow.Call{"client_credentials": flow.CallClientToken, "refresh_token": flow.CallRefresh}[grant.Type]
		if !known {
			call = flow.CallAnswer
		}
		return call, line + " " + grant.Type
	}
	return map[string]flow.Call{
		"POST customers/login": flow.CallLogin, "POST customers/mfa_login": flow.CallMFALogin, "POST auth/mfa/challenge": flow.CallChallenge,
		"POST customers/mfa_login_recovery": flow.CallRecovery, "GET customers/settings": flow.CallSettings, "POST auth/revoke": flow.CallRevoke,
		"GET auth/keys": flow.CallKeys, "POST customers/change_password": flow.CallChangePassword,
	}[line], line
}

// requests are those from the call on, and how often each was made.
func (p *play) requests() string {
	p.vendor.mu.Lock()
	defer p.vendor.mu.Unlock()
	from := slices.IndexFunc(p.asked, func(a asks) bool { return a.call == p.call })
	if from < 0 {
		return "none"
	}
	made := p.asked[from:]
	if p.call == flow.CallRevoke { // after which the program starts anew
		for _, call := range []flow.Call{flow.CallSettings, flow.CallClientToken} {
			if last := len(made) - 1; made[last].call == call {
				made = made[:last]
			}
		}
	}
	var lines []string
	times := map[string]int{}
	for _, a := range made {
		if p.call != a.call && a.first || a.dropped && times[a.line] == 1 {
			continue
		}
		if times[a.line]++; times[a.line] == 1 {
			lines = append(lines, a.line)
		}
	}
	for i, line := range lines {
		lines[i] = fmt.Sprintf("%s ×%d", line, times[line])
	}
	return strings.Join(lines, ", ")
}

// twice is a request that was made more than once by itself, though it carried what may
// count or be used up.
func (p *play) twice() string {
	p.vendor.mu.Lock()
	defer p.vendor.mu.Unlock()
	made := map[string]int{}
	for _, a := range p.asked {
		if a.call != flow.CallClientToken && strings.HasPrefix(a.line, "POST") {
			made[a.line]++
		}
		for _, what := range []string{`"246810"`, `"118204"`, `"REFRESH-1"`} {
			if strings.Contains(a.body, what) {
				made[what]++
			}
		}
	}
	for what, times := range made {
		if times > 1 {
			return what
		}
	}
	return ""
}
