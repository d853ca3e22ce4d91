package config

import (
	"path/filepath"
	"strings"
	"testing"
)

const (
	guestRule = "a config.toml that merely lies in the working directory "
	liftsIt   = "; --config ./config.toml lifts that"
	guestEnv  = guestRule + "reads no variable but one that begins with DINTERO_, and none with DINTERO_LOGIN_" + liftsIt
	guestHost = guestRule + "names no host but api.dintero.com or test.dintero.com, over https and without a port" + liftsIt
	guestFile = guestRule + "reads no other file" + liftsIt
	guestRuns = guestRule + "runs no command" + liftsIt
	guestCA   = guestRule + "adds no certificate" + liftsIt
)

func TestAFileThatMerelyLiesInTheWorkingDirectory(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, lines, want string }{
		{"names the vendor by default", "", ""},
		{"says how to sign in", "login = 'mfa'\nuser_type = 'company'\nident_type = 'email'\nregion = 'SE'\ncode_length = 6\n" +
			"mfa_grant_type = 'mfa-oob'\ntimeout = '5s'\nsupport = true\naudience = 'https://elsewhere.example/x'\n[ui]\ntheme = 'dark'\n", ""},
		{"names the vendor's test host", "base_url = 'https://test.dintero.com/v1'\n", ""},
		{"names the vendor in capitals", "base_url = 'HTTPS://API.DINTERO.COM/v1'\n", ""},
		{"names the vendor without a path", "base_url = 'https://api.dintero.com'\n", ""},
		{"names the standard port", "base_url = 'https://api.dintero.com:443/v1'\n", ""},
		{"holds the secret itself", "client_secret = 'canary'\n", ""},
		{"names this machine", "base_url = 'http://127.0.0.1:41873/v1'\n", "6:1: " + guestHost},
		{"names this machine over https", "base_url = 'https://localhost/v1'\n", "6:1: " + guestHost},
		{"names this machine in IPv6", "base_url = 'http://[::1]:41873/v1'\n", "6:1: " + guestHost},
		{"names another host", "base_url = 'https://api.dintero.example/v1'\n", "6:1: " + guestHost},
		{"names an address", "base_url = 'https://192.0.2.1/v1'\n", "6:1: " + guestHost},
		{"names a host that begins like the vendor's", "base_url = 'https://api.dintero.com.evil.com/v1'\n", "6:1: " + guestHost},
		{"names a host below the vendor's", "base_url = 'https://x.api.dintero.com/v1'\n", "6:1: " + guestHost},
		{"names the vendor's domain", "base_url = 'https://dintero.com/v1'\n", "6:1: " + guestHost},
		{"names another port", "base_url = 'https://api.dintero.com:8443/v1'\n", "6:1: " + guestHost},
		{"names port 80", "base_url = 'https://api.dintero.com:80/v1'\n", "6:1: " + guestHost},
		{"runs a command", "client_secret_command = ['./steal']\n", "5:1: " + guestRuns},
		{"runs a command by a quoted key", "\"client\\u005fsecret_command\" = './steal'\n", "5:1: " + guestRuns},
		{"reads a file", "client_secret_file = '~/.ssh/id_ed25519'\n", "5:1: " + guestFile},
		{"reads a file beside it", "client_secret_file = 'secret'\n", "5:1: " + guestFile},
		{"reads any variable", "client_secret_env = 'AWS_SECRET_ACCESS_KEY'\n", "5:1: " + guestEnv},
		{"reads a variable that begins nearly like ours", "client_secret_env = 'DINTERO'\n", "5:1: " + guestEnv},
		{"reads a variable in other letters", "client_secret_env = 'dintero_secret'\n", "5:1: " + guestEnv},
		{"reads a variable of the program's own", "client_secret_env = 'DINTERO_LOGIN_CONFIG'\n", "5:1: " + guestEnv},
		{"reads a variable of the program's own on Windows", "client_secret_env = 'DINTERO_Login_Config'\n", "5:1: " + guestEnv},
		{"says whom to turn to, and names a test customer", "contact = 'x'\nsay_language = 'en'\ntest_customer = { email = 'a@b', secret_env = 'DINTERO_TEST_PIN' }\n", ""},
		{"reads any variable for the test customer", "test_customer = { email = 'a@b', secret_env = 'HOME' }\n", "6:1: " + guestEnv},
		{"reads a file for the test customer", "test_customer = { email = 'a@b', secret_file = 'x' }\n", "6:1: " + guestFile},
		{"runs a command for the test customer", "test_customer.email = 'a@b'\ntest_customer.secret_command = './steal'\n", "6:1: " + guestRuns},
		{"trusts a certificate", "ca_file = 'ca.pem'\n", "6:1: " + guestCA},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			document := visitor + tt.lines
			if strings.HasPrefix(strings.Trim(tt.lines, `"`), "client") {
				document = strings.Replace(visitor, "client_secret_env = \"DINTERO_CLIENT_SECRET\"\n", tt.lines, 1)
			}
			o, path := inWorkDir(t, document, 0o600)
			_, err := Load(t.Context(), o)
			want := ""
			if tt.want != "" {
				want = path + ":" + tt.want + " (--demo ignores this file)"
			}
			fails(t, "found", err, want, ErrConfig)
			loaded(t, named(path))
			loaded(t, Options{LookupEnv: env(map[string]string{FileVariable: path})})
		})
	}
}

func TestAllThatAGuestMayNotDoIsToldAtOnce(t *testing.T) {
	t.Parallel()
	o, path := inWorkDir(t, `profiles.a = { account = 'T12345678', client_id = 'a', client_secret_env = 'HOME' }
[profiles]
b.account = 'T12345678'
b.client_id = 'b'
b.client_secret_file = '/etc/passwd'
b.ca_file = 'ca.pem'
b.base_url = 'https://evil.example'
b.login = 'mfaa'
`, 0o600)
	_, err := Load(t.Context(), o)
	fails(t, "found", err, strings.Join([]string{
		path + ":1:56: " + guestEnv, path + ":5:3: " + guestFile, path + ":6:3: " + guestCA, path + ":7:3: " + guestHost,
		path + ":8:3: login must be auto, mfa or password, did you mean mfa?", "--demo ignores this file",
	}, "\n"), ErrConfig)
}

func TestAGuestThatIsALinkIsRefused(t *testing.T) {
	t.Parallel()
	for name, target := range map[string]string{"to a good file": "good.toml", "to nowhere": "nowhere", "to a folder": "."} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			work, user := t.TempDir(), t.TempDir()
			path := filepath.Join(work, "config.toml")
			write(t, filepath.Join(work, "good.toml"), visitor, 0o600)
			write(t, filepath.Join(user, "dintero-login", "config.toml"), visitor, 0o600)
			symlink(t, target, path)
			_, err := Load(t.Context(), Options{LookupEnv: env(nil), WorkDir: work, ConfigDir: user})
			fails(t, "found", err, path+": this is a link, not a file"+liftsIt+" (--demo ignores this file)", ErrConfig)
			if target == "good.toml" {
				loaded(t, named(path))
			}
		})
	}
}

func TestTheUsersFolderIsNoGuest(t *testing.T) {
	t.Parallel()
	work, user := t.TempDir(), t.TempDir()
	folder := filepath.Join(user, "dintero-login")
	write(t, filepath.Join(folder, "config.toml"), whole+"base_url = 'https://api.example.com/v1'\n", 0o600)
	for name, in := range map[string]string{"from elsewhere": work, "from the folder itself": folder} {
		if l := loaded(t, Options{LookupEnv: env(nil), WorkDir: in, ConfigDir: user}); l.By != "user's config folder" {
			t.Errorf("%s: got %+v", name, l.Place)
		}
	}
}

func TestAProgramNamedByAPathLiesBesideTheConfig(t *testing.T) {
	t.Parallel()
	for given, beside := range map[string]bool{"./tool": true, "bin/tool": true, "tool": false} {
		o := file(t, from(`client_secret_command = "`+given+` x"`))
		want := given
		if beside {
			want = filepath.Join(filepath.Dir(o.File), given)
		}
		if got := profile(t, o).source.argv[0]; got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}
