package check_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"dintero-login/api"
	"dintero-login/api/check"
	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// seen is the paths of the requests that a server got.
type seen struct {
	mu    sync.Mutex
	paths []string
}

func (s *seen) add(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paths = append(s.paths, r.Method+" "+r.URL.Path)
}

func (s *seen) count(part string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := 0
	for _, path := range s.paths {
		if strings.Contains(path, part) {
			n++
		}
	}
	return n
}

// watched is a sandbox behind a server that notes what comes.
func watched(t *testing.T, scenario string) (check.Subject, *sandbox.Sandbox, *seen) {
	t.Helper()
	box, err := sandbox.Start(sandbox.Options{Scenario: scenario})
	if err != nil {
		t.Fatal(err)
	}
	about := box.Describe()
	to, _ := url.Parse(about.BaseURL)
	got := &seen{}
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got.add(r)
		out := r.Clone(r.Context())
		out.RequestURI, out.URL.Scheme, out.URL.Host, out.Host = "", "http", to.Host, to.Host
		pass(w, out)
	}))
	t.Cleanup(func() {
		front.Close()
		_ = box.Close()
	})
	return subject(front.URL+"/v1", about), box, got
}

func subject(base string, about sandbox.Description) check.Subject {
	return check.Subject{
		API: api.Config{
			BaseURL: base, Account: about.Account, Audience: about.Audience, ClientID: about.ClientID, Timeout: 5 * time.Second,
			ClientSecret: func(context.Context) (flow.Secret, error) { return about.ClientSecret, nil },
		},
		Config: flow.CheckResult{Finding: flow.ConfigRead}, Secret: flow.CheckResult{Finding: flow.SecretInFile},
	}
}

func run(t *testing.T, s check.Subject) []flow.CheckResult {
	t.Helper()
	told := 0
	all, err := check.Run(t.Context(), s, func(flow.CheckResult) { told++ })
	if err != nil {
		t.Fatal(err)
	}
	if told != int(flow.CheckCount) || len(all) != told {
		t.Errorf("%d results were told, and %d given; want %d", told, len(all), flow.CheckCount)
	}
	for c, r := range all {
		if r.Check != flow.Check(c) {
			t.Errorf("result %d is of check %d", c, r.Check)
		}
	}
	return all
}

func testCustomer(s check.Subject, box *sandbox.Sandbox, pin string) check.Subject {
	kari := box.Describe().Customers[0]
	s.Customer = flow.Identity{Ident: kari.Phone}
	s.CustomerSecret = func(context.Context) (flow.Secret, error) {
		if pin != "" {
			return flow.Conceal(pin), nil
		}
		return kari.Secret, nil
	}
	return s
}

// Nothing of a check reaches a customer: of the calls that may, only the test customer's sign-in is
// made, and it sends nothing out.
func TestChecksReachNobody(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"happy", "wrong-secret", "mfa-off", "no-scope", "skewed-clock", "hostile-text"} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			s, box, got := watched(t, scenario)
			run(t, testCustomer(s, box, ""))
			for _, call := range []string{"challenge", "recovery", "change_password", "customers/login", "customers/users"} {
				if n := got.count(call); n != 0 {
					t.Errorf("%d requests for %s", n, call)
				}
			}
			if n := len(box.Messages()); n != 0 {
				t.Errorf("%d messages went out", n)
			}
			want := 1
			if scenario == "no-scope" {
				want = 0
			}
			if n := got.count("mfa_login"); n != want {
				t.Errorf("the test customer signed in %d times, want %d", n, want)
			}
			if n := got.count("auth/token"); n != 1 {
				t.Errorf("the client's token was asked for %d times, want once", n)
			}
		})
	}
}

func TestWhatTheChecksFindInEachScenario(t *testing.T) {
	t.Parallel()
	for scenario, want := range map[string]map[flow.Check]flow.CheckResult{
		"happy": {
			flow.CheckToken: {Finding: flow.TokenGiven}, flow.CheckCertificate: {Finding: flow.CertificateNone}, flow.CheckName: {Finding: flow.NameNotNeeded},
			flow.CheckConnection: {Finding: flow.Connected}, flow.CheckProxy: {Finding: flow.ProxyNone}, flow.CheckClock: {Finding: flow.ClockRight},
			flow.CheckScopes: {Outcome: flow.Warned, Finding: flow.ScopesBeyond}, flow.CheckSettings: {Finding: flow.SettingsWhole},
			flow.CheckChannel: {Finding: flow.ChannelSet}, flow.CheckKeys: {Finding: flow.KeysPublished}, flow.CheckExistence: {Finding: flow.ExistenceOn},
			flow.CheckCustomer: {Finding: flow.CustomerAccepted}, flow.CheckAccount: {Finding: flow.AccountFits},
		},
		"wrong-secret":  {flow.CheckCustomer: {Outcome: flow.NotPassed}},
		"locked":        {flow.CheckCustomer: {Outcome: flow.NotPassed}},
		"mfa-off":       {flow.CheckChannel: {Finding: flow.MFAOff}, flow.CheckCustomer: {Outcome: flow.Warned, Finding: flow.CustomerNeedsMFA}},
		"email-channel": {flow.CheckChannel: {Finding: flow.ChannelSet}},
		"no-scope":      {flow.CheckScopes: {Outcome: flow.NotPassed, Finding: flow.ScopeMissing}, flow.CheckCustomer: {Outcome: flow.Skipped, Because: flow.CheckScopes}},
		"skewed-clock":  {flow.CheckClock: {Outcome: flow.Warned, Finding: flow.ClockOff}, flow.CheckToken: {Finding: flow.TokenGiven}},
	} {
		t.Run(scenario, func(t *testing.T) {
			t.Parallel()
			s, box, _ := watched(t, scenario)
			all := run(t, testCustomer(s, box, ""))
			for c, r := range want {
				if got := all[c]; got.Outcome != r.Outcome || got.Finding != r.Finding || got.Because != r.Because {
					t.Errorf("check %d: got %d, finding %d, because %d, %v; want %+v", c, got.Outcome, got.Finding, got.Because, got.Problem.Reason, r)
				}
			}
		})
	}
}

// What stands in the way of the request is named; the token is never blamed for it, and nothing is
// looked at that could not answer.
func TestATransportFailureIsNeverCalledAnInvalidToken(t *testing.T) {
	t.Parallel()
	plain := httptest.NewServer(http.NotFoundHandler())
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	silent := silence(t)
	t.Cleanup(func() {
		plain.Close()
		secure.Close()
	})
	for _, tt := range []struct {
		name, base string
		dial       func(ctx context.Context, network, address string) (net.Conn, error)
		stuck      flow.Check
	}{
		{name: "a name that does not exist", base: "https://nobody.invalid/v1", stuck: flow.CheckName},
		{name: "nobody listens", base: "http://127.0.0.1:1/v1", stuck: flow.CheckConnection},
		{name: "the connection stalls", base: "https://api.dintero.com/v1", stuck: flow.CheckConnection, dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			<-ctx.Done()
			return nil, ctx.Err()
		}},
		{name: "a certificate that nobody signed", base: secure.URL + "/v1", stuck: flow.CheckCertificate},
		{name: "no TLS there", base: strings.Replace(plain.URL, "http:", "https:", 1) + "/v1", stuck: flow.CheckCertificate},
		{name: "TLS stalls", base: "https://" + silent + "/v1", stuck: flow.CheckCertificate},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := subject(tt.base, sandbox.Description{Account: "T11223344", Audience: "x", ClientID: "id", ClientSecret: flow.Conceal("canary")})
			s.API.DialContext, s.API.Timeout = tt.dial, time.Second
			began := time.Now()
			all := run(t, s)
			if took := time.Since(began); took > 2*time.Second {
				t.Errorf("it took %s, with a timeout of 1 s", took)
			}
			if got := all[tt.stuck]; got.Outcome != flow.NotPassed || got.Problem.Failure.Reach != flow.NotSent {
				t.Errorf("the check that is stuck: got %+v", got)
			}
			for c := flow.CheckToken; c < flow.CheckCount; c++ {
				if got := all[c]; got.Outcome != flow.Skipped || got.Because != tt.stuck {
					t.Errorf("check %d: got %d because of %d", c, got.Outcome, got.Because)
				}
			}
		})
	}
}

// silence is the address of a server that takes connections and says nothing.
func silence(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l.Addr().String() // the kernel takes them
}

// Whatever stalls, the checks end within the timeout of the profile.
func TestChecksEndInTimeWhateverStalls(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		stalls func(r *http.Request) bool
		half   bool // after the header and a part of the body
		check  flow.Check
	}{
		{"the answer to the client's token", func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "auth/token") }, false, flow.CheckToken},
		{"the body of the client's token", func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "auth/token") }, true, flow.CheckToken},
		{"the settings", func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "settings") }, false, flow.CheckSettings},
		{"the body of the settings", func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "settings") }, true, flow.CheckSettings},
		{"the keys", func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "keys") }, false, flow.CheckKeys},
		{"the test customer", func(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "mfa_login") }, false, flow.CheckCustomer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s, box, _ := watched(t, "happy")
			to, _ := url.Parse(s.API.BaseURL)
			over, stalled := make(chan struct{}), make(chan struct{}, 1)
			front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				select {
				case stalled <- struct{}{}:
				default:
				}
				conn, _, err := w.(http.Hijacker).Hijack()
				if err != nil {
					return
				}
				if tt.half {
					_, _ = fmt.Fprint(conn, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{\"")
				}
				<-over
				_ = conn.Close()
			}))
			forward := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				target := to.Host
				if tt.stalls(r) {
					target = strings.TrimPrefix(front.URL, "http://")
				}
				out := r.Clone(r.Context())
				out.RequestURI, out.URL.Scheme, out.URL.Host, out.Host = "", "http", target, target
				pass(w, out)
			}))
			t.Cleanup(func() { close(over); forward.Close(); front.Close() })
			s.API.BaseURL = forward.URL + "/v1"
			// On a busy machine the time may be over before anything has stalled.
			for _, timeout := range []time.Duration{time.Second, 4 * time.Second, 16 * time.Second} {
				s.API.Timeout = timeout
				began := time.Now()
				all := run(t, testCustomer(s, box, ""))
				if took := time.Since(began); took > 2*timeout {
					t.Errorf("it took %s, with a timeout of %s", took, timeout)
				}
				got := all[tt.check]
				if got.Outcome == flow.Skipped && len(stalled) == 0 {
					continue
				}
				if got.Outcome == flow.Passed || got.Outcome == flow.Skipped || got.Problem.Reason == flow.ClientRefused || got.Problem.Reason == flow.TokenRefused {
					t.Errorf("got %d, %d", got.Outcome, got.Problem.Reason)
				}
				return
			}
			t.Error("nothing stalled")
		})
	}
}

// pass sends a request on and its answer back, as far as each comes.
func pass(w http.ResponseWriter, out *http.Request) {
	in, err := http.DefaultTransport.RoundTrip(out)
	if err != nil {
		return
	}
	defer func() { _ = in.Body.Close() }()
	for name, values := range in.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(in.StatusCode)
	w.(http.Flusher).Flush()
	buffer := make([]byte, 32<<10)
	for {
		n, err := in.Body.Read(buffer)
		_, _ = w.Write(buffer[:n])
		if err != nil {
			return
		}
		w.(http.Flusher).Flush()
	}
}

func TestACheckThatPanicsIsAResultWithoutTheValue(t *testing.T) {
	t.Parallel()
	s, box, _ := watched(t, "happy")
	s = testCustomer(s, box, "")
	s.CustomerSecret = func(context.Context) (flow.Secret, error) { panic(errors.New("canary")) }
	all := run(t, s)
	got := all[flow.CheckCustomer]
	if got.Outcome != flow.NotPassed || got.Finding != flow.CheckPanicked || got.Text != flow.FromOutside("*errors.errorString") {
		t.Errorf("got %+v", got)
	}
	if all[flow.CheckKeys].Outcome != flow.Passed {
		t.Error("another check ended with it")
	}
	s.API.ClientSecret = func(context.Context) (flow.Secret, error) { panic("canary") }
	all = run(t, s)
	if got := all[flow.CheckSecret]; got.Finding != flow.CheckPanicked || got.Text != flow.FromOutside("string") {
		t.Errorf("got %+v", got)
	}
	if got := all[flow.CheckToken]; got.Outcome != flow.Skipped || got.Because != flow.CheckSecret {
		t.Errorf("got %+v", got)
	}
}

func TestASecretThatIsMissingIsSaidAndNothingIsSent(t *testing.T) {
	t.Parallel()
	s, _, got := watched(t, "happy")
	s.API.ClientSecret = func(context.Context) (flow.Secret, error) { return flow.Secret{}, errors.New("not set") }
	all := run(t, s)
	if r := all[flow.CheckSecret]; r.Finding != flow.SecretMissing || r.Text != flow.FromOutside("not set") {
		t.Errorf("got %+v", r)
	}
	for c := flow.CheckName; c < flow.CheckCount; c++ {
		if all[c].Outcome != flow.Skipped || all[c].Because != flow.CheckSecret {
			t.Errorf("check %d: got %+v", c, all[c])
		}
	}
	if n := got.count(""); n != 0 {
		t.Errorf("%d requests", n)
	}
}

func TestTheClientsCredentialsAreNamedWhereTheyAreRefused(t *testing.T) {
	t.Parallel()
	s, _, _ := watched(t, "happy")
	s.API.ClientSecret = func(context.Context) (flow.Secret, error) { return flow.Conceal("canary-wrong"), nil }
	all := run(t, s)
	if got := all[flow.CheckToken]; got.Outcome != flow.NotPassed || got.Problem.Reason != flow.ClientRefused {
		t.Errorf("got %+v", got)
	}
	if got := all[flow.CheckConnection]; got.Outcome != flow.Passed {
		t.Errorf("the connection: got %+v", got)
	}
	if got := all[flow.CheckSettings]; got.Because != flow.CheckToken || got.Outcome != flow.Skipped {
		t.Errorf("the settings: got %+v", got)
	}
}

func TestTheAccountIsComparedWithTheAudienceAndTheHost(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		account, audience, base string
		want                    flow.Finding
		outcome                 flow.Outcome
	}{
		{"T11223344", "https://api.dintero.com/v1/accounts/T11223344", "https://api.dintero.com/v1", flow.AccountFits, flow.Passed},
		{"T11223344", "https://T11223344@api.dintero.com/v1/accounts/T11223344", "https://api.dintero.com/v1", flow.AccountFits, flow.Passed},
		{"P11223344", "https://api.dintero.com/v1/accounts/P11223344", "https://test.dintero.com/v1", flow.AccountOnTestHost, flow.Warned},
		{"P11223344", "https://api.dintero.com/v1/accounts/T11223344", "https://api.dintero.com/v1", flow.AudienceMixedUp, flow.NotPassed},
		{"T11223344", "https://api.dintero.com/v1/accounts/P11223344", "https://api.dintero.com/v1", flow.AudienceMixedUp, flow.NotPassed},
		{"T11223344", "https://api.dintero.com/v1/accounts/T11223345", "https://api.dintero.com/v1", flow.AudienceOfAnother, flow.Warned},
		{"T11223344", "something", "https://api.dintero.com/v1", flow.AudienceElsewhere, flow.Warned},
	} {
		s := subject(tt.base, sandbox.Description{Account: tt.account, Audience: tt.audience, ClientID: "id", ClientSecret: flow.Conceal("canary")})
		s.API.DialContext = func(context.Context, string, string) (net.Conn, error) { return nil, errors.New("no") }
		if got := run(t, s)[flow.CheckAccount]; got.Finding != tt.want || got.Outcome != tt.outcome {
			t.Errorf("%s, %s: got %d, %d; want %d", tt.account, tt.audience, got.Finding, got.Outcome, tt.want)
		}
	}
}
