package jsontree

import (
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func TestAFilterListsTheRowsWhosePathMatches(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, keys, want string }{
		{"with their paths, from the cursor on", "& 'NAME enter", `
>name: "Kari",
 list[0].name: "Ola",
 name: "café 😀",
&NAME                         hit 1 of 3`},
		{"moving goes from row to row", "& 'name enter down n", `
 name: "Kari",
 list[0].name: "Ola",
>name: "café 😀",
&name                         hit 3 of 3`},
		{"home, end and pages", "& 'name enter end home pgdown up", `
 name: "Kari",
>list[0].name: "Ola",
 name: "café 😀",
&name                         hit 2 of 3`},
		{"an expression, and containers as one row", "& tab '^list(.0.)?$ enter", `
>list: […],  9 lines
 list[0]: {…},  4 lines
&^list(.0.)?$                 hit 1 of 2`},
		{"enter goes back to the tree", "& 'list[2 enter enter", `
       },
       "Kåre",
>      1.50e+2,
       true
     ],`},
		{"a fold around the row opens then", "1 & 'list[2 enter enter", `
     ▸ {…},  4 lines
       "Kåre",
>      1.50e+2,
       true
     ],`},
		{"what no path contains", "& 'nowhere enter", `
>▾ {
     "name": "Kari",
   ▾ "list": [
     ▾ {
&nowhere                          no hit`},
		{"a search from the list is one of the tree", "& 'list[2 enter / 'tru", `
       },
       "Kåre",
>      1.50e+2,
       true
/tru                               1 hit`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			m, _ := New([]byte(people)).Update(tea.WindowSizeMsg{Width: 40, Height: 5})
			got := view(play(m, tt.keys), 40, 5)
			for strings.Contains(got, "\n\n") {
				got = strings.ReplaceAll(got, "\n\n", "\n")
			}
			if want := strings.Trim(tt.want, "\n"); got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func TestAFilterAcrossMarksFindsEveryPath(t *testing.T) {
	t.Parallel()
	m := readAll(New(settingsOf(1)))
	m = play(m, "& '.values[1] enter end")
	items := strings.Count(string(m.doc.body), `"id"`)
	if _, status := cursorAndStatus(m); m.search.total != items || !strings.HasPrefix(status, "&.values[1] hit ") {
		t.Errorf("%s, %d items", status, items)
	}
	if got := m.Place().Path; got != "attributes["+strconv.Itoa(items-1)+"].values[1]" {
		t.Errorf("at %s", got)
	}
}
