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

	"dintero-login/api/config/source"
)

func TestASecretOrACertificateFromAPipeOrADevice(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	silent, unwritten := silentPipe(t), filepath.Join(folder, "unwritten")
	if err := syscall.Mkfifo(unwritten, 0o600); err != nil {
		t.Skip(err)
	}
	readable := filepath.Join(folder, "readable")
	write(t, readable, "canary", 0o644)
	const irregular = "this is a pipe or a device, not a regular file"
	for name, tt := range map[string]struct{ line, want string }{
		"a file that others read":         {"client_secret_file = '" + readable + "'", readable + ": a file with a secret is for your eyes only, but others may read or change it (mode 0644); mend it with: chmod 600 " + readable},
		"a pipe that nobody writes to":    {"client_secret_file = '" + unwritten + "'", unwritten + ": nothing came through this pipe"},
		"a device without end":            {"client_secret_file = '/dev/zero'", "/dev/zero: it is larger than 64 KiB"},
		"a device with nothing":           {"client_secret_file = '/dev/null'", "/dev/null: it is empty"},
		"a pipe for certificates":         {"client_secret = 'x'\nca_file = '" + unwritten + "'", unwritten + ": " + irregular},
		"a silent pipe for certificates":  {"client_secret = 'x'\nca_file = '" + silent + "'", silent + ": " + irregular},
		"a device for certificates":       {"client_secret = 'x'\nca_file = '/dev/zero'", "/dev/zero: " + irregular},
		"a device with nothing, the same": {"client_secret = 'x'\nca_file = '/dev/null'", "/dev/null: " + irregular},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := load1(t, ask(t, tt.line)).Access(t.Context(), quiet)
			if !strings.Contains(text1(err), tt.want) || !errors.Is(err, source.Err) && !errors.Is(err, ErrConfig) {
				t.Errorf("got  %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestWaitingForASecretEndsWithTheContextAndAfter30Seconds(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	p := load1(t, ask(t, "client_secret_file = '"+silentPipe(t)+"'"))
	time.AfterFunc(10*time.Millisecond, cancel)
	if _, err := p.Access(ctx, quiet); !errors.Is(err, context.Canceled) || errors.Is(err, source.Err) {
		t.Errorf("got %v, want the context's error", err)
	}
	if sourceTimeout != 30*time.Second {
		t.Errorf("got %s, want 30 s", sourceTimeout)
	}
}

func TestTheConfigThatInitWritesIsForItsOwnerAlone(t *testing.T) {
	t.Parallel()
	o, _, path := answering(t, "shop", "T12345678", "client-1", "here", "canary")
	if _, err := Init(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	for of, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): fs.ModeDir | 0o700, filepath.Dir(filepath.Dir(path)): fs.ModeDir | 0o700} {
		if info, err := os.Lstat(of); err != nil || info.Mode() != want {
			t.Errorf("%s: got %v, %v; want %v", of, info.Mode(), err, want)
		}
	}
	if entries, err := os.ReadDir(filepath.Dir(path)); err != nil || len(entries) != 1 {
		t.Errorf("got %v, %v; want the config alone", entries, err)
	}

	o, _, path = answering(t, "shop", "T12345678", "client-1", "here", "canary")
	write(t, filepath.Join(filepath.Dir(path), "x"), "", 0o600)
	if err := os.Chmod(filepath.Dir(path), 0o770); err != nil {
		t.Fatal(err)
	}
	want := filepath.Dir(path) + ": it must be yours alone to change, but others may change it (mode 0770); mend it with: chmod go-w " + filepath.Dir(path)
	if _, err := Init(t.Context(), o); text1(err) != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestConfigShowReadsNoPipeAndSaysWhoCanReadASecret(t *testing.T) {
	t.Parallel()
	readable := filepath.Join(t.TempDir(), "readable")
	write(t, readable, "canary", 0o640)
	pipe := silentPipe(t)
	for path, want := range map[string]string{
		readable: "others may read or change it (mode 0640); mend it with: chmod 600 " + readable,
		pipe:     "a pipe or a device, read when it is needed",
	} {
		if got := load1(t, ask(t, "client_secret_file = '"+path+"'")).present("client_secret_file"); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAClientsSecretCommandRunsWithoutOurSecrets(t *testing.T) {
	for name, value := range map[string]string{
		"PIN": "canary", "SHOP_SECRET": "canary", "DINTERO_LOGIN_X": "canary", "KEPT": "kept",
	} {
		t.Setenv(name, value)
	}
	o := file(t, strings.ReplaceAll(whole, "shop", "other")+
		strings.ReplaceAll(whole, `client_secret_env = "SHOP_SECRET"`, "client_secret_command = ['env']"))
	o.Hide = []string{"PIN"}
	loaded, err := Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	p, err := loaded.Profile("shop")
	if err != nil {
		t.Fatal(err)
	}
	access, err := p.Access(t.Context(), func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	got, err := access.ClientSecret(t.Context())
	if err != nil || !strings.Contains(got.Reveal(), "KEPT=kept") || strings.Contains(got.Reveal(), "canary") {
		t.Errorf("got %q, %v", got.Reveal(), err)
	}
}
