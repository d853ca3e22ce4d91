package script

import (
	"bytes"
	"strings"
	"testing"

	"dintero-login/flow"
)

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
