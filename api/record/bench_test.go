package record

import (
	"net/http"
	"net/url"
	"testing"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

func BenchmarkObserve(b *testing.B) {
	r := New()
	out := &http.Request{Method: "POST", URL: &url.URL{Scheme: "https", Host: "api.dintero.com", Path: "/v1/accounts/T11223344/customers/mfa_login"}, Host: "api.dintero.com", Header: http.Header{"Authorization": {"Bearer abcdefghijklmnop"}}}
	for i := 0; b.Loop(); i++ {
		r.Observe(wire.Observed{Number: i + 1, Try: 1, Out: out, Body: make([]byte, 20), Over: true, Request: signIn("+4799999999", "246810")})
	}
}

func BenchmarkSeal(b *testing.B) {
	r := New()
	out := &http.Request{Method: "POST", URL: &url.URL{Scheme: "https", Host: "api.dintero.com", Path: "/v1/accounts/T11223344/customers/mfa_login"}, Host: "api.dintero.com", Header: http.Header{"Authorization": {"Bearer abcdefghijklmnop"}}}
	for i := range 30 {
		r.Observe(wire.Observed{Number: i + 1, Try: 1, Out: out, Body: make([]byte, 20), Over: true, Request: signIn("+4799999999", "246810")})
	}
	for b.Loop() {
		if _, err := r.Seal(Bundle{Made: noon, Evidence: flow.Evidence{}}); err != nil {
			b.Fatal(err)
		}
	}
}
