package sandbox

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"slices"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// goodClaims are those of a token that the first client may have.
func goodClaims(r *rig) claims {
	now := r.clock.read()
	return claims{
		Claims: jwt.Claims{
			Issuer: r.account, Subject: r.s.first.first.id, Audience: jwt.Audience{r.aud},
			IssuedAt: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(time.Hour)),
		},
		Scope: strings.Join(r.s.first.first.scopes, " "),
	}
}

// signed makes a token of claims, with the key in its header where that is a public one.
func signed(t *testing.T, alg jose.SignatureAlgorithm, key any, c claims) string {
	t.Helper()
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, &jose.SignerOptions{EmbedJWK: true})
	if err != nil {
		t.Fatal(err)
	}
	text, err := jwt.Signed(signer).Claims(c).Serialize()
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestForgedTokens(t *testing.T) {
	t.Parallel()
	plans := append(demoAccounts(), demoAccounts()...)
	plans[1].id = "T99887766"
	plans[1].clients[0].id, plans[1].clients[0].secret = "other", flow.Conceal("other")
	r := riggedWith(t, Options{}, plans)

	d := r.s.Describe()
	now := r.clock.read()
	good := goodClaims(r)
	ours, err := oneKey()
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(ours.Public())
	if err != nil {
		t.Fatal(err)
	}
	sign := func(alg jose.SignatureAlgorithm, key any, c claims) string { return signed(t, alg, key, c) }
	changed := func(change func(*claims)) claims {
		c := good
		change(&c)
		return c
	}
	part := func(v any) string {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(text)
	}
	real := sign(jose.RS256, ours, good)
	parts := strings.Split(real, ".")

	other := *r
	other.account, other.aud = r.s.accounts["T99887766"].issuer, r.s.accounts["T99887766"].audience
	request := other.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": other.aud})
	request.SetBasicAuth("other", "other")
	others := other.do(request).want(200, "").text("access_token")

	for _, test := range []struct {
		name, header string
		status       int
	}{
		{"a real one", "Bearer " + real, 200},
		{"a real one, other case of Bearer", "bearer " + real, 200},
		{"none", "", 401},
		{"no token", "Bearer ", 401},
		{"another scheme", "Basic " + real, 401},
		{"rubbish", "Bearer rubbish", 401},
		{"alg none", "Bearer " + part(object{"alg": "none", "typ": "JWT"}) + "." + parts[1] + ".", 401},
		{"alg none with a signature", "Bearer " + part(object{"alg": "none", "typ": "JWT"}) + "." + parts[1] + "." + parts[2], 401},
		{"HS256 with the public key", "Bearer " + sign(jose.HS256, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), good), 401},
		{"PS256 with the right key", "Bearer " + sign(jose.PS256, ours, good), 401},
		{"a key of its own, embedded", "Bearer " + sign(jose.RS256, foreign, good), 401},
		{"other claims under the signature", "Bearer " + parts[0] + "." + part(object{"iss": r.account, "aud": r.aud, "sub": d.ClientID}) + "." + parts[2], 401},
		{"another issuer", "Bearer " + sign(jose.RS256, ours, changed(func(c *claims) { c.Issuer = "https://api.dintero.com" })), 401},
		{"another audience", "Bearer " + sign(jose.RS256, ours, changed(func(c *claims) { c.Audience = jwt.Audience{"x"} })), 401},
		{"another client", "Bearer " + sign(jose.RS256, ours, changed(func(c *claims) { c.Subject = "x" })), 401},
		{"no expiry", "Bearer " + sign(jose.RS256, ours, changed(func(c *claims) { c.Expiry = nil })), 401},
		{"expired", "Bearer " + sign(jose.RS256, ours, changed(func(c *claims) { c.Expiry = jwt.NewNumericDate(now) })), 401},
		{"another account's", "Bearer " + others, 401},
		{"too long", "Bearer " + strings.Repeat("x", 60<<10), 401},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := *r
			r.t = t
			request := r.request("GET", "/customers/settings", nil)
			request.Header.Set("Authorization", test.header)
			code := ""
			if test.status == 401 {
				code = "invalid_token"
			}
			if got := r.do(request).want(test.status, code); got.status == 401 && !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("WWW-Authenticate %q", got.header.Get("WWW-Authenticate"))
			}
		})
	}
	twice := r.request("GET", "/customers/settings", nil)
	twice.Header.Add("Authorization", "Bearer rubbish")
	r.do(twice).want(401, "invalid_token")
}

func TestAClientsTokenLastsFourHours(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
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
		{"challenge", "POST", "/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": "x"}, []string{scopeMFA, scopeWrite, scopeAdmin}},
		{"answer", "POST", "/auth/token", object{"grant_type": "mfa_oob", "mfa_token": "x", "oob_code": "x", "binding_code": "x"}, []string{scopeUsers, scopeNoMFA, scopeWrite, scopeAdmin}},
		{"settings", "GET", "/customers/settings", nil, []string{"admin:customers", "read:customers", "public:customers"}},
		{"refresh", "POST", "/auth/token", object{"grant_type": "refresh_token", "refresh_token": "x"}, every},
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
			var body any
			if call.body != nil {
				body = call.body
			}
			got := r.do(r.request(call.method, call.path, body))
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
		var body any
		if call.body != nil {
			body = call.body
		}
		if got := customers.do(customers.request(call.method, call.path, body)); got.status != 403 || call.method != "HEAD" && got.code() != "insufficient_scope" {
			t.Errorf("%s with a customer's token: %d %s", call.name, got.status, got.raw)
		}
	}
}

// A client that forgot its Basic authentication is told so, whatever it tried instead.
func TestTheTokenEndpointNamesTheSchemeThatIsWanted(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	ask := object{"grant_type": "client_credentials", "audience": r.aud}
	answer := object{"grant_type": "mfa_oob", "mfa_token": "x", "oob_code": "x", "binding_code": "x"}
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
			r := *r
			r.t, r.token = t, ""
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
			r := *r
			r.t, r.aud = t, test.audience
			request := r.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": r.aud})
			request.SetBasicAuth(d.ClientID, d.ClientSecret.Reveal())
			if !test.granted {
				r.do(request).want(403, "unknown_audience")
				r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "unknown_audience")
				return
			}
			token := r.do(request).want(200, "").text("access_token")
			r.login()
			if strings.HasPrefix(strings.Replace(test.audience, "T11223344@", "", 1), d.BaseURL) {
				r.token = token
				r.get("/customers/settings").want(200, "")
			}
		})
	}
}

func TestALoginNeedsEitherOfItsTwoScopes(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].clients[0].scopes = []string{scopeNoMFA}
	r := riggedWith(t, Options{}, plans)
	r.post("/customers/login", r.passwordBody()).want(200, "").text("access_token")
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "insufficient_scope")
	r.post("/customers/change_password", object{"email": "kari@example.com", "audience": r.aud, "type": "customer"}).want(403, "insufficient_scope")
	if got := len(r.s.Messages()); got != 0 {
		t.Errorf("%d messages went out", got)
	}
}
