package layout

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Draw gives the rows that fit, and the cursor on them. What matters least goes first,
// from below.
func (p *Page) Draw() (string, *tea.Cursor) {
	rows := p.rows
	kept := make([]bool, len(rows))
	for i := range rows {
		kept[i] = true
	}
	for level := May; level > Must && p.count(kept) > p.Frame.Height; level-- {
		for i := len(rows) - 1; i >= 0 && p.count(kept) > p.Frame.Height; i-- {
			if rows[i].keep == level {
				kept[i] = false
			}
		}
	}
	p.unfold(kept)
	var lines []string
	var cursor *tea.Cursor
	free := p.Frame.Height - p.count(kept)
	for i, on := range p.shown(kept) {
		if !on {
			continue
		}
		if p.cursor != nil && p.cursor.Y == i {
			c := *p.cursor
			c.Y = len(lines)
			cursor = &c
		}
		if more := len(rows[i].whole) - 1; more > 0 && more <= free {
			lines = append(lines, rows[i].whole...)
			free -= more
			continue
		}
		lines = append(lines, rows[i].text)
	}
	if cursor == nil {
		return strings.Join(p.Frame.cut(lines, len(lines)-p.Frame.Height+1), "\n"), nil
	}
	// What is still too much goes below, or above where the cursor would not be seen.
	from := max(cursor.Y-p.Frame.Height+1, 0)
	cursor.Y -= from
	lines = lines[from:min(from+max(p.Frame.Height, 0), len(lines))]
	return strings.Join(lines, "\n"), cursor
}

// unfold gives up empty rows for what would be cut.
func (p *Page) unfold(kept []bool) {
	needs := 0
	for i, r := range p.rows {
		if kept[i] && r.whole != nil {
			needs += len(r.whole) - 1
		}
	}
	for i := len(p.rows) - 1; i >= 0 && p.Frame.Height-p.count(kept) < needs; i-- {
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

// lines gives every line, for what is scrolled instead of fitted.
func (p *Page) lines() []string {
	var lines []string
	for _, r := range p.rows {
		if r.whole == nil {
			lines = append(lines, r.text)
		}
		lines = append(lines, r.whole...)
	}
	return lines
}
