package tui

import (
	"cmp"
	"strconv"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// list is rows that may be more than fit. A row is drawn when it is asked for, so that a list
// costs what is seen of it. A row may take several lines.
type list struct {
	page  *page // for one row after the other
	parts []part
	count int
}

// part is rows of one kind.
type part struct {
	from int // the index of its first row
	draw func(p *page, i int)
}

func newList(f frame) list { return list{page: newPage(f)} }

// height is how many lines there is room for.
func (l list) height() int { return l.page.frame.height }

// add puts n rows at the end of the list, which draw puts on a page, and gives the index of
// the first of them.
func (l *list) add(n int, draw func(p *page, i int)) int {
	from := l.count
	if n > 0 {
		l.parts = append(l.parts, part{from, draw})
		l.count += n
	}
	return from
}

// one adds a single row.
func (l *list) one(draw func(p *page)) int { return l.add(1, func(p *page, _ int) { draw(p) }) }

func (l list) lines(i int) []string {
	of := len(l.parts) - 1
	for l.parts[of].from > i {
		of--
	}
	l.page.rows = l.page.rows[:0]
	l.parts[of].draw(l.page, i-l.parts[of].from)
	return l.page.lines()
}

// window is how far a list is scrolled: which row is at the top, and how many of its lines
// are above the top.
type window struct{ row, above int }

func (w window) compare(other window) int {
	return cmp.Or(cmp.Compare(w.row, other.row), cmp.Compare(w.above, other.above))
}

// before is the window whose top is n lines above the end of the first rows rows.
func (l list) before(rows, n int) window {
	for n > 0 && rows > 0 {
		rows--
		n -= len(l.lines(rows))
	}
	return window{rows, max(-n, 0)}
}

// end is the window that shows the last row at its end.
func (l list) end() window { return l.before(l.count, l.height()) }

// within moves a window no more than it must, so that it is filled.
func (l list) within(w window) window {
	if w.above > 0 && w.row < l.count {
		w.above = min(w.above, len(l.lines(w.row))-1)
	}
	if w.row+l.height() < l.count {
		return w // each row has a line at least
	}
	if end := l.end(); w.compare(end) > 0 {
		return end
	}
	return w
}

// by scrolls by so many lines.
func (l list) by(w window, lines int) window {
	w.above += lines
	for w.above < 0 && w.row > 0 {
		w.row--
		w.above += len(l.lines(w.row))
	}
	for w.above > 0 && w.row < l.count {
		size := len(l.lines(w.row))
		if w.above < size {
			break
		}
		w.row, w.above = w.row+1, w.above-size
	}
	w.above = max(w.above, 0)
	return l.within(w)
}

// showing scrolls so far that a row is seen, from its beginning at least.
func (l list) showing(w window, row int) window {
	room := l.height()
	if row < l.count-1 {
		room-- // the last line says how much is below
	}
	last := l.before(row+1, max(room, 1))
	if last.row == row {
		last.above = 0
	}
	switch {
	case w.compare(window{row: row}) > 0:
		w = window{row: row}
	case w.compare(last) < 0:
		w = last
	}
	return l.within(w)
}

// draw gives the lines that fit. Where there is more below, the last line says how many rows
// are not seen to their end.
func (l list) draw(w window) []string {
	var lines []string
	seen := w.row
	for i := w.row; i < l.count && len(lines) <= l.height(); i++ {
		lines = append(lines, l.lines(i)...)
		if i == w.row {
			lines = lines[min(w.above, len(lines)):]
		}
		if len(lines) < l.height() {
			seen = i + 1
		}
	}
	return l.page.frame.cut(lines, l.count-seen)
}

// cut gives the lines that fit. Where they are too many, the last one says how much more
// there is.
func (f frame) cut(lines []string, more int) []string {
	switch {
	case len(lines) <= f.height:
		return lines
	case f.height < 2:
		return lines[:max(f.height, 0)]
	}
	text := "↓ " + strconv.Itoa(more) + " more"
	if !f.narrow() {
		text = pad("", labelAt) + text
	}
	return append(lines[:f.height-1:f.height-1], f.styles.hint.Render(ansi.Truncate(text, f.width, "")))
}

// bind makes a binding: how the key is written, what it does, and its names.
func bind(written, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(written, does))
}

// scrollKeys move through whatever is longer than the screen, the same everywhere.
type scrollKeys struct {
	Up, Down, PageUp, PageDown, Home, End key.Binding
}

func newScrollKeys() scrollKeys {
	return scrollKeys{
		Up:       bind("↑", "up", "up", "k"),
		Down:     bind("↓", "down", "down", "j"),
		PageUp:   bind("pgup", "page up", "pgup"),
		PageDown: bind("pgdn", "page down", "pgdown"),
		Home:     bind("home", "to the top", "home", "g"),
		End:      bind("end", "to the end", "end", "G"),
	}
}

func (k scrollKeys) all() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.Home, k.End}
}

// scroll moves a window by a key; false where the key is not one that scrolls. A page keeps
// one line in sight.
func (k scrollKeys) scroll(l list, w window, msg tea.KeyPressMsg) (window, bool) {
	page := max(l.height()-1, 1)
	switch {
	case key.Matches(msg, k.Up):
		return l.by(w, -1), true
	case key.Matches(msg, k.Down):
		return l.by(w, 1), true
	case key.Matches(msg, k.PageUp):
		return l.by(w, -page), true
	case key.Matches(msg, k.PageDown):
		return l.by(w, page), true
	case key.Matches(msg, k.Home):
		return window{}, true
	case key.Matches(msg, k.End):
		return l.end(), true
	}
	return w, false
}

// move moves a cursor through rows by a key that scrolls. One row beyond an end is the other
// end; a page stops there.
func (k scrollKeys) move(at, rows, page int, msg tea.KeyPressMsg) int {
	switch {
	case key.Matches(msg, k.Up):
		return (at + rows - 1) % rows
	case key.Matches(msg, k.Down):
		return (at + 1) % rows
	case key.Matches(msg, k.PageUp):
		return max(at-page, 0)
	case key.Matches(msg, k.PageDown):
		return min(at+page, rows-1)
	case key.Matches(msg, k.Home):
		return 0
	case key.Matches(msg, k.End):
		return rows - 1
	}
	return at
}
