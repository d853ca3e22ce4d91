package layout

import (
	"strings"
	"time"
)

// TurnEvery is how long the cell that turns while a call runs shows the same.
const TurnEvery = 125 * time.Millisecond

// turning is the cell that turns, after a call has run for some time.
func turning(ran time.Duration) string {
	cells := [...]string{"⣷", "⣯", "⣟", "⡿", "⢿", "⣻", "⣽", "⣾"}
	return cells[max(ran, 0)/TurnEvery%time.Duration(len(cells))]
}

// Bar fills as a part of something grows: it is full only when the part is the whole.
func Bar(cells int, part, whole time.Duration) string {
	if whole <= 0 {
		return ""
	}
	full := int(min(max(part, 0), whole) * time.Duration(cells) / whole)
	return strings.Repeat("▰", full) + strings.Repeat("▱", cells-full)
}
