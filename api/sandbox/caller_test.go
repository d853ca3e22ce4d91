package sandbox

import (
	"slices"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

func TestAClientsTokenLastsFourHours(t *testing.T) {
	r := parallel(t, Options{})
	r.clock.turn(4*time.Hour - time.Second)
	r.get("/customers/settings").want(200, "")
	r.clock.turn(time.Second)
	r.get("/customers/settings").want(401, "invalid_token")
}

// Every call with each of the scopes that are enough for it, and with all the others.
func TestScopes(t *testing.T) {
	t.Parallel()
	every := []string{
		scopeUsers, scopeNoMFA, scopeMFA, scopeRefresh, scopeWrite, scopeAdmin, "read:accounts",
		"admin:customers", "read:customers", "public:customers",
	}
	calls := []struct {
		name, method, path string
		body               object
		enough             []string
	}{
		{"login", "POST", "/customers/login", object{"email": "a", "audience": "x", "type": "customer", "password": "1234"}, []string{scopeUsers, scopeNoMFA}},
		{"mfa_login", "POST", "/customers/mfa_login", object{"ident_type": "email", "ident": "a", "audience": "x", "type": "customer", "secret": "1234"}, []string{scopeUsers}},
		{"recovery", "POST", "/customers/mfa_login_recovery", object{"ident_type": "email", "ident": "a", "audience": "x", "type": "customer"}, []string{scopeUsers}},
		{"challenge", "POST", "/auth/mfa/challenge", challengeBody("x"), []string{scopeMFA, scopeWrite, scopeAdmin}},
		{"answer", "POST", "/auth/token", answerBody("x", "x", "x"), []string{scopeUsers, scopeNoMFA, scopeWrite, scopeAdmin}},
		{"settings", "GET", "/customers/settings", nil, []string{"admin:customers", "read:customers", "public:customers"}},
		{"refresh", "POST", "/auth/token", refreshBody("x"), every},
		{"revoke", "POST", "/auth/revoke", object{"token": "x"}, []string{scopeAdmin, scopeWrite, scopeRefresh}},
		{"keys", "GET", "/auth/keys", nil, []string{scopeAdmin, "read:accounts"}},
		{"change_password", "POST", "/customers/change_password", object{"email": "a", "audience": "x", "type": "customer"}, []string{scopeUsers}},
		{"existence", "HEAD", "/customers/users?email=a@b", nil, []string{"admin:customers", "read:customers", "public:customers"}},
	}
	plans := demoAccounts()
	for _, scope := range every {
		plans[0].clients = append(plans[0].clients, clientPlan{id: "only " + strings.ReplaceAll(scope, ":", " "), secret: flow.Conceal("x"), scopes: []string{scope}})
	}
	r := riggedWith(t, Options{}, plans)
	for _, scope := range every {
		token := clientToken(r, "only "+strings.ReplaceAll(scope, ":", " "))
		for _, call := range calls {
			r := *r
			r.token = token
			got := r.do(r.request(call.method, call.path, call.body))
			lacks := got.code() == "insufficient_scope" || call.method == "HEAD" && got.status == 403
			if lacks == slices.Contains(call.enough, scope) || got.err != nil || lacks && got.status != 403 {
				t.Errorf("%s with %s: %d %s", call.name, scope, got.status, got.raw)
			}
			if lacks && call.method != "HEAD" && !strings.Contains(string(got.raw), call.enough[0]) {
				t.Errorf("%s with %s does not name the scope: %s", call.name, scope, got.raw)
			}
		}
	}
	customers := *r
	customers.token = r.login().text("access_token")
	for _, call := range calls {
		got := customers.do(customers.request(call.method, call.path, call.body))
		if got.status != 403 || call.method != "HEAD" && got.code() != "insufficient_scope" {
			t.Errorf("%s with a customer's token: %d %s", call.name, got.status, got.raw)
		}
	}
}

// A client that forgot its Basic authentication is told so, whatever it tried instead.
func TestTheTokenEndpointNamesTheSchemeThatIsWanted(t *testing.T) {
	r := parallel(t, Options{})
	ask := object{"grant_type": "client_credentials", "audience": r.aud}
	answer := answerBody("x", "x", "x")
	for _, test := range []struct {
		name, authorization string
		body                any
		scheme, code        string
	}{
		{"credentials of the client without any", "", ask, "Basic", "invalid_client"},
		{"with a good token", "Bearer " + r.token, ask, "Basic", "invalid_client"},
		{"with a bad token", "Bearer rubbish", ask, "Basic", "invalid_client"},
		{"with another scheme", "Digest x", ask, "Basic", "invalid_client"},
		{"with Basic that is none", "Basic ???", ask, "Basic", "invalid_client"},
		{"with the wrong secret", "Basic eDp5", ask, "Basic", "invalid_client"},
		{"in a form", "", "grant_type=client_credentials&client_id=x&client_secret=y", "Basic", "invalid_client"},
		{"a code without a token", "", answer, "Bearer", "invalid_token"},
		{"a code with a bad token", "Bearer rubbish", answer, "Bearer", "invalid_token"},
		{"nothing", "", nil, "Bearer", "invalid_token"},
		{"a word far behind", "", strings.Repeat(" ", 4<<10) + "client_credentials", "Bearer", "invalid_token"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := r.on(t)
			r.token = ""
			request := r.request("POST", "/auth/token", test.body)
			if test.authorization != "" {
				request.Header.Set("Authorization", test.authorization)
			}
			got := r.do(request).want(401, test.code)
			if challenge := got.header.Get("WWW-Authenticate"); !strings.HasPrefix(challenge, test.scheme+" ") {
				t.Errorf("WWW-Authenticate %q, want %s", challenge, test.scheme)
			}
		})
	}
}

// The vendor's own tests write the account before the host.
func TestAnAudienceWithTheAccountAsUserinfoIsTheAccounts(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].clients[0].audiences = []string{"https://api.dintero.com/v1/accounts/T11223344", "https://T11223344@test.dintero.com/v1/accounts/T11223344"}
	r := riggedWith(t, Options{}, plans)
	d := r.s.Describe()
	for _, test := range []struct {
		name, audience string
		granted        bool
	}{
		{"its own", r.aud, true},
		{"its own, with the account", strings.Replace(r.aud, "://", "://T11223344@", 1), true},
		{"with another account", strings.Replace(r.aud, "://", "://T99887766@", 1), false},
		{"with a password", strings.Replace(r.aud, "://", "://T11223344:x@", 1), false},
		{"with the account twice", strings.Replace(r.aud, "://", "://T11223344@T11223344@", 1), false},
		{"with the account in the path", r.aud + "/T11223344@", false},
		{"another of the client's", "https://api.dintero.com/v1/accounts/T11223344", true},
		{"another of the client's, with the account", "https://T11223344@api.dintero.com/v1/accounts/T11223344", true},
		{"one that is written so for the client, without it", "https://test.dintero.com/v1/accounts/T11223344", true},
		{"another host's", "https://T11223344@login.example/v1/accounts/T11223344", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := r.on(t)
			r.aud = test.audience
			got := r.askToken(d.ClientID, d.ClientSecret.Reveal())
			if !test.granted {
				got.want(403, "unknown_audience")
				r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "unknown_audience")
				return
			}
			token := got.want(200, "").text("access_token")
			r.login()
			if strings.HasPrefix(strings.Replace(test.audience, "T11223344@", "", 1), d.BaseURL) {
				r.token = token
				r.get("/customers/settings").want(200, "")
			}
		})
	}
}
