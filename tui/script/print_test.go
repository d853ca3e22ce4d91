package script

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

func TestAPrintedTokenIsWhatTheNextCommandTakes(t *testing.T) {
	t.Parallel()
	whole := flow.Token{Access: flow.Conceal("aaa.b-b_b~+/=="), Refresh: flow.Conceal("rrr"), ExpiresIn: 24 * time.Hour}
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~+/="
	bare := flow.Token{Access: flow.Conceal("a")}
	odd := flow.Token{Access: flow.Conceal("a"), Refresh: flow.Conceal("r\x1b]52;c;x\a\u009b\u202e\u3164\r\n")}
	for _, row := range []struct {
		name, format string
		token        flow.Token
		want         string
	}{
		{"nothing unless asked", "none", whole, ""},
		{"the token and a newline", "access-token", whole, "aaa.b-b_b~+/==\n"},
		{"all that a token may hold", "access-token", flow.Token{Access: flow.Conceal(letters)}, letters + "\n"},
		{"a header for curl", "header", whole, "Authorization: Bearer aaa.b-b_b~+/==\n"},
		{"an OAuth answer", "json", whole, `{"access_token":"aaa.b-b_b~+/==","token_type":"Bearer","expires_in":86400,"refresh_token":"rrr"}` + "\n"},
		{"what is not known is left out", "json", bare, `{"access_token":"a","token_type":"Bearer"}` + "\n"},
		{"a refresh token draws nothing", "json", odd, `{"access_token":"a","token_type":"Bearer","refresh_token":"r\u001b]52;c;x\u0007\u009b\u202e\u3164\r\n"}` + "\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var out strings.Builder
			if err := PrintToken(&out, row.format, row.token); err != nil || out.String() != row.want {
				t.Errorf("got %q and %v, want %q", out.String(), err, row.want)
			}
		})
	}
	var out strings.Builder
	var back struct {
		Refresh string `json:"refresh_token"`
	}
	if err := errors.Join(PrintToken(&out, "json", odd), json.Unmarshal([]byte(out.String()), &back)); err != nil || back.Refresh != odd.Refresh.Reveal() {
		t.Errorf("read back as %q, %v", back.Refresh, err)
	}
}

func TestATokenThatCouldSayAnythingInAHeaderIsNotPrinted(t *testing.T) {
	t.Parallel()
	for _, token := range []string{
		"", "=", "==", "a b", "a\r\nX-Admin: 1", "a\nb", "a\x00", "a\x1b[2J", "a\u009b2J", "a=b", "=a", "a,b", `a"b`, "a%20b", "æ", "a\u202e",
		"a\u200b", "\ufeffa", "a\xff", "a\t", " kayak", "kayak ", "a\n", "a\u3164", "a:b", "a;b", "a@b", "a[b", "a`b", "a{b", "a!b", "a*b", "ａ",
	} {
		for _, format := range []string{"access-token", "header", "json"} {
			var out strings.Builder
			err := PrintToken(&out, format, flow.Token{Access: flow.Conceal(token)})
			if err == nil || out.String() != "" || strings.Contains(err.Error(), "\n") || token != "" && token != "=" && strings.Contains(err.Error(), token) {
				t.Errorf("%s of %q: got %q and %v, want nothing and a line that says why", format, token, out.String(), err)
			}
		}
	}
}

// full is a device without room.
type full struct{}

// Write implements io.Writer.
func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWhatCannotBePrintedIsAnError(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"the token":    PrintToken(full{}, "access-token", flow.Token{Access: flow.Conceal("canary")}),
		"a header":     PrintToken(full{}, "header", flow.Token{Access: flow.Conceal("canary")}),
		"an answer":    PrintToken(full{}, "json", flow.Token{Access: flow.Conceal("canary")}),
		"the document": PrintDocument(full{}, &flow.Settings{Document: []byte("{}")}),
	} {
		if err == nil || strings.Contains(err.Error(), "canary") {
			t.Errorf("%s: got %v, want an error without a secret", name, err)
		}
	}
}
