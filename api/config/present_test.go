package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
		o := ask(t, line)
		if key == "ca_file" {
			o = file(t, whole+line)
		}
		o.LookupEnv = env(map[string]string{"SET": "canary", "EMPTY": ""})
		for _, row := range load1(t, o).Rows() {
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
		p := load1(t, o)
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
	if p := load1(t, file(t, whole)); p.BaseURL != "https://api.dintero.com/v1" || p.Notes() != nil {
		t.Errorf("by default: got %s, %q", p.BaseURL, p.Notes())
	}
}
