package sandbox

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// What README says about the sandbox is run as it stands.

func readme(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, there := strings.Cut(string(text), "\n## The sandbox for other clients\n")
	if !there {
		t.Fatal("README has no section about the sandbox for other clients")
	}
	section, _, _ = strings.Cut(section, "\n## ")
	return section
}

// block is the first block of a language.
func block(t *testing.T, section, language string) string {
	t.Helper()
	_, rest, there := strings.Cut(section, "```"+language+"\n")
	text, _, ends := strings.Cut(rest, "```\n")
	if !there || !ends {
		t.Fatalf("README shows no %s", language)
	}
	return text
}

func TestReadmeShowsTheAccountsFileThatIsTested(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/accounts.toml")
	if err != nil {
		t.Fatal(err)
	}
	if block(t, readme(t), "toml") != string(want) {
		t.Error("README shows another file than testdata/accounts.toml")
	}
}

func TestReadmesLoginWithCurl(t *testing.T) {
	t.Parallel()
	for _, tool := range []string{"bash", "curl", "sed"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skip(err)
		}
	}
	folder := t.TempDir()
	if err := os.Symlink(program(t), filepath.Join(folder, "dintero-login")); err != nil {
		t.Fatal(err)
	}
	script := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", block(t, readme(t), "sh"))
	script.Dir = folder
	script.WaitDelay = 10 * time.Second
	var stderr bytes.Buffer
	script.Stderr = &stderr
	said, err := script.Output()
	var got tokens
	if err != nil || json.Unmarshal(said, &got) != nil || got.ExpiresIn != 86400 || got.RefreshToken == "" || stderr.Len() > 0 {
		t.Fatalf("%v\n%s%s", err, said, &stderr)
	}
	var log []byte
	for range 1000 { // the sandbox may still be writing
		if log, err = os.ReadFile(filepath.Join(folder, "sandbox.log")); err != nil {
			t.Fatal(err)
		}
		if strings.Count(string(log), "\n") >= 5 {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if lines := strings.Count(string(log), "\n"); lines != 5 || strings.Count(string(log), " 200 ") != 5 {
		t.Errorf("the log is\n%s", log)
	}
}
