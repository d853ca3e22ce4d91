package source

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOneNewlineIsTakenOff(t *testing.T) {
	t.Parallel()
	for given, want := range map[string]string{
		"a": "a", "a\n": "a", "a\r\n": "a", "a\n\n": "a\n", " a \n": " a ", "a\r": "a\r", "\n": "", "a\nb\n": "a\nb",
	} {
		if got := withoutNewline(given); got != want {
			t.Errorf("%q: got %q, want %q", given, got, want)
		}
	}
}

func TestASecretFromAFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	tests := []struct{ name, content, want, err string }{
		{"good", " canary æ \n", " canary æ ", ""},
		{"edges", "\t canary\u00a0\r\n", "\t canary\u00a0", ""},
		{"two newlines", "canary\n\n", "canary\n", ""},
		{"empty", "\n", "", "it is empty"},
		{"nothing", "", "", "it is empty"},
		{"full", strings.Repeat("x", 65536), strings.Repeat("x", 65536), ""},
		{"large", strings.Repeat("x", 65537), "", "it is larger than 64 KiB"},
		{"none", "", "", "there is no such file"},
		{"folder", "", "", "this is a folder, not a file"},
	}
	for _, tt := range tests {
		path := filepath.Join(folder, tt.name)
		switch tt.name {
		case "none":
		case "folder":
			write(t, filepath.Join(path, "x"), "", 0o600)
		default:
			write(t, path, tt.content, 0o600)
		}
		got, err := FromFile(t.Context(), path)
		if tt.err != "" {
			if want := path + ": " + tt.err; fmt.Sprint(err) != want || !errors.Is(err, Err) {
				t.Errorf("%s: got %v, want %s", tt.name, err, want)
			}
		} else if err != nil || got.Reveal() != tt.want {
			t.Errorf("%s: got %q, %v", tt.name, got.Reveal(), err)
		}
	}
}

func TestASecretFromAVariable(t *testing.T) {
	t.Parallel()
	lookup := func(name string) (string, bool) {
		value, ok := map[string]string{"GOOD": "canary\n", "EMPTY": ""}[name]
		return value, ok
	}
	if got, err := FromEnv(lookup, "GOOD"); err != nil || got.Reveal() != "canary\n" {
		t.Errorf("got %q, %v; want it byte for byte", got.Reveal(), err)
	}
	for name, want := range map[string]string{
		"EMPTY": `the environment variable "EMPTY" is empty`,
		"NONE":  `the environment variable "NONE" is not set`,
	} {
		if _, err := FromEnv(lookup, name); fmt.Sprint(err) != want || !errors.Is(err, Err) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if _, err := FromEnv(nil, "DINTERO_LOGIN_NOBODY_SETS_THIS"); !errors.Is(err, Err) {
		t.Errorf("the real environment: got %v", err)
	}
}

func TestSecretAndCodeFromTwoLines(t *testing.T) {
	t.Parallel()
	r := bufio.NewReader(strings.NewReader("\t canary \r\n482913"))
	for _, want := range []string{"\t canary ", "482913"} {
		if got, err := FromLine(r); err != nil || got.Reveal() != want {
			t.Errorf("got %q, %v; want %q", got.Reveal(), err, want)
		}
	}
	for _, given := range []string{strings.Repeat("x", 65536), strings.Repeat("x", 65536) + "\n"} {
		if got, err := FromLine(bufio.NewReader(strings.NewReader(given))); err != nil || len(got.Reveal()) != 65536 {
			t.Errorf("64 KiB: got %d, %v", len(got.Reveal()), err)
		}
	}
	for given, want := range map[string]string{
		"":                         "standard input ended before a line came",
		"\n":                       "a line of standard input is empty",
		strings.Repeat("x", 65537): "a line of standard input is longer than 64 KiB",
	} {
		if _, err := FromLine(bufio.NewReader(strings.NewReader(given))); fmt.Sprint(err) != want || !errors.Is(err, Err) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestArgvSplitsWithoutAShell(t *testing.T) {
	t.Parallel()
	for line, want := range map[string]string{
		"pass show dintero":              "pass|show|dintero",
		"  a\t b ":                       "a|b",
		`op read "op://vault/a b/x"`:     "op|read|op://vault/a b/x",
		`a 'b c'd"e" ''`:                 "a|b cde|",
		`a --x=y 50% @f +1 , : ! ^`:      "a|--x=y|50%|@f|+1|,|:|!|^",
		`a '$x|y' "it's"`:                "a|$x|y|it's",
		"a | b":                          "error",
		"a $x":                           "error",
		`a "$x"`:                         "error",
		"a `b`":                          "error",
		"a > b":                          "error",
		"~/a":                            "error",
		"a *":                            "error",
		`a \b`:                           "error",
		"a\nb":                           "error",
		"a 'b":                           "error",
		"":                               "error",
		" ":                              "error",
		`""`:                             "error",
		"a; rm -rf /":                    "error",
		"a & b":                          "error",
		"å 'ø æ'":                        "å|ø æ",
		"a (b)":                          "error",
		"a #b":                           "error",
		`'/Applications/A B/op' read`:    "/Applications/A B/op|read",
		`security find-generic -s "x y"`: "security|find-generic|-s|x y",
	} {
		argv, err := Argv(line)
		got := strings.Join(argv, "|")
		if err != nil {
			got = "error"
		}
		if got != want {
			t.Errorf("%q: got %q (%v), want %q", line, got, err, want)
		}
	}
}

func write(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600), os.Chmod(path, mode))
	if err != nil {
		t.Fatal(err)
	}
}
