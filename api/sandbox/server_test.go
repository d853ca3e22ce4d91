package sandbox

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

func TestWrongPathsAndMethods(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	root := strings.TrimSuffix(r.account, "/v1/accounts/T11223344")
	for _, test := range []struct{ method, url string }{
		{"GET", root + "/"},
		{"GET", root + "/v1"},
		{"GET", root + "/v1/accounts"},
		{"GET", root + "/v1/accounts/T11223344"},
		{"GET", root + "/v1/accounts/T00000000/customers/settings"},
		{"GET", root + "/v1/accounts/T112/customers/settings"},
		{"GET", root + "/v2/accounts/T11223344/customers/settings"},
		{"GET", root + "/T11223344/customers/settings"},
		{"GET", root + "//v1/accounts/T11223344/customers/settings"},
		{"GET", r.account + "/customers/settings/"},
		{"GET", r.account + "/customers/../customers/settings"},
		{"GET", r.account + "/auth/token"},
		{"GET", r.account + "/customers/login"},
		{"PUT", r.account + "/customers/mfa_login"},
		{"POST", r.account + "/customers/settings"},
		{"DELETE", r.account + "/auth/keys"},
		{"OPTIONS", r.account + "/customers/login"},
		{"TRACE", r.account + "/customers/login"},
		{"GET", root + "/sandbox/scenario"},
	} {
		t.Run(test.method+" "+strings.TrimPrefix(test.url, root), func(t *testing.T) {
			r := *r
			r.t = t
			request, err := http.NewRequestWithContext(context.Background(), test.method, test.url, nil)
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Authorization", "Bearer "+r.token)
			if strings.Contains(test.url, "/sandbox/") {
				request.Header.Set("Authorization", "Bearer "+r.s.admin.Reveal())
			}
			r.do(request).want(404, "not_found")
		})
	}
	request := r.request("GET", "/customers/login", nil)
	if got := r.do(request).want(404, "not_found"); got.header.Get("Allow") != "POST" {
		t.Errorf("Allow %q, want POST", got.header.Get("Allow"))
	}
}

func TestForeignHosts(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
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
