package jsontree

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// after sends keys by their names.
func after(m Model, keys string) Model {
	for _, name := range strings.Fields(keys) {
		m, _ = m.Update(press(name))
	}
	return m
}

// view is the View without the blanks at the ends of its lines.
func view(m Model, width, height int) string {
	lines := strings.Split(m.View(width, height, Styles{}), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if want = strings.Trim(want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

const sample = `{"b": 1.50e+2, "a": [true, {"x": null}], "empty": {}, "none": [ ], "b": "two"}`

func TestViewAndFolds(t *testing.T) {
	t.Parallel()
	const folded = `
 ▾ {
     "b": 1.50e+2,
>  ▸ "a": […],  6 lines
     "empty": {},
     "none": [],
     "b": "two"
   }`
	tests := []struct{ name, keys, want string }{
		{"order, duplicate keys and digits stay", "", `
>▾ {
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
   }`},
		{"a fold is one row and says how many it was", "down down space", folded},
		{"a fold inside a fold keeps", "down down down down left left left right", `
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
		{"left goes out and right goes in", "down right down right left space", folded},
		{"an end folds its beginning", "end space", `
>▸ {…}  12 lines`},
		{"folded and unfolded is as before", "space space end", `
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
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			check(t, view(after(New([]byte(sample)), tt.keys), 60, 30), tt.want)
		})
	}
}

func TestScrolling(t *testing.T) {
	t.Parallel()
	var body strings.Builder
	for i := range 40 {
		fmt.Fprintf(&body, ",%d", i+1)
	}
	m, _ := New([]byte("[" + body.String()[1:] + "]")).Update(tea.WindowSizeMsg{Width: 40, Height: 5})
	tests := []struct {
		name, keys  string
		top, cursor string
		position    string
	}{
		{"at first", "", ">▾ [", ">▾ [", "line 1 of 42"},
		{"up at the top does nothing", "up", ">▾ [", ">▾ [", "line 1 of 42"},
		{"down moves the cursor", "down down down down", " ▾ [", ">    4,", "line 5 of 42"},
		{"down at the bottom scrolls", "down down down down down", "     1,", ">    5,", "line 6 of 42"},
		{"up within the page does not scroll", "down down down down down up", "     1,", ">    4,", "line 5 of 42"},
		{"a page down, less one row", "pgdown", ">    4,", ">    4,", "line 5 of 42"},
		{"a page down and up is where it was", "down down pgdown pgup", " ▾ [", ">    2,", "line 3 of 42"},
		{"the end", "end", "     37,", ">  ]", "line 42 of 42"},
		{"a page beyond the end", "end pgdown", "     37,", ">  ]", "line 42 of 42"},
		{
			"a page that ends at the end leaves nothing empty", "pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown pgdown",
			"     37,", ">  ]", "line 42 of 42",
		},
		{"home", "end home", ">▾ [", ">▾ [", "line 1 of 42"},
		{"out of a long array", "end up up left", ">▾ [", ">▾ [", "line 1 of 42"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := after(m, tt.keys)
			lines := strings.Split(view(m, 40, 5), "\n")
			if lines[0] != tt.top {
				t.Errorf("the top is %q, want %q", lines[0], tt.top)
			}
			for _, l := range lines {
				if strings.HasPrefix(l, ">") && l != tt.cursor {
					t.Errorf("the cursor is on %q, want %q", l, tt.cursor)
				}
			}
			if len(lines) != 5 || m.Position() != tt.position {
				t.Errorf("%d lines, at %q, want 5, %q", len(lines), m.Position(), tt.position)
			}
			if small := m.View(40, 2, Styles{}); strings.Count(small, "\n") != 1 || !strings.Contains(small, tt.cursor) {
				t.Errorf("in two rows it shows %q", small)
			}
		})
	}
}

func TestHostileStringsShowNeutralised(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"\u001b[31mred"`:    `"^[[31mred"`,
		`"a\nb\tc\rd"`:       `"a^Jb^Ic^Md"`,
		`"\u202egnp.exe"`:    `"‹U+202E›gnp.exe"`,
		"\"\u202egnp\"":      `"‹U+202E›gnp"`,
		`"\ud83d\ude00 æ"`:   `"😀 æ"`,
		`"\ud83d x"`:         "\"\ufffd x\"",
		"\"a\xffb\"":         "\"a\ufffdb\"",
		"\"\u009b31m\x7f\"":  `"‹U+009B›31m^?"`,
		`"\"\\\/\b\f"`:       `""\/^H^L"`,
		`{"\u001b]0;x": ""}`: "",
	} {
		got := New([]byte(in)).View(60, 3, Styles{})
		if strings.ContainsAny(got, "\x1b\t\r\x7f") || !strings.Contains(got, want) {
			t.Errorf("%s shows as %q, want %q", in, got, want)
		}
	}
}

func TestLongValues(t *testing.T) {
	t.Parallel()
	m := after(New([]byte(`["`+strings.Repeat("0123456789", 9)+`", 1]`)), "down")
	check(t, view(m, 40, 9), `
 ▾ [
>    "01234567890123456…,  90 characters
     1
   ]`)
	check(t, view(after(m, "space"), 40, 9), `
 ▾ [
>    "0123456789012345678901234567890123
     45678901234567890123456789012345678
     901234567890123456789",
     1
   ]`)
	check(t, view(after(m, "space"), 40, 2), `
>    "0123456789012345678901234567890123
     456789012345678901…,  90 characters`)
	check(t, view(after(m, "space down up"), 40, 9), view(m, 40, 9))
	if got := view(m, 12, 9); strings.Contains(got, "characters") {
		t.Errorf("the length takes the room of the text: %s", got)
	}
	check(t, view(New([]byte(strings.Repeat("7", 60))), 40, 1), `>  777777777777777777777…  60 characters`)
	check(t, view(New([]byte(`"`+strings.Repeat("a", 3<<20)+`"`)), 40, 1), `>  "aaaaaaaaaaaaaaaaa…  more than 256 KB`)
	check(t, view(readAll(New([]byte(`"`+strings.Repeat("a", 3<<20)+`"`))), 40, 1), `>  "aaaaaaaaaaaaaaaaaaaaaaaaaaa…  3.0 MB`)
}

func TestBrokenDocumentsShowAsFarAsTheyGo(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, body, broken, want string }{
		{"nothing", "", "broken at byte 0: it ends where a value should be", ">✗ broken at byte 0: it ends where a value should be"},
		{"white space", " \n", "broken at byte 2: it ends where a value should be", ">✗ broken at byte 2: it ends where a value should be"},
		{"a web page", "<html>", "broken at byte 0: a value should be here, not <", ">✗ broken at byte 0: a value should be here, not <  <html>"},
		{"cut in an object", `{"a":1,`, "broken at byte 7: it ends where a key should be", `
>▾ {
     "a": 1,
 ✗ broken at byte 7: it ends where a key should be`},
		{"cut in a string", `{"a":"bc`, "broken at byte 5: a string without an end", `
>▾ {
     "a":
 ✗ broken at byte 5: a string without an end  "bc`},
		{"cut behind a key", `{"a"`, "broken at byte 4: it ends where a colon should be", `
>▾ {
     "a"
 ✗ broken at byte 4: it ends where a colon should be`},
		{"the wrong bracket", `[1, 2}`, "broken at byte 5: a comma or ] should be here, not }", `
>▾ [
     1,
     2
 ✗ broken at byte 5: a comma or ] should be here, not }  }`},
		{"a comma too many", `[1,]`, "broken at byte 3: a value should be here, not ]", `
>▾ [
     1,
 ✗ broken at byte 3: a value should be here, not ]  ]`},
		{"more behind it", "{}\n{}", "broken at byte 3: the end should be here, not {", `
>  {}
 ✗ broken at byte 3: the end should be here, not {  {}`},
		{"a bad number", `[01]`, "broken at byte 1: a value or ] should be here, not 0", `
>▾ [
 ✗ broken at byte 1: a value or ] should be here, not 0  01]`},
		{"a bad escape", `["\x"]`, "broken at byte 2: an escape sequence that JSON does not have", `
>▾ [
 ✗ broken at byte 2: an escape sequence that JSON does not have  "\x"]`},
		{"a raw line break in a string", "[\"a\n\"]", "broken at byte 3: a control character in a string", `
>▾ [
 ✗ broken at byte 3: a control character in a string  "a^J"]`},
		{"an escape sequence", "\x1b[2J", "broken at byte 0: a value should be here, not the byte 0x1B", `
>✗ broken at byte 0: a value should be here, not the byte 0x1B  ^[[2J`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := New([]byte(tt.body))
			check(t, view(m, 80, 9), tt.want)
			if got := m.Broken(); got != tt.broken {
				t.Errorf("Broken is %q, want %q", got, tt.broken)
			}
		})
	}
	m := after(New([]byte(`{"a":[1,2`)), "down space end")
	check(t, view(m, 80, 9), `
 ▾ {
   ▸ "a": […]  3 lines
>✗ broken at byte 9: it ends where a comma or ] should be`)
	if got := New([]byte(sample)).Broken(); got != "" {
		t.Errorf("a whole document is %q", got)
	}
}

func TestDeepNestingCostsNoStack(t *testing.T) {
	t.Parallel()
	const deep = 100_000
	body := strings.Repeat(`[`, deep) + strings.Repeat(`]`, deep)
	m := readAll(New([]byte(body)))
	if got, want := after(m, "end").Position(), "line 199999 of 199999"; got != want {
		t.Errorf("at %q, want %q", got, want)
	}
	m = after(m, "end up left")
	if got, want := m.Position(), "line 2 of 199999"; got != want {
		t.Errorf("from the end of line 2 out to %q, want %q", got, want)
	}
	check(t, view(after(m, "space end"), 60, 9), "\n ▾ [\n   ▸ […]  199997 lines\n>  ]")
	for range 40 {
		m = after(m, "pgdown")
	}
	if lines := strings.Split(m.View(30, 5, Styles{}), "\n"); !strings.Contains(lines[0], "…9") {
		t.Errorf("the depth does not show: %q", lines[0])
	}
}

func TestKeysThatWaitForTheReader(t *testing.T) {
	t.Parallel()
	body := settingsOf(1)
	total := readAll(New(body)).doc.lines()
	tests := []struct {
		name, keys string
		line, rows int
	}{
		{"end goes to the end once it is known", "end", total, 24},
		{"another key calls it off", "end down", 2, 24},
		{"a fold folds once its end is known", "space", 1, 1},
	}
	for _, tt := range tests {
		m := after(New(body), tt.keys)
		if got := m.Position(); strings.Contains(got, "of") || m.cursor.line > 2 {
			t.Errorf("%s: before, at %q", tt.name, got)
		}
		m = readAll(m)
		if got, want := m.Position(), fmt.Sprintf("line %d of %d", tt.line, total); got != want {
			t.Errorf("%s: at %q, want %q", tt.name, got, want)
		}
		if rows := strings.Count(m.View(80, 24, Styles{}), "\n") + 1; rows != tt.rows {
			t.Errorf("%s: %d rows, want %d", tt.name, rows, tt.rows)
		}
	}
}

func TestWhatWasReadCountsOnceAndForItsOwnDocument(t *testing.T) {
	t.Parallel()
	body := settingsOf(5)
	m, other := New(body), New(slices.Clone(body))
	msg := m.Init()()
	again, cmd := m.Update(msg)
	if again.doc.off <= m.doc.off || cmd == nil {
		t.Fatal("what was read does not count")
	}
	if got, cmd := again.Update(msg); got.doc.off != again.doc.off || cmd != nil {
		t.Error("what was read counts twice")
	}
	if got, cmd := other.Update(msg); got.doc.off != other.doc.off || cmd != nil {
		t.Error("what was read counts for another document")
	}
}

func TestStylesAreTheCallers(t *testing.T) {
	t.Parallel()
	mark := func(c string) lipgloss.Style {
		return lipgloss.NewStyle().Transform(func(s string) string { return c + s + c })
	}
	styles := Styles{Key: mark("K"), String: mark("S"), Number: mark("N"), Punct: mark("P"), Dim: mark("D"), Cursor: mark("C")}
	lines := strings.Split(New([]byte(`{"k":"s","n":1}`)).View(20, 9, styles), "\n")
	for i, want := range []string{
		"C>▾ {                C",
		`D DP  PP  PK"k"KP: PS"s"SP,P`,
		`D DP  PP  PK"n"KP: PN1N`,
	} {
		if lines[i] != want {
			t.Errorf("line %d is %q, want %q", i, lines[i], want)
		}
	}
}

func TestEveryBindingHelps(t *testing.T) {
	t.Parallel()
	k := DefaultKeys()
	for _, group := range append(k.FullHelp(), k.ShortHelp()) {
		for _, b := range group {
			if b.Help().Key == "" || b.Help().Desc == "" || len(b.Keys()) == 0 {
				t.Errorf("%v has no help", b.Keys())
			}
		}
	}
}

func TestNarrowViews(t *testing.T) {
	t.Parallel()
	m := New([]byte(`{"日本語":"日本語日本語","a":[[[[[[1]]]]]]}`))
	for width := range 30 {
		for height := range 6 {
			for _, keys := range []string{"", "down", "down space", "end up up up"} {
				got := after(m, keys).View(width, height, Styles{})
				if strings.Count(got, "\n") >= max(height, 1) {
					t.Errorf("%d×%d: %d lines", width, height, strings.Count(got, "\n")+1)
				}
				for _, l := range strings.Split(got, "\n") {
					if ansi.StringWidth(l) > width {
						t.Errorf("%d×%d: %q is wider", width, height, l)
					}
				}
			}
		}
	}
}
