package sandbox

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
)

// The checks bite: a field more, in a request or in an answer, at any depth.
func TestWhatIsNotDescribedFails(t *testing.T) {
	t.Parallel()
	d := documented(t)
	r := rigged(t, Options{})
	login := r.request("POST", "/customers/mfa_login", r.mfaLoginBody())
	settings := r.request("GET", "/customers/settings", nil)
	requests := func(change func(object, *http.Request)) error {
		body := r.mfaLoginBody()
		request := r.request("POST", "/customers/mfa_login", body)
		change(body, request)
		text, err := json.Marshal(body)
		if err != nil {
			t.Fatal(err)
		}
		return d.checkRequest(request, text)
	}
	if err := requests(func(object, *http.Request) {}); err != nil {
		t.Errorf("a good request: %v", err)
	}
	for name, change := range map[string]func(object, *http.Request){
		"a field more":        func(o object, _ *http.Request) { o["pin"] = "246810" },
		"a field less":        func(o object, _ *http.Request) { delete(o, "secret") },
		"a number":            func(o object, _ *http.Request) { o["secret"] = 246810 },
		"another type":        func(o object, _ *http.Request) { o["type"] = "robot" },
		"a query":             func(_ object, r *http.Request) { r.URL.RawQuery = "x=1" },
		"a header more":       func(_ object, r *http.Request) { r.Header.Set("Idempotency-Key", "1") },
		"no token":            func(_ object, r *http.Request) { r.Header.Del("Authorization") },
		"Basic":               func(_ object, r *http.Request) { r.SetBasicAuth("a", "b") },
		"a content type":      func(_ object, r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		"another path":        func(_ object, r *http.Request) { r.URL.Path += "s" },
		"an account's letter": func(_ object, r *http.Request) { r.URL.Path = strings.Replace(r.URL.Path, "/T1", "/X1", 1) },
		"another method":      func(_ object, r *http.Request) { r.Method = "PUT" },
	} {
		if requests(change) == nil {
			t.Errorf("%s in a request goes unnoticed", name)
		}
	}

	json200 := http.Header{"Content-Type": {"application/json"}}
	wait := http.Header{"Content-Type": {"application/json"}, "Retry-After": {"5"}}
	const good = `{"links":[{"rel":"mfa_oob","href":"http://a"}],"mfa_token":"x","challenge_type":"oob"}`
	for _, test := range []struct {
		name    string
		to      *http.Request
		status  int
		header  http.Header
		body    string
		ok      bool
		because error
	}{
		{"a good answer", login, 200, json200, good, true, nil},
		{"a field more", login, 200, json200, strings.Replace(good, `{`, `{"x":1,`, 1), false, nil},
		{"a field more further in", login, 200, json200, strings.Replace(good, `"rel"`, `"x":1,"rel"`, 1), false, nil},
		{"a field less", login, 200, json200, strings.Replace(good, `"mfa_token":"x",`, ``, 1), false, nil},
		{"a header more", login, 200, http.Header{"Content-Type": {"application/json"}, "X-More": {"1"}}, good, false, errUndescribed},
		{"another content type", login, 200, http.Header{"Content-Type": {"text/html"}}, good, false, nil},
		{"another status", login, 201, json200, good, false, errUndescribed},
		{"another 403", login, 403, json200, `{"error":{"code":"expired_token","message":"m"}}`, false, nil},
		{"a 403", login, 403, json200, `{"error":{"code":"invalid_credentials","message":"m"}}`, true, nil},
		{"an error's field more", login, 403, json200, `{"error":{"code":"invalid_credentials","message":"m","x":1}}`, false, nil},
		{"an mfa_token beside another error", login, 403, json200, `{"error":{"code":"invalid_credentials","message":"m"},"mfa_token":"x"}`, false, nil},
		{"a 429", login, 429, wait, `{"error":{"code":"too_many_attempts","message":"m"}}`, true, nil},
		{"a 429 without Retry-After", login, 429, json200, `{"error":{"code":"too_many_attempts","message":"m"}}`, false, nil},
		{"settings", settings, 200, json200, `{"users":{"mfa":{"enabled":true}}}`, true, nil},
		{"settings with a field more", settings, 200, json200, `{"users":{"mfa":{"enabled":true,"x":1}}}`, false, nil},
		{"a body where none is", r.request("POST", "/customers/change_password", object{"email": "a"}), 204, json200, `{}`, false, errUndescribed},
	} {
		err := d.checkAnswer(test.to, test.status, test.header, []byte(test.body))
		if (err == nil) != test.ok || test.because != nil && !errors.Is(err, test.because) {
			t.Errorf("%s: got %v", test.name, err)
		}
	}
}
