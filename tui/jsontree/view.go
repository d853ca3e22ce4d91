package jsontree

import "strings"

// View is at most height lines of at most width cells. The cursor's row begins with a
// sign, so that it can be found without colours.
func (m Model) View(width, height int, styles Styles) string {
	if width <= 0 || height <= 0 || m.cursor.line == 0 {
		return ""
	}
	if height > 1 && m.said != "" {
		said := line{left: width}
		said.add(styles.Dim, m.said)
		return m.tree(width, height-1, styles) + "\n" + said.done()
	}
	return m.tree(width, height, styles)
}

// tree is the rows around the cursor.
func (m Model) tree(width, height int, styles Styles) string {
	p := painter{m.doc, m.Broken(), styles, width}
	at := p.row(m.cursor, true, m.expanded, height)
	room := height - len(at)
	var below []row
	x, ok := m.doc.next(m.cursor, m.doc.folds)
	for ; ok && len(below) < room; x, ok = m.doc.next(x, m.doc.folds) {
		below = append(below, x)
	}
	// At the end of the document the rows above take what is free.
	above := m.doc.before(m.cursor, max(min(m.above, room), room-len(below)))
	below = below[:min(len(below), room-len(above))]

	lines := make([]string, 0, height)
	for _, r := range above {
		lines = append(lines, p.row(r, false, false, 1)...)
	}
	lines = append(lines, at...)
	for _, r := range below {
		lines = append(lines, p.row(r, false, false, 1)...)
	}
	return strings.Join(lines, "\n")
}
