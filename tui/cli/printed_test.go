//go:build !windows

package cli_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"
)

// forger is an account whose customers get the access token that it is told.
func forger(t *testing.T, token string) (account *front, env []string) {
	t.Helper()
	account = newFront(t, "happy", false)
	env = account.helperEnv()
	behind := &url.URL{Scheme: "http", Host: account.host}
	server := httptest.NewServer(&httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			body, _ := io.ReadAll(r.In.Body)
			r.Out.Body = io.NopCloser(bytes.NewReader(body))
			if bytes.Contains(body, []byte(`"mfa_oob"`)) {
				r.Out.Header.Set("X-Forge", "yes")
			}
			r.SetURL(behind)
		},
		ModifyResponse: func(r *http.Response) error {
			if r.Request.Header.Get("X-Forge") == "" {
				return nil
			}
			body, err := json.Marshal(map[string]any{"access_token": token, "token_type": "Bearer", "expires_in": 60})
			r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
			r.Header.Del("Content-Length")
			return err
		},
	})
	t.Cleanup(server.Close)
	account.BaseURL = server.URL + "/v1"
	return account, env
}

func TestATokenThatCouldSayAnythingEndsAScriptWith1AndNothingOnStdout(t *testing.T) {
	t.Parallel()
	account, env := forger(t, "kayak\r\nX-Admin: 1\x1b]0;kayak\a")
	in := newPlace(t, env...)
	config := in.write(t, "box.toml", account.config())
	for _, print := range []string{"access-token", "header", "json"} {
		got := in.run(t, "246810\n", scripted(t, "--config", config, "--print", print)...)
		if strings.Contains(got.stderr+got.stdout, "kayak") {
			t.Errorf("%s: has the token: %+v", print, got)
		}
		if print == "json" { // there the failure itself is the answer
			if !strings.HasPrefix(got.stdout, `{"version":1,"error":{`) {
				t.Errorf("stdout: got %q, want an error", got.stdout)
			}
			got.stdout = ""
		}
		got.wants(t, 1, "RFC 6750")
	}
}
