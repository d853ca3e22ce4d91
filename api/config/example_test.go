package config

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

func example(t *testing.T) string {
	t.Helper()
	content, err := os.ReadFile("../../config.toml.example")
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestTheExampleIsAConfig(t *testing.T) {
	t.Parallel()
	p := profile(t, file(t, example(t)))
	if p.Name != "shop" || origin(p, "client_secret_env") == byDefault {
		t.Errorf("got %+v", p)
	}
	if n := strings.Count(example(t), "# EDIT "); n != 4 {
		t.Errorf("got %d edits, want 4", n)
	}
}

func TestTheExampleHasEveryKeyWithItsDefault(t *testing.T) {
	t.Parallel()
	aKey := regexp.MustCompile(`(?m)^(# )?([a-z_]+) = .*$`)
	seen := map[string]bool{}
	for _, m := range aKey.FindAllStringSubmatch(example(t), -1) {
		line, key := m[0], m[2]
		seen[key] = true
		commented := strings.TrimPrefix(line, "# ")
		document := strings.Replace(example(t), line, commented, 1)
		if strings.HasPrefix(key, "client_secret") && m[1] != "" {
			document = strings.Replace(document, "\nclient_secret_env", "\n# client_secret_env", 1)
		}
		with, without := profile(t, file(t, document)), profile(t, file(t, example(t)))
		for i, row := range with.Rows() {
			// What is shown as an example differs from the default; the rest is the default.
			shownAsExample := strings.HasPrefix(key, "client_secret") || key == "ca_file" || key == "default_profile" || key == "contact" || key == "test_customer"
			if w := without.Rows()[i]; !shownAsExample && (row.Key != w.Key || row.Value != w.Value) {
				t.Errorf("%s: got %s = %s, the default is %s", key, row.Key, row.Value, w.Value)
			}
		}
	}
	for _, key := range append(ruleKeys(), "default_profile", "theme") {
		if !seen[key] {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestEveryKeyOfTheExampleHasItsSentence(t *testing.T) {
	t.Parallel()
	lines := strings.Split(example(t), "\n")
	aKey := regexp.MustCompile(`^(# )?[a-z_]+ = `)
	for i, line := range lines {
		if aKey.MatchString(line) && (aKey.MatchString(lines[i-1]) || !strings.HasPrefix(lines[i-1], "# ") || !strings.HasSuffix(lines[i-1], ".")) {
			t.Errorf("no sentence before %s", line)
		}
	}
}

// Each line of a table of commands must work where the example's own command stands.
func TestEveryCommandOfTheExampleIsOne(t *testing.T) {
	t.Parallel()
	aCommand := regexp.MustCompile(`(?m)^# .*(\["[^=\n]*(?:=[^\]\n]*)?"\])$`)
	var programs []string
	for _, m := range aCommand.FindAllStringSubmatch(example(t), -1) {
		p := profile(t, file(t, from("client_secret_command = "+m[1])))
		programs = append(programs, p.source.argv[0])
	}
	if got := strings.Join(programs, " "); got != "pass secret-tool security systemd-creds" {
		t.Errorf("got %s", got)
	}
}
