package layout

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// listOf is a list whose row i takes sizes[i] lines, as "3b" for the second line of row 3.
func listOf(height int, sizes ...int) List {
	rows := NewList(frameOf(80, height))
	rows.Add(len(sizes), func(p *Page, i int) {
		for line := range sizes[i] {
			p.Add(Must, fmt.Sprintf("%d%c", i, 'a'+line))
		}
	})
	return rows
}

func shownBy(l List, w Window) string {
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(l.Draw(w), " "))), " ")
}

func TestAWindowOverRows(t *testing.T) {
	t.Parallel()
	rows := listOf(4, 1, 1, 3, 1, 2, 1) // 0a 1a 2a 2b 2c 3a 4a 4b 5a
	for _, row := range []struct {
		name string
		at   Window
		want string
	}{
		{"at the top", Window{}, "0a 1a 2a ▾ 4 more rows"},
		{"a line on", rows.by(Window{}, 1), "1a 2a 2b ▾ 4 more rows"},
		{"in the middle of a row", rows.by(Window{}, 3), "2b 2c 3a ▾ 2 more rows"},
		{"a line before the end", rows.by(Window{}, 4), "2c 3a 4a ▾ 2 more rows"},
		{"at the end", rows.by(Window{}, 5), "3a 4a 4b 5a"},
		{"no further than the end", rows.by(Window{}, 50), "3a 4a 4b 5a"},
		{"the end", rows.end(), "3a 4a 4b 5a"},
		{"back by a line", rows.by(rows.end(), -1), "2c 3a 4a ▾ 2 more rows"},
		{"back into the middle of a row", rows.by(rows.end(), -2), "2b 2c 3a ▾ 2 more rows"},
		{"no further back than the top", rows.by(rows.end(), -50), "0a 1a 2a ▾ 4 more rows"},
		{"a row below comes into sight", rows.Showing(Window{}, 3), "2b 2c 3a ▾ 2 more rows"},
		{"the last row comes into sight", rows.Showing(Window{}, 5), "3a 4a 4b 5a"},
		{"a row above comes into sight", rows.Showing(rows.end(), 1), "1a 2a 2b ▾ 4 more rows"},
		{"a row that begins above comes into sight", rows.Showing(Window{2, 1}, 2), "2a 2b 2c ▾ 3 more rows"},
		{"a row that is in sight moves nothing", rows.Showing(Window{1, 0}, 1), "1a 2a 2b ▾ 4 more rows"},
		{"beyond a row's last line", rows.Within(Window{0, 7}), "0a 1a 2a ▾ 4 more rows"},
		{"beyond the last row", rows.Within(Window{77, 7}), "3a 4a 4b 5a"},
		{"what was never put right", Window{77, 7}, ""},
	} {
		if got := shownBy(rows, row.at); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestAWindowThatHoldsMoreThanThereIs(t *testing.T) {
	t.Parallel()
	rows := listOf(4, 1, 2)
	for _, at := range []Window{{}, rows.end(), rows.by(Window{}, 1), rows.by(Window{}, -1), rows.Showing(Window{}, 1), rows.Within(Window{1, 1})} {
		if got := shownBy(rows, at); got != "0a 1a 1b" {
			t.Errorf("from %v: %q, want all of it", at, got)
		}
	}
	none := listOf(4)
	for _, at := range []Window{{}, none.end(), none.by(Window{}, 1), none.by(Window{}, -1), none.Within(Window{1, 1})} {
		if got := shownBy(none, at); got != "" || at.Row != 0 {
			t.Errorf("of nothing, from %v: %q", at, got)
		}
	}
}

func TestARowThatIsLongerThanTheScreenIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	rows := listOf(3, 1, 9, 1)
	at := rows.Showing(Window{}, 1)
	if got := shownBy(rows, at); got != "1a 1b ▾ 2 more rows" {
		t.Errorf("it begins with %q", got)
	}
	for _, want := range []string{"1c 1d ▾ 2 more rows", "1e 1f ▾ 2 more rows", "1g 1h ▾ 2 more rows", "1h 1i 2a", "1h 1i 2a"} {
		at = rows.by(at, 2)
		if got := shownBy(rows, at); got != want {
			t.Errorf("then comes %q, want %q", got, want)
		}
	}
}

func TestEveryLineIsSeenWhateverTheHeight(t *testing.T) {
	t.Parallel()
	for height := 1; height <= 12; height++ {
		rows := listOf(height, 1, 4, 1, 2, 2, 7, 1, 1, 3)
		seen := ""
		for at, last := (Window{}), (Window{-1, 0}); at != last; last, at = at, rows.by(at, 1) {
			lines := rows.Draw(at)
			if len(lines) != height {
				t.Errorf("%d lines in a height of %d", len(lines), height)
			}
			seen += shownBy(rows, at) + " "
		}
		for _, last := range []string{"0a", "1d", "2a", "3b", "4b", "5g", "6a", "7a", "8c"} {
			if !strings.Contains(seen, last) {
				t.Errorf("at a height of %d, %s never came into sight", height, last)
			}
		}
	}
}

func TestOnlyWhatIsSeenIsDrawn(t *testing.T) {
	t.Parallel()
	const height, many = 20, 1_000_000
	drawn := 0
	rows := NewList(frameOf(80, height))
	rows.Add(many, func(p *Page, i int) { drawn++; p.Add(Must, strconv.Itoa(i)) })
	for _, row := range []struct {
		name string
		do   func() Window
	}{
		{"the top", func() Window { return Window{} }},
		{"a page", func() Window { return rows.by(Window{}, height-1) }},
		{"a page in the middle", func() Window { return rows.by(Window{Row: many / 2}, -height) }},
		{"the end", rows.end},
		{"beyond the end", func() Window { return rows.Within(Window{Row: 2 * many}) }},
		{"a row in the middle", func() Window { return rows.Showing(Window{}, many/2) }},
	} {
		drawn = 0
		rows.Draw(row.do())
		if drawn > 3*height {
			t.Errorf("%s: %d rows were drawn for a screen of %d", row.name, drawn, height)
		}
	}
}
