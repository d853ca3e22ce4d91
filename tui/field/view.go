package field

import (
	"fmt"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/uax29/v2/graphemes"

	"dintero-login/flow"
)

const bullet = "•"

// View is what of the text is visible in width cells, unstyled: neutralised, or for a
// masked Secret one bullet for each character that backspace would take.
func (m Model) View(width int) string {
	return m.window(width).text
}

// CursorX returns the cursor's cell in View, from 0 to width-1.
func (m Model) CursorX(width int) int {
	return m.window(width).cursor
}

// window is a stretch of the text on the screen.
type window struct {
	text   string
	cursor int
}

// window finds the stretch that holds the cursor. It follows from text, cursor and
// width alone, so that View needs no memory, and it moves by half a width at a time:
// most keys then change one cell, and what was just typed stays in sight.
func (m Model) window(width int) window {
	if width <= 0 {
		return window{}
	}
	cells, at := m.cells()
	before, need := 0, 1 // cells before the cursor; cells that it stands on
	for _, c := range cells[:at] {
		before += c.width
	}
	if at < len(cells) {
		need = min(cells[at].width, width)
	}
	step := max(1, width/2)
	start := max(0, before+need-width)
	start = min((start+step-1)/step*step, before)

	var b strings.Builder
	x, first := 0, -1
	for _, c := range cells {
		if x >= start && first < 0 {
			first = x // start may have been inside a wide character
		}
		if x >= start {
			if x+c.width-first > width {
				break
			}
			b.WriteString(c.shown)
		}
		x += c.width
	}
	if first < 0 {
		first = x
	}
	return window{text: b.String(), cursor: before - first}
}

// cell is one cluster as it is drawn.
type cell struct {
	shown string
	width int
}

// cells draws each cluster, and says at which one the cursor stands.
func (m Model) cells() (cells []cell, at int) {
	clusters := graphemes.FromString(m.text.Reveal())
	for clusters.Next() {
		if clusters.Start() < m.at {
			at++
		}
		if m.masked() {
			cells = append(cells, cell{bullet, ansi.StringWidth(bullet)})
		} else {
			cells = append(cells, draw(clusters.Value()))
		}
	}
	return cells, at
}

// draw neutralises a cluster and measures it. Terminals that know of clusters and
// those that do not disagree about some, such as flags; the cursor would be wrong on
// one of them. Those, and what has no width, are spelled out.
func draw(cluster string) cell {
	if len(cluster) == 1 && cluster[0] >= ' ' && cluster[0] < 0x7f {
		return cell{cluster, 1}
	}
	shown := flow.FromOutside(cluster).Shown()
	width := ansi.StringWidth(shown)
	if width == 0 || width != ansi.StringWidthWc(shown) {
		shown = ""
		for _, r := range cluster {
			shown += fmt.Sprintf("‹U+%04X›", r)
		}
		width = ansi.StringWidth(shown)
	}
	return cell{shown, width}
}

// Drawn is text made safe to show beside other text: neutralised, and of the same width in
// every terminal.
func Drawn(text string) string {
	var b strings.Builder
	clusters := graphemes.FromString(text)
	for clusters.Next() {
		b.WriteString(draw(clusters.Value()).shown)
	}
	return b.String()
}
