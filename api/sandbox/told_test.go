package sandbox

import (
	"fmt"
	"strings"
	"sync"
	"testing"
)

func TestOnRequestTellsNoSecret(t *testing.T) {
	t.Parallel()
	const canary = "c4n4ry-53cr37"
	var mu sync.Mutex
	var seen []Request
	r := rigged(t, Options{OnRequest: func(q Request) {
		mu.Lock()
		defer mu.Unlock()
		seen = append(seen, q)
	}})
	r.get("/customers/settings?access_token="+r.token).want(200, "")
	r.post("/customers/mfa_login", r.mfaLoginBody().with("secret", canary)).want(403, "invalid_credentials")
	r.get("/%0aforged%1b[2J"+strings.Repeat("x", 500)).want(404, "not_found")
	r.get("/customers/"+canary+"/login").want(404, "not_found")
	r.do(r.request(canary, "/customers/login", nil)).want(404, "not_found")
	r.get(strings.Repeat("/v1", 500)).want(404, "not_found")
	if err := r.s.Close(); err != nil { // the line comes after the answer
		t.Error(err)
	}
	mu.Lock()
	defer mu.Unlock()
	const account = "/v1/accounts/T11223344"
	want := []Request{
		{"POST", account + "/auth/token", 200, 0},
		{"GET", account + "/customers/settings", 200, 0},
		{"POST", account + "/customers/mfa_login", 403, 0},
		{"GET", account + "/…", 404, 0},
		{"GET", account + "/customers/…/login", 404, 0},
		{"…", account + "/customers/login", 404, 0},
		{"GET", account + "/v1/v1/v1/v1/…", 404, 0},
	}
	if len(seen) != len(want) {
		t.Fatalf("got %+v", seen)
	}
	for i, q := range seen {
		if text := fmt.Sprint(q); strings.ContainsAny(text, "\n\x1b") || strings.Contains(text, r.token) || strings.Contains(text, canary) || len(text) > 200 {
			t.Errorf("got %q", text)
		}
		if q.Duration = 0; q != want[i] {
			t.Errorf("got  %+v\nwant %+v", q, want[i])
		}
	}
}
