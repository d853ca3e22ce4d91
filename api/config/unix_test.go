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

const instead = " (--demo ignores this file)"

func TestAConfigThatOthersReadIsRefusedOnlyWithASecretInIt(t *testing.T) {
	t.Parallel()
	const mend = "is for your eyes only, but others may read or change it (mode 0644); mend it with: chmod 600 "
	for line, key := range map[string]string{
		"client_secret = 'canary'":       "client_secret",
		"client_secret_command = 'echo'": "client_secret_command",
		"client_secret_env = 'X'":        "",
		"client_secret_file = 'x'":       "",
	} {
		path := filepath.Join(t.TempDir(), "config.toml")
		write(t, path, from(line), 0o644)
		want := ""
		if key != "" {
			want = path + ":5:1: a file with " + key + " " + mend + path + instead
		}
		_, err := Load(t.Context(), named(path))
		fails(t, line, err, want, ErrConfig)
	}
}

func TestAGuestThatIsNoFileIsRefusedAndNeverWaitedFor(t *testing.T) {
	t.Parallel()
	o := Options{LookupEnv: env(nil), WorkDir: t.TempDir(), ConfigDir: t.TempDir()}
	path := filepath.Join(o.WorkDir, "config.toml")
	fifo(t, path)
	_, err := Load(t.Context(), o)
	fails(t, "a pipe", err, path+": this is a pipe or a device, not a regular file"+liftsIt+instead, ErrConfig)
	// Reading from it would have let a writer in.
	if fd, err := syscall.Open(path, syscall.O_WRONLY|syscall.O_NONBLOCK, 0); err == nil {
		_ = syscall.Close(fd)
		t.Error("the pipe is still open")
	}
}

func TestAGuestThatOthersMayChangeIsRefusedWithAllElseThatIsWrong(t *testing.T) {
	t.Parallel()
	o, path := inWorkDir(t, visitor+"ca_file = 'x'\n", 0o664)
	_, err := Load(t.Context(), o)
	fails(t, "found", err, path+": "+guestRule+"must be yours alone to change, but others may change it (mode 0664); mend it with: chmod go-w "+
		path+liftsIt+"\n"+path+":6:1: "+guestCA+"\n--demo ignores this file", ErrConfig)
	_, err = Load(t.Context(), named(path))
	fails(t, "named", err, "", nil)
}

func TestAGuestOfSomebodyElseIsRefused(t *testing.T) {
	t.Parallel()
	o, path := inWorkDir(t, visitor, 0o644)
	if err := os.Chown(path, 12345, -1); err != nil {
		t.Skip("only root gives files away: ", err)
	}
	_, err := Load(t.Context(), o)
	fails(t, "found", err, path+": "+guestRule+"must be yours alone to change, but it belongs to user 12345, not to you"+liftsIt+instead, ErrConfig)
}

func TestAPipeIsWaitedForUntilTheContextEnds(t *testing.T) {
	t.Parallel()
	path := silentPipe(t)
	p := profile(t, file(t, from("client_secret_file = '"+path+"'")))
	for name, read := range map[string]func(context.Context) error{
		"as a config":    func(ctx context.Context) error { _, err := Load(ctx, named(path)); return err },
		"as a secret":    func(ctx context.Context) error { _, err := source.FromFile(ctx, path); return err },
		"as a profile's": func(ctx context.Context) error { _, err := p.Access(ctx, quiet); return err },
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if err := read(ctx); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, ErrConfig) || errors.Is(err, source.Err) {
			t.Errorf("%s: got %v, want the context's error", name, err)
		}
	}
	if sourceTimeout != 30*time.Second {
		t.Errorf("got %s, want 30 s", sourceTimeout)
	}
}

func TestAPipeThatNobodyWritesToIsTold(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "pipe")
	fifo(t, path)
	_, err := Load(t.Context(), named(path))
	fails(t, "a pipe", err, path+": nothing came through this pipe (named by --config)"+instead, ErrConfig)
}

func TestASecretOrACertificateFromAPipeOrADevice(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	silent, unwritten, readable := silentPipe(t), filepath.Join(folder, "unwritten"), filepath.Join(folder, "readable")
	fifo(t, unwritten)
	write(t, readable, "canary", 0o644)
	const irregular = "this is a pipe or a device, not a regular file"
	const mend = "a file with a secret is for your eyes only, but others may read or change it (mode 0644); mend it with: chmod 600 "
	for name, tt := range map[string]struct{ line, path, want string }{
		"a file that others read":         {"client_secret_file = 'PATH'", readable, mend + readable},
		"a pipe that nobody writes to":    {"client_secret_file = 'PATH'", unwritten, "nothing came through this pipe"},
		"a device without end":            {"client_secret_file = 'PATH'", "/dev/zero", "it is larger than 64 KiB"},
		"a device with nothing":           {"client_secret_file = 'PATH'", "/dev/null", "it is empty"},
		"a pipe for certificates":         {"client_secret = 'x'\nca_file = 'PATH'", unwritten, irregular},
		"a silent pipe for certificates":  {"client_secret = 'x'\nca_file = 'PATH'", silent, irregular},
		"a device for certificates":       {"client_secret = 'x'\nca_file = 'PATH'", "/dev/zero", irregular},
		"a device with nothing, the same": {"client_secret = 'x'\nca_file = 'PATH'", "/dev/null", irregular},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := file(t, from(strings.Replace(tt.line, "PATH", tt.path, 1)))
			key, is, line := "client_secret_file", source.Err, ":5: "
			if strings.Contains(tt.line, "ca_file") {
				key, is, line = "ca_file", ErrConfig, ":6: "
			}
			_, err := profile(t, o).Access(t.Context(), quiet)
			fails(t, tt.path, err, o.File+line+key+": "+tt.path+": "+tt.want, is)
		})
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
	_, err := Init(t.Context(), o)
	fails(t, "a folder that others change", err, filepath.Dir(path)+
		": it must be yours alone to change, but others may change it (mode 0770); mend it with: chmod go-w "+filepath.Dir(path), ErrConfig)
}

func TestConfigShowReadsNoPipeAndSaysWhoCanReadASecret(t *testing.T) {
	t.Parallel()
	readable, pipe := filepath.Join(t.TempDir(), "readable"), silentPipe(t)
	write(t, readable, "canary", 0o640)
	for path, want := range map[string]string{
		readable: "others may read or change it (mode 0640); mend it with: chmod 600 " + readable,
		pipe:     "a pipe or a device, read when it is needed",
	} {
		if got := profile(t, file(t, from("client_secret_file = '"+path+"'"))).present("client_secret_file"); got != want {
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
	o := file(t, strings.ReplaceAll(whole, "shop", "other")+from("client_secret_command = ['env']"))
	o.Hide = []string{"PIN"}
	p, err := loaded(t, o).Profile("shop")
	if err != nil {
		t.Fatal(err)
	}
	access, err := p.Access(t.Context(), quiet)
	if err != nil {
		t.Fatal(err)
	}
	got, err := access.ClientSecret(t.Context())
	if err != nil || !strings.Contains(got.Reveal(), "KEPT=kept") || strings.Contains(got.Reveal(), "canary") {
		t.Errorf("got %q, %v", got.Reveal(), err)
	}
}

func fifo(t *testing.T, path string) {
	t.Helper()
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip("no named pipes here: ", err)
	}
}

// silentPipe is a pipe with a writer who says nothing for as long as the test runs.
func silentPipe(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "pipe")
	fifo(t, path)
	writer, err := syscall.Open(path, syscall.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = syscall.Close(writer) })
	return path
}
