package main

import (
	"strings"

	tea "charm.land/bubbletea/v2"
	uv "github.com/charmbracelet/ultraviolet"
)

// grid is a screen: its cells, and where the cursor is. A cursor that does not show is
// outside.
type grid struct {
	rows   [][]uv.Cell
	cursor uv.Position
}

// gridOf returns the cells of what a program shows on a terminal of a size.
func gridOf(content string, cursor *tea.Cursor, width, height int) grid {
	screen := uv.NewScreenBuffer(width, height)
	uv.NewStyledString(content).Draw(screen, screen.Bounds())
	g := grid{rows: make([][]uv.Cell, height), cursor: uv.Pos(-1, -1)}
	for y := range g.rows {
		for x := range width {
			c := uv.EmptyCell
			if at := screen.CellAt(x, y); at != nil {
				c = *at
			}
			g.rows[y] = append(g.rows[y], c)
		}
	}
	if cursor != nil {
		g.cursor = uv.Pos(cursor.X, cursor.Y)
	}
	return g
}

// text returns the rows without their styles, and without the blanks at their ends.
func (g grid) text() string {
	var b strings.Builder
	for _, row := range g.rows {
		var line strings.Builder
		for _, c := range row {
			line.WriteString(c.Content)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	return b.String()
}

// ansi returns the rows with their styles, for a terminal.
func (g grid) ansi() string {
	var b strings.Builder
	for _, row := range g.rows {
		b.WriteString(uv.Line(row).Render() + "\x1b[m\n")
	}
	return b.String()
}

func blank(c uv.Cell) bool { return strings.TrimSpace(c.Content) == "" }
