package field

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

func TestViewAndCursor(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		kind     Kind
		revealed bool
		text     string
		keys     string
		width    int
		want     string
		cursor   int
	}{
		{"empty", Value, false, "", "", 5, "", 0},
		{"the cursor stands behind the text", Value, false, "abc", "", 5, "abc", 3},
		{"the text fits and the cursor is in it", Value, false, "abcde", "left", 5, "abcde", 4},
		{"no room for the cursor moves the text by half", Value, false, "abcdef", "", 6, "def", 3},
		{"what was just typed stays in sight", Value, false, "abcdefghij", "", 6, "ghij", 4},
		{"going left shows the text from where it fits", Value, false, "abcdefghij", "left left left left left", 6, "abcdef", 5},
		{"home shows the start", Value, false, "abcdefghij", "home", 6, "abcdef", 0},
		{"wide characters count two cells", Value, false, "日本", "", 6, "日本", 4},
		{"a wide character under the cursor is whole", Value, false, "日本語", "left", 5, "本語", 2},
		{"a wide character is not cut", Value, false, "日本語", "home", 5, "日本", 0},
		{"an accent takes no cell", Value, false, "e\u0301a", "", 5, "e\u0301a", 2},
		{"one cell", Value, false, "abc", "left", 1, "c", 0},
		{"one cell cannot hold a wide character", Value, false, "日", "home", 1, "", 0},
		{"no cell", Value, false, "abc", "", 0, "", 0},
		{"a code shows", Code, false, "482", "", 6, "482", 3},
		{"a secret is masked", Secret, false, "s3c", "", 6, "•••", 3},
		{"a mask has one bullet for a cluster", Secret, false, "e\u0301日👨\u200d👩\u200d👧", "", 6, "•••", 3},
		{"a mask scrolls as text does", Secret, false, "0123456789", "", 6, "••••", 4},
		{"a revealed secret shows", Secret, true, "s3 ", "", 6, "s3 ", 3},
		{"a revealed secret shows what it hides", Secret, true, "a\u200bb", "left", 20, "a‹U+200B›b", 9},
		{"a revealed secret is neutralised", Secret, true, "a\u202eb", "", 20, "a‹U+202E›b", 10},
		{"terminals agree on a flag", Secret, true, "🇳🇴", "", 20, "🇳🇴", 2},
		{"what terminals disagree on is spelled out", Secret, true, "👍🏽", "", 40, "‹U+1F44D›‹U+1F3FD›", 18},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m := New(tt.kind).SetText(tt.text)
			m.Revealed = tt.revealed
			for _, name := range strings.Fields(tt.keys) {
				m = send(m, press(name))
			}
			if got := m.View(tt.width); got != tt.want {
				t.Errorf("View is %q, want %q", got, tt.want)
			}
			if got := m.CursorX(tt.width); got != tt.cursor {
				t.Errorf("CursorX is %d, want %d", got, tt.cursor)
			}
		})
	}
}

// leaks are the shapes in which a text shows by accident: itself, a list of runes, a
// list of bytes, and hexadecimal.
func leaks(text string) []string {
	inner := func(v any) string { return strings.Trim(fmt.Sprint(v), "[]") }
	return []string{text, inner([]rune(text)), inner([]byte(text)), fmt.Sprintf("%x", text), fmt.Sprintf("%q", text)}
}

func TestNoVerbShowsWhatAFieldHolds(t *testing.T) {
	t.Parallel()
	const canary = "canary" + "0123456789"
	for _, kind := range []Kind{Value, Secret, Code} {
		m := send(New(kind), typed(canary)...)
		m = send(m, tea.PasteMsg{Content: "\n"}, press("left"))
		type screen struct{ field Model }
		for _, v := range []any{m, &m, screen{m}, &screen{m}, []Model{m}, map[string]any{"m": m}} {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%d", "%x", "%X"} {
				got := fmt.Sprintf(verb, v)
				for _, leak := range leaks(canary) {
					if strings.Contains(got, leak) {
						t.Errorf("kind %d, %s of %T shows %q", kind, verb, v, leak)
					}
				}
			}
		}
		if masked := m.View(80); kind == Secret && masked != strings.Repeat(bullet, len(canary)) {
			t.Errorf("the mask is %q", masked)
		}
	}
}

func FuzzKeysAndPastes(f *testing.F) {
	f.Add(1, 7, "lakuxp", "e\u0301 日本👨\u200d👩\u200d👧\n")
	f.Add(2, 1, "pllpbdw", "12-3 4\x1b[31m\u200b")
	f.Add(0, 80, "plrhpe", "🇳🇴🇸🇪\u0301\u202e")
	f.Add(1, 3, "pLRpW", "\xff\u1100\u1161\u11a8 हिन्दी ")
	keys := map[rune]string{
		'l': "left", 'r': "right", 'L': "ctrl+left", 'R': "ctrl+right", 'h': "home", 'e': "end",
		'b': "backspace", 'd': "delete", 'w': "ctrl+w", 'D': "alt+d", 'u': "ctrl+u", 'k': "ctrl+k", 'x': "ctrl+x",
	}
	f.Fuzz(func(t *testing.T, kind, width int, moves, text string) {
		kind, width = (kind%3+3)%3, (width%200+200)%200
		if len(moves) > 64 || len(text) > 256 {
			return // longer ones are slower, and no different
		}
		m := New(Kind(kind))
		for i, move := range []rune(moves) {
			switch name, isKey := keys[move]; {
			case isKey:
				m = send(m, press(name))
			case move == 'p':
				m = send(m, tea.PasteMsg{Content: text})
			default:
				m = send(m, tea.KeyPressMsg{Code: move, Text: string(move)})
			}
			m.Revealed = i%2 == 1
			view, x := m.View(width), m.CursorX(width)
			if held := m.text.Reveal(); boundary(held, m.at) != m.at || m.Len() > Limit {
				t.Fatalf("the cursor of %q is at %d", held, m.at)
			}
			if x < 0 || x > max(0, width-1) {
				t.Fatalf("CursorX(%d) is %d", width, x)
			}
			if got := ansi.StringWidth(view); got > width || got != ansi.StringWidthWc(view) {
				t.Fatalf("View(%d) is %d or %d cells wide: %q", width, got, ansi.StringWidthWc(view), view)
			}
			if i := strings.IndexFunc(view, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }); i >= 0 {
				t.Fatalf("View has a control character at %d: %q", i, view)
			}
		}
	})
}

func BenchmarkAKeyInALongSecret(b *testing.B) {
	m := New(Secret).SetText(strings.Repeat("a", 255))
	for b.Loop() {
		next, _ := m.Update(press("x"))
		_, _ = next.View(40), next.CursorX(40)
	}
}
