package tui

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

// listOf is a list whose row i takes sizes[i] lines, as "3b" for the second line of row 3.
func listOf(height int, sizes ...int) list {
	rows := newList(frameOf(80, height))
	rows.add(len(sizes), func(p *page, i int) {
		for line := range sizes[i] {
			p.add(must, fmt.Sprintf("%d%c", i, 'a'+line))
		}
	})
	return rows
}

func shownBy(l list, w window) string {
	return strings.Join(strings.Fields(ansi.Strip(strings.Join(l.draw(w), " "))), " ")
}

func TestAWindowOverRows(t *testing.T) {
	t.Parallel()
	rows := listOf(4, 1, 1, 3, 1, 2, 1) // 0a 1a 2a 2b 2c 3a 4a 4b 5a
	for _, row := range []struct {
		name string
		at   window
		want string
	}{
		{"at the top", window{}, "0a 1a 2a ↓ 4 more"},
		{"a line on", rows.by(window{}, 1), "1a 2a 2b ↓ 4 more"},
		{"in the middle of a row", rows.by(window{}, 3), "2b 2c 3a ↓ 2 more"},
		{"a line before the end", rows.by(window{}, 4), "2c 3a 4a ↓ 2 more"},
		{"at the end", rows.by(window{}, 5), "3a 4a 4b 5a"},
		{"no further than the end", rows.by(window{}, 50), "3a 4a 4b 5a"},
		{"the end", rows.end(), "3a 4a 4b 5a"},
		{"back by a line", rows.by(rows.end(), -1), "2c 3a 4a ↓ 2 more"},
		{"back into the middle of a row", rows.by(rows.end(), -2), "2b 2c 3a ↓ 2 more"},
		{"no further back than the top", rows.by(rows.end(), -50), "0a 1a 2a ↓ 4 more"},
		{"a row below comes into sight", rows.showing(window{}, 3), "2b 2c 3a ↓ 2 more"},
		{"the last row comes into sight", rows.showing(window{}, 5), "3a 4a 4b 5a"},
		{"a row above comes into sight", rows.showing(rows.end(), 1), "1a 2a 2b ↓ 4 more"},
		{"a row that begins above comes into sight", rows.showing(window{2, 1}, 2), "2a 2b 2c ↓ 3 more"},
		{"a row that is in sight moves nothing", rows.showing(window{1, 0}, 1), "1a 2a 2b ↓ 4 more"},
		{"beyond a row's last line", rows.within(window{0, 7}), "0a 1a 2a ↓ 4 more"},
		{"beyond the last row", rows.within(window{77, 7}), "3a 4a 4b 5a"},
		{"what was never put right", window{77, 7}, ""},
	} {
		if got := shownBy(rows, row.at); got != row.want {
			t.Errorf("%s: %q, want %q", row.name, got, row.want)
		}
	}
}

func TestAWindowThatHoldsMoreThanThereIs(t *testing.T) {
	t.Parallel()
	rows := listOf(4, 1, 2)
	for _, at := range []window{{}, rows.end(), rows.by(window{}, 1), rows.by(window{}, -1), rows.showing(window{}, 1), rows.within(window{1, 1})} {
		if got := shownBy(rows, at); got != "0a 1a 1b" {
			t.Errorf("from %v: %q, want all of it", at, got)
		}
	}
	none := listOf(4)
	for _, at := range []window{{}, none.end(), none.by(window{}, 1), none.by(window{}, -1), none.within(window{1, 1})} {
		if got := shownBy(none, at); got != "" || at.row != 0 {
			t.Errorf("of nothing, from %v: %q", at, got)
		}
	}
}

func TestARowThatIsLongerThanTheScreenIsReadToItsEnd(t *testing.T) {
	t.Parallel()
	rows := listOf(3, 1, 9, 1)
	at := rows.showing(window{}, 1)
	if got := shownBy(rows, at); got != "1a 1b ↓ 2 more" {
		t.Errorf("it begins with %q", got)
	}
	for _, want := range []string{"1c 1d ↓ 2 more", "1e 1f ↓ 2 more", "1g 1h ↓ 2 more", "1h 1i 2a", "1h 1i 2a"} {
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
		for at, last := (window{}), (window{-1, 0}); at != last; last, at = at, rows.by(at, 1) {
			lines := rows.draw(at)
			if len(lines) != height {
				t.Errorf("%d lines in a height of %d", len(lines), height)
			}
			seen += shownBy(rows, at) + " "
		}
		for _, last := range []string{"0a", "1d", "2a", "3b", "4b", "5g", "6a", "7a", "8c"} {
			if !contains(seen, last) {
				t.Errorf("at a height of %d, %s never came into sight", height, last)
			}
		}
	}
}

func TestOnlyWhatIsSeenIsDrawn(t *testing.T) {
	t.Parallel()
	const height, many = 20, 1_000_000
	drawn := 0
	rows := newList(frameOf(80, height))
	rows.add(many, func(p *page, i int) { drawn++; p.add(must, strconv.Itoa(i)) })
	for _, row := range []struct {
		name string
		do   func() window
	}{
		{"the top", func() window { return window{} }},
		{"a page", func() window { return rows.by(window{}, height-1) }},
		{"a page in the middle", func() window { return rows.by(window{row: many / 2}, -height) }},
		{"the end", rows.end},
		{"beyond the end", func() window { return rows.within(window{row: 2 * many}) }},
		{"a row in the middle", func() window { return rows.showing(window{}, many/2) }},
	} {
		drawn = 0
		rows.draw(row.do())
		if drawn > 3*height {
			t.Errorf("%s: %d rows were drawn for a screen of %d", row.name, drawn, height)
		}
	}
}

// many are settings with so many attributes and other values, the last of them very long.
func many(n int) *flow.Settings {
	doc := accountSettings(flow.Yes)
	for i := range n {
		doc.Attributes = append(doc.Attributes, flow.Attribute{Name: flow.FromOutside(fmt.Sprintf("a_%06d", i)), Type: flow.FromOutside("string")})
		doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside(fmt.Sprintf("b.c_%06d", i)), Value: flow.FromOutside("x")})
	}
	doc.Fields = append(doc.Fields, flow.Field{Path: flow.FromOutside("long"), Value: flow.FromOutside(strings.Repeat("y", 1<<20) + "z")})
	return doc
}

func TestTheKeysOfALongListOfSettings(t *testing.T) {
	t.Parallel()
	for _, size := range []size{{80, 24}, {40, 12}, {140, 40}} {
		t.Run(fmt.Sprintf("%d×%d", size.width, size.height), func(t *testing.T) {
			t.Parallel()
			x, api := offline(t, sized(size.width, size.height))
			api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: many(20_000)})
			x.start().press("ctrl+s", "shift+tab").shows("More settings (20006)").press("tab", "tab", "enter").shows("▾ Attributes (20002)", "nicknames")
			x.press("end").shows("a_019999", "Raw JSON").hides("more")
			x.press("up").shows("a_019999", "↓ 1 more").press("pgup").hides("a_019999").press("end").shows("Raw JSON")
			x.press("home").shows("Settings", "MFA at login").hides("a_019999").press("pgdown").hides("MFA at login")
			x.press("tab").shows("Raw JSON", "a_019999").press("shift+tab").shows("▾ Attributes (20002)", "a_000000")
			x.press("enter").shows("▸ Attributes", "Raw JSON").press("shift+tab", "enter").shows("▾ More settings", "Customer ids")
			x.press("tab").shows("▸ Attributes", "…").press("up").hides("↑")
		})
	}
}

func TestTheCursorsPartStaysInSightWhenTheTerminalChanges(t *testing.T) {
	t.Parallel()
	x, api := offline(t)
	api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: many(200)})
	x.start().press("ctrl+s", "enter", "tab", "tab").shows("▸ Raw JSON")
	for _, size := range []size{{40, 12}, {140, 40}, {30, 8}, {80, 24}, {20, 5}, {72, 9}} {
		x.sized(size.width, size.height)
		if size.width >= leastWidth {
			x.shows("Raw JSON")
		}
	}
	x.sized(80, 24).press("home").shows("MFA at login").sized(40, 12).shows("MFA at login")
}

func TestTheEndIsReachedBesideANotice(t *testing.T) {
	t.Parallel()
	x, api := offline(t, inDemo, sized(40, 12))
	api.once(flow.ReadSettings{}, flow.SettingsRead{Settings: many(20)})
	x.start().press("ctrl+s", "tab", "enter", "end").shows("Raw JSON").press("ctrl+t").shows("The phone", "↓ 1 more").press("end").shows("Raw JSON").hides("more")
}

func TestHelpAndScenariosMoveByTheSameKeys(t *testing.T) {
	t.Parallel()
	x, _ := offline(t, inDemo, sized(40, 12))
	x.start().press("f1").shows("Keys on this screen", "more").press("end").shows("edit as in a shell").hides("more", "Keys on this screen")
	x.press("home").shows("Keys on this screen").press("pgdown").hides("Keys on this screen").press("pgup").shows("Keys on this screen")
	x.press("down").hides("Keys on this screen").press("z").shows("Customer").hides("Keys")
	stories := Stories()
	first, last := stories[0].Name, stories[len(stories)-1].Name
	x.press("ctrl+x", "o").shows("› "+first, "more").press("end").shows("› "+last).hides("more").press("pgup").hides("› "+last, "› "+first)
	x.press("home").shows("› "+first).press("pgdown").shows("› ").hides("› "+first).press("pgup", "pgup").shows("› " + first)
	x.press("up").shows("› " + last).press("down").shows("› " + first)
}
