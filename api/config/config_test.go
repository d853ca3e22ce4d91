package config

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dintero-login/api/config/source"
	"dintero-login/flow"
)

func TestAProfileHasDefaultsForWhatItLeavesOut(t *testing.T) {
	t.Parallel()
	got := profile(t, file(t, whole))
	want := Profile{
		Name: "shop", BaseURL: "https://api.dintero.com/v1", Account: "T12345678",
		Audience: "https://api.dintero.com/v1/accounts/T12345678", ClientID: "client-1",
		Login: flow.LoginAuto, UserType: flow.AsCustomer, IdentType: flow.ByPhone,
		Region: "NO", CodeLength: 0, MFAGrantType: "mfa_oob", Timeout: 30 * time.Second, SayLanguage: "nb",
	}
	same(t, got, want)
	if got.Production() {
		t.Error("a T account is production")
	}
}

func TestAProfileSaysEverythingItself(t *testing.T) {
	t.Parallel()
	o := file(t, `
[profiles."shop.no"]
base_url = "HTTPS://API.Example.com:8443/v1/"
account = "P12345678"
audience = "https://other.example.com/v1/accounts/P12345678"
client_id = 'client-1'
client_secret = """canary"""
login = "password"
user_type = "company"
ident_type = "email"
region = "se"
code_length = 6
mfa_grant_type = "mfa-oob"
ca_file = "certs/ca.pem"
timeout = "1m30s"
contact = "Second line, 1234"
say_language = "nb"
support = false
[ui]
theme = "light"
`)
	got := profile(t, o)
	want := Profile{
		Name: "shop.no", BaseURL: "https://api.example.com:8443/v1", Account: "P12345678",
		Audience: "https://other.example.com/v1/accounts/P12345678", ClientID: "client-1",
		Login: flow.LoginPassword, UserType: flow.AsCompany, IdentType: flow.ByEmail,
		Region: "SE", CodeLength: 6, MFAGrantType: "mfa-oob", Timeout: 90 * time.Second,
		Contact: "Second line, 1234", SayLanguage: "nb",
		CAFile: filepath.Join(filepath.Dir(o.File), "certs", "ca.pem"),
	}
	same(t, got, want)
	if !got.Production() {
		t.Error("a P account is not production")
	}
	holds(t, got, "canary")
	if theme := loaded(t, o).Theme; theme != "light" {
		t.Errorf("theme: got %q, want light", theme)
	}
}

// same compares what is exported.
func same(t *testing.T, got, want Profile) {
	t.Helper()
	got.source, got.lookup, got.hide, got.origins = secretSource{}, nil, nil, nil
	for i, row := range want.Rows() {
		if g := got.Rows()[i]; g != row {
			t.Errorf("%s: got %q, want %q", row.Key, g.Value, row.Value)
		}
	}
}

func TestWhichProfileCounts(t *testing.T) {
	t.Parallel()
	second := strings.ReplaceAll(whole, "shop", "kiosk")
	tests := []struct {
		name     string
		document string
		variable string
		flag     string
		want     string
		origin   string
		err      string
	}{
		{name: "the only one", document: whole, want: "shop", origin: "the only profile"},
		{name: "the default one", document: "default_profile = 'kiosk'\n" + whole + second, want: "kiosk", origin: "config.toml:1"},
		{name: "the variable's before the default", document: "default_profile = 'kiosk'\n" + whole + second, variable: "shop", want: "shop", origin: "DINTERO_LOGIN_PROFILE"},
		{name: "the flag's before the variable's", document: whole + second, variable: "shop", flag: "kiosk", want: "kiosk", origin: "--profile"},
		{name: "none of two without a word", document: whole + second, err: "which profile? --profile shop or kiosk, or default_profile in "},
		{name: "a flag that is nearly right", document: whole + second, flag: "shp", err: `--profile: there is no profile "shp", did you mean shop? (profiles: shop or kiosk)`},
		{name: "a variable that is wrong", document: whole, variable: "x\x1b[2J", err: `DINTERO_LOGIN_PROFILE: there is no profile "x^[[2J" (profiles: shop)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := file(t, tt.document)
			o.LookupEnv = env(map[string]string{ProfileVariable: tt.variable})
			p, err := loaded(t, o).Profile(tt.flag)
			if tt.err != "" {
				if err == nil || !strings.HasPrefix(err.Error(), tt.err) || !errors.Is(err, ErrConfig) {
					t.Fatalf("got %v, want %s", err, tt.err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			row := p.Rows()[0]
			if p.Name != tt.want || row.Value != tt.want || !strings.HasSuffix(row.Origin, tt.origin) {
				t.Errorf("got %s, %+v; want %s from %s", p.Name, row, tt.want, tt.origin)
			}
		})
	}
}

func TestProfilesKeepTheOrderOfTheFile(t *testing.T) {
	t.Parallel()
	var document string
	want := []string{"z", "m", "a", "q"}
	for _, name := range want {
		document += strings.ReplaceAll(whole, "shop", name)
	}
	l := loaded(t, file(t, document))
	if got := l.Names(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := l.SecretVariables(); !slices.Equal(got, []string{"SHOP_SECRET"}) {
		t.Errorf("got %v, want SHOP_SECRET once", got)
	}
}

func TestAFlagOverridesAValue(t *testing.T) {
	t.Parallel()
	before := profile(t, file(t, whole+"login = 'mfa'\n"))
	after, err := before.Override("user_type", "company")
	if err != nil || after.UserType != flow.AsCompany || after.Login != flow.LoginMFA {
		t.Fatalf("got %+v, %v", after, err)
	}
	if before.UserType != flow.AsCustomer || origin(before, "user_type") != "default" || origin(after, "user_type") != "--user-type" {
		t.Errorf("the profile before was changed, or the origin is wrong: %q, %q", origin(before, "user_type"), origin(after, "user_type"))
	}
	for key, want := range map[string]string{
		"login":      "--login must be auto, mfa or password, did you mean password?",
		"ident_type": "--ident-type must be phone_number or email",
		"account":    "there is no flag --account",
	} {
		_, err := before.Override(key, "passwort")
		fails(t, key, err, want, ErrConfig)
	}
}

func TestPathsBeginBesideTheConfig(t *testing.T) {
	t.Parallel()
	absolute := filepath.Join(t.TempDir(), "secret")
	for given, want := range map[string]string{
		"secrets/x":  filepath.Join("DIR", "secrets", "x"),
		"~/x":        filepath.Join("HOME", "x"),
		absolute:     absolute,
		"../beside":  "DIR/../beside",
		"~notahome/": filepath.Join("DIR", "~notahome"),
	} {
		o := file(t, from("client_secret_file = '"+given+"'"))
		home := t.TempDir()
		o.LookupEnv = env(map[string]string{"HOME": home})
		want = strings.Replace(want, "HOME", home, 1)
		if rest, ok := strings.CutPrefix(want, "DIR"); ok {
			want = filepath.Join(filepath.Dir(o.File), rest)
		}
		if got := profile(t, o).source.file; got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}

func TestTheDemosProfileIsComplete(t *testing.T) {
	t.Parallel()
	p := Embedded("demo", "http://127.0.0.1:1/v1", "T11223344", "aud", "id", flow.Conceal("canary"))
	holds(t, p, "canary")
	if p.Timeout != 30*time.Second || origin(p, "account") != "embedded" {
		t.Errorf("got %+v", p)
	}
	if _, err := (Profile{}).ClientSecret(t.Context()); !errors.Is(err, source.Err) {
		t.Errorf("a profile without a secret: got %v", err)
	}
}

func TestACodeHasFourToTwelveCharactersOrAnyNumber(t *testing.T) {
	t.Parallel()
	for length := -1; length <= 20; length++ {
		o := file(t, strings.Replace(whole, "client_id", fmt.Sprintf("code_length = %d\nclient_id", length), 1))
		l, err := Load(t.Context(), o)
		taken := length == 0 || length >= 4 && length <= 12
		if (err == nil) != taken {
			t.Errorf("%d: %v, taken should be %v", length, err, taken)
		}
		if p, err := l.Profile(""); taken && (err != nil || p.CodeLength != length) {
			t.Errorf("%d is read as %d, %v", length, p.CodeLength, err)
		}
	}
}

func TestACallMayTakeFromASecondToTenMinutes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]time.Duration{"1s": time.Second, "10m": 10 * time.Minute} {
		if p := profile(t, file(t, whole+"timeout = '"+text+"'")); p.Timeout != want {
			t.Errorf("%s is read as %s", text, p.Timeout)
		}
	}
}
