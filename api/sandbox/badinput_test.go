package sandbox

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
)

// Every call reports in the same way what is wrong with a request.

type goodCall struct {
	method string
	body   object
}

// goodCalls are requests that every call takes, as far as their shape goes.
func goodCalls(r *rig) map[string]goodCall {
	return map[string]goodCall{
		"/customers/login":              {"POST", r.passwordBody()},
		"/customers/mfa_login":          {"POST", r.mfaLoginBody()},
		"/customers/mfa_login_recovery": {"POST", r.recoveryBody()},
		"/customers/change_password":    {"POST", r.mailBody()},
		"/auth/mfa/challenge":           {"POST", challengeBody(r.signIn())},
		"/auth/token":                   {"POST", answerBody("x", "x", "x")},
		"/auth/revoke":                  {"POST", object{"token": "x"}},
		"/customers/settings":           {"GET", nil},
		"/auth/keys":                    {"GET", nil},
	}
}

// goodPosts are those that have a body.
func goodPosts(r *rig) map[string]object {
	posts := map[string]object{}
	for path, call := range goodCalls(r) {
		if call.method == "POST" {
			posts[path] = call.body
		}
	}
	return posts
}

func TestEveryCallRefusesABadBody(t *testing.T) {
	r := parallel(t, Options{})
	calls := goodPosts(r)
	begun := len(r.s.first.logins)
	for path, call := range calls {
		text, err := json.Marshal(call)
		if err != nil {
			t.Fatal(err)
		}
		good, key := string(text), slices.Sorted(maps.Keys(call))[0]
		more := strings.TrimSuffix(good, "}") + ","
		bodies := map[string]any{
			"nothing":             "",
			"truncated":           strings.TrimSuffix(good, "}"),
			"trailing data":       good + "{}",
			"two documents":       good + good,
			"a duplicate key":     more + `"` + key + `":"x"}`,
			"a key of other case": more + `"` + strings.ToUpper(key) + `":"x"}`,
			"an unknown field":    more + `"pin":"246810"}`,
			"a list":              "[" + good + "]",
			"more than 1 MiB":     good + strings.Repeat(" ", 1<<20+1-len(good)),
		}
		for name := range call {
			bodies["no "+name] = call.without(name)
			bodies["an empty "+name] = call.with(name, "")
			bodies["a number as "+name] = call.with(name, 246810)
		}
		for name, body := range bodies {
			got := r.do(r.request("POST", path, body))
			if got.status != 400 || got.code() != "invalid_parameters" || !got.listsProblems() || strings.Contains(string(got.raw), karisSecret) {
				t.Errorf("%s, %s: %d %s, %v", path, name, got.status, got.raw, got.err)
			}
		}
		for _, kind := range []string{"", "text/plain", "application/x-www-form-urlencoded", "application/jsonx"} {
			request := r.request("POST", path, good)
			request.Header.Del("Content-Type")
			if kind != "" {
				request.Header.Set("Content-Type", kind)
			}
			if got := r.do(request).want(400, "invalid_parameters"); !got.listsProblems() {
				t.Errorf("%s, %q: %s", path, kind, got.raw)
			}
		}
		endless := r.request("POST", path, nil)
		endless.Header.Set("Content-Type", "application/json")
		endless.Body, endless.ContentLength = io.NopCloser(io.MultiReader(strings.NewReader(good), &spaces{left: 1 << 20})), -1
		r.do(endless).want(400, "invalid_parameters")
	}
	if len(r.s.first.logins) != begun || len(r.s.Messages()) != 0 {
		t.Errorf("%d logins, %d messages of refused requests", len(r.s.first.logins)-begun, len(r.s.Messages()))
	}
	r.login()
}

// spaces are as many as are left, sent in chunks.
type spaces struct{ left int }

func (s *spaces) Read(p []byte) (int, error) {
	n := min(len(p), s.left)
	if n == 0 {
		return 0, io.EOF
	}
	for i := range p[:n] {
		p[i] = ' '
	}
	s.left -= n
	return n, nil
}

func TestEveryCallRefusesAnotherMethodAndAnotherHost(t *testing.T) {
	r := parallel(t, Options{})
	for path, call := range goodCalls(r) {
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} {
			if method == call.method {
				continue
			}
			if got := r.do(r.request(method, path, nil)).want(404, "not_found"); got.header.Get("Allow") != call.method {
				t.Errorf("%s %s: Allow %q", method, path, got.header.Get("Allow"))
			}
		}
		foreign := r.request(call.method, path, call.body)
		foreign.Host = "api.dintero.com"
		r.do(foreign).want(404, "not_found")
	}
	r.arrived(0)
}

// What nobody may ask for is not read, but for a word at the beginning of what is sent to the
// token endpoint: a large body without a token costs nothing.
func TestABodyIsNotReadBeforeTheCallerIsKnown(t *testing.T) {
	r := parallel(t, Options{})
	r.token = "nobody's"
	for path := range goodPosts(rigged(t, Options{})) {
		r.post(path, strings.Repeat("x", 1<<10)).want(401, "invalid_token")
	}
	r.askToken("nobody", "nobody's").want(401, "invalid_client")
}
