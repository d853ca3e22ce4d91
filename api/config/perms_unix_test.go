//go:build unix

package config

import (
	"context"
	"errors"
	"io/fs"
	"os"
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
		_, err := Load(t.Context(), Options{File: path, LookupEnv: env(nil)})
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

func TestAGuestThatIsNoFileIsRefusedAndNeverWaitedFor(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	path := filepath.Join(work, "config.toml")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	_, err := Load(t.Context(), Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: t.TempDir()})
	if want := path + ": this is a pipe or a device, not a regular file" + liftsIt + " (--demo ignores this file)"; text1(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	// Reading from it would have let a writer in.
	if fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
		_ = syscall.Close(fd)
		t.Error("the pipe is still open")
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

func TestAGuestThatOthersMayChangeIsRefusedWithAllElseThatIsWrong(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	path := filepath.Join(work, "config.toml")
	write(t, path, visitor+"ca_file = 'x'\n", 0o664)
	_, err := Load(t.Context(), Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: t.TempDir()})
	want := path + ": " + guestRule + "must be yours alone to change, but others may change it (mode 0664); mend it with: chmod go-w " + path + liftsIt + "\n" +
		path + ":6:1: " + guestCA + "\n--demo ignores this file"
	if text1(err) != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
	if _, err := Load(t.Context(), Options{File: path, LookupEnv: env(nil)}); err != nil {
		t.Errorf("named: got %v", err)
	}
}

func TestAGuestOfSomebodyElseIsRefused(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	path := filepath.Join(work, "config.toml")
	write(t, path, visitor, 0o644)
	if err := os.Chown(path, 12345, -1); err != nil {
		t.Skip(err) // only root gives files away
	}
	_, err := Load(t.Context(), Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: t.TempDir()})
	want := path + ": " + guestRule + "must be yours alone to change, but it belongs to user 12345, not to you" + liftsIt + " (--demo ignores this file)"
	if text1(err) != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestModeAndOwnerAreThoseOfTheOpenFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, "opened", 0o644)
	f, err := open(path, regular)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	private := path + ".private"
	write(t, private, "put in its place", 0o600)
	if err := os.Rename(private, path); err != nil {
		t.Fatal(err)
	}
	got, err := readOpen(t.Context(), f, 100, regular)
	if err != nil || string(got.bytes) != "opened" || got.info.Mode().Perm() != 0o644 {
		t.Errorf("got %q, %v, %v; want the mode 0644 of what was opened", got.bytes, got.info, err)
	}
	// The same, where what was opened is not what it was when it was looked at.
	pipe := path + ".pipe"
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Skip(err)
	}
	p, err := open(pipe, anyFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = p.Close() }()
	if err := os.Rename(path, pipe); err != nil {
		t.Fatal(err)
	}
	if _, err := readOpen(t.Context(), p, 100, regular); !errors.Is(err, errIrregular) {
		t.Errorf("a pipe whose name is a file's by now: got %v", err)
	}
}

func TestALinkThatTakesThePlaceOfAGuestIsNotOpened(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	link := filepath.Join(work, "link")
	if err := os.Symlink(".", link); err != nil {
		t.Skip(err)
	}
	for must, follows := range map[demand]bool{regular: true, anyFile: true, unlinked: false} {
		f, err := os.OpenFile(link, flags(must), 0)
		if (err == nil) != follows {
			t.Errorf("%v: got %v", must, err)
		}
		_ = f.Close()
	}
}

func TestANamedPipeInAConfigsPlaceEndsWithTheContext(t *testing.T) {
	t.Parallel()
	path := silentPipe(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := Load(ctx, Options{File: path, LookupEnv: env(nil)}); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrConfig) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestAPipeThatNobodyWritesToIsTold(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	_, err := Load(t.Context(), Options{File: path, LookupEnv: env(nil)})
	if want := path + ": nothing came through this pipe (named by --config) (--demo ignores this file)"; text1(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

// silentPipe is a pipe with a writer who says nothing for as long as the test runs.
func silentPipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	writer, err := syscall.Open(path, syscall.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(writer) })
	return path
}

func TestAPipeIsReadAndItsSilenceEndsWithTheContext(t *testing.T) {
	t.Parallel()
	path := silentPipe(t)
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	if _, err := FromFile(ctx, path); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrSource) {
		t.Errorf("got %v, want the context's error", err)
	}
}

func TestAProgramThatMayNotBeRunIsTold(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "tool")
	write(t, path, "#!/bin/sh\n", 0o600)
	if err := (Command{Argv: []string{path}}).Find(); !errors.Is(err, ErrSource) || text1(err) != "tool may not be run: permission denied" {
		t.Errorf("got %v", err)
	}
}
