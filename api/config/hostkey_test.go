//go:build unix

package config

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

func TestTheHostsKeyIsMadeOnceAndStaysItsOwn(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	file := filepath.Join(folder, "config.toml")
	keys := make([][]byte, 8)
	var all sync.WaitGroup
	for i := range keys { // as when several agents come at the same time
		all.Go(func() {
			var err error
			if keys[i], err = HostKey(t.Context(), file); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	for _, key := range keys {
		if len(key) != 32 || !bytes.Equal(key, keys[0]) {
			t.Fatalf("got %d bytes, want the 32 that everybody has", len(key))
		}
	}
	info, err := os.Lstat(filepath.Join(folder, "desk.key"))
	if err != nil || info.Mode() != 0o600 {
		t.Errorf("the file is %v, %v; want 0600", info.Mode(), err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) != 1 {
		t.Errorf("other files are left: %v", left)
	}
}

func TestAHostsKeyThatIsNotKeptWellIsRefused(t *testing.T) {
	t.Parallel()
	good := strings.Repeat("0f", 32)
	for _, row := range []struct {
		name, text string
		mode       os.FileMode
		link       bool
		says       string
	}{
		{"it is others' to read", good, 0o644, false, "chmod 600"},
		{"it is too short", good[2:], 0o600, false, "64 hexadecimal digits"},
		{"it is no key", "z" + good[1:], 0o600, false, "64 hexadecimal digits"},
		{"it is empty", "", 0o600, false, "64 hexadecimal digits"},
		{"it is a link", good, 0o600, true, "a link"},
	} {
		t.Run(row.name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			path := filepath.Join(folder, "desk.key")
			if row.link {
				if err := os.Symlink(filepath.Join(folder, "elsewhere"), path); err != nil {
					t.Fatal(err)
				}
				path = filepath.Join(folder, "elsewhere")
			}
			if err := os.WriteFile(path, []byte(row.text), row.mode); err != nil {
				t.Fatal(err)
			}
			key, err := HostKey(t.Context(), filepath.Join(folder, "config.toml"))
			if !errors.Is(err, ErrConfig) || !strings.Contains(err.Error(), row.says) || key != nil {
				t.Errorf("got %v, want an error of the config with %q", err, row.says)
			}
			if err != nil && strings.Contains(err.Error(), good[2:]) {
				t.Error("the error has the key")
			}
		})
	}
}
