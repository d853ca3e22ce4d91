package layout

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"
)

// folding is text that is cut to one row only where there is no room for all of its rows.
type folding struct {
	cut  string
	rows []string // nil where one row holds all
}

// folded fits text, which may be styled, to a width.
func folded(text string, width int) folding {
	if ansi.StringWidth(text) <= width {
		return folding{cut: text}
	}
	f := folding{cut: ansi.Truncate(text, max(width, 0), "…")}
	for _, line := range strings.Split(lipgloss.Wrap(text, max(width, 1), ""), "\n") {
		f.rows = append(f.rows, ansi.Truncate(line, max(width, 0), ""))
	}
	return f
}

// beside puts two texts into two columns.
func beside(left, right folding, width int) folding {
	both := folding{cut: Pad(left.cut, width) + right.cut}
	if left.rows == nil && right.rows == nil {
		return both
	}
	a, b := left.all(), right.all()
	for i := range max(len(a), len(b)) {
		both.rows = append(both.rows, Pad(at(a, i), width)+at(b, i))
	}
	return both
}

func (f folding) all() []string {
	if f.rows == nil {
		return []string{f.cut}
	}
	return f.rows
}

func at(rows []string, i int) string {
	if i < len(rows) {
		return rows[i]
	}
	return ""
}

// Pad fills text with spaces up to a width in cells.
func Pad(text string, width int) string {
	return text + strings.Repeat(" ", max(width-ansi.StringWidth(text), 0))
}

// CutMiddle shortens text in its middle, where a host name says least.
func CutMiddle(text string, width int) string {
	size := ansi.StringWidth(text)
	if size <= width || width < 3 {
		return ansi.Truncate(text, max(width, 0), "")
	}
	head := (width - 1) / 2
	return ansi.Truncate(text, head, "") + "…" + ansi.TruncateLeft(text, size-(width-1-head), "")
}

// rendered leaves nothing as nothing, where a style would add its codes, and what has looks of
// its own as it is.
func rendered(style lipgloss.Style, text string) string {
	if text == "" || strings.Contains(text, "\x1b") {
		return text
	}
	return style.Render(text)
}
