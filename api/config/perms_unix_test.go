//go:build unix

package config

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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

func TestAConfigThatOthersReadIsRefusedOnlyWithASecretInIt(t *testing.T) {
	t.Parallel()
	const mend = "a file with KEY is for your eyes only, but others may read or change it (mode 0644); mend it with: chmod 600 "
	for line, key := range map[string]string{
		"client_secret = 'canary'":       "client_secret",
		"client_secret_command = 'echo'": "client_secret_command",
		"client_secret_env = 'X'":        "",
		"client_secret_file = 'x'":       "",
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		write(t, path, strings.Replace(whole, `client_secret_env = "SHOP_SECRET"`, line, 1), 0o644)
		_, err := Load(Options{File: path, LookupEnv: env(nil)})
		want := ""
		if key != "" {
			want = path + ":5:1: " + strings.Replace(mend, "KEY", key, 1) + path + " (--demo ignores this file)"
		}
		if got := text1(err); got != want {
			t.Errorf("%s\ngot  %s\nwant %s", line, got, want)
		}
	}
}

func TestASecretFileThatOthersReadIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "secret")
	write(t, path, "canary", 0o644)
	_, err := FromFile(t.Context(), path)
	if !errors.Is(err, ErrSource) || !strings.HasSuffix(err.Error(), "chmod 600 "+path) {
		t.Errorf("got %v", err)
	}
}

func TestAGuestThatIsNoFileIsRefused(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	path := filepath.Join(work, "config.toml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	_, err := Load(Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: work})
	if want := path + ": this is not a regular file (--demo ignores this file)"; text1(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestAPipeIsReadAndItsSilenceEndsWithTheContext(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o644); err != nil {
		t.Skip(err)
	}
	// Opened for both, the pipe has a writer for as long as the test runs.
	writer, err := syscall.Open(path, syscall.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Close(writer) }()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := FromFile(ctx, path); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrSource) {
		t.Errorf("got %v, want the context's error", err)
	}
}
