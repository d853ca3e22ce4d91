package config

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Some file systems have no hard links. What is there already stays there as well.
func TestWithoutHardLinksNothingIsWrittenOverEither(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	root, err := os.OpenRoot(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	write(t, filepath.Join(folder, "there"), "before", 0o600)
	if err := withoutLinks(root, "there", "after"); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v, want that it is there", err)
	}
	if err := withoutLinks(root, "new", "after"); err != nil {
		t.Errorf("got %v", err)
	}
	for name, want := range map[string]string{"there": "before", "new": "after"} {
		content, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || string(content) != want {
			t.Errorf("%s holds %q, %v; want %q", name, content, err, want)
		}
	}
}

func TestTheLastAnswerNeedsNoNewline(t *testing.T) {
	t.Parallel()
	o, asked, path := answering(t)
	o.In = bufio.NewReader(strings.NewReader("shop\nT12345678\nclient-1\nvariable\nSET"))
	if got, err := Init(t.Context(), o); err != nil || got != path {
		t.Errorf("got %s, %v\n%s", got, err, asked)
	}
}
