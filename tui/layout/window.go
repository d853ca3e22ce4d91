package layout

import (
	"cmp"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/words"
)

// List is a list of rows that may be more than fit. A row is drawn only when it is seen, and may
// take several lines.
type List struct {
	page  *Page // for one row after the other
	parts []part
	Count int // of rows
}

// part is a run of rows of one kind.
type part struct {
	from int // the index of its first row
	draw func(p *Page, i int)
}

// NewList returns a list without rows.
func NewList(f Frame) List { return List{page: NewPage(f)} }

// height returns how many lines there is room for.
func (l List) height() int { return l.page.Frame.Height }

// Add puts n rows at the end of the list, which draw puts on a page, and gives the index of
// the first of them.
func (l *List) Add(n int, draw func(p *Page, i int)) int {
	from := l.Count
	if n > 0 {
		l.parts = append(l.parts, part{from, draw})
		l.Count += n
	}
	return from
}

// One adds a single row.
func (l *List) One(draw func(p *Page)) int { return l.Add(1, func(p *Page, _ int) { draw(p) }) }

func (l List) lines(i int) []string {
	of := len(l.parts) - 1
	for l.parts[of].from > i {
		of--
	}
	l.page.rows = l.page.rows[:0]
	l.parts[of].draw(l.page, i-l.parts[of].from)
	return l.page.lines()
}

// Lines returns how many lines the first rows take.
func (l List) Lines(rows int) int {
	n := 0
	for i := range rows {
		n += len(l.lines(i))
	}
	return n
}

// Window is how far a list is scrolled: which row is at the top, and how many of its lines
// are above the top.
type Window struct{ Row, above int }

func (w Window) compare(other Window) int {
	return cmp.Or(cmp.Compare(w.Row, other.Row), cmp.Compare(w.above, other.above))
}

// before returns the window whose top is n lines above the end of the first rows rows.
func (l List) before(rows, n int) Window {
	for n > 0 && rows > 0 {
		rows--
		n -= len(l.lines(rows))
	}
	return Window{rows, max(-n, 0)}
}

// end returns the window that shows the last row at its end.
func (l List) end() Window { return l.before(l.Count, l.height()) }

// Within moves a window no more than it must, so that it is filled.
func (l List) Within(w Window) Window {
	if w.above > 0 && w.Row < l.Count {
		w.above = min(w.above, len(l.lines(w.Row))-1)
	}
	if w.Row+l.height() < l.Count {
		return w // each row has a line at least
	}
	if end := l.end(); w.compare(end) > 0 {
		return end
	}
	return w
}

// by scrolls by so many lines.
func (l List) by(w Window, lines int) Window {
	w.above += lines
	for w.above < 0 && w.Row > 0 {
		w.Row--
		w.above += len(l.lines(w.Row))
	}
	for w.above > 0 && w.Row < l.Count {
		size := len(l.lines(w.Row))
		if w.above < size {
			break
		}
		w.Row, w.above = w.Row+1, w.above-size
	}
	w.above = max(w.above, 0)
	return l.Within(w)
}

// Showing scrolls so far that a row is seen, from its beginning at least.
func (l List) Showing(w Window, row int) Window {
	room := l.height()
	if row < l.Count-1 {
		room-- // the last line says how much is below
	}
	last := l.before(row+1, max(room, 1))
	if last.Row == row {
		last.above = 0
	}
	switch {
	case w.compare(Window{Row: row}) > 0:
		w = Window{Row: row}
	case w.compare(last) < 0:
		w = last
	}
	return l.Within(w)
}

// Draw returns the lines that fit. Where there is more below, the last line says how many rows
// are not seen to their end.
func (l List) Draw(w Window) []string {
	var lines []string
	seen := w.Row
	for i := w.Row; i < l.Count && len(lines) <= l.height(); i++ {
		lines = append(lines, l.lines(i)...)
		if i == w.Row {
			lines = lines[min(w.above, len(lines)):]
		}
		if len(lines) < l.height() {
			seen = i + 1
		}
	}
	return l.page.Frame.Cut(lines, l.Count-seen)
}

// Cut returns the lines that fit. Where they are too many, the last one says how much more
// there is.
func (f Frame) Cut(lines []string, more int) []string {
	switch {
	case len(lines) <= f.Height:
		return lines
	case f.Height < 2:
		return lines[:max(f.Height, 0)]
	}
	return append(lines[:f.Height-1:f.Height-1], f.more(more))
}

// more says that there is more below.
func (f Frame) more(rows int) string {
	return f.Styles.Hint.Render(ansi.Truncate(Pad("", f.Indent())+"▾ "+words.Plural(rows, "more row"), f.Width, ""))
}

// HasMore reports whether the last line of a body says that there is more below.
func HasMore(body string) bool {
	last := ansi.Strip(body[strings.LastIndexByte(body, '\n')+1:])
	return strings.HasPrefix(strings.TrimSpace(last), "▾ ") && strings.Contains(last, " more row")
}

// Bind returns a binding: how the key is written, what it does, and its names.
func Bind(written, does string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(written, does))
}

// ScrollKeys move through whatever is longer than the screen, the same everywhere.
type ScrollKeys struct {
	Up, Down, PageUp, PageDown, Home, End key.Binding
}

// NewScrollKeys returns the arrows, and the letters that pagers have.
func NewScrollKeys() ScrollKeys {
	return ScrollKeys{
		Up:       Bind("↑", "up", "up", "k"),
		Down:     Bind("↓", "down", "down", "j"),
		PageUp:   Bind("pgup", "page up", "pgup"),
		PageDown: Bind("pgdn", "page down", "pgdown"),
		Home:     Bind("home", "to the top", "home", "g"),
		End:      Bind("end", "to the end", "end", "G"),
	}
}

// All returns the bindings, for a list of keys.
func (k ScrollKeys) All() []key.Binding {
	return []key.Binding{k.Up, k.Down, k.PageUp, k.PageDown, k.Home, k.End}
}

// Scroll moves a window by a key; false where the key is not one that scrolls. A page keeps
// one line in sight.
func (k ScrollKeys) Scroll(l List, w Window, msg tea.KeyPressMsg) (Window, bool) {
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
		return Window{}, true
	case key.Matches(msg, k.End):
		return l.end(), true
	}
	return w, false
}

// Move moves a cursor through rows by a key that scrolls. One row beyond an end is the other
// end; a page stops there.
func (k ScrollKeys) Move(at, rows, page int, msg tea.KeyPressMsg) int {
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
