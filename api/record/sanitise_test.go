package record

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

func signIn(ident, secret string) wire.Request {
	return wire.Request{
		Call: flow.CallMFALogin,
		Body: wire.Fields{
			{Name: "ident_type", Value: "phone_number"},
			{Name: "ident", Value: ident},
			{Name: "audience", Value: "https://api.dintero.com/v1/accounts/T11223344"},
			{Name: "type", Value: "customer"},
			{Name: "secret", Value: secret},
		},
		Secrets: concealed(secret),
	}
}

func answer(status int, body string) answering {
	return answering{status, http.Header{"Content-Type": {"application/json; charset=utf-8"}}, body}
}

func TestARequestKeepsItsFormAndLosesItsSecrets(t *testing.T) {
	t.Parallel()
	w := newWired(t, "dintero-login")
	e := w.send(t, signIn("+4799999999", `24"6\810`), bearer("client-token-1"), answer(200, `{"mfa_token":"mfa-1","oob_channel":"sms"}`))
	want := `{"ident_type":"phone_number","ident":"phone_number#1","audience":"https://api.dintero.com/v1/accounts/T11223344","type":"customer","secret":"secret#1"}`
	if got := e.Request.Body.String(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got := e.Request.Value("Authorization"); got != "Bearer client_token#1" {
		t.Errorf("got %q", got)
	}
	if got := e.Answer.Body.String(); got != `{"mfa_token":"mfa_token#1","oob_channel":"sms"}` {
		t.Errorf("got %s", got)
	}
	if e.Request.Size != -1 || e.Request.Value("Content-Length") != "[removed]" {
		t.Errorf("the length of the body tells that of the PIN: %d, %q", e.Request.Size, e.Request.Value("Content-Length"))
	}
	if !strings.HasSuffix(e.Request.Address.String(), "/v1/accounts/T11223344/customers/mfa_login") {
		t.Errorf("got %s", e.Request.Address)
	}
}

func TestEqualSecretsHaveEqualPseudonyms(t *testing.T) {
	t.Parallel()
	w := newWired(t, "dintero-login")
	token := w.send(t, wire.Request{Call: flow.CallClientToken, Body: wire.Fields{{Name: "grant_type", Value: "client_credentials"}}, Secrets: concealed("s3cret-of-the-client")},
		basic("client", "s3cret-of-the-client"), answer(200, `{"access_token":"opaque-client-token","expires_in":14400}`))
	if token.Request.Value("Authorization") != "Basic client_credentials#1" || token.Answer.Body.String() != `{"access_token":"client_token#1","expires_in":14400}` {
		t.Errorf("got %s and %s", token.Request.Value("Authorization"), token.Answer.Body)
	}
	first := w.send(t, signIn("+4799999999", "246810"), bearer("opaque-client-token"), answer(200, `{"mfa_token":"mfa-token-one"}`))
	if got := first.Request.Value("Authorization"); got != "Bearer client_token#1" {
		t.Errorf("the token that came is called %q where it goes out", got)
	}
	challenge := wire.Request{Call: flow.CallChallenge, Body: wire.Fields{{Name: "mfa_token", Value: "mfa-token-one"}}, Secrets: concealed("mfa-token-one")}
	second := w.send(t, challenge, bearer("opaque-client-token"), answer(200, `{"oob_code":"oob-code-one","binding_method":"prompt"}`))
	if got := second.Request.Body.String(); got != `{"mfa_token":"mfa_token#1"}` {
		t.Errorf("got %s", got)
	}
	again := w.send(t, signIn("+4791111111", "135790"), bearer("opaque-client-token"), answer(200, `{"mfa_token":"mfa-token-two"}`))
	if got := again.Answer.Body.String(); got != `{"mfa_token":"mfa_token#2"}` {
		t.Errorf("got %s", got)
	}
	if got := again.Request.Body.String(); !strings.Contains(got, `"ident":"phone_number#2"`) || !strings.Contains(got, `"secret":"secret#2"`) {
		t.Errorf("got %s", got)
	}
	w.record.Forget()
	fresh := w.send(t, signIn("+4791111111", "135790"), bearer("other-client-token"), answer(200, `{"mfa_token":"mfa-token-three"}`))
	if got := fresh.Answer.Body.String(); got != `{"mfa_token":"mfa_token#1"}` {
		t.Errorf("after forgetting, got %s", got)
	}
	if got := w.record.secretOf("mfa_token#2"); got != "" {
		t.Error("a secret outlived the record")
	}
}

func TestOfAnAnswerOnlyWhatIsKnownStays(t *testing.T) {
	t.Parallel()
	claims := base64.RawURLEncoding.EncodeToString([]byte(`{"sub":"cust-4711-abcd","exp":1}`))
	jwt := "eyJhbGciOiJSUzI1NiJ9." + claims + ".c2lnbmF0dXJl"
	for _, row := range []struct {
		name, body, want string
	}{
		{"an unknown key goes with all that is in it", `{"mfa_token":"abcdefgh","extra":{"secret":"246810"}}`, `{"mfa_token":"mfa_token#1","[unknown 1]":"[removed]"}`},
		{"a key that holds a secret goes too", `{"246810":1,"code 246810":2}`, `{"[unknown 1]":"[removed]","[unknown 2]":"[removed]"}`},
		{"a key in another case is the same key", `{"MFA_Token":"abcdefgh","Error":{"CODE":"NOT FOUND"}}`, `{"mfa_token":"mfa_token#1","error":{"code":"NOT FOUND"}}`},
		{"a secret under an unknown parent", `{"mfa_token":{"mfa_token":"abcdefgh"}}`, `{"mfa_token":"[removed]"}`},
		{"another type than the documented one", `{"oob_channel":246810,"challenge_type":["oob"],"links":"246810"}`, `{"oob_channel":"[removed]","challenge_type":"[removed]","links":"[removed]"}`},
		{"JSON inside a string", `{"error":{"code":"invalid","message":"{\"secret\":\"abcd\"} is \"wxyz\" bad"}}`, `{"error":{"code":"invalid","message":"[removed] is [removed] bad"}}`},
		{
			"a sentence keeps its ordinary words", `{"error":{"message":"No customer has +47 999 99 999 or kari@example.com. PIN 246810 or MjQ2ODEw is wrong, not allowed by ident_type"}}`,
			`{"error":{"message":"No customer has [removed] or [removed] PIN [removed] or [removed] is wrong, not allowed by ident_type"}}`,
		},
		{"a link elsewhere", `{"links":[{"rel":"mfa_oob","href":"https://246810.example/v1"}]}`, `{"links":[{"rel":"mfa_oob","href":"[address elsewhere]"}]}`},
		{"escape sequences", `{"error":{"code":"\u001b[31m","message":"red \u001b[31m text\u202e"}}`, `{"error":{"code":"[removed]","message":"red [removed]"}}`},
		{"a whole JWT in the middle of words", `{"error":{"message":"token ` + jwt + ` has expired"}}`, `{"error":{"message":"token [removed] has expired"}}`},
		{"null stays", `{"mfa_token":null}`, `{"mfa_token":null}`},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := newWired(t, "dintero-login")
			e := w.send(t, signIn("+4799999999", "246810"), bearer("client-token-1"), answer(403, row.body))
			if got := e.Answer.Body.String(); got != row.want {
				t.Errorf("got  %s\nwant %s", got, row.want)
			}
		})
	}
	t.Run("a token names the customer, who is masked wherever else the name stands", func(t *testing.T) {
		t.Parallel()
		w := newWired(t, "dintero-login")
		e := w.send(t, wire.Request{Call: flow.CallAnswer}, bearer("client-token-1"), answering{
			200,
			http.Header{"X-Request-Id": {"cust-4711-abcd"}},
			`{"access_token":"` + jwt + `","token_type":"Bearer","expires_in":86400,"error":{"message":"hello cust-4711-abcd"}}`,
		})
		if got := e.Answer.Body.String(); got != `{"access_token":"access_token#1","token_type":"Bearer","expires_in":86400,"error":{"message":"hello [removed]"}}` {
			t.Errorf("got %s", got)
		}
		if got := e.Answer.Value("X-Request-Id"); got != "[removed]" {
			t.Errorf("got %s", got)
		}
	})
}

func TestABodyThatIsNoJSONIsDroppedWithItsLengthAndType(t *testing.T) {
	t.Parallel()
	large := `{"users":{"mfa":{"enabled":true}},"filler":"` + strings.Repeat("x", 65<<10) + `"}`
	for _, row := range []struct{ name, body, want string }{
		{"HTML", "<html>246810</html>", "HTML, 19 bytes"},
		{"text", "246810", "JSON, 6 bytes, "},
		{"truncated JSON", `{"mfa_token":"abc`, "JSON, 17 bytes, cut short"},
		{"two documents", `{} {}`, "JSON, 5 bytes, something after the end"},
		{"the same key twice", `{"mfa_token":"a","MFA_TOKEN":"b"}`, "JSON, 33 bytes, duplicate key"},
		{"too long", large, fmt.Sprintf("JSON, %d bytes, too long to keep", len(large))},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			w := newWired(t, "dintero-login")
			e := w.send(t, signIn("+4799999999", "246810"), bearer("client-token-1"), answer(502, row.body))
			if row.name == "text" {
				if e.Answer.Body.String() != `"[removed]"` {
					t.Errorf("got %q, %q", e.Answer.Body, e.Answer.Dropped)
				}
				return
			}
			if len(e.Answer.Body) > 0 || e.Answer.Dropped != row.want {
				t.Errorf("got %q and %q, want %q", e.Answer.Body, e.Answer.Dropped, row.want)
			}
			if e.Answer.Type != "application/json; charset=utf-8" {
				t.Errorf("type %q", e.Answer.Type)
			}
		})
	}
}

func TestHeadersOfAnAnswer(t *testing.T) {
	t.Parallel()
	w := newWired(t, "dintero-login")
	e := w.send(t, signIn("+4799999999", "246810"), bearer("client-token-1"), answering{403, http.Header{
		"Content-Type": {"text/html; charset=UTF-8"}, "X-Request-Id": {"7f3a-0b"}, "Retry-After": {"60"}, "Set-Cookie": {"sid=246810"},
		"Server": {"246810"}, "X-246810": {"a"}, "Location": {"https://x.example/246810"}, "Cache-Control": {"no-store, private"}, "Date": {"Tue, 24 Nov 2026 14:02:11 GMT"},
		"Www-Authenticate": {`Bearer realm="246810"`}, "Vary": {"246810"}, "X-Correlation-Id": {"a246810b"}, "Request-Id": {"MjQ2ODEw"},
	}, "x"})
	want := map[string]string{
		"Content-Type": "text/html; charset=utf-8", "X-Request-Id": "7f3a-0b", "Retry-After": "60", "Set-Cookie": "[removed]", "Server": "[removed]",
		"[unknown header]": "[removed]", "Location": "[removed]", "Cache-Control": "no-store, private", "Date": "Tue, 24 Nov 2026 14:02:11 GMT",
		"Www-Authenticate": "Bearer [removed]", "Vary": "[removed]", "X-Correlation-Id": "[removed]", "Request-Id": "[removed]", "Content-Length": "[removed]",
	}
	for _, h := range e.Answer.Headers {
		if want[h.Name] != h.Value.String() {
			t.Errorf("%s: got %q, want %q", h.Name, h.Value, want[h.Name])
		}
		delete(want, h.Name)
	}
	if len(want) > 0 {
		t.Errorf("missing: %v", want)
	}
}

func TestAnExistenceCheckTravelsInTheAddressWithoutTheNumber(t *testing.T) {
	t.Parallel()
	w := newWired(t, "dintero-login")
	e := w.send(t, wire.Request{Call: flow.CallExists, Query: wire.Fields{{Name: "phone_number", Value: "+4799999999"}}}, bearer("client-token-1"), answering{status: 404})
	if got := e.Request.Target(); got != "/v1/accounts/T11223344/customers/users?phone_number=phone_number#1" {
		t.Errorf("got %s", got)
	}
}
