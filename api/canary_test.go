package api

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"dintero-login/api/wire"
	"dintero-login/flow"
)

// canaries are what must not show, as text, as runes and as bytes (R61).
func canaries() []string {
	var all []string
	for _, secret := range []string{
		clientSecret, password, mfaToken, oobCode, code, refresh, accessToken, newJWT(`{"scope":"canary"}`),
		base64.StdEncoding.EncodeToString([]byte("the-client:" + clientSecret)),
	} {
		all = append(
			all, secret, inJSON(secret),
			strings.Trim(fmt.Sprintf("%v", []rune(secret)), "[]"), strings.Trim(fmt.Sprintf("%v", []byte(secret)), "[]"),
			fmt.Sprintf("%x", secret),
		)
	}
	return all
}

func noCanary(t *testing.T, what string, v any) {
	t.Helper()
	written, _ := json.Marshal(v)
	for _, shown := range []string{
		fmt.Sprint(v), fmt.Sprintf("%+v", v), fmt.Sprintf("%#v", v), fmt.Sprintf("%s", v), fmt.Sprintf("%q", v), fmt.Sprintf("%x", v),
		string(written),
	} {
		for _, canary := range canaries() {
			if strings.Contains(shown, canary) {
				t.Errorf("%s: shows %q in %s", what, canary, shown)
			}
		}
	}
}

// echo is a server that says back what it was sent, wherever it can.
func echo(status int, form string) reply {
	return func(w http.ResponseWriter, r *http.Request) {
		all := r.Header.Get("Authorization")
		body, _ := io.ReadAll(r.Body)
		values := map[string]string{}
		_ = json.Unmarshal(body, &values)
		for _, value := range values {
			all += " " + value
			if url.QueryEscape(value) == value {
				w.Header().Set("X-Request-Id", value)
				w.Header().Set("Location", "/elsewhere/"+value+"?token="+value)
			}
		}
		w.WriteHeader(status)
		_, _ = io.WriteString(w, strings.ReplaceAll(form, "$", strings.Trim(inJSON(all), `"`)))
	}
}

func TestNothingSecretShowsInAnyEvent(t *testing.T) {
	t.Parallel()
	granting := says(200, `{"access_token":"`+newJWT(`{"scope":"canary"}`)+`","expires_in":14400}`)
	replies := map[string]reply{
		"good":        nil,
		"an error":    echo(400, `{"error":{"code":"$","message":"$","errors":[{"value":"$","in":{"it":["$"]}}]},"mfa_token":"`+mfaToken+`"}`),
		"OAuth's":     echo(400, `{"error":"$","error_description":"$"}`),
		"401":         echo(401, `{"message":"$"}`),
		"text":        echo(500, `$`),
		"garbage":     echo(200, `{"access_token": $`),
		"a list":      echo(200, `["$"]`),
		"wrong types": echo(200, `{"access_token":["$"],"mfa_token":["$"],"oob_code":["$"]}`),
		"redirect":    echo(307, `$`),
		"cut":         truncated(200, `{"access_token":"`+accessToken),
		"dropped":     cut,
		"not HTTP": func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := w.(http.Hijacker).Hijack()
			if err == nil {
				_, _ = io.WriteString(conn, r.Header.Get("Authorization")+code+password+"\r\n\r\n")
				_ = conn.Close()
			}
		},
	}
	for name, reply := range replies {
		for call, do := range effect {
			t.Run(name+" "+names[call], func(t *testing.T) {
				t.Parallel()
				s := newServer(t).on(flow.CallClientToken, granting).on(call, says(200, good[call]))
				if reply != nil {
					s.on(call, reply)
				}
				a := s.adapter(t)
				noCanary(t, "effect", do)
				event := a.Perform(t.Context(), do)
				if _, read := event.(flow.SettingsRead); !read { // which is the document, whatever it says
					noCanary(t, "event", event)
				}
				noCanary(t, "config", a.cfg.Audience)
				noCanary(t, "vault", fmt.Sprintf("%+v %#v", a.vault.held, a.vault.held))
			})
		}
	}
}

func TestNothingSecretShowsInAnyError(t *testing.T) {
	t.Parallel()
	for name, reply := range map[string]reply{
		"an error": echo(400, `{"error":{"code":"$","message":"$"}}`), "text": echo(500, `$`), "cut": cut,
		"garbage": echo(200, `$`), "redirect": echo(302, `$`),
	} {
		s := newServer(t).on(flow.CallAnswer, reply)
		a := s.adapter(t)
		_, err := a.client.Send(t.Context(), wire.Request{
			Call:    flow.CallAnswer,
			Body:    wire.Fields{{"grant_type", "mfa_oob"}, {"mfa_token", mfaToken}, {"binding_code", code}},
			Secrets: []flow.Secret{flow.Conceal(mfaToken), flow.Conceal(code)},
		}, wire.Authorization{Scheme: "Bearer", Credentials: flow.Conceal(accessToken)}, new(int))
		if name == "garbage" {
			continue // a good status: the body is not looked into here
		}
		var failure *wire.Error
		if !errors.As(fmt.Errorf("wrapped: %w", err), &failure) || !strings.HasPrefix(failure.Error(), "answer: ") {
			t.Fatalf("%s: got %v", name, err)
		}
		noCanary(t, name, failure)
		noCanary(t, name, errors.Unwrap(failure))
	}
}
