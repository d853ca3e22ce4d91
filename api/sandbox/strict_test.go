package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

func TestBodies(t *testing.T) {
	r := parallel(t, Options{})
	good := fmt.Sprintf(`{"ident_type":"phone_number","ident":"+4799999999","audience":%q,"type":"customer","secret":"246810"}`, r.aud)
	less := strings.TrimSuffix(good, "}")
	for _, test := range []struct {
		name, mediaType, body string
		status                int
	}{
		{"good", "application/json", good, 200},
		{"good, with white space around", "application/json", " \r\n" + good + "\t\n", 200},
		{"good, with a charset", "application/json; charset=UTF-8", good, 200},
		{"another charset", "application/json; charset=latin1", good, 400},
		{"a broken content type", "application/json; charset", good, 400},
		{"not JSON", "application/json", "ident=+4799999999", 400},
		{"trailing data", "application/json", good + "x", 400},
		{"null", "application/json", "null", 400},
		{"a string", "application/json", `"x"`, 400},
		{"a key twice, by an escape", "application/json", less + `,"\u0073ecret":"246810"}`, 400},
		{"a key twice, by folding", "application/json", less + `,"ſecret":"246810"}`, 400},
		{"a key in another case", "application/json", strings.Replace(good, `"secret"`, `"Secret"`, 1), 400},
		{"null for a string", "application/json", strings.Replace(good, `"246810"`, `null`, 1), 400},
		{"a list for a string", "application/json", strings.Replace(good, `"246810"`, `["246810"]`, 1), 400},
		{"an object for a string", "application/json", strings.Replace(good, `"246810"`, `{"a":"246810"}`, 1), 400},
		{"true for a string", "application/json", strings.Replace(good, `"246810"`, `true`, 1), 400},
		{"a comma too many", "application/json", less + ",}", 400},
		{"a comment", "application/json", "//x\n" + good, 400},
		{"a byte order mark", "application/json", "\ufeff" + good, 400},
		{"invalid UTF-8", "application/json", strings.Replace(good, "246810", "24\xff68", 1), 400},
		{"deeply nested", "application/json", strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000), 400},
		{"deeply nested in a field", "application/json", less + `,"x":` + strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000) + "}", 400},
		{"1 MiB", "application/json", good + strings.Repeat(" ", 1<<20-len(good)), 200},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := r.on(t)
			request := r.request("POST", "/customers/mfa_login", test.body)
			request.Header.Del("Content-Type")
			if test.mediaType != "" {
				request.Header.Set("Content-Type", test.mediaType)
			}
			got := r.do(request)
			if test.status == 200 {
				got.want(200, "")
				return
			}
			got.want(400, "invalid_parameters")
			if !got.listsProblems() || strings.Contains(string(got.raw), "246810") {
				t.Errorf("does not report what is wrong, or repeats the secret: %s", got.raw)
			}
		})
	}
	compressed := r.request("POST", "/customers/mfa_login", good)
	compressed.Header.Set("Content-Encoding", "gzip")
	r.do(compressed).want(400, "invalid_parameters")
	cut := r.request("POST", "/customers/mfa_login", good)
	cut.ContentLength = int64(len(good)) + 10
	if got := r.do(cut); got.status == 200 {
		t.Errorf("a body cut short: %s", got.raw)
	}
}

func FuzzStrictObject(f *testing.F) {
	for _, seed := range []string{`{}`, `{"a":"b"}`, `{"a":"b","A":"c"}`, `{"a":{}}`, `[]`, `{"a":"\ud800"}`, "{\"\xff\":\"\"}"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, refused := strictObject(body)
		if refused != nil {
			return
		}
		var want map[string]string
		if err := json.Unmarshal(body, &want); err != nil || len(want) != len(got) {
			t.Fatalf("took %q as %v, encoding/json says %v, %v", body, got, want, err)
		}
	})
}

// What an error says of a body is bounded, however much there is to say.
func TestAnErrorIsShortHoweverMuchIsWrong(t *testing.T) {
	r := parallel(t, Options{})
	var many strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&many, `,"field%d":"x"`, i)
	}
	short := func(path, name, body string) {
		got := r.do(r.request("POST", path, body)).want(400, "invalid_parameters")
		if len(got.raw) > 2<<10 || !got.listsProblems() {
			t.Errorf("%s, %s: %d bytes", path, name, len(got.raw))
		}
	}
	for name, body := range map[string]string{
		"unknown fields":             `{"x":"x"` + many.String() + "}",
		"one long field":             `{"` + strings.Repeat("x", 1_000_000) + `":"x"}`,
		"one long value":             `{"type":"` + strings.Repeat("x", 1_000_000) + `"}`,
		"values that are no strings": `{"x":1` + strings.ReplaceAll(many.String(), `"x"`, "1") + "}",
	} {
		short("/customers/mfa_login", name, body)
	}
	for path, body := range goodPosts(r) {
		var misspelt strings.Builder
		for name := range body {
			fmt.Fprintf(&misspelt, `,%q:"x"`, strings.ToUpper(name))
		}
		fields := strings.Replace(misspelt.String(), `"GRANT_TYPE":"x"`, `"grant_type":"mfa_oob"`, 1)
		short(path, "misspelt and unknown fields", `{"x":"y","z":"y"`+fields+"}")
	}
	got := r.post("/auth/revoke", object{"tokenn": "x", "tokken": "x"}).want(400, "invalid_parameters")
	if !strings.Contains(string(got.raw), "2 fields that this call does not know; it knows token") || !strings.Contains(string(got.raw), `{"field":"token","message":"is required"}`) {
		t.Errorf("got %s", got.raw)
	}
}
