package script

import (
	"bytes"
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

func TestThePrintedDocumentIsTheSameAndMovesNoCursor(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, document, want string }{
		{"plain", `{"a":1}`, "{\"a\":1}\n"},
		{"line breaks stay", "{\n \"a\": 1\n}\n", "{\n \"a\": 1\n}\n"},
		{"tabs and carriage returns between tokens", "{\r\n\t\"a\":1}", "{ \n \"a\":1}\n"},
		{"C1", "{\"a\":\"\u009b2J\"}", "{\"a\":\"\\u009b2J\"}\n"},
		{"bidi", "{\"a\":\"\u202e\"}", "{\"a\":\"\\u202e\"}\n"},
		{"beyond the basic plane", "{\"a\":\"\U000e0041\"}", "{\"a\":\"\\udb40\\udc41\"}\n"},
		{"a blank that is not one", "{\"a\u3164\":\"\u2800\u115f\uffa0\"}", "{\"a\\u3164\":\"\\u2800\\u115f\\uffa0\"}\n"},
		{"variation selectors", "[\"a\ufe0f\U000e0100\"]", "[\"a\\ufe0f\\udb40\\udd00\"]\n"},
		{"DEL, a soft hyphen, a joiner and the grapheme joiner", "[\"\x7f\u00ad\u200d\u034f\"]", "[\"\\u007f\\u00ad\\u200d\\u034f\"]\n"},
		{"line and paragraph separators", "[\"\u2028\u2029\"]", "[\"\\u2028\\u2029\"]\n"},
		{"a byte order mark", "\ufeff{\"a\":1}", "{\"a\":1}\n"},
		{"invalid bytes", "[\"a\xff\xc3b\"]", "[\"a\ufffd\ufffdb\"]\n"},
		{"marks on a letter", "[\"e\u0301\"]", "[\"e\u0301\"]\n"},
		{"a pile of marks", "[\"e\u0301\u0301\u0301\u0301\u0301\"]", "[\"e\u0301\u0301\u0301\u0301\\u0301\"]\n"},
		{"a mark on our own quote", "[\"\u0301\"]", "[\"\\u0301\"]\n"},
		{"letters of others", "[\"æøå 日本 \U0001f600\"]", "[\"æøå 日本 \U0001f600\"]\n"},
		{"a tab and a line break that no string may have", "[\"a\tb\nc\"]", "[\"a\\u0009b\\u000ac\"]\n"},
		{"an escaped quote before a tab", "[\"\\\"\t\"]", "[\"\\\"\\u0009\"]\n"},
		{"an escaped backslash at the end of a string", "[\"\\\\\",\t1]", "[\"\\\\\", 1]\n"},
		{"damaged: a bad escape stays one", "[\"\\\u200b\"]", "[\"\\\ufffd\"]\n"},
		{"damaged: outside of a string", "{\x1b[2J\u3164}", "{\\u001b[2J\\u3164}\n"},
		{"damaged: cut", "[\"a\u202e", "[\"a\\u202e\n"},
		{"an ESC that no JSON may have", "{\"a\":\"\x1b[2J\"}", "{\"a\":\"\\u001b[2J\"}\n"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			var out bytes.Buffer
			if err := PrintDocument(&out, &flow.Settings{Document: []byte(row.document)}); err != nil {
				t.Fatal(err)
			}
			if out.String() != row.want {
				t.Errorf("got %q, want %q", out.String(), row.want)
			}
		})
	}
}

// paper are settings of every kind: known and not, the default and not, and two attributes.
func paper() *flow.Settings {
	field := func(path, value string) flow.Field {
		return flow.Field{Path: flow.FromOutside(path), Value: flow.FromOutside(value)}
	}
	return &flow.Settings{
		Fields: []flow.Field{
			field("users.customer_id_format", "uuid"), field("users.mfa.enabled", "true"), field("users.shoe_size.enabled", "true"),
			field("tokens.event_expiry[0].time_to_live", "15780000"),
		},
		Attributes: []flow.Attribute{
			{Name: flow.FromOutside("loyalty"), Type: flow.FromOutside("integer"), Private: flow.Yes},
			{Name: flow.FromOutside("nicknames"), Type: flow.FromOutside("string"), Multiple: flow.Yes},
		},
	}
}

func TestTheSettingsOnPaperAreOneFieldALine(t *testing.T) {
	t.Parallel()
	doc := paper()
	doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside("a\nb"), Value: flow.FromOutside("c\r\nd")})
	var out strings.Builder
	if err := PrintSettings(&out, doc); err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, l := range doc.ForLogin() {
		if l.Missing {
			missing++
		}
	}
	if err := PrintSettings(full{}, doc); err == nil {
		t.Error("what cannot be written is no error")
	}
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if want := len(doc.Fields) + len(doc.Attributes) + missing; len(lines) != want {
		t.Errorf("got %d lines, want %d:\n%s", len(lines), want, out.String())
	}
	for _, line := range lines {
		if line != strings.TrimRight(line, " ") || strings.TrimSpace(line) == "" {
			t.Errorf("%q ends in spaces, or is empty", line)
		}
	}
}

func TestTheSettingsOnPaper(t *testing.T) {
	t.Parallel()
	doc := paper()
	doc.Damage = flow.FromOutside("cut\x1b[31m")
	var out bytes.Buffer
	if err := PrintSettings(&out, doc); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"cut^[[31m", "MFA at login", "on", "users.shoe_size.enabled", "loyalty integer", "hidden from customers"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}
