package config

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestConfigShowSaysWhereEachValueCameFrom(t *testing.T) {
	t.Parallel()
	o := file(t, "default_profile = 'shop'\n[profiles.shop]\naccount = 'T12345678'\nclient_id = 'id'\n"+
		"client_secret_command = ['/bin/no-pass', 'show', 'canary']\ntimeout = '5s'\nca_file = '/caå.pem'\n")
	l := loaded(t, o)
	p, err := profile(t, o).Override("login", "mfa")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteRows(&b, append(l.Rows()[1:], p.Rows()...)); err != nil {
		t.Fatal(err)
	}
	const want = `theme                  auto                                             default
profile                shop                                             config.toml:1
base_url               https://api.dintero.com/v1                       default
account                T12345678                                        config.toml:3
audience               https://api.dintero.com/v1/accounts/T12345678    default
client_id              id                                               config.toml:4
client_secret_command  /bin/no-pass, 2 arguments, was not found; is it installed and in the PATH?   config.toml:5
login                  mfa                                              --login
user_type              customer                                         default
ident_type             phone_number                                     default
region                 NO                                               default
code_length            0                                                default
mfa_grant_type         mfa_oob                                          default
ca_file                /caå.pem, there is no such file  config.toml:7
timeout                5s                                               config.toml:6
contact                none                                             default
say_language           nb                                               default
test_customer          none                                             default
support                false                                            default
`
	got := strings.ReplaceAll(b.String(), o.File, "config.toml")
	if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if rows := l.Rows(); rows[0] != (Row{"config", o.File, "--config"}) {
		t.Errorf("got %+v", rows[0])
	}
	// Every row begins its origin in the same column, in characters.
	for line := range strings.Lines(b.String()) {
		if r := []rune(line); r[22] != ' ' || r[23] == ' ' {
			t.Errorf("not aligned: %s", line)
		}
	}
}

func TestACommandIsShownWithoutItsArguments(t *testing.T) {
	t.Parallel()
	for want, argv := range map[string][]string{
		"": nil, "pass": {"pass"}, "pass, 1 argument": {"pass", "canary"}, "pass^[, 2 arguments": {"pass\x1b", "canary", "canary"},
	} {
		if got := showCommand(Profile{source: secretSource{argv: argv}}); got != want {
			t.Errorf("%q: got %q, want %q", argv, got, want)
		}
	}
}

func TestConfigShowSaysWhetherEachSourceIsThere(t *testing.T) {
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	write(t, filepath.Join(folder, "good"), "canary", 0o600)
	write(t, filepath.Join(folder, "empty"), "", 0o600)
	write(t, filepath.Join(folder, "full"), strings.Repeat("x", 65536), 0o600)
	write(t, filepath.Join(folder, "large"), strings.Repeat("x", 65537), 0o600)
	write(t, filepath.Join(folder, "ca"), string(certificate(t)), 0o644)
	in := func(name string) string { return filepath.Join(folder, name) }
	for line, want := range map[string]string{
		"client_secret_env = 'SET'":                   "SET, set",
		"client_secret_env = 'EMPTY'":                 "EMPTY, empty",
		"client_secret_env = 'NONE'":                  "NONE, not set",
		"client_secret_file = '" + in("good") + "'":   in("good") + ", there",
		"client_secret_file = '" + in("full") + "'":   in("full") + ", there",
		"client_secret_file = '" + in("none") + "'":   in("none") + ", there is no such file",
		"client_secret_file = '" + in("empty") + "'":  in("empty") + ", it is empty",
		"client_secret_file = '" + in("large") + "'":  in("large") + ", it is larger than 64 KiB",
		"client_secret_file = '" + folder + "'":       folder + ", this is a folder, not a file",
		"client_secret_command = ['" + self + "']":    self + ", found",
		"client_secret_command = 'no-such-program x'": "no-such-program, 1 argument, was not found; is it installed and in the PATH?",
		"client_secret = 'canary'":                    "[secret]",
		"ca_file = '" + in("ca") + "'":                in("ca") + ", there",
		"ca_file = '" + in("good") + "'":              in("good") + ", there is no certificate in it; it must hold PEM, a -----BEGIN CERTIFICATE----- block for each",
	} {
		key, _, _ := strings.Cut(line, " ")
		o := file(t, from(line))
		if key == "ca_file" {
			o = file(t, whole+line)
		}
		o.LookupEnv = env(map[string]string{"SET": "canary", "EMPTY": ""})
		for _, row := range profile(t, o).Rows() {
			if row.Key == key && row.Value != want {
				t.Errorf("%s\ngot  %s\nwant %s", line, row.Value, want)
			}
			if strings.Contains(row.Value, "canary") {
				t.Errorf("%s: the secret is in %s", line, row.Value)
			}
		}
	}
}

func TestABaseURLWithoutAPathIsCompletedAndSaysSo(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"https://api.dintero.com":      "https://api.dintero.com/v1",
		"https://api.dintero.com/":     "https://api.dintero.com/v1",
		"HTTPS://Test.Dintero.com///":  "https://test.dintero.com/v1",
		"http://127.0.0.1:8080":        "http://127.0.0.1:8080/v1",
		"http://[::1]:8080/":           "http://[::1]:8080/v1",
		"https://api.dintero.com/v1/":  "",
		"https://api.dintero.com/v2":   "",
		"https://gateway.example/a/v1": "",
	} {
		o := file(t, whole+"base_url = '"+given+"'\n")
		p := profile(t, o)
		origin, notes := o.File+":6", ""
		if want != "" {
			notes = origin + ": base_url has no path; " + want + " is used"
			origin += ", /v1 added"
			if p.BaseURL != want || p.Audience != want+"/accounts/T12345678" {
				t.Errorf("%s: got %s for %s", given, p.BaseURL, p.Audience)
			}
		}
		if row := p.Rows()[1]; row != (Row{"base_url", p.BaseURL, origin}) || strings.Join(p.Notes(), "\n") != notes {
			t.Errorf("%s: got %+v and %q\nwant %s and %q", given, row, p.Notes(), origin, notes)
		}
	}
	if p := profile(t, file(t, whole)); p.BaseURL != "https://api.dintero.com/v1" || p.Notes() != nil {
		t.Errorf("by default: got %s, %q", p.BaseURL, p.Notes())
	}
}
