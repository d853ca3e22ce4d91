//go:build unix

package config

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"dintero-login/api/config/source"
)

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
	if _, err := source.FromFile(ctx, path); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, source.Err) {
		t.Errorf("got %v, want the context's error", err)
	}
}
