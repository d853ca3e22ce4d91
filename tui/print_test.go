package tui

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
	whole := flow.Token{Access: flow.Conceal("aaa.bbb"), Refresh: flow.Conceal("rrr"), ExpiresIn: 24 * time.Hour}
	bare := flow.Token{Access: flow.Conceal(`a"<b`)}
	for _, row := range []struct {
		name, format string
		token        flow.Token
		want         string
	}{
		{"nothing unless asked", "none", whole, ""},
		{"the token and a newline", "access-token", whole, "aaa.bbb\n"},
		{"a header for curl", "header", whole, "Authorization: Bearer aaa.bbb\n"},
		{"an OAuth answer", "json", whole, `{"access_token":"aaa.bbb","token_type":"Bearer","expires_in":86400,"refresh_token":"rrr"}` + "\n"},
		{"what is not known is left out", "json", bare, `{"access_token":"a\"\u003cb","token_type":"Bearer"}` + "\n"},
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
		Access string `json:"access_token"`
	}
	if err := errors.Join(PrintToken(&out, "json", bare), json.Unmarshal([]byte(out.String()), &back)); err != nil || back.Access != `a"<b` {
		t.Errorf("read back as %q, %v", back.Access, err)
	}
}

// full is a device without room.
type full struct{}

// Write implements io.Writer.
func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestWhatCannotBePrintedIsAnError(t *testing.T) {
	t.Parallel()
	for name, err := range map[string]error{
		"the token":    PrintToken(full{}, "access-token", token()),
		"a header":     PrintToken(full{}, "header", token()),
		"an answer":    PrintToken(full{}, "json", token()),
		"the settings": PrintSettings(full{}, accountSettings(flow.Yes)),
		"the document": PrintDocument(full{}, accountSettings(flow.Yes)),
	} {
		if err == nil || contains(err.Error(), accessCanary) {
			t.Errorf("%s: got %v, want an error without a secret", name, err)
		}
	}
}

func TestTheSettingsOnPaperAreOneFieldALine(t *testing.T) {
	t.Parallel()
	doc := accountSettings(flow.Yes)
	doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside("a\nb"), Value: flow.FromOutside("c\r\nd")})
	var out strings.Builder
	if err := PrintSettings(&out, doc); err != nil {
		t.Fatal(err)
	}
	missing := 0
	for _, w := range loginSettings() {
		if _, found := doc.Value(w.path); !found {
			missing++
		}
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
