package sandbox

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// clientToken fetches the token of one of the account's clients.
func clientToken(r *rig, id string) string {
	r.t.Helper()
	return r.askToken(id, r.s.first.clients[id].secret.Reveal()).want(200, "").text("access_token")
}

func TestClientToken(t *testing.T) {
	r := parallel(t, Options{})
	id, secret := r.s.first.first.id, r.s.first.first.secret.Reveal()
	good := object{"grant_type": "client_credentials", "audience": r.aud}
	for _, test := range []struct {
		name, id, secret string
		body             any
		status           int
		code             string
	}{
		{"right", id, secret, good, 200, ""},
		{"a wrong secret", id, "wrong", good, 401, "invalid_client"},
		{"an unknown client", "unknown", secret, good, 401, "invalid_client"},
		{"no client", "", "", good, 401, "invalid_client"},
		{"another account's audience", id, secret, good.with("audience", "https://api.dintero.com/v1/accounts/T00000000"), 403, "unknown_audience"},
		{"no audience", id, secret, good.without("audience"), 400, "invalid_parameters"},
		{"no grant", id, secret, good.without("grant_type"), 400, "invalid_parameters"},
		{"a grant that takes a token", id, secret, refreshBody("x"), 401, "invalid_token"},
	} {
		t.Run(test.name, func(t *testing.T) {
			request := r.request("POST", "/auth/token", test.body)
			request.SetBasicAuth(test.id, test.secret)
			got := r.on(t).do(request).want(test.status, test.code)
			if got.status == 401 && got.header.Get("WWW-Authenticate") == "" {
				t.Error("no WWW-Authenticate")
			}
			if got.status == 200 && (got.body["expires_in"] != 14400.0 || got.text("token_type") != "Bearer" || len(got.body) != 3) {
				t.Errorf("got %s", got.raw)
			}
		})
	}
	r.post("/auth/token", good).want(401, "invalid_client")
}

// publicKey reads the account's key as any client would.
func publicKey(r *rig) jose.JSONWebKey {
	r.t.Helper()
	var list []jose.JSONWebKey
	if err := json.Unmarshal(r.get("/auth/keys").want(200, "").raw, &list); err != nil || len(list) != 1 {
		r.t.Fatalf("%d keys, %v", len(list), err)
	}
	return list[0]
}

// read verifies a token with the account's key, and returns what it holds.
func (r *rig) read(token string) (claims, jose.Header) {
	r.t.Helper()
	parsed, err := jwt.ParseSigned(token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		r.t.Fatal(err)
	}
	var got claims
	if err := parsed.Claims(publicKey(r).Key, &got); err != nil {
		r.t.Fatal(err)
	}
	return got, parsed.Headers[0]
}

func TestTokensVerifyWithTheAccountsKeys(t *testing.T) {
	r := parallel(t, Options{})
	key := publicKey(r)
	if key.Algorithm != "RS256" || key.Use != "sig" || key.KeyID == "" || !key.IsPublic() {
		t.Errorf("got %+v", key)
	}
	for _, test := range []struct {
		name, token, subject, scope string
		life                        time.Duration
	}{
		{"the client's", r.token, r.s.Describe().ClientID, strings.Join(demoAccounts()[0].clients[0].scopes, " "), 4 * time.Hour},
		{"the customer's", r.login().text("access_token"), "", "user:customers", 24 * time.Hour},
	} {
		got, header := r.read(test.token)
		now := r.clock.read()
		if header.KeyID != key.KeyID || got.Issuer != r.account || !got.Audience.Contains(r.aud) ||
			got.Scope != test.scope || !got.Expiry.Time().Equal(now.Add(test.life)) || !got.IssuedAt.Time().Equal(now) ||
			got.Subject == "" || test.subject != "" && got.Subject != test.subject {
			t.Errorf("%s token says %+v, header %+v", test.name, got, header)
		}
	}
}

func TestRefresh(t *testing.T) {
	r := parallel(t, Options{})
	first := r.login().text("refresh_token")
	got := r.post("/auth/token", refreshBody(first)).want(200, "")
	second := got.text("refresh_token")
	if second == first || got.body["expires_in"] != 86400.0 || got.text("access_token") == "" {
		t.Errorf("got %s", got.raw)
	}
	r.post("/auth/token", refreshBody(first)).want(403, "invalid_grant")
	r.post("/auth/token", refreshBody("x")).want(403, "invalid_grant")
	r.post("/auth/token", object{"grant_type": "refresh_token"}).want(400, "invalid_parameters")

	r.post("/auth/revoke", object{"token": second}).want(200, "")
	r.post("/auth/token", refreshBody(second)).want(403, "invalid_grant")
	if got := r.post("/auth/revoke", object{"token": second}).want(200, ""); string(got.raw) != "{}" {
		t.Errorf("got %q", got.raw)
	}
	r.post("/auth/revoke", object{}).want(400, "invalid_parameters")
}

func TestOfTwoRefreshesAtOnceOneWins(t *testing.T) {
	r := parallel(t, Options{})
	token := r.login().text("refresh_token")
	statuses := make(chan int, 8)
	for range 8 {
		go func() { statuses <- r.do(r.request("POST", "/auth/token", refreshBody(token))).status }()
	}
	counts := map[int]int{}
	for range 8 {
		counts[<-statuses]++
	}
	if counts[200] != 1 || counts[403] != 7 {
		t.Errorf("got %v", counts)
	}
}
