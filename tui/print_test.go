package tui

import (
	"errors"
	"strings"
	"testing"

	"dintero-login/flow"
)

// full is a device without room.
type full struct{}

// Write implements io.Writer.
func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

func TestTheSettingsOnPaperAreOneFieldALine(t *testing.T) {
	t.Parallel()
	doc := accountSettings(flow.Yes)
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
