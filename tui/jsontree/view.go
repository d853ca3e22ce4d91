package jsontree

import "strings"

// View is at most height lines of at most width cells. The cursor's row begins with a
// sign, so that it can be found without colours. The last line is that of a search, where
// there is one.
func (m Model) View(width, height int, styles Styles) string {
	if width <= 0 || height <= 0 || m.cursor.line == 0 {
		return ""
	}
	if height > 1 || m.line.open {
		if status, some := m.status(width, styles); some {
			if height == 1 {
				return status
			}
			height--
			rows := m.rows(width, height, styles)
			return strings.Join(rows, "\n") + strings.Repeat("\n", height-len(rows)+1) + status
		}
	}
	return strings.Join(m.rows(width, height, styles), "\n")
}

func (m Model) rows(width, height int, styles Styles) []string {
	p := &painter{doc: m.doc, broken: m.Broken(), styles: styles, width: width, re: m.search.re, paths: m.search.Paths, listing: m.search.shows}
	p.skip = m.skip
	at := p.row(m.cursor, true, m.expanded, height)
	p.skip = 0
	room := height - len(at)
	above, below := m.around(min(m.above, room), room)

	lines := make([]string, 0, height)
	for _, r := range above {
		lines = append(lines, p.row(r, false, false, 1)...)
	}
	lines = append(lines, at...)
	for _, r := range below {
		lines = append(lines, p.row(r, false, false, 1)...)
	}
	return lines
}
