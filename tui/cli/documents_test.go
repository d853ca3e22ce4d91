package cli_test

import (
	"os"
	"path/filepath"
	"testing"

	"dintero-login/api/sandbox"
	"dintero-login/flow"
	"dintero-login/tui/cli"
)

func TestTheFileOfTheRealProgramIsItsOwnersAlone(t *testing.T) {
	folder := t.TempDir()
	t.Chdir(folder)
	session, box, err := cli.OpenDemo(sandbox.Options{}, func() flow.Moment { return 0 })
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = box.Close() }()
	if err := session.Documents.Export("new.json", []byte("{}")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(filepath.Join(folder, "new.json"))
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("got %v, %v", info.Mode(), err)
	}
	if err := session.Documents.Export("new.json", nil); err == nil || err.Error() != "new.json: it is there already, and was not changed" {
		t.Errorf("got %v", err)
	}
	if text, err := session.Documents.ReadFile(t.Context(), "new.json"); err != nil || string(text) != "{}" {
		t.Errorf("got %q, %v", text, err)
	}
	if names := session.Documents.Profiles(); len(names) > 0 {
		t.Errorf("got %q in the demo", names)
	}
}
