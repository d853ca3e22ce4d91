package config

import (
	"encoding/pem"
	"errors"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// whole is a profile of everything that has no default.
const whole = `
[profiles.shop]
account = "T12345678"
client_id = "client-1"
client_secret_env = "SHOP_SECRET"
`

// visitor is a profile that a guest may have.
const visitor = `
[profiles.shop]
account = "T12345678"
client_id = "client-1"
client_secret_env = "DINTERO_CLIENT_SECRET"
`

// named is how a config is read that --config names.
func named(path string) Options { return Options{File: path, LookupEnv: env(nil)} }

// file writes a config that only we can read, and names it.
func file(t *testing.T, content string) Options {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	write(t, path, content, 0o600)
	return named(path)
}

// inWorkDir writes a config that merely lies in the working directory.
func inWorkDir(t *testing.T, content string, mode os.FileMode) (o Options, path string) {
	t.Helper()
	o = Options{LookupEnv: env(nil), WorkDir: t.TempDir(), ConfigDir: t.TempDir()}
	path = filepath.Join(o.WorkDir, "config.toml")
	write(t, path, content, mode)
	return o, path
}

// from is a profile whose client's secret is taken from where a line says.
func from(line string) string {
	return strings.Replace(whole, `client_secret_env = "SHOP_SECRET"`, line, 1)
}

func write(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600), os.Chmod(path, mode))
	if err != nil {
		t.Fatal(err)
	}
}

func symlink(t *testing.T, target, path string) {
	t.Helper()
	if err := os.Symlink(target, path); err != nil {
		t.Skip("no symbolic links here: ", err)
	}
}

func env(values map[string]string) func(string) (string, bool) {
	return func(name string) (string, bool) {
		value, ok := values[name]
		return value, ok
	}
}

// loaded reads a config in which nothing is wrong, and profile the one that counts in it.
func loaded(t *testing.T, o Options) Loaded {
	t.Helper()
	l, err := Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func profile(t *testing.T, o Options) Profile {
	t.Helper()
	p, err := loaded(t, o).Profile("")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func origin(p Profile, key string) string {
	for _, row := range p.Rows() {
		if row.Key == key {
			return row.Origin
		}
	}
	return "no such row"
}

// fails compares the text of an error, which is empty for none, and checks what it is.
func fails(t *testing.T, what string, err error, want string, is error) {
	t.Helper()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if got != want || want != "" && !errors.Is(err, is) {
		t.Errorf("%s\ngot  %s\nwant %s", what, got, want)
	}
}

// holds checks the client's secret of a profile.
func holds(t *testing.T, p Profile, want string) {
	t.Helper()
	if got, err := p.ClientSecret(t.Context()); err != nil || got.Reveal() != want {
		t.Errorf("the client's secret: got %q, %v; want %q", got.Reveal(), err, want)
	}
}

// certificate is one that signs itself, as PEM.
func certificate(t *testing.T) []byte {
	t.Helper()
	s := httptest.NewTLSServer(nil)
	defer s.Close()
	return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw})
}
