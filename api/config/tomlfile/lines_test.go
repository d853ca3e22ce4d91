package tomlfile

import (
	"maps"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestWhereKeysStand(t *testing.T) {
	t.Parallel()
	const document = `# a = 1
a = "x # [no]" # b = 2
  b.c . "d \"e" = 'f\' # g
[ h . 'i.j' ] # k
l = """
m = 1 \"""
""""" # n = 1
o = '''
p = 1
'''''
q = [ # r = 1
  { s = [1, 2], t.u = "}" }, "v = 1",
] 
w = 1979-05-27 07:32:00
[[x]]
"\u00e5\x41\t" = {} 
æ = 1
`
	want := map[string]Spot{
		"a": {2, 1}, "b": {3, 3}, "b/c": {3, 5}, `b/c/d "e`: {3, 9},
		"h": {4, 3}, "h/i.j": {4, 7}, "h/i.j/l": {5, 1}, "h/i.j/o": {8, 1}, "h/i.j/q": {11, 1},
		"h/i.j/q/s": {12, 5}, "h/i.j/q/t": {12, 17}, "h/i.j/q/t/u": {12, 19}, "h/i.j/w": {14, 1},
		"x": {15, 3}, "x/åA\t": {16, 1},
	}
	s := scan(document)
	got := map[string]Spot{}
	for path, here := range s.every {
		got[strings.ReplaceAll(path, "\x00", "/")] = here[0]
	}
	if s.limit != "" || !maps.Equal(got, want) {
		t.Errorf("%s\ngot  %v\nwant %v", s.limit, got, want)
	}
}

// FuzzDocument holds the scanner against the parser: of a document that the parser takes,
// the scanner has found every key, and nothing else; and no document at all makes either of
// them panic, or has a mistake in a place that it does not have.
func FuzzDocument(f *testing.F) {
	for _, seed := range []string{
		"[profiles.shop]\naccount = \"T12345678\"\nclient_secret_env = \"SHOP_SECRET\"\n",
		"a = [[{b=1}],\n#c\n{d.e=\"\"\"\n\\\"\"\"\"\"\"\"}]\n[x.\"y\\u0041\"]\nz='''''''\n",
		"\ufeff[a]\r\nb = 1\r\n", "a = {b = {c = 1}, }", "= 1", "a.b = 1\na.b = 2", "[a]\n[a]\n", "x = \"\"\"\\\n  a\"\"\"",
		"a = 0b\x00", "x = -i", "x = \"\\x", "\"", "[", "a = [", "a = {", "a = '''", "x = \"\\u0000\"\n\"\\u0000\" = 1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, document string) {
		report := &Report{Path: "config.toml"}
		doc, ok := Decode([]byte(document), report)
		for _, p := range report.all {
			if p.Line < 1 || p.Line > strings.Count(document, "\n")+1 || p.Column < 1 {
				t.Errorf("there is no such place: %+v", p)
			}
		}
		if !ok {
			return
		}
		var values map[string]any
		meta, err := toml.Decode(strings.TrimPrefix(document, "\ufeff"), &values)
		if err != nil {
			return
		}
		if s := scan(strings.TrimPrefix(document, "\ufeff")); s.wrong != "" {
			t.Errorf("the scanner made up a mistake: %s", s.wrong)
		}
		keys := map[string]bool{}
		for _, key := range meta.Keys() {
			if _, there := doc.every[joined(key)]; !there {
				t.Errorf("the scanner missed %q", key)
			}
			for i := range key {
				keys[joined(key[:i+1])] = true
			}
		}
		for path := range doc.every {
			if !keys[path] {
				t.Errorf("the scanner made up %q", path)
			}
		}
	})
}
