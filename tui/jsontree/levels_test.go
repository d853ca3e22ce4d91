package jsontree

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestFoldingToADepth(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, keys, want string }{
		{"one level", "1", `
>▾ {
     "b": 1.50e+2,
   ▸ "a": […],  6 lines
     "empty": {},
     "none": [],
     "b": "two"
   }`},
		{"what is opened shows one level more", "1 down down right", `
 ▾ {
     "b": 1.50e+2,
>  ▾ "a": [
       true,
     ▸ {…}  3 lines
     ],
     "empty": {},
     "none": [],
     "b": "two"
   }`},
		{"and folds again", "1 down down right left", `
 ▾ {
     "b": 1.50e+2,
>  ▸ "a": […],  6 lines
     "empty": {},
     "none": [],
     "b": "two"
   }`},
		{"two levels, with the cursor deeper", "down down down down down 2", `
 ▾ {
     "b": 1.50e+2,
   ▾ "a": [
       true,
>    ▸ {…}  3 lines
     ],
     "empty": {},
     "none": [],
     "b": "two"
   }`},
		{"all of it", "1 2 down space 0 end", `
 ▾ {
     "b": 1.50e+2,
   ▾ "a": [
       true,
     ▾ {
         "x": null
       }
     ],
     "empty": {},
     "none": [],
     "b": "two"
>  }`},
		{"a hit in what is folded opens what is around it", "1 / 'null enter", `
 ▾ {
     "b": 1.50e+2,
   ▾ "a": [
       true,
     ▾ {
>        "x": null
       }
     ],
     "empty": {},
     "none": [],
     "b": "two"
   }`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, _ := play(New([]byte(sample)), tt.keys).Clear()
			check(t, view(m, 60, 30), tt.want)
		})
	}
	m := readAll(New(settingsOf(2)))
	if got := view(play(m, "2 end up up"), 60, 3); !strings.Contains(got, ">    ▸ {…}  13 lines") {
		t.Errorf("the end of a long list of folds:\n%s", got)
	}
	if got := view(play(New(settingsOf(2)), "1"), 60, 3); !strings.Contains(got, `▸ "attributes": […]`) || strings.Contains(got, "lines") {
		t.Errorf("a container that has not been read to its end:\n%s", got)
	}
}

func TestWhatIsFoldedByDepthAgreesWithEveryRow(t *testing.T) {
	t.Parallel()
	for seed := range uint64(4) {
		r := rand.New(rand.NewPCG(seed, 3))
		var b bytes.Buffer
		b.WriteByte('[')
		for b.Len() < 60_000 {
			random(r, &b, 1)
			b.WriteByte(',')
		}
		b.WriteString("0]")
		if seed%2 == 1 {
			b.Truncate(b.Len() / 2)
		}
		d := readAll(New(b.Bytes())).doc
		rows := all(d, nil)
		d.level = 1 + int(seed)
		for range 30 {
			x := rows[r.IntN(len(rows))]
			if r.IntN(2) == 0 {
				d = d.revealed(x)
			} else if d.shape(x).foldable {
				d, _ = d.folded(x)
			}
		}
		var want []row
		for x, ok := d.first(); ok; x, ok = d.after(x) {
			want = append(want, x)
		}
		var shown []row
		for _, x := range rows {
			if _, hidden := d.over(x); !hidden {
				shown = append(shown, x)
			}
		}
		if !slices.Equal(shown, want) || len(shown) == len(rows) {
			t.Fatalf("seed %d: %d rows show, want %d of %d", seed, len(shown), len(want), len(rows))
		}
		for range 50 {
			i, n := r.IntN(len(shown)), r.IntN(60)
			if got := d.before(shown[i], n); !slices.Equal(got, shown[max(0, i-n):i]) {
				t.Fatalf("seed %d: %d rows before row %d are wrong", seed, n, i)
			}
		}
		if got := d.last(); got != shown[len(shown)-1] {
			t.Fatalf("seed %d: the last row is %v", seed, got)
		}
	}
}

func TestLongValuesScrollSideways(t *testing.T) {
	t.Parallel()
	m, _ := New([]byte(`{"k":"` + strings.Repeat("0123456789", 10) + `\u001b[31m` + strings.Repeat("x", 200) + `"}`)).Update(tea.WindowSizeMsg{Width: 40, Height: 9})
	m = play(m, "down")
	for _, tt := range []struct{ keys, want string }{
		{">", `"k": …0123456789`},
		{"> > >", `"k": …0123456789012345678901234567890123456789^[[31mxxx`},
		{"> > > > < <", `"k": …01234567890123456789012345678901234567890123456789`},
		{"> < < <", `"k": "0123456789`},
		{"> up down", `"k": "0123456789`},
		{"> > > > > > > > > > > > > > > > > > > > > > > > > > >", `"k": …xxxxx"`},
		{"space >", `"k": …xxxxxxxxxx`},
		{"/ '31m enter", `"k": …23456789^[[31mxxxxxx`},
	} {
		if got := view(play(m, tt.keys), 120, 3); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got\n%s\nwant %s", tt.keys, got, tt.want)
		}
	}
}

func FuzzEveryKey(f *testing.F) {
	f.Add([]byte(people), "/ola\rnN?a\rN&name\rjjkG>>< \r1jl0JKHcpP", 60, 9)
	f.Add([]byte(`[1,"\u001b[31m\ud83d\ude00",{"a":{}}] x`), "1G/\tx*\rnn &\t.\rjj", 20, 5)
	f.Add([]byte("{\"日本\":\"\x9b\u202e\u0301\",\"a\":[[[[]]]]}"), "/\u0301\rn1J2K3>&日\r>><", 12, 3)
	f.Add([]byte(`{"a":"`), "/a\rGcpP&a\rkj", 30, 4)
	f.Fuzz(func(t *testing.T, body []byte, keys string, width, height int) {
		if len(keys) > 60 || len(body) > 2000 {
			return
		}
		width, height = 1+width&63, 1+height&15
		m, _ := New(body).Update(tea.WindowSizeMsg{Width: width, Height: height})
		for _, r := range keys {
			msg := tea.KeyPressMsg{Code: r, Text: string(r)}
			switch r {
			case '\r':
				msg = tea.KeyPressMsg{Code: tea.KeyEnter}
			case '\t':
				msg = tea.KeyPressMsg{Code: tea.KeyTab}
			case '\b':
				m, _ = m.Clear()
			}
			m = run(m.Update(msg))
			shown := m.View(width, height, Styles{})
			lines := strings.Split(shown, "\n")
			if len(lines) > height {
				t.Fatalf("%d lines in %d", len(lines), height)
			}
			for _, l := range lines {
				if ansi.StringWidth(l) > width {
					t.Fatalf("%q is wider than %d", l, width)
				}
				if i := strings.IndexFunc(l, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }); i >= 0 {
					t.Fatalf("a control character at %d of %q", i, l)
				}
			}
			if !strings.Contains(shown, ">") && (height > 1 || !m.Typing()) {
				t.Fatalf("the cursor is out of sight: %q", shown)
			}
			if _, hidden := m.doc.over(m.cursor); hidden && !m.Listing() {
				t.Fatal("the cursor is in a fold")
			}
		}
		place := m.Place()
		if want := bytes.Count(body[:m.cursor.off], []byte("\n")) + 1; place.Line != want {
			t.Fatalf("in line %d, want %d", place.Line, want)
		}
	})
}

func FuzzPathsAndValuesAgreeWithEncodingJSON(f *testing.F) {
	f.Add([]byte(people), 7)
	f.Add([]byte(sample), 1)
	f.Add([]byte(`[[{"a":[1,[]]},"\ud800"],{"":{"a/b~":null}}]`), 3)
	f.Fuzz(func(t *testing.T, body []byte, budget int) {
		if len(body) > 3000 {
			return
		}
		d := document{body: body}
		for !d.done {
			d = d.with(d.read(1 + budget&63))
		}
		if d.valid() != json.Valid(body) {
			t.Fatalf("valid: %v, %s", d.valid(), d.problem)
		}
		if !d.valid() {
			return
		}
		var got []string
		for _, r := range all(d, nil) {
			if d.shape(r).closing {
				continue
			}
			steps, ok := d.path(r)
			raw, some := d.value(r)
			if !some || !ok && r.depth < deepest {
				t.Fatalf("row %v has no value or no path", r)
			}
			if ok {
				got = append(got, unquoted(t, pointer(steps))+" "+compact(raw))
			}
		}
		want := walked(nil, "", json.RawMessage(body), 0)
		if !slices.Equal(got, want) {
			t.Fatalf("got\n%q\nwant\n%q", got, want)
		}
	})
}

// unquoted is a pointer that may be written as a JSON string.
func unquoted(t *testing.T, pointer string) string {
	if strings.HasPrefix(pointer, `"`) {
		if err := json.Unmarshal([]byte(pointer), &pointer); err != nil {
			t.Fatalf("%s: %v", pointer, err)
		}
	}
	return pointer
}

func compact(raw []byte) string {
	var b bytes.Buffer
	_ = json.Compact(&b, raw) // it is valid
	return b.String()
}

// walked is what encoding/json finds at every path, duplicate keys included.
func walked(into []string, path string, raw json.RawMessage, depth int) []string {
	if depth >= deepest {
		return into
	}
	into = append(into, path+" "+compact(raw))
	decoder := json.NewDecoder(bytes.NewReader(raw))
	token, _ := decoder.Token()
	for i := 0; token == json.Delim('[') || token == json.Delim('{'); i++ {
		if !decoder.More() {
			break
		}
		step := strconv.Itoa(i)
		if token == json.Delim('{') {
			key, _ := decoder.Token()
			step = strings.NewReplacer("~", "~0", "/", "~1").Replace(key.(string))
		}
		var value json.RawMessage
		_ = decoder.Decode(&value)
		into = walked(into, path+"/"+step, value, depth+1)
	}
	return into
}
