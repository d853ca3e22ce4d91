package jsontree

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// pathsOf is the rows of a document by their paths.
func pathsOf(t *testing.T, m Model) []string {
	t.Helper()
	var got []string
	for _, r := range all(m.doc, nil) {
		if m.doc.isBroken(r) || m.doc.shape(r).closing {
			continue
		}
		steps, ok := m.doc.path(r)
		if !ok {
			t.Fatalf("no path for %v", r)
		}
		got = append(got, pointer(steps)+" "+dotted(steps))
	}
	return got
}

func TestEveryRowHasAPointerAndADottedPath(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, body string
		want       []string
	}{
		{"objects and arrays", `{"a":[1,[2,3],{"b":null}],"c":{}}`, []string{
			" .", "/a a", "/a/0 a[0]", "/a/1 a[1]", "/a/1/0 a[1][0]", "/a/1/1 a[1][1]", "/a/2 a[2]", "/a/2/b a[2].b", "/c c",
		}},
		{"an array", `[[],[[7]]]`, []string{" .", "/0 [0]", "/1 [1]", "/1/0 [1][0]", "/1/0/0 [1][0][0]"}},
		{"a string", `"x"`, []string{" ."}},
		{"the escapes of a pointer", `{"a/b":{"m~n":1,"":2}}`, []string{
			" .", `/a~1b ["a/b"]`, `/a~1b/m~0n ["a/b"]["m~n"]`, `/a~1b/ ["a/b"][""]`,
		}},
		{"escaped keys", `{"\u0061\ud83d\ude00":1,"sp ace":2,"1a":3,"b-1":4,"ø":5}`, []string{
			" .", `/a😀 ["a😀"]`, `/sp ace ["sp ace"]`, `/1a ["1a"]`, "/b-1 b-1", "/ø ø",
		}},
		{"keys that would act on a terminal", "{\"\\u001b[2J\":1,\"\u202egnp\":2,\"\u009b\":3}", []string{
			" .", `"/\u001b[2J" ["\u001b[2J"]`, `"/\u202egnp" ["\u202egnp"]`, `"/\u009b" ["\u009b"]`,
		}},
		{"duplicate keys", `{"a":1,"a":{"a":2}}`, []string{" .", "/a a", "/a a", "/a/a a.a"}},
		{"as far as it goes", `{"a":[1,{"b":2},x`, []string{" .", "/a a", "/a/0 a[0]", "/a/1 a[1]", "/a/1/b a[1].b"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := pathsOf(t, readAll(New([]byte(tt.body))))
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("got\n%q\nwant\n%q", got, tt.want)
			}
		})
	}
}

// resolve follows a pointer without escapes through what encoding/json has read.
func resolve(value any, pointer string) any {
	for _, part := range strings.Split(pointer, "/")[1:] {
		switch in := value.(type) {
		case []any:
			var i int
			if _, err := fmt.Sscan(part, &i); err != nil || i >= len(in) {
				return err
			}
			value = in[i]
		case map[string]any:
			value = in[part]
		}
	}
	return value
}

func TestPathsAcrossMarksLeadToTheirValues(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	var b strings.Builder
	n := 0
	var write func(depth int)
	write = func(depth int) {
		n++
		switch kind := r.IntN(6); {
		case depth > 8 || depth > 1 && kind < 3:
			fmt.Fprintf(&b, `"%d %s"`, n, strings.Repeat("x", r.IntN(90)*r.IntN(90)))
		case kind%2 == 0:
			b.WriteString("[")
			for i := range 1 + r.IntN(9) {
				b.WriteString(strings.Repeat(",", min(i, 1)))
				write(depth + 1)
			}
			b.WriteString("]")
		default:
			b.WriteString("{")
			for i := range 1 + r.IntN(9) {
				fmt.Fprintf(&b, `%s"k%d":`, strings.Repeat(",", min(i, 1)), i)
				write(depth + 1)
			}
			b.WriteString("}")
		}
	}
	b.WriteString("[0")
	for b.Len() < 400_000 {
		b.WriteString(",\n")
		write(1)
	}
	b.WriteString("]")
	var whole any
	if err := json.Unmarshal([]byte(b.String()), &whole); err != nil {
		t.Fatal(err)
	}
	d := document{body: []byte(b.String())}
	for !d.done {
		d = d.with(d.read(1 + r.IntN(5000)))
	}
	for i, x := range all(d, nil) {
		s := d.shape(x)
		if i%7 > 0 || s.closing {
			continue
		}
		steps, ok := d.path(x)
		raw, some := d.value(x)
		var want any
		if err := json.Unmarshal(raw, &want); err != nil || !ok || !some {
			t.Fatalf("%v: %v, %v, %v", x, err, ok, some)
		}
		if got := resolve(whole, pointer(steps)); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Fatalf("%s leads to %.100v, want %.100v", pointer(steps), got, want)
		}
	}
}

func TestDeepAndLongDocumentsHavePathsWithoutDelay(t *testing.T) {
	t.Parallel()
	deep := readAll(New([]byte(strings.Repeat(`[0,{"a":`, 250) + "7" + strings.Repeat("}]", 250))))
	rows := all(deep.doc, nil)
	steps, ok := deep.doc.path(rows[3*250-1+1])
	if want := strings.Repeat("/1/a", 250); !ok || pointer(steps) != want {
		t.Errorf("500 levels: %.60q, %v", pointer(steps), ok)
	}
	deeper := after(readAll(New([]byte(strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)))), "end up up")
	if got := deeper.Place(); got.Path != "[0][0]" {
		t.Errorf("near the top of 100,000 levels: %+v", got)
	}
	deeper.cursor = deeper.doc.marks[3].row
	if got := deeper.Place(); got.Path != "" || got.Column != deeper.cursor.off+1 {
		t.Errorf("deeper than there are paths: %+v", got)
	}
}

func TestThePlaceIsTheLineAndColumnOfTheDocumentAsItCame(t *testing.T) {
	t.Parallel()
	m := readAll(New([]byte("{\n  \"a\": [\r\n\t1, 2,\n\n   {\"b\": \"" + strings.Repeat("x", 40_000) + "\"},\n 3]\n}")))
	for keys, want := range map[string]Place{
		"":                         {1, 1, "."},
		"down":                     {2, 3, "a"},
		"down down":                {3, 2, "a[0]"},
		"down down down":           {3, 5, "a[1]"},
		"down down down down":      {5, 4, "a[2]"},
		"down down down down down": {5, 5, "a[2].b"},
		"end":                      {7, 1, "."},
		"end up":                   {6, 3, "a"},
		"end up up":                {6, 2, "a[3]"},
		"end up up up":             {5, 40_012, "a[2]"},
		"end up up left left":      {2, 3, "a"},
		"end up up left right":     {3, 2, "a[0]"},
	} {
		if got := after(m, keys).Place(); got != want {
			t.Errorf("%q: %+v, want %+v", keys, got, want)
		}
	}
	if got := New(nil).Place(); got != (Place{1, 1, ""}) {
		t.Errorf("nothing at all: %+v", got)
	}
}

func TestParentsAndSiblings(t *testing.T) {
	t.Parallel()
	m := readAll(New([]byte(`{"a":[1,[2,3],{"b":null}],"c":{},"d":[[[9]]]}`)))
	for _, tt := range []struct{ name, at, keys, want string }{
		{"over a container", "down", "J", "c"},
		{"and back", "down J", "K", "a"},
		{"the last one stays", "down J J", "J", "d"},
		{"the first one stays", "down", "K", "a"},
		{"of an element", "down down", "J J", "a[2]"},
		{"from an end, past what it ends", "end up", "K", "c"},
		{"over a fold", "down space", "J", "c"},
		{"to the parent, which stays open", "down down J right", "H", "a[1]"},
		{"from parent to parent", "end up up up up", "H H", "d[0]"},
		{"the document has no parent and no siblings", "", "H J K", "."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := after(after(m, tt.at), tt.keys).Place().Path; got != tt.want {
				t.Errorf("at %s, want %s", got, tt.want)
			}
		})
	}
	if got := after(m, "down J J H").View(30, 20, Styles{}); strings.Contains(got, "▸") {
		t.Errorf("the parent is folded:\n%s", got)
	}
}

func TestCopyingPathAndValue(t *testing.T) {
	t.Parallel()
	m := readAll(New([]byte(`{"a":[1.50e+2, {"b" : "\u001b[31m"}],"n":` + strings.Repeat("7", 40) + `,"long":"` + strings.Repeat("x", 60_000) + `"}`)))
	for _, tt := range []struct{ name, keys, want string }{
		{"a number byte for byte", "down down c", "1.50e+2"},
		{"forty digits", "end up up c", strings.Repeat("7", 40)},
		{"a string stays escaped", "down down down down c", `"\u001b[31m"`},
		{"a container as it came", "down c", `[1.50e+2, {"b" : "\u001b[31m"}]`},
		{"a container at its end", "down down down down down c", `{"b" : "\u001b[31m"}`},
		{"the pointer", "down down down down p", "/a/1/b"},
		{"the path", "down down down down P", "a[1].b"},
		{"the pointer of the document", "p", ""},
		{"what is too long for a terminal", "end up c", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			keys := strings.Fields(tt.keys)
			m := after(m, strings.Join(keys[:len(keys)-1], " "))
			m, cmd := m.Update(press(keys[len(keys)-1]))
			got := ""
			if cmd != nil {
				got = fmt.Sprint(cmd())
			}
			if got != tt.want {
				t.Errorf("copied %.80q, want %q", got, tt.want)
			}
			if shown := view(m, 70, 6); !strings.Contains(shown, "clipboard") && !strings.Contains(shown, "Not copied: the value has 58 KB") {
				t.Errorf("nothing is said:\n%s", shown)
			}
			if shown := view(after(m, "up"), 70, 6); strings.Contains(shown, "opied") {
				t.Errorf("it is said for ever:\n%s", shown)
			}
		})
	}
}
