//go:build unix

package config

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
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
			if !strings.Contains(text1(err), tt.want) || !errors.Is(err, ErrSource) && !errors.Is(err, ErrConfig) {
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
	if _, err := p.Access(ctx, quiet); !errors.Is(err, context.Canceled) || errors.Is(err, ErrSource) {
		t.Errorf("got %v, want the context's error", err)
	}
	if sourceTimeout != 30*time.Second || commandTimeout != 30*time.Second {
		t.Errorf("got %s and %s, want 30 s", sourceTimeout, commandTimeout)
	}
}
