package layout

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestACursorWalksAndTheWindowFollows(t *testing.T) {
	t.Parallel()
	keys := map[string]rune{"down": tea.KeyDown, "up": tea.KeyUp, "pgdown": tea.KeyPgDown, "pgup": tea.KeyPgUp, "home": tea.KeyHome, "end": tea.KeyEnd}
	// Rows 0 to 9, of which 0 is a head, and 5 takes seven lines; five lines fit.
	l := NewList(Frame{Width: 80, Height: 5})
	l.Add(10, func(p *Page, i int) {
		for range map[bool]int{true: 7, false: 1}[i == 5] {
			p.Add(Must, strings.Repeat("x", i))
		}
	})
	for _, tt := range []struct {
		name, keys string
		at, row    int // the cursor, and the row at the top
	}{
		{"down inside the window", "down down", 3, 0},
		{"down at its end", "down down down", 4, 1},
		{"into a high row, and through it line by line", "down down down down", 4, 2},
		{"to the end of the high row", "down down down down down down down down down down down", 6, 5},
		{"up inside the window", "down up", 1, 0},
		{"not beyond the first", "up up", 1, 0},
		{"to the end", "end", 9, 5},
		{"not beyond the last", "end down down", 9, 5},
		{"up from the end", "end up up", 7, 5},
		{"home", "end home", 1, 0},
		{"a page down and up", "pgdown pgup pgup", 1, 0},
		{"pages to the end", "pgdown pgdown pgdown pgdown pgdown", 9, 5},
		{"pages to the beginning", "end pgup pgup pgup pgup pgup", 1, 0},
	} {
		k := NewScrollKeys()
		w, at := Window{}, 1
		for key := range strings.FieldsSeq(tt.keys) {
			var ok bool
			if w, at, ok = k.Walk(l, w, at, 1, tea.KeyPressMsg{Code: keys[key]}); !ok {
				t.Fatalf("%s does not scroll", key)
			}
		}
		if at != tt.at || w.Row != tt.row {
			t.Errorf("%s: got row %d with row %d at the top, want %d and %d", tt.name, at, w.Row, tt.at, tt.row)
		}
	}
	if w, at, ok := NewScrollKeys().Walk(l, Window{}, 1, 1, tea.KeyPressMsg{Code: 'x', Text: "x"}); ok || at != 1 || w != (Window{}) {
		t.Error("x scrolls")
	}
}
