package tui

import (
	"context"
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

	"github.com/charmbracelet/x/exp/golden"

	"dintero-login/api"
	"dintero-login/flow"
	"dintero-login/tui/script"
)

const answersLegend = `# Every answer × every call: what the program asks for, does and says.
#
#   the answers · the requests that were made from that call on, and how often
#       screen   what a person reads
#       script   the exit code, and what a script reads; "both" where it reads the same
#
# "api" is the API's own error object, "html" a page in its place. After a 401 the client's token
# is "good" when it is taken on the settings, "bad" when it is refused there too, "open" when no
# answer comes. Answers with the same outcome stand together. What a program always asks for is left
# out: the client's token, the settings and the keys at its start.
`

// givenAnswer is one answer of the golden file.
type givenAnswer struct {
	name   string
	status int // 0 drops the connection
	body   string
	look   int // the status of the settings when they are asked for after the call; 0 is a 200
}

func everyAnswer() []givenAnswer {
	const apiBody, page = `{"error":{"message":"said the server"}}`, `<html>`
	var all []givenAnswer
	for _, status := range []int{400, 401, 403, 404, 405, 409, 422, 423, 429, 500} {
		for name, body := range map[string]string{"api": apiBody, "html": page} {
			a := givenAnswer{name: fmt.Sprintf("%d %s", status, name), status: status, body: body}
			if status != http.StatusUnauthorized {
				all = append(all, a)
				continue
			}
			for look, status := range map[string]int{"good": http.StatusOK, "bad": http.StatusUnauthorized, "open": dropped} {
				a := a
				a.name, a.look = a.name+" "+look, status
				all = append(all, a)
			}
		}
	}
	slices.SortFunc(all, func(a, b givenAnswer) int { return strings.Compare(a.name, b.name) })
	return append(all,
		givenAnswer{name: "400 invalid_grant", status: 400, body: `{"error":{"code":"INVALID GRANT","message":"m"}}`},
		givenAnswer{name: "400 names the PIN, password or code", status: 400, body: `{"error":{"message":"m","errors":[{"field":"secret"},{"field":"password"},{"field":"binding_code"}]}}`},
		givenAnswer{name: "400 names the audience", status: 400, body: `{"error":{"message":"m","errors":[{"field":"audience"}]}}`},
		givenAnswer{name: "403 mfa_required, no mfa_token", status: 403, body: `{"error":{"code":"MFA-REQUIRED","message":"m"}}`},
		givenAnswer{name: "403 mfa_not_enabled", status: 403, body: `{"error":{"code":"mfa_not_enabled","message":"m"}}`},
		givenAnswer{name: "403 expired_token", status: 403, body: `{"error":{"code":"expired_token","message":"m"}}`},
		givenAnswer{name: "403 insufficient_scope", status: 403, body: `{"error":{"code":"insufficient_scope","message":"m"}}`},
		givenAnswer{name: "403 unknown_audience", status: 403, body: `{"error":{"code":"unknown_audience","message":"m"}}`},
		givenAnswer{name: "302", status: 302},
		givenAnswer{name: "200 html", status: 200, body: page},
		givenAnswer{name: "cut", status: dropped},
	)
}

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

// begins is a program that talks to the vendor through the real adapter.
func (p *play) begins(t *testing.T) *walk {
	t.Helper()
	c := &clock{}
	adapter, err := api.New(api.Config{
		BaseURL: p.vendor.URL + "/v1", Account: p.account, ClientID: "id",
		ClientSecret: func(context.Context) (flow.Secret, error) { return flow.Conceal("client-secret"), nil },
		Clock:        c.moment, Now: c.wall,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(adapter.Close)
	mode := flow.LoginMFA
	if p.call == flow.CallLogin {
		mode = flow.LoginPassword
	}
	session := Session{Standing: Test, Account: p.account, Host: "api.dintero.com", Region: "NO"}
	return begin(t, c, adapter, setup{session: session, account: flow.Account{Login: mode}}, []option{unseen, sized(200, 60)})
}

// inScript is what a script reads: its exit code and its sentence.
func (p *play) inScript(t *testing.T) (code int, says string) {
	session := p.begins(t).app.session
	session.Secret = func(context.Context) (flow.Secret, error) {
		<-p.read // a token that is taken elsewhere at the same time needs no look
		return flow.Conceal("246810"), nil
	}
	session.Code = func(context.Context, script.CodeAsked) (flow.Secret, error) { return flow.Conceal("118204"), nil }
	got := script.Run(t.Context(), session.Login, flow.CustomerChosen{Draft: flow.Draft{Phone: kari}, Ident: kari})
	return got.Code, withoutFacts(got.Said)
}

// withoutFacts is a sentence without the facts that a server sent along.
func withoutFacts(sentence string) string {
	before, _, _ := strings.Cut(sentence, " (status ")
	before, _, _ = strings.Cut(before, " (the connection")
	return before
}

// onScreen is what a person reads: the problem that the screen has.
func (p *play) onScreen(t *testing.T) string {
	x := p.begins(t).start()
	switch p.call {
	case flow.CallClientToken, flow.CallSettings, flow.CallKeys:
	case flow.CallRecovery:
		x.types(kari).press("enter", "ctrl+x", "l", "2")
	case flow.CallChangePassword:
		x.types("kari@example.com").press("enter", "ctrl+x", "l", "1")
	default:
		x.types(kari).press("enter").types("246810").press("enter")
		if _, asks := x.app.state.(flow.EnteringCode); asks {
			x.types("118204").press("enter")
		}
		switch p.call {
		case flow.CallRefresh:
			x.press("r")
		case flow.CallRevoke:
			x.press("ctrl+x", "x", "y")
		}
	}
	x.app.lanes.Stop()
	problem := problemIn(x.app.state, p.call)
	if problem.Reason == flow.NoReason {
		return "no problem"
	}
	return withoutFacts(script.Sentence(problem))
}

// problemIn is what a state says about a call.
func problemIn(s flow.State, call flow.Call) flow.Problem {
	a := flow.AccountOf(s)
	switch call {
	case flow.CallClientToken:
		return a.ClientProblem
	case flow.CallSettings:
		return a.SettingsProblem
	case flow.CallKeys:
		return a.KeysProblem
	}
	return flow.ProblemOf(s)
}

// outcome is what comes of an answer, on a screen and in a script.
func (v *vendor) outcome(t *testing.T, call flow.Call, answer givenAnswer) string {
	screen := v.play(call, answer)
	says := screen.onScreen(t)
	made := screen.requests()
	text := fmt.Sprintf("%s\n    screen   %s\n", made, says)
	plays := []*play{screen}
	if slices.Contains(scripted, call) {
		script := v.play(call, answer)
		plays = append(plays, script)
		code, said := script.inScript(t)
		switch {
		case said == says && script.requests() == made:
			text = fmt.Sprintf("%s\n    both   %d %s\n", made, code, said)
		case script.requests() == made:
			text += fmt.Sprintf("    script %d %s\n", code, said)
		default:
			text += fmt.Sprintf("    script %d %s · %s\n", code, said, script.requests())
		}
	}
	for _, p := range plays {
		if again := p.twice(); again != "" {
			t.Errorf("%s to %s: made more than once: %s", answer.name, callTitles[call], again)
		}
	}
	return text
}

// scripted are the calls that a script makes and waits for.
var scripted = []flow.Call{flow.CallClientToken, flow.CallLogin, flow.CallMFALogin, flow.CallChallenge, flow.CallAnswer}

func TestEveryAnswerToEveryCallDoesAndSaysWhatWasReviewed(t *testing.T) {
	t.Parallel()
	v := newVendor(t)
	type outcome struct{ answer, of string }
	calls := make([][]outcome, flow.CallChangePassword+1)
	var group sync.WaitGroup
	room := make(chan struct{}, 32)
	for call := range calls {
		calls[call] = make([]outcome, len(everyAnswer()))
		for i, answer := range everyAnswer() {
			room <- struct{}{}
			group.Go(func() {
				calls[call][i] = outcome{answer.name, v.outcome(t, flow.Call(call), answer)}
				<-room
			})
		}
	}
	group.Wait()

	var out strings.Builder
	out.WriteString(answersLegend)
	for call, outcomes := range calls {
		fmt.Fprintf(&out, "\n## %s\n", callTitles[call])
		for len(outcomes) > 0 {
			of, same := outcomes[0].of, []string(nil)
			outcomes = slices.DeleteFunc(outcomes, func(o outcome) bool {
				if o.of == of {
					same = append(same, o.answer)
				}
				return o.of == of
			})
			fmt.Fprintf(&out, "%s · %s", strings.Join(same, ", "), of)
		}
	}
	golden.RequireEqual(namedGolden{t, "answers"}, out.String())
}

// namedGolden gives a golden file a name of its own.
type namedGolden struct {
	testing.TB
	name string
}

func (n namedGolden) Name() string { return n.name }

var callTitles = [...]string{
	flow.CallClientToken: "client token", flow.CallLogin: "login", flow.CallMFALogin: "mfa_login", flow.CallChallenge: "challenge",
	flow.CallAnswer: "answer", flow.CallRecovery: "recovery", flow.CallSettings: "settings", flow.CallRefresh: "refresh",
	flow.CallRevoke: "revoke", flow.CallKeys: "keys", flow.CallChangePassword: "change_password",
}
