package layout

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Draw gives the rows that fit, and the cursor on them. What matters least goes first, from
// below. The last line says how many rows did not fit.
func (p *Page) Draw() (string, *tea.Cursor) {
	room := p.Frame.Height
	if p.Frame.Skip > 0 {
		return p.rest(), nil
	}
	kept := p.fitting(room)
	hidden := p.hidden(kept)
	if hidden > 0 && room >= roomForMore {
		room--
		kept = p.fitting(room)
		hidden = p.hidden(kept)
	}
	lines, cursor := p.draw(kept, room)
	from := 0
	if cursor != nil { // what is too much goes above where the cursor would not be seen
		from = max(cursor.Y-max(room, 1)+1, 0)
		cursor.Y -= from
	}
	hidden += max(len(lines)-max(room, 0), 0)
	lines = lines[from:min(from+max(room, 0), len(lines))]
	if hidden > 0 && p.Frame.Height >= roomForMore {
		lines = append(lines, p.Frame.more(hidden))
	}
	return strings.Join(lines, "\n"), cursor
}

// rest is the page from a line on, whole; at most to its end.
func (p *Page) rest() string {
	lines, room := p.lines(), max(p.Frame.Height, 0)
	skip := min(p.Frame.Skip, max(len(lines)-room, 0))
	lines = p.Frame.Cut(lines[skip:], len(lines)-skip-room+1)
	return strings.Join(lines, "\n")
}

// roomForMore is from how many rows on one of them may say how many there are more.
const roomForMore = 4

// fitting returns which rows are kept in so many lines.
func (p *Page) fitting(room int) []bool {
	kept := make([]bool, len(p.rows))
	for i := range kept {
		kept[i] = true
	}
	for level := space; level > Must && p.count(kept) > room; level-- {
		for i := len(p.rows) - 1; i >= 0 && p.count(kept) > room; i-- {
			if p.rows[i].keep == level {
				kept[i] = false
			}
		}
	}
	p.unfold(kept, room)
	return kept
}

// hidden returns how many rows with something on them are not kept.
func (p *Page) hidden(kept []bool) int {
	n := 0
	for i, on := range kept {
		if !on && p.rows[i].keep != space {
			n++
		}
	}
	return n
}

// draw gives the lines of the rows that are kept. What would be cut folds into free lines.
func (p *Page) draw(kept []bool, room int) (lines []string, cursor *tea.Cursor) {
	free := room - p.count(kept)
	for i, on := range p.shown(kept) {
		if !on {
			continue
		}
		if p.cursor != nil && p.cursor.Y == i {
			c := *p.cursor
			c.Y = len(lines)
			cursor = &c
		}
		if more := len(p.rows[i].whole) - 1; more > 0 && more <= free {
			lines = append(lines, p.rows[i].whole...)
			free -= more
			continue
		}
		lines = append(lines, p.rows[i].text)
	}
	return lines, cursor
}

// unfold gives up empty rows for what would be cut.
func (p *Page) unfold(kept []bool, room int) {
	needs := 0
	for i, r := range p.rows {
		if kept[i] && r.whole != nil {
			needs += len(r.whole) - 1
		}
	}
	for i := len(p.rows) - 1; i >= 0 && room-p.count(kept) < needs; i-- {
		if p.rows[i].keep == space {
			kept[i] = false
		}
	}
}

// shown leaves out the empty rows that separate nothing.
func (p *Page) shown(kept []bool) []bool {
	out := make([]bool, len(kept))
	pending := -1
	some := false
	for i, on := range kept {
		switch {
		case !on:
		case p.rows[i].keep == space:
			pending = i
		default:
			if pending >= 0 && some {
				out[pending] = true
			}
			out[i], some, pending = true, true, -1
		}
	}
	return out
}

func (p *Page) count(kept []bool) int {
	n := 0
	for _, on := range p.shown(kept) {
		if on {
			n++
		}
	}
	return n
}

// lines gives every line, for what is scrolled instead of fitted. Two empty ones in a row are one.
func (p *Page) lines() []string {
	var lines []string
	for i, r := range p.rows {
		if i > 0 && r.keep == space && p.rows[i-1].keep == space {
			continue
		}
		if r.whole == nil {
			lines = append(lines, r.text)
		}
		lines = append(lines, r.whole...)
	}
	return lines
}
