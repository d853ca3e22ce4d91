package sandbox

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
)

func TestWrongPaths(t *testing.T) {
	r := parallel(t, Options{})
	root := strings.TrimSuffix(r.account, "/v1/accounts/T11223344")
	for _, url := range []string{
		root + "/",
		root + "/v1",
		root + "/v1/accounts",
		root + "/v1/accounts/T11223344",
		root + "/v1/accounts/T00000000/customers/settings",
		root + "/v1/accounts/T112/customers/settings",
		root + "/v2/accounts/T11223344/customers/settings",
		root + "/T11223344/customers/settings",
		root + "//v1/accounts/T11223344/customers/settings",
		r.account + "/customers/settings/",
		r.account + "/customers/../customers/settings",
		root + "/sandbox/scenario",
	} {
		t.Run(strings.TrimPrefix(url, root), func(t *testing.T) {
			r := r.on(t)
			request, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Authorization", "Bearer "+r.token)
			if strings.Contains(url, "/sandbox/") {
				request.Header.Set("Authorization", "Bearer "+r.s.admin.Reveal())
			}
			r.do(request).want(404, "not_found")
		})
	}
}

func TestForeignHosts(t *testing.T) {
	r := parallel(t, Options{})
	port := r.s.host[strings.LastIndex(r.s.host, ":"):]
	for host, status := range map[string]int{
		r.s.host: 200, "localhost" + port: 200, "LOCALHOST" + port: 200,
		"login.example" + port: 404, "127.0.0.1": 404, "127.0.0.1:1": 404, "127.0.0.2" + port: 404,
		"localhost.login.example" + port: 404, "localhost": 404,
	} {
		request := r.request("GET", "/customers/settings", nil)
		request.Host = host
		if got := r.do(request); got.status != status {
			t.Errorf("Host %s: %d %s, want %d", host, got.status, got.raw, status)
		}
	}
}

// Whatever comes, the answer is one of the contract's, as JSON, and no 5xx.
func TestRandomRequestsGetNoServerError(t *testing.T) {
	r := parallel(t, Options{})
	random := rand.New(rand.NewPCG(1, 2))
	pick := func(from ...string) string { return from[random.IntN(len(from))] }
	values := []string{
		"", "x", "customer", "company", "email", "phone_number", "oob", "sms", "mfa_oob", "client_credentials", "refresh_token", "+4799999999",
		"kari@example.com", "246810", r.aud, r.signIn(), "\x00", "\u202e", strings.Repeat("å", 300), "İ", "://@", r.s.first.id + "@",
	}
	names := []string{
		"audience", "type", "password", "email", "ident_type", "ident", "secret", "challenge_type", "mfa_token", "oob_channel", "grant_type",
		"oob_code", "binding_code", "refresh_token", "token", "name", "EMAIL", "x",
	}
	for range 5_000 {
		to := routes[random.IntN(len(routes))]
		body := object{}
		for range random.IntN(8) {
			body[pick(names...)] = pick(values...)
		}
		for _, f := range to.fields { // mostly what the call takes, or nothing gets far
			if random.IntN(8) > 0 {
				body[f.name] = pick(append(f.oneOf, values...)...)
			}
		}
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		method := pick(to.method, to.method, to.method, to.method, "GET", "HEAD", "POST", "PUT", "BREW")
		query := pick("", "", "?email=kari@example.com", "?phone_number=%2B4799999999", "?"+pick("%", "%00", "email=%ff", "phone_number=+1", "a=b;c"))
		request := r.request(method, "/"+to.path, pick(string(text), string(text), string(text), string(text[1:]), ""))
		request.URL.RawQuery = strings.TrimPrefix(query, "?")
		request.Header.Set("Content-Type", pick("application/json", "application/json", "application/json; charset=utf-8", "text/plain", ""))
		request.Header.Set("Authorization", pick("Bearer "+r.token, "Bearer "+r.token, "Bearer "+r.token, "Bearer x", "Basic eDp5", ""))
		got := r.call(request)
		if got.status >= 500 || got.status < 200 || got.status != 204 && got.body == nil && !strings.HasPrefix(string(got.raw), "[") {
			t.Errorf("%s %s%s %s: %s", method, to.path, query, text, said(got))
		}
	}
}

func TestHeadersOfMoreThan64KiBAreRefused(t *testing.T) {
	r := parallel(t, Options{})
	for size, status := range map[int]int{63 << 10: 200, 72 << 10: 431} { // net/http allows 4 KiB more, and what it has buffered
		request := r.request("GET", "/customers/settings", nil)
		request.Header.Set("Accept", strings.Repeat("x", size))
		if got := r.send(request); got.status != status {
			t.Errorf("%d bytes of headers: %d, want %d, %v", size, got.status, status, got.err)
		}
	}
}
