package main

import (
	"fmt"
	"regexp"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
)

// grid is a screen: its cells, and where the cursor is. A cursor that does not show is
// outside.
type grid struct {
	rows   [][]uv.Cell
	cursor uv.Position
}

// replacement is what differs from run to run, and what the pictures show instead.
type replacement struct {
	what *regexp.Regexp
	with string
}

// varying returns everything that neither the seed nor the emulator fixes. The texts that
// stand in for it are as long as what they replace, or followed by room.
func varying() []replacement {
	return []replacement{
		{regexp.MustCompile(`127\.0\.0\.1:\d+`), "127.0.0.1:41873"},
		// The phone's clock, in the strip and in the pane.
		{regexp.MustCompile(`\d\d:\d\d(  | · )(SMS|e-mail) (\d)`), "23:41$1$2 $3"},
		{regexp.MustCompile(`\bin \d{1,2} s\b`), "in 28 s"},
		{regexp.MustCompile(`\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ [A-Z][a-z]{2} \d\d:\d\d`), "Mon 23 Nov 23:42"},
		// A key is always a fresh one, and so is what it signs.
		{regexp.MustCompile(`RS256 · key [\w-]{4}…`), "RS256 · key W5tD…"},
		{regexp.MustCompile(`•[\w-]{4}(\s)`), "•w5c2$1"},
	}
}

// settled returns the grid with everything replaced that varies.
func (g grid) settled() (grid, error) {
	for _, r := range varying() {
		for y := range g.rows {
			if err := g.replace(y, r); err != nil {
				return grid{}, err
			}
		}
	}
	return g, nil
}

// replace writes over the cells of a row, each in its own style. What follows stays in
// its columns, so a longer text needs blanks behind it.
func (g grid) replace(y int, r replacement) error {
	row := g.rows[y]
	text, columns := read(row)
	for _, found := range r.what.FindAllStringSubmatchIndex(text, -1) {
		with := []rune(string(r.what.ExpandString(nil, r.with, text, found)))
		from, to := columns[found[0]], columns[found[1]]
		for ; to < from+len(with); to++ {
			if to >= len(row) || !blank(row[to]) {
				return fmt.Errorf("no room for %q in %q", string(with), text)
			}
		}
		for i := from; i < to; i++ {
			row[i].Content, row[i].Width = " ", 1
			if i-from < len(with) {
				row[i].Content = string(with[i-from])
			}
		}
	}
	return nil
}

// read returns a row's text, and the column of each of its bytes and of its end.
func read(row []uv.Cell) (text string, columns []int) {
	var b strings.Builder
	for x, c := range row {
		b.WriteString(c.Content)
		for len(columns) < b.Len() {
			columns = append(columns, x)
		}
	}
	return b.String(), append(columns, len(row))
}

func blank(c uv.Cell) bool { return strings.TrimSpace(c.Content) == "" }
