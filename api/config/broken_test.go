package config

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"dintero-login/api/config/tomlfile"
)

// at is what a document must be told, each line without the file's path.
func problemsOf(t *testing.T, document string) []string {
	t.Helper()
	o := file(t, document)
	_, err := Load(t.Context(), o)
	if err == nil {
		return nil
	}
	var broken *tomlfile.BrokenError
	if !errors.As(err, &broken) || !errors.Is(err, ErrConfig) {
		t.Fatalf("got %T, want a *tomlfile.BrokenError", err)
	}
	var got []string
	for _, p := range broken.Problems {
		got = append(got, strings.TrimPrefix(strings.TrimPrefix(p.Error(), o.File), ":"))
	}
	return got
}

func TestAWrongValueIsToldWithItsPlace(t *testing.T) {
	t.Parallel()
	const command = ` a list of texts, as in ["pass", "show", "dintero"], or text`
	tests := []struct{ line, want string }{
		{`account = "12345678"`, "account must be T (test) or P (production) and 8 digits, as in T12345678"},
		{`account = 12345678`, "account must be text in quotes, not a number"},
		{`account = "T1234567\n"`, "account must be T (test) or P (production) and 8 digits, as in T12345678"},
		{`client_id = ""`, "client_id must not be empty"},
		{`client_id = "a:b"`, "client_id must not hold :"},
		{`client_id = "a b"`, "client_id must be plain ASCII without spaces"},
		{`client_id = ["a"]`, "client_id must be text in quotes, not a list"},
		{`audience = { a = 1 }`, "audience must be text in quotes, not a table"},
		{`login = "passwort"`, "login must be auto, mfa or password, did you mean password?"},
		{`login = true`, "login must be auto, mfa or password"},
		{`user_type = "Company"`, "user_type must be customer or company, did you mean company?"},
		{`ident_type = "phone"`, "ident_type must be phone_number or email, did you mean phone_number?"},
		{`region = "NOR"`, `region must be a country's two letters, as in "NO"`},
		{`code_length = "6"`, "code_length must be a number from 4 to 12, or 0 for any length"},
		{`code_length = 3`, "code_length must be a number from 4 to 12, or 0 for any length"},
		{`code_length = 13`, "code_length must be a number from 4 to 12, or 0 for any length"},
		{`code_length = 6.0`, "code_length must be a number from 4 to 12, or 0 for any length"},
		{`mfa_grant_type = "oob"`, "mfa_grant_type must be mfa_oob or mfa-oob, did you mean mfa_oob?"},
		{`ca_file = ""`, "ca_file must be the path of a file"},
		{`timeout = 30`, `timeout must be text from "1s" to "10m", as in "30s"`},
		{`timeout = "0s"`, `timeout must be text from "1s" to "10m", as in "30s"`},
		{`timeout = "999ms"`, `timeout must be text from "1s" to "10m", as in "30s"`},
		{`timeout = "10m1ns"`, `timeout must be text from "1s" to "10m", as in "30s"`},
		{`timeout = "11m"`, `timeout must be text from "1s" to "10m", as in "30s"`},
		{`timeout = 2026-11-22`, `timeout must be text from "1s" to "10m", as in "30s"`},
		{`support = "no"`, "support must be true or false, without quotes"},
		{`client_secret_env = "a b"`, "client_secret_env must be the name of an environment variable, not the secret itself: letters, digits and _"},
		{`client_secret_file = ""`, "client_secret_file must be the path of a file"},
		{`client_secret = ""`, "client_secret must not be empty"},
		{`client_secret = 12345`, "client_secret must be text in quotes, not a number"},
		{`client_secret_command = []`, "client_secret_command must name a program"},
		{`client_secret_command = ""`, "client_secret_command must name a program"},
		{`client_secret_command = ["a", 1]`, "client_secret_command must be" + command + "; one of its items is a number"},
		{`client_secret_command = false`, "client_secret_command must be" + command + ", not true or false"},
		{`client_secret_command = "a | b"`, "client_secret_command runs without a shell; what needs one goes into a script of its own, and a character that only looks like a shell's between 'single quotes'"},
		{`client_secret_command = "a 'b"`, "client_secret_command has a quote that is not closed"},
		{`accout = "x"`, `unknown key "accout", did you mean account?`},
		{`base-url = "x"`, `unknown key "base-url", did you mean base_url?`},
		{`url = "x"`, `unknown key "url", did you mean base_url?`},
		{`"re\u001bgion" = "x"`, `unknown key "re^[gion", did you mean region?`},
		{`[profiles.shop.account]`, "account must be text in quotes, not a table"},
	}
	for _, tt := range tests {
		t.Run(tt.line, func(t *testing.T) {
			t.Parallel()
			key, _, _ := strings.Cut(tt.line, " ")
			document := "# first line\n[profiles.shop]\n"
			for _, line := range []string{`account = "T12345678"`, `client_id = "id"`, `client_secret_env = "X"`} {
				other, _, _ := strings.Cut(line, " ")
				if other != key && !strings.Contains(tt.line, "shop.account") && (!strings.HasPrefix(key, "client_secret") || other != "client_secret_env") {
					document += line + "\n"
				}
			}
			want := []string{fmt.Sprintf("%d:1: %s", strings.Count(document, "\n")+1, tt.want)}
			if strings.Contains(tt.line, "shop.account") {
				document += "client_id = 'id'\nclient_secret_env = 'X'\n"
				want = []string{"5:16: " + tt.want}
			}
			got := problemsOf(t, document+tt.line+"\n")
			if strings.Join(got, "\n") != strings.Join(want, "\n") {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func TestAWrongDocumentIsTold(t *testing.T) {
	t.Parallel()
	const value = `a value is missing or not understood; text goes in quotes, as in key = "text"`
	tests := []struct {
		name, document string
		want           []string
	}{
		{"an empty file", "", []string{" there is no profile in it; a profile is a table [profiles.NAME]"}},
		{"no profiles", "[profiles]\n", []string{" there is no profile in it; a profile is a table [profiles.NAME]"}},
		{"profiles misspelt", "[profile.shop]\n", []string{
			" there is no profile in it; a profile is a table [profiles.NAME]",
			`1:2: unknown key "profile", did you mean profiles?`,
		}},
		{"a profile's key outside", "account = 'T12345678'" + whole, []string{`1:1: unknown key "account", did you mean account below [profiles.NAME]?`}},
		{"a profile's key outside, misspelt", "accout = 'T12345678'" + whole, []string{`1:1: unknown key "accout", did you mean account below [profiles.NAME]?`}},
		{"another program's key", "title = 1\n" + whole, []string{`1:1: unknown key "title"; allowed are default_profile, profiles or ui`}},
		{"nothing in a profile", "[profiles.shop]\n", []string{
			"1:11: profile shop has no account",
			"1:11: profile shop has no client_id",
			"1:11: profile shop has no client_secret, client_secret_env, client_secret_file or client_secret_command",
		}},
		{"two sources", whole + "client_secret_file = 'x'\nclient_secret='y'\n", []string{
			"6:1: client_secret_env and client_secret_file are both here; keep one",
			"7:1: client_secret_env and client_secret are both here; keep one",
		}},
		{"profiles is text", "profiles = 'x'\n", []string{"1:1: profiles must be a table, written [profiles], not text"}},
		{"a profile is text", "profiles.shop = 'x'\n", []string{"1:10: profiles.shop must be a table, written [profiles.shop], not text"}},
		{"a profile is a list", "[[profiles.shop]]\n", []string{"1:12: profiles.shop must be a table, written [profiles.shop], not a list"}},
		{"ui is a number", "ui = 1\n" + whole, []string{"1:1: ui must be a table, written [ui], not a number"}},
		{"a profile's name", strings.ReplaceAll(whole, "shop", "'a b'"), []string{"2:11: a profile's name must be at most 40 letters, digits and . _ -"}},
		{"the theme", whole + "[ui]\ntheme = 'drak'\n", []string{"7:1: theme must be auto, dark or light, did you mean dark?"}},
		{"a key of ui", whole + "[ui]\nthem = 'dark'\n", []string{`7:1: unknown key "them", did you mean theme?`}},
		{"the default's type", "default_profile = 1\n" + whole, []string{"1:1: default_profile must be text in quotes, not a number"}},
		{"the default's name", "default_profile = 'shp'\n" + whole, []string{"1:1: default_profile must be the name of a profile, did you mean shop?"}},
		{"inline tables and dotted keys", "profiles.shop = { account = 'x', client_id = 'id',\n  client_secret_env = 'X', regon = 'NO' }\n", []string{
			"1:19: account must be T (test) or P (production) and 8 digits, as in T12345678",
			`2:28: unknown key "regon", did you mean region?`,
		}},
		{"columns are characters", "profiles.shop = { user_type = 'é🙂', regon = 1, account = 'T12345678', client_id = 'id', client_secret_env = 'X' }\n", []string{
			"1:19: user_type must be customer or company",
			`1:37: unknown key "regon", did you mean region?`,
		}},
		{"a byte order mark and CRLF", "\ufeffui = 1\r\n" + strings.ReplaceAll(whole, "\n", "\r\n") + "\r\nx = 1\r\n", []string{
			"1:1: ui must be a table, written [ui], not a number", `8:1: unknown key "x"; allowed are ` + tomlfile.List(ruleKeys()),
		}},

		{"no quotes", "[profiles.shop]\naccount = T12345678\n", []string{"2:11: " + value}},
		{"no value", "[profiles.shop]\naccount =\n", []string{"2:10: " + value}},
		{"no end of the text", "[profiles.shop]\nclient_secret = \"abc\n", []string{"2:21: the quote that ends this text is missing"}},
		{"twice", whole + "account = 'T12345678'\n", []string{"6:1: this is here twice"}},
		{"a table twice", whole + whole, []string{"7:2: this is here twice"}},
		{"a Windows path", whole + `ca_file = "C:\Users\x"` + "\n", []string{`6:12: a \ in "text" begins an escape that TOML does not know; in 'text' it stands for itself`}},
		{"a line of another format", "account: T12345678\n", []string{`1:8: after a key goes = and a value, as in key = "text"`}},
		{"a table without an end", "[profiles.shop\n", []string{"1:15: a table is written [name] or [name.name]"}},
		{"a list without an end", "a = [1\n", []string{"1:7: a list or an inline table is not closed, or a comma is missing"}},
		{"a list that has only begun", "a = [\n", []string{"1:6: " + value}},
		{"two on a line", "a = 1 b = 2\n", []string{"1:6: one key and its value fill a line; something follows them here"}},
		{"a control character", "a = \"\x1b\"\n", []string{"1:5: there is a control character here"}},
		{"a number that is none", "a = 1__2\n", []string{"1:5: this is not TOML"}},
		{"a number that goes on as text", "a = 12345abc\n", []string{"1:10: " + value}},
		{"no comma", "a = [1\n2]\n", []string{"2:1: a list or an inline table is not closed, or a comma is missing"}},
		{"no end of a paragraph", "a = \"\"\"\nb\n", []string{"2:2: the quotes that end this text are missing"}},
		{"no key", "= 1\n", []string{`1:1: before = goes a key, as in key = "text"`}},
		{"more behind a table", "[a] b = 1\n", []string{"1:4: one key and its value fill a line; something follows them here"}},
		{"a mistake behind another", "a = 1__2\nb = \n", []string{"1:5: this is not TOML"}},
		{"twice in an inline table", "a = {b = 1, b = 2}\n", []string{"1:13: this is here twice"}},
		{"nested too deeply", "a = " + strings.Repeat("[", 100000) + "\n", []string{"1:21: lists and tables are nested too deeply for a config"}},
		{"a key of too many parts", "a" + strings.Repeat(".a", 100000) + " = 1\n", []string{"1:33: a key has too many parts for a config"}},
		{"a key too long", strings.Repeat("a", 129) + " = 1\n", []string{"1:1: a key is too long for a config"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := problemsOf(t, tt.document); strings.Join(got, "\n") != strings.Join(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.want, "\n"))
			}
		})
	}
}

func TestManyProblemsAreToldAtOnceAndBounded(t *testing.T) {
	t.Parallel()
	document := whole
	for i := range 30 {
		document += fmt.Sprintf("zz%02d = 1\n", i)
	}
	_, err := Load(t.Context(), file(t, document))
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 22 || !strings.Contains(lines[0], ":6:1: ") || !strings.Contains(lines[19], ":25:1: ") ||
		lines[20] != "and 10 more" || lines[21] != "--demo ignores this file" {
		t.Errorf("got\n%s", err)
	}
	var one tomlfile.Problem
	if !errors.As(err, &one) || one.Line != 6 || one.Column != 1 {
		t.Errorf("the first problem cannot be had: %+v", one)
	}
}

func TestTooManyKeysAreRefusedBeforeTheyAreParsed(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	for i := range 4097 {
		fmt.Fprintf(&b, "k%d = 1\n", i)
	}
	got := problemsOf(t, b.String())
	if len(got) != 1 || got[0] != "4097:1: there are too many keys for a config" {
		t.Errorf("got %v", got)
	}
}
