package config

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

const canary = "c4n4ry-S3cr37-word"

// leaks looks for the canary as text, as bytes and as a list of runes, in Go's and in
// hexadecimal notation.
func leaks(text string) string {
	runes, raw := []rune(canary), []byte(canary)
	inner := func(s string) string { return strings.Trim(s, "[]{}") }
	for _, form := range []string{
		canary, canary[:8], fmt.Sprintf("%q", canary), hex.EncodeToString(raw), base64.StdEncoding.EncodeToString(raw),
		inner(fmt.Sprint(runes)), inner(fmt.Sprintf("%d", raw)), fmt.Sprintf("% x", raw),
		inner(strings.TrimPrefix(fmt.Sprintf("%#v", runes), "[]int32")),
		inner(strings.TrimPrefix(fmt.Sprintf("%#v", raw), "[]byte")),
	} {
		if strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
			return form
		}
	}
	return ""
}

// allPrints is everything that fmt, JSON and slog make of a value.
func allPrints(value any) string {
	var b bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
		_, _ = fmt.Fprintf(&b, verb+"\n", value)
	}
	text, _ := json.Marshal(value)
	b.Write(text)
	slog.New(slog.NewTextHandler(&b, nil)).Info("x", "value", value)
	slog.New(slog.NewJSONHandler(&b, nil)).Info("x", "value", value)
	return b.String()
}

func TestNoErrorHoldsWhatWasInTheFile(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"client_secrett = 'CANARY'", "client_secret = CANARY", "client_secret = 'CANARY", `client_secret = "CANARY\q"`,
		"client_secret = ['CANARY']", "client_secret = {a = 'CANARY'}", "client_secret = '''CANARY", `client_secret = """CANARY`,
		"client_secret = 'CANARY' CANARY", "client_secret 'CANARY'", "client_secret = 'CANARY'\nclient_secret = 'CANARY'",
		"client_secret = 'CANARY'\nclient_secret_env = 'X'", "client_secret = 'CANARY'\nzzz = 1", "client_secret = 'CANARY'\naccount = 'CANARY'",
		"client_secret = 'CANARY'\n[profiles.shop]", "client_secret_env = 'CANARY'", "client_secret_command = 'x $CANARY'",
		"client_secret_command = ['x', 1, 'CANARY']", "base_url = 'https://CANARY:CANARY@api.dintero.com/v1'",
		"base_url = 'https://api.dintero.com/CANARY?'", "client_id = 'CANARY:'", "audience = 'CANARY '", "login = 'CANARY'", "region = 'CANARY'",
		"mfa_grant_type = 'CANARY'", "timeout = 'CANARY'", "support = 'CANARY'", "ca_file = ['CANARY']", "account = 'CANARY'",
		"zzz = 'CANARY'", "zzz = {zzz = 'CANARY'}", "[ui]\ntheme = 'CANARY'",
	} {
		_, err := Load(t.Context(), file(t, "[profiles.shop]\n"+strings.ReplaceAll(line, "CANARY", canary)+"\n"))
		if err == nil {
			t.Errorf("%s: nothing is wrong with it", line)
			continue
		}
		if form := leaks(allPrints(err) + err.Error()); form != "" {
			t.Errorf("%s: %s is in %s", line, form, err)
		}
	}
}

func TestNoPrintHoldsTheSecret(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{"'" + canary + "'", `"` + canary + `"`, `"""` + canary + `"""`} {
		o := file(t, from("client_secret = "+secret))
		l, p := loaded(t, o), profile(t, o)
		var shown bytes.Buffer
		if err := WriteRows(&shown, append(l.Rows(), p.Rows()...)); err != nil {
			t.Fatal(err)
		}
		for what, text := range map[string]string{
			"config show": shown.String(), "Loaded": allPrints(l), "Profile": allPrints(p), "*Profile": allPrints(&p),
			"Embedded": allPrints(Embedded("x", "x", "x", "x", "x", flow.Conceal(canary))),
		} {
			if form := leaks(text); form != "" {
				t.Errorf("%s is in the print of %s:\n%s", form, what, text)
			}
		}
		holds(t, p, canary) // TestTheSearchForCanariesFindsThem finds it there
	}
}

func TestTheSearchForCanariesFindsThem(t *testing.T) {
	t.Parallel()
	for _, value := range []any{canary, []byte(canary), []rune(canary), struct{ text []rune }{[]rune(canary)}} {
		for _, verb := range []string{"%v", "%+v", "%#v"} {
			if text := fmt.Sprintf(verb, value); leaks(text) == "" {
				t.Errorf("not found in %s", text)
			}
		}
	}
}

// FuzzConfig holds every document against what a config may say: nothing panics, no mistake
// has a place that the document does not have, and no value is in what is said of it.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{
		whole, "client_secret = CANARY\n", "client_secret = \"CANARY\n", "client_secret = '''CANARY",
		"[profiles.shop]\nclient_secrett = \"CANARY\"\naccount = \"CANARY\"\n",
		"[profiles.shop]\nclient_secret = [\"CANARY\"]\nbase_url = \"https://u:CANARY@x/\"\n",
		"client_secret = \"CANARY\\q\"", "x = 0xCANARY", "x = 2026-CANARY", "x = 1_CANARY",
	} {
		f.Add(strings.ReplaceAll(seed, "CANARY", canary))
	}
	f.Fuzz(func(t *testing.T, document string) {
		report := &tomlfile.Report{Path: "config.toml"}
		parse([]byte(document), Options{LookupEnv: env(nil)}, Place{Path: "config.toml", Guest: true}, report)
		var broken *tomlfile.BrokenError
		if !errors.As(report.Err(), &broken) {
			return
		}
		var values map[string]any
		meta, _ := toml.Decode(strings.TrimPrefix(document, "\ufeff"), &values)
		inKey := slices.ContainsFunc(meta.Keys(), func(key toml.Key) bool { return strings.Contains(strings.Join(key, "."), canary) })
		if strings.Contains(broken.Error(), canary) && !inKey {
			t.Errorf("what was in the file is in the error: %s", broken)
		}
		for _, p := range broken.Problems {
			if p.Line < 0 || p.Line > strings.Count(document, "\n")+1 || p.Line > 0 && p.Column < 1 {
				t.Errorf("there is no such place: %+v", p)
			}
		}
	})
}
