package sandbox

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// clientToken fetches the token of one of the account's clients.
func clientToken(r *rig, id string) string {
	r.t.Helper()
	request := r.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": r.aud})
	request.SetBasicAuth(id, r.s.first.clients[id].secret.Reveal())
	return r.do(request).want(200, "").text("access_token")
}

func TestClientToken(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	d := r.s.Describe()
	good := object{"grant_type": "client_credentials", "audience": d.Audience}
	for _, test := range []struct {
		name, id, secret string
		body             any
		status           int
		code             string
	}{
		{"right", d.ClientID, d.ClientSecret.Reveal(), good, 200, ""},
		{"a wrong secret", d.ClientID, "wrong", good, 401, "invalid_client"},
		{"an unknown client", "unknown", d.ClientSecret.Reveal(), good, 401, "invalid_client"},
		{"no client", "", "", good, 401, "invalid_client"},
		{"another account's audience", d.ClientID, d.ClientSecret.Reveal(), good.with("audience", "https://api.dintero.com/v1/accounts/T00000000"), 403, "unknown_audience"},
		{"no audience", d.ClientID, d.ClientSecret.Reveal(), good.without("audience"), 400, "invalid_parameters"},
		{"no grant", d.ClientID, d.ClientSecret.Reveal(), good.without("grant_type"), 400, "invalid_parameters"},
		{"a grant that takes a token", d.ClientID, d.ClientSecret.Reveal(), object{"grant_type": "refresh_token", "refresh_token": "x"}, 401, "invalid_token"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := *r
			r.t = t
			request := r.request("POST", "/auth/token", test.body)
			request.SetBasicAuth(test.id, test.secret)
			got := r.do(request).want(test.status, test.code)
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

func TestTokensVerifyWithTheAccountsKeys(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
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
		parsed, err := jwt.ParseSigned(test.token, []jose.SignatureAlgorithm{jose.RS256})
		if err != nil {
			t.Fatal(err)
		}
		var got claims
		if err := parsed.Claims(key.Key, &got); err != nil {
			t.Fatalf("%s token: %v", test.name, err)
		}
		now := r.clock.read()
		if parsed.Headers[0].KeyID != key.KeyID || got.Issuer != r.account || !got.Audience.Contains(r.aud) ||
			got.Scope != test.scope || !got.Expiry.Time().Equal(now.Add(test.life)) || !got.IssuedAt.Time().Equal(now) ||
			got.Subject == "" || test.subject != "" && got.Subject != test.subject {
			t.Errorf("%s token says %+v, header %+v", test.name, got, parsed.Headers)
		}
	}
}

func TestRefresh(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	first := r.login().text("refresh_token")
	body := func(token string) object { return object{"grant_type": "refresh_token", "refresh_token": token} }
	got := r.post("/auth/token", body(first)).want(200, "")
	second := got.text("refresh_token")
	if second == first || got.body["expires_in"] != 86400.0 || got.text("access_token") == "" {
		t.Errorf("got %s", got.raw)
	}
	r.post("/auth/token", body(first)).want(403, "invalid_grant")
	r.post("/auth/token", body("x")).want(403, "invalid_grant")
	r.post("/auth/token", object{"grant_type": "refresh_token"}).want(400, "invalid_parameters")

	r.post("/auth/revoke", object{"token": second}).want(200, "")
	r.post("/auth/token", body(second)).want(403, "invalid_grant")
	r.post("/auth/revoke", object{"token": second}).want(200, "")
	r.post("/auth/revoke", object{}).want(400, "invalid_parameters")
}

func TestOfTwoRefreshesAtOnceOneWins(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	token := r.login().text("refresh_token")
	var mu sync.Mutex
	var statuses []int
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			got := r.do(r.request("POST", "/auth/token", object{"grant_type": "refresh_token", "refresh_token": token}))
			mu.Lock()
			defer mu.Unlock()
			statuses = append(statuses, got.status)
		})
	}
	all.Wait()
	slices.Sort(statuses)
	if !slices.Equal(statuses, []int{200, 403, 403, 403, 403, 403, 403, 403}) {
		t.Errorf("got %v", statuses)
	}
}

func TestRevokeAnswersAnEmptyObject(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	if got := r.post("/auth/revoke", object{"token": "x"}).want(200, ""); string(got.raw) != "{}" {
		t.Errorf("got %q", got.raw)
	}
}
