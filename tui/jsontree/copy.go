package jsontree

import (
	"fmt"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// copyAtMost is how many bytes are copied: terminals ignore more than some 75,000 in one
// sequence, and they come encoded in four for three.
const copyAtMost = 48 << 10

// copy hands what a key asks for to the terminal's clipboard, and says so.
func (m Model) copy(msg tea.KeyPressMsg) (Model, tea.Cmd) {
	var what, text string
	ok := false
	steps, some := m.doc.path(m.cursor)
	switch {
	case key.Matches(msg, m.Keys.CopyValue):
		what = "value"
		var value []byte
		value, ok = m.doc.value(m.cursor)
		if len(value) > copyAtMost {
			m.said = fmt.Sprintf("Not copied: the value has %s, and %d KB is the most.", bytesOf(len(value)), copyAtMost>>10)
			return m, nil
		}
		text = string(value)
	case key.Matches(msg, m.Keys.CopyPointer):
		what, ok = "JSON Pointer", some
		text = pointer(steps)
	case key.Matches(msg, m.Keys.CopyPath):
		what, ok = "path", some
		text = dotted(steps)
	default:
		return m, nil
	}
	if !ok {
		m.said = "Not copied: this row has no " + what + ", or it has not been read to its end."
		return m, nil
	}
	m.said = "The " + what + " was sent to the terminal's clipboard."
	return m, tea.SetClipboard(text)
}

// value is the bytes of the value in r, or of the container that r begins or ends, as they
// came; none while its end has not been read.
func (d document) value(r row) ([]byte, bool) {
	s := d.shape(r)
	if s.closing {
		if r, s.whole = d.container(r); s.whole {
			s = d.shape(r)
		}
	}
	if s.foldable {
		f, ok := d.fold(r)
		s.end, s.whole = f.end, ok
	}
	if !s.whole || s.value >= d.off || d.isBroken(r) {
		return nil, false
	}
	return d.body[s.value:s.end], true
}

// bytesOf is so many bytes, roughly.
func bytesOf(n int) string {
	if n >= 1<<20 {
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d KB", n>>10)
}
