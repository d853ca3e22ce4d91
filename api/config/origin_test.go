package config

import (
	"bytes"
	"strings"
	"testing"

	"dintero-login/api/config/tomlfile"
)

func TestConfigShowSaysWhereEachValueCameFrom(t *testing.T) {
	t.Parallel()
	o := file(t, "default_profile = 'shop'\n[profiles.shop]\naccount = 'T12345678'\nclient_id = 'id'\n"+
		"client_secret_command = ['/bin/no-pass', 'show', 'canary']\ntimeout = '5s'\nca_file = '/caå.pem'\n")
	loaded, err := Load(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	p, err := loaded.Profile("")
	if err != nil {
		t.Fatal(err)
	}
	if p, err = p.Override("login", "mfa"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := WriteRows(&b, append(loaded.Rows()[1:], p.Rows()...)); err != nil {
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
	if rows := loaded.Rows(); rows[0] != (Row{"config", o.File, "--config"}) {
		t.Errorf("got %+v", rows[0])
	}
	// Every row begins its origin in the same column, in characters.
	for line := range strings.Lines(b.String()) {
		if r := []rune(line); r[22] != ' ' || r[23] == ' ' {
			t.Errorf("not aligned: %s", line)
		}
	}
}

func TestTheNearestKey(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]string{
		"accout": "account", "acocunt": "account", "Account": "account", "clientid": "client_id", "client-secret": "client_secret",
		"secret": "client_secret", "base": "base_url", "usertype": "user_type",
		"grant": "mfa_grant_type", "zzzzzz": "", "x": "", "": "", strings.Repeat("account", 20): "",
	} {
		if got := tomlfile.Nearest(word, ruleKeys()); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
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
