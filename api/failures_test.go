package api

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

// A row per kind of answer that is not what the API says. The call is the answer to a
// challenge, which is never repeated: whatever comes, it goes out once.
func TestWhateverComesKeepsItsStatusAndIsDescribed(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		answer reply
		want   flow.Failure
	}{
		{"an HTML page from a gateway", says(502, "<html>bad</html>", "Content-Type", "text/html"), flow.Failure{Status: 502, Got: foreign("HTML, 16 bytes"), Page: true}},
		{"HTML under JSON's name", says(502, " <!doctype html>", "Content-Type", "application/json"), flow.Failure{Status: 502, Got: foreign("HTML, 16 bytes"), Page: true}},
		{"XML", says(500, "<Error/>", "Content-Type", "application/xml"), flow.Failure{Status: 500, Got: foreign("XML, 8 bytes")}},
		{"nothing", says(500, ""), flow.Failure{Status: 500, Got: foreign("empty body")}},
		{"one byte", says(500, "x", "Content-Type", "text/plain"), flow.Failure{Status: 500, Got: foreign("text, 1 byte"), Message: foreign("x")}},
		{"plain text", says(503, "no healthy upstream\nat all", "Content-Type", "text/plain"), flow.Failure{Status: 503, Got: foreign("text, 26 bytes"), Message: foreign("no healthy upstream")}},
		{"binary", says(500, "\xff\xfe\x00\x01", "Content-Type", "application/octet-stream"), flow.Failure{Status: 500, Got: foreign("binary data, 4 bytes")}},
		{"a page that should be a token", says(200, "<html>log in to the Wi-Fi</html>"), flow.Failure{Status: 200, Got: foreign("HTML, 32 bytes"), Page: true}},
		{"nothing that should be a token", says(200, ""), flow.Failure{Status: 200, Got: foreign("empty body")}},
		{"JSON cut short", says(200, signedIn[:60]), flow.Failure{Status: 200, Got: foreign("JSON, 60 bytes, cut short")}},
		{"JSON and something after it", says(200, signedIn+"{}"), flow.Failure{Status: 200, Got: foreign("JSON, 120 bytes, something after the end")}},
		{"broken JSON", says(200, `{"access_token":'x'}`), flow.Failure{Status: 200, Got: foreign("JSON, 20 bytes, broken")}},
		{"a list", says(200, `[`+signedIn+`]`), flow.Failure{Status: 200, Got: foreign("JSON, 120 bytes, not an object")}},
		{"a word", says(200, `null`, "Content-Type", "application/json"), flow.Failure{Status: 200, Got: foreign("JSON, 4 bytes, not an object")}},
		{"a key twice", says(200, `{"access_token":"a","access_token":"b"}`), flow.Failure{Status: 200, Got: foreign("JSON, 39 bytes, duplicate key")}},
		{"a key twice, escaped", says(200, `{"access_token":"a","access_tok\u0065n":"b"}`), flow.Failure{Status: 200, Got: foreign("JSON, 44 bytes, duplicate key")}},
		{"a key in another case", says(200, `{"access_token":"a","Access_Token":"b"}`), flow.Failure{Status: 200, Got: foreign("JSON, 39 bytes, duplicate key")}},
		{"a key twice further in", says(200, `{"access_token":"a","x":[{"y":1,"Y":2}]}`), flow.Failure{Status: 200, Got: foreign("JSON, 40 bytes, duplicate key")}},
		{"the key in another case only", says(200, `{"Access_Token":"b"}`), flow.Failure{Status: 200, Got: foreign("JSON, 20 bytes, without access_token")}},
		{"no token", says(200, `{"expires_in":1}`), flow.Failure{Status: 200, Got: foreign("JSON, 16 bytes, without access_token")}},
		{"an empty token", says(200, `{"access_token":""}`), flow.Failure{Status: 200, Got: foreign("JSON, 19 bytes, without access_token")}},
		{"no token but null", says(200, `{"access_token":null}`), flow.Failure{Status: 200, Got: foreign("JSON, 21 bytes, without access_token")}},
		{"a token that is a number", says(200, `{"access_token":123}`), flow.Failure{Status: 200, Got: foreign("JSON, 20 bytes, access_token is not a string")}},
		{"a lifetime that is text", says(200, `{"access_token":"a","expires_in":"1h"}`), flow.Failure{Status: 200, Got: foreign("JSON, 38 bytes, expires_in is not a number")}},
		{"a refresh token that is a list", says(200, `{"access_token":"a","refresh_token":[]}`), flow.Failure{Status: 200, Got: foreign("JSON, 39 bytes, refresh_token is not a string")}},
		{"nested too deep", says(200, `{"a":`+strings.Repeat("[", 64)+strings.Repeat("]", 64)+`}`), flow.Failure{Status: 200, Got: foreign("JSON, 134 bytes, nested too deep")}},
		{"a huge body", huge, flow.Failure{Status: 200, Got: foreign("more than allowed: over 1 MiB")}},
		{"a huge body under an error", says(500, strings.Repeat(" ", 1<<20+1)), flow.Failure{Status: 500, Got: foreign("more than allowed: over 1 MiB")}},
		{"a gzip bomb", bomb, flow.Failure{Status: 200, Got: foreign("more than allowed: over 1 MiB")}},
		{"a body cut off", truncated(200, `{"access_token":"abc`), flow.Failure{Status: 200, Got: foreign("JSON, cut short after 20 bytes")}},
		{"an error's body cut off", truncated(403, `{"error":{"code":"mfa_required"},"mfa_token":"x"`), flow.Failure{Status: 403, Got: foreign("JSON, cut short after 48 bytes")}},
		{"the API's error", says(400, `{"error":{"code":"invalid_parameters","message":"Invalid","errors":[{"field":"ident","message":"bad"},{"field":"type","got":{"a":[1,null,true]}}]}}`, "X-Request-Id", "req-1"), flow.Failure{API: true, Status: 400, Code: foreign("invalid_parameters"), Message: foreign("Invalid"), Details: foreign("field: ident, message: bad; field: type, got: a: 1; null; true"), Request: foreign("req-1")}},
		{"the API's error without a code", says(404, `{"error":{"message":"Customer not found"}}`), flow.Failure{API: true, Status: 404, Message: foreign("Customer not found")}},
		{"a code that is a number", says(404, `{"error":{"code":17}}`), flow.Failure{API: true, Status: 404, Code: foreign("17")}},
		{"a step up", says(403, `{"error":{"code":"mfa_required","message":"m"},"mfa_token":"next"}`), flow.Failure{API: true, Status: 403, Code: foreign("mfa_required"), Message: foreign("m"), MFAToken: flow.Conceal("next")}},
		{"OAuth's error", says(400, `{"error":"invalid_grant","error_description":"Expired"}`), flow.Failure{Status: 400, Code: foreign("invalid_grant"), Message: foreign("Expired")}},
		{"an error in words", says(400, `{"error":"not like that"}`), flow.Failure{Status: 400, Message: foreign("not like that")}},
		{"a message at the top", says(403, `{"message":"Forbidden"}`), flow.Failure{Status: 403, Message: foreign("Forbidden")}},
		{"JSON of another shape", says(500, `{"oops":1}`), flow.Failure{Status: 500, Got: foreign("JSON, 10 bytes, without an error in it")}},
		{"an error with a key twice", says(403, `{"error":{"code":"a","code":"b"}}`), flow.Failure{Status: 403, Got: foreign("JSON, 33 bytes, duplicate key")}},
		{"an error that is a list", says(500, `{"error":[1]}`), flow.Failure{Status: 500, Got: foreign("JSON, 13 bytes, without an error in it")}},
		{"redirect", says(302, "", "Location", "https://else.example/log?token=secret#frag"), flow.Failure{Status: 302, Got: foreign("redirect to https://else.example/log")}},
		{"redirect to a host in other letters", says(302, "", "Location", "https://аpi.dintero.com/v1?x=y"), flow.Failure{Status: 302, Got: foreign("redirect to https://xn--pi-6kc.dintero.com/v1")}},
		{"redirect with a body, to be posted again", says(307, "moved", "Location", "/x/v1/elsewhere?a=b"), flow.Failure{Status: 307, Got: foreign("redirect to /x/v1/elsewhere")}},
		{"redirect to who knows where", says(308, "", "Location", "https://user:pw@h:port/"), flow.Failure{Status: 308, Got: foreign("redirect to an address that cannot be read")}},
		{"redirect with a password in it", says(308, "", "Location", "https://user:pw@else.example/"), flow.Failure{Status: 308, Got: foreign("redirect to https://else.example/")}},
		{"redirect without an address", says(302, ""), flow.Failure{Status: 302, Got: foreign("empty body")}},
		{"a redirect of no kind that we know", says(302, "", "Location", "mailto:kari@example.com?body=x"), flow.Failure{Status: 302, Got: foreign("redirect to mailto:…")}},
		{"another protocol", says(101, "", "Upgrade", "x", "Connection", "upgrade"), flow.Failure{Status: 101, Got: foreign("empty body")}},
		{"a message without end", says(400, `{"message":"`+strings.Repeat("m", 5000)+`"}`), flow.Failure{Status: 400, Message: foreign(strings.Repeat("m", 1000) + "…")}},
		{"wait", says(429, `{"error":{"code":"too_many_attempts","message":"m"}}`, "Retry-After", "60"), flow.Failure{API: true, Status: 429, Code: foreign("too_many_attempts"), Message: foreign("m"), RetryAfter: time.Minute}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).on(flow.CallAnswer, tt.answer)
			if got := fails(t, s.adapter(t), flow.CallAnswer); got != tt.want {
				t.Errorf("got  %+v\nwant %+v", got, tt.want)
			}
			s.read(t, -1, 2) // the client's token and one call: nothing repeated, nothing followed
		})
	}
}

func TestAnswersOfOtherCallsAreReadAsStrictly(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		call   flow.Call
		answer string
		want   string
	}{
		{flow.CallLogin, `{}`, "JSON, 2 bytes, without access_token"},
		{flow.CallMFALogin, `{"oob_channel":"sms"}`, "JSON, 21 bytes, without mfa_token"},
		{flow.CallMFALogin, `{"mfa_token":"a","oob_channel":1}`, "JSON, 33 bytes, oob_channel is not a string"},
		{flow.CallMFALogin, `{"mfa_token":"a","links":{}}`, "JSON, 28 bytes, links is not a list"},
		{flow.CallMFALogin, `{"mfa_token":"a","links":["x"]}`, "JSON, 31 bytes, links holds something else than objects"},
		{flow.CallMFALogin, `{"mfa_token":"a","links":[{"href":1}]}`, "JSON, 38 bytes, links: href is not a string"},
		{flow.CallChallenge, `{"binding_method":"prompt"}`, "JSON, 27 bytes, without oob_code"},
		{flow.CallRecovery, `{"mfa_token":"a"}`, "JSON, 17 bytes, without oob_code"},
		{flow.CallRecovery, `{"oob_code":"a"}`, "JSON, 16 bytes, without mfa_token"},
		{flow.CallRefresh, `{"access_token":{}}`, "JSON, 19 bytes, access_token is not a string"},
		{flow.CallSettings, `[]`, "JSON, 2 bytes, not an object"},
		{flow.CallSettings, `<html>`, "HTML, 6 bytes"},
		{flow.CallSettings, ``, "empty body"},
		{flow.CallKeys, ``, "empty body"},
		{flow.CallKeys, `<html>`, "HTML, 6 bytes"},
		{flow.CallKeys, `{}`, "JSON, 2 bytes, without keys"},
		{flow.CallKeys, `{"keys":null}`, "JSON, 13 bytes, without keys"},
		{flow.CallKeys, `{"keys":"k1"}`, "JSON, 13 bytes, not a list of keys"},
		{flow.CallKeys, `{"keys":{"k1":{}}}`, "JSON, 18 bytes, not a list of keys"},
		{flow.CallKeys, `{"keys":[],"Keys":[]}`, "JSON, 21 bytes, duplicate key"},
		{flow.CallKeys, `[{"kid":"a","kid":"b"}]`, "JSON, 23 bytes, duplicate key"},
		{flow.CallKeys, `[{"kid":"a"}`, "JSON, 12 bytes, cut short"},
		{flow.CallKeys, `[] []`, "JSON, 5 bytes, something after the end"},
		{flow.CallKeys, `[,]`, "JSON, 3 bytes, broken"},
		{flow.CallClientToken, `{"access_token":1}`, "JSON, 18 bytes, access_token is not a string"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			t.Parallel()
			s := newServer(t).on(tt.call, says(200, tt.answer))
			if got := fails(t, s.adapter(t), tt.call); got != (flow.Failure{Status: 200, Got: foreign(tt.want), Page: tt.answer == "<html>"}) {
				t.Errorf("got %+v, want %s", got, tt.want)
			}
		})
	}
}

func TestEveryAnswerButTheSettingsMayHaveOneMiBAndNoByteMore(t *testing.T) {
	t.Parallel()
	for call, do := range effect {
		if call == flow.CallSettings || good[call] == "" {
			continue // they have bounds of their own, or their body does not matter
		}
		whole := good[call] + strings.Repeat(" ", 1<<20-len(good[call]))
		if got, failed := newServer(t).on(call, says(200, whole)).adapter(t).Perform(t.Context(), do).(flow.CallFailed); failed {
			t.Errorf("%s: 1 MiB: got %+v", names[call], got)
		}
		want := flow.Failure{Status: 200, Got: foreign("more than allowed: over 1 MiB")}
		if got := fails(t, newServer(t).on(call, says(200, whole+" ")).adapter(t), call); got != want {
			t.Errorf("%s: 1 MiB and a byte: got %+v", names[call], got)
		}
	}
}

func TestARefusalMayHaveOneMiBWhateverAGoodAnswerMayHave(t *testing.T) {
	t.Parallel()
	s := newServer(t).on(flow.CallSettings, says(403, strings.Repeat(" ", 1<<20+1)))
	if got, want := fails(t, s.adapter(t), flow.CallSettings), (flow.Failure{Status: 403, Got: foreign("more than allowed: over 1 MiB")}); got != want {
		t.Errorf("got %+v", got)
	}
}

// huge never says how long it is.
func huge(w http.ResponseWriter, _ *http.Request) {
	_, _ = io.WriteString(w, `{"access_token":"`)
	_, _ = io.Copy(w, io.LimitReader(endless{}, 1<<20))
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return copy(p, bytes.Repeat([]byte("a"), len(p))), nil }

func bomb(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	_, _ = io.Copy(z, io.LimitReader(endless{}, 64<<20))
	_ = z.Close()
}

// truncated promises more than it sends.
func truncated(status int, body string) reply {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}
