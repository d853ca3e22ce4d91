//go:build unix

package source

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestWhoMayTouchAFileWithASecret(t *testing.T) {
	t.Parallel()
	const open = "others may read or change it (mode "
	tests := []struct {
		perm      fs.FileMode
		owner, us int
		path      string
		want      string
	}{
		{0o600, 1000, 1000, "x", ""},
		{0o400, 1000, 1000, "x", ""},
		{0o700, 1000, 1000, "x", ""},
		{0o711, 1000, 1000, "x", ""},
		{0o600, 0, 1000, "x", ""},
		{0o640, 1000, 1000, "/a/config.toml", open + "0640); mend it with: chmod 600 /a/config.toml"},
		{0o604, 1000, 1000, "a b", open + "0604); mend it with: chmod 600 'a b'"},
		{0o602, 1000, 1000, "-x", open + "0602); mend it with: chmod 600 ./-x"},
		{0o620, 1000, 1000, "it's", open + `0620); mend it with: chmod 600 'it'\''s'`},
		{0o644, 1000, 1000, "$(x)\x1b", open + "0644); mend it with: chmod 600 '$(x)^['"},
		{0o644, 0, 1000, "x", open + "0644); mend it with: sudo chown 1000 x && chmod 600 x"},
		{0o600, 1001, 1000, "x", "it belongs to user 1001, not to you; mend it with: sudo chown 1000 x && chmod 600 x"},
		{0o600, 1001, 0, "x", "it belongs to user 1001, not to you; mend it with: sudo chown 0 x && chmod 600 x"},
	}
	for _, tt := range tests {
		if got := exposure(tt.perm, tt.owner, tt.us, tt.path); got != tt.want {
			t.Errorf("%04o of %d for %d\ngot  %s\nwant %s", tt.perm, tt.owner, tt.us, got, tt.want)
		}
	}
}

func TestASecretFileThatOthersReadIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secret")
	write(t, path, "canary", 0o644)
	_, err := FromFile(t.Context(), path)
	if !errors.Is(err, Err) || !strings.HasSuffix(err.Error(), "chmod 600 "+path) {
		t.Errorf("got %v", err)
	}
}

func TestWhoMayChangeAGuest(t *testing.T) {
	t.Parallel()
	tests := []struct {
		perm      fs.FileMode
		owner, us int
		want      string
	}{
		{0o600, 1000, 1000, ""},
		{0o644, 1000, 1000, ""},
		{0o644, 0, 1000, ""},
		{0o755, 0, 0, ""},
		{0o664, 1000, 1000, "others may change it (mode 0664); mend it with: chmod go-w config.toml"},
		{0o646, 1000, 1000, "others may change it (mode 0646); mend it with: chmod go-w config.toml"},
		{0o620, 0, 1000, "others may change it (mode 0620); mend it with: sudo chmod go-w config.toml"},
		{0o600, 1001, 1000, "it belongs to user 1001, not to you"},
		{0o666, 1001, 1000, "it belongs to user 1001, not to you"},
		{0o600, 1000, 0, "it belongs to user 1000, not to you"},
	}
	for _, tt := range tests {
		if got := tampering(tt.perm, tt.owner, tt.us, "config.toml"); got != tt.want {
			t.Errorf("%04o of %d for %d\ngot  %s\nwant %s", tt.perm, tt.owner, tt.us, got, tt.want)
		}
	}
}

func TestModeAndOwnerAreThoseOfTheOpenFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, "opened", 0o644)
	f, err := open(path, Regular)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	private := path + ".private"
	write(t, private, "put in its place", 0o600)
	if err := os.Rename(private, path); err != nil {
		t.Fatal(err)
	}
	got, err := readOpen(t.Context(), f, 100, Regular)
	if err != nil || string(got.Bytes) != "opened" || got.Info.Mode().Perm() != 0o644 {
		t.Errorf("got %q, %v, %v; want the mode 0644 of what was opened", got.Bytes, got.Info, err)
	}
	// The same, where what was opened is not what it was when it was looked at.
	pipe := path + ".pipe"
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
	p, err := open(pipe, AnyFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	if err := os.Rename(path, pipe); err != nil {
		t.Fatal(err)
	}
	if _, err := readOpen(t.Context(), p, 100, Regular); !errors.Is(err, ErrIrregular) {
		t.Errorf("a pipe whose name is a file's by now: got %v", err)
	}
}

func TestALinkThatTakesThePlaceOfAGuestIsNotOpened(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	link := filepath.Join(work, "link")
	if err := os.Symlink(".", link); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
	for must, follows := range map[Demand]bool{Regular: true, AnyFile: true, Unlinked: false} {
		f, err := os.OpenFile(link, flags(must), 0)
		if (err == nil) != follows {
			t.Errorf("%v: got %v", must, err)
		}
		_ = f.Close()
	}
}

func TestAProgramThatMayNotBeRunIsTold(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "tool")
	write(t, path, "#!/bin/sh\n", 0o600)
	fails(t, Command{Argv: []string{path}}.Find(), "tool may not be run: permission denied")
}
