package api

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.uber.org/goleak"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// What the tests send and must never see again (R61). Each is long enough to be no part
// of anything else.
const (
	clientSecret = "canary-client-secret-1a"
	password     = "canary-password æøå <&> \"2b\""
	mfaToken     = "canary-mfa-token-3c"
	oobCode      = "canary-oob-code-4d"
	code         = "canary-code-5e"
	refresh      = "canary-refresh-6f"
	accessToken  = "canary-access-token-7g"
)

const base = "/x/v1/accounts/T11223344"

var kari = flow.Identity{By: flow.ByPhone, Ident: "+4799999999", As: flow.AsCustomer}

// reply is what the server does with one request.
type reply func(w http.ResponseWriter, r *http.Request)

// seen is a request as the server read it.
type seen struct {
	call   flow.Call
	method string
	uri    string
	header http.Header
	body   string
}

// server plays the API: for each call a row of replies, of which the last one repeats.
type server struct {
	*httptest.Server
	mu      sync.Mutex
	replies map[flow.Call][]reply
	seen    []seen
	slow    atomic.Bool // what is written to it in a bubble
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{replies: map[flow.Call][]reply{}}
	s.on(flow.CallClientToken, granted("write:accounts:/auth/users read:customers"))
	s.Server = httptest.NewServer(s)
	t.Cleanup(s.Close)
	return s
}

func (s *server) on(call flow.Call, replies ...reply) *server {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.replies[call] = replies
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	call := callOf(r, body)
	s.mu.Lock()
	s.seen = append(s.seen, seen{call, r.Method, r.RequestURI, r.Header.Clone(), string(body)})
	row := s.replies[call]
	if len(row) > 1 {
		s.replies[call] = row[1:]
	}
	s.mu.Unlock()
	if len(row) == 0 {
		w.WriteHeader(http.StatusTeapot)
		return
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	row[0](w, r)
}

// callOf tells the calls on one path apart by their grant type.
func callOf(r *http.Request, body []byte) flow.Call {
	var grant struct {
		Type string `json:"grant_type"`
	}
	_ = json.Unmarshal(body, &grant)
	switch grant.Type {
	case "client_credentials":
		return flow.CallClientToken
	case "refresh_token":
		return flow.CallRefresh
	case "":
	default:
		return flow.CallAnswer
	}
	if r.URL.Path == base+wire.RouteOf(flow.CallExists).Path {
		return flow.CallExists
	}
	for call := range effect {
		if r.URL.Path == base+wire.RouteOf(call).Path {
			return call
		}
	}
	return -1
}

// requests are what the server has read, of one call or of all with -1.
func (s *server) requests(call flow.Call) []seen {
	s.mu.Lock()
	defer s.mu.Unlock()
	var of []seen
	for _, r := range s.seen {
		if call < 0 || r.call == call {
			of = append(of, r)
		}
	}
	return of
}

// read checks how often the server has read a call, or any with -1.
func (s *server) read(t *testing.T, call flow.Call, want int) {
	t.Helper()
	if n := len(s.requests(call)); n != want {
		t.Errorf("%s: the server read %d requests, want %d", names[call], n, want)
	}
}

func (s *server) config() Config {
	return Config{
		BaseURL: s.URL + "/x/v1", Account: "T11223344", Audience: "the-audience", ClientID: "the-client",
		ClientSecret: func(context.Context) (flow.Secret, error) { return flow.Conceal(clientSecret), nil },
		Clock:        func() flow.Moment { return 7 * time.Second },
		Timeout:      5 * time.Second,
	}
}

func (s *server) adapter(t *testing.T) *Adapter {
	t.Helper()
	return adapter(t, s.config())
}

func adapter(t *testing.T, cfg Config) *Adapter {
	t.Helper()
	a, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Close)
	return a
}

// slowly answers after a second.
func slowly(then reply) reply {
	return func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(time.Second)
		then(w, r)
	}
}

// says answers with a status and a body, and headers as pairs.
func says(status int, body string, header ...string) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// cut reads the request and drops the connection.
func cut(w http.ResponseWriter, _ *http.Request) {
	conn, _, err := w.(http.Hijacker).Hijack()
	if err == nil {
		_ = conn.Close()
	}
}

func newJWT(claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256","kid":"k1"}`)) + "." + encode([]byte(claims)) + ".c2lnbmF0dXJl"
}

// granted is a good answer of contract 1, with scopes.
func granted(scopes string) reply {
	return says(200, `{"access_token":"`+newJWT(`{"scope":"`+scopes+`"}`)+`","token_type":"Bearer","expires_in":14400}`)
}

const (
	signedIn = `{"access_token":"` + accessToken + `","token_type":"Bearer","expires_in":86400,"refresh_token":"` + refresh + `"}`
	offered  = `{"links":[{"rel":"mfa_oob","href":"/x/v1/accounts/T11223344/auth/token"}],"mfa_token":"` + mfaToken + `","challenge_type":"oob","oob_channel":"email"}`
	sent     = `{"challenge_type":"oob","binding_method":"prompt","oob_code":"` + oobCode + `"}`
	recovery = `{"links":[],"oob_code":"` + oobCode + `","mfa_token":"` + mfaToken + `","challenge_type":"oob","binding_method":"prompt"}`
)

// good is an answer to each call that ends well, and effect one that makes the call.
var (
	good = map[flow.Call]string{
		flow.CallLogin: signedIn, flow.CallMFALogin: offered, flow.CallChallenge: sent, flow.CallAnswer: signedIn,
		flow.CallRecovery: recovery, flow.CallSettings: `{"users":{"mfa":{"enabled":true}}}`, flow.CallRefresh: signedIn,
		flow.CallRevoke: ``, flow.CallKeys: `[` + rsaKey("k1") + `]`, flow.CallChangePassword: ``,
		flow.CallClientToken: `{"access_token":"opaque-client-token","token_type":"Bearer","expires_in":14400}`,
	}
	effect = map[flow.Call]flow.Effect{
		flow.CallClientToken:    flow.Connect{},
		flow.CallLogin:          flow.LogIn{Identity: kari, Secret: flow.Conceal(password)},
		flow.CallMFALogin:       flow.StartMFALogin{Identity: kari, Secret: flow.Conceal(password)},
		flow.CallChallenge:      flow.SendCode{MFAToken: flow.Conceal(mfaToken), Channel: flow.Email},
		flow.CallAnswer:         flow.AnswerChallenge{MFAToken: flow.Conceal(mfaToken), OobCode: flow.Conceal(oobCode), Code: flow.Conceal(code)},
		flow.CallRecovery:       flow.StartRecovery{Identity: kari},
		flow.CallSettings:       flow.ReadSettings{},
		flow.CallRefresh:        flow.RefreshSession{Refresh: flow.Conceal(refresh)},
		flow.CallRevoke:         flow.SignOut{Refresh: flow.Conceal(refresh)},
		flow.CallKeys:           flow.ReadKeys{},
		flow.CallChangePassword: flow.MailLink{Email: "kari@example.com", As: flow.AsCompany},
	}
)

// names are the calls as the text of an error names them.
var names = func() map[flow.Call]string {
	all := map[flow.Call]string{}
	for call := range effect {
		all[call], _, _ = strings.Cut((&wire.Error{Call: call}).Error(), ":")
	}
	return all
}()

// fails performs the effect of a call and is its failure.
func fails(t *testing.T, a *Adapter, call flow.Call) flow.Failure {
	t.Helper()
	e := ends[flow.CallFailed](t, a, effect[call])
	if e.Call != call {
		t.Fatalf("got a failure of call %d, want one of %d", e.Call, call)
	}
	return e.Failure
}

// ends performs an effect and is the Event that it ends in, which must be of that kind.
func ends[Kind flow.Event](t *testing.T, a *Adapter, do flow.Effect) Kind {
	t.Helper()
	got := a.Perform(t.Context(), do)
	event, ok := got.(Kind)
	if !ok {
		t.Fatalf("%T: got %+v, want %T", do, got, event)
	}
	return event
}

func foreign(text string) flow.Foreign { return flow.FromOutside(text) }

// TestMain checks at the end that every goroutine of the adapter has ended.
func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }
