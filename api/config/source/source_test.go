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

func TestASecretFromAFileLosesOneNewline(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ content, want string }{
		{"a", "a"},
		{"a\n", "a"},
		{"a\r\n", "a"},
		{"a\n\n", "a\n"},
		{" a \n", " a "},
		{"a\r", "a\r"},
		{"a\nb\n", "a\nb"},
		{" canary æ \n", " canary æ "},
		{"\t canary\u00a0\r\n", "\t canary\u00a0"},
		{strings.Repeat("x", 65536), strings.Repeat("x", 65536)},
	} {
		path := filepath.Join(t.TempDir(), "secret")
		write(t, path, tt.content, 0o600)
		if got, err := FromFile(t.Context(), path); err != nil || got.Reveal() != tt.want {
			t.Errorf("%.20q: got %.20q, %v", tt.content, got.Reveal(), err)
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
		_, err := FromLine(bufio.NewReader(strings.NewReader(given)))
		fails(t, err, want)
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
		"å 'ø æ'":                        "å|ø æ",
		`'/Applications/A B/op' read`:    "/Applications/A B/op|read",
		`security find-generic -s "x y"`: "security|find-generic|-s|x y",
	} {
		if argv, err := Argv(line); err != nil || strings.Join(argv, "|") != want {
			t.Errorf("%q: got %q (%v), want %q", line, argv, err, want)
		}
	}
	for _, line := range []string{
		"a | b", "a $x", `a "$x"`, "a `b`", "a > b", "~/a", "a *", `a \b`, "a\nb", "a 'b", "", " ", `""`, "a; rm -rf /", "a & b", "a (b)", "a #b",
	} {
		if argv, err := Argv(line); !errors.Is(err, Err) {
			t.Errorf("%q: got %q, %v", line, argv, err)
		}
	}
}

// fails compares the text of an error, which is an Err.
func fails(t *testing.T, err error, want string) {
	t.Helper()
	if fmt.Sprint(err) != want || !errors.Is(err, Err) {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func write(t *testing.T, path, content string, mode os.FileMode) {
	t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(content), 0o600), os.Chmod(path, mode))
	if err != nil {
		t.Fatal(err)
	}
}
