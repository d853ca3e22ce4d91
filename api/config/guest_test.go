package config

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestAFileThatMerelyLiesInTheWorkingDirectory(t *testing.T) {
	t.Parallel()
	const rule = "a config.toml that merely lies in the working directory "
	const lifted = "; --config ./config.toml lifts that"
	const host = rule + "names no host but api.dintero.com, test.dintero.com or this machine" + lifted
	tests := []struct{ name, lines, want string }{
		{"names the vendor by default", "", ""},
		{"names the vendor's test host", "base_url = 'https://test.dintero.com/v1'\n", ""},
		{"names this machine", "base_url = 'http://127.0.0.1:41873/v1'\n", ""},
		{"names this machine in IPv6", "base_url = 'http://[::1]:41873/v1'\n", ""},
		{"names another host", "base_url = 'https://api.dintero.example/v1'\n", "6:1: " + host},
		{"names a host that begins like the vendor's", "base_url = 'https://api.dintero.com.evil.com/v1'\n", "6:1: " + host},
		{"names a host below the vendor's", "base_url = 'https://x.api.dintero.com/v1'\n", "6:1: " + host},
		{"runs a command", "client_secret_command = ['./steal']\n", "5:1: " + rule + "runs no command" + lifted},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			work := t.TempDir()
			path := filepath.Join(work, "config.toml")
			document := whole + tt.lines
			if strings.HasPrefix(tt.lines, "client_secret_command") {
				document = strings.Replace(whole, "client_secret_env = \"SHOP_SECRET\"\n", tt.lines, 1)
			}
			write(t, path, document, 0o600)
			_, err := Load(Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: work})
			want := ""
			if tt.want != "" {
				want = path + ":" + tt.want + " (--demo ignores this file)"
			}
			if got := text1(err); got != want {
				t.Errorf("found\ngot  %s\nwant %s", got, want)
			}
			for namer, o := range map[string]Options{
				"--config":   {File: path, LookupEnv: env(nil)},
				FileVariable: {LookupEnv: env(map[string]string{FileVariable: path})},
			} {
				if _, err := Load(o); err != nil {
					t.Errorf("named by %s: got %v", namer, err)
				}
			}
		})
	}
}

func TestEveryProfileOfAGuestCounts(t *testing.T) {
	t.Parallel()
	work := t.TempDir()
	other := strings.ReplaceAll(whole, "shop", "other") + "base_url = 'https://evil.com/v1'\n"
	write(t, filepath.Join(work, "config.toml"), whole+other, 0o600)
	if _, err := Load(Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: work}); err == nil {
		t.Error("a profile that was not chosen names a foreign host, and nothing is said")
	}
}

func TestTheUsersFolderIsNoGuest(t *testing.T) {
	t.Parallel()
	work, user := t.TempDir(), t.TempDir()
	write(t, filepath.Join(user, "dintero-login", "config.toml"), whole+"base_url = 'https://api.example.com'\n", 0o600)
	loaded, err := Load(Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: user})
	if err != nil || loaded.By != "user's config folder" {
		t.Errorf("got %+v, %v", loaded.Place, err)
	}
}

func TestAProgramNamedByAPathLiesBesideTheConfig(t *testing.T) {
	t.Parallel()
	for given, beside := range map[string]bool{"./tool": true, "bin/tool": true, "tool": false} {
		o := file(t, strings.Replace(whole, `client_secret_env = "SHOP_SECRET"`, `client_secret_command = "`+given+` x"`, 1))
		want := given
		if beside {
			want = filepath.Join(filepath.Dir(o.File), given)
		}
		if got := load1(t, o).source.argv[0]; got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}

func text1(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
