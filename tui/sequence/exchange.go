package sequence

import (
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/layout"
)

// Names is the line over the lanes; empty where the width has no room for lanes.
func Names(f layout.Frame, width int) string {
	if width < LanesFrom {
		return ""
	}
	return drawing{frame: f, width: width}.names(columnsIn(width))
}

// Exchange draws all the arrows of one exchange, which has this number in the list: lines of at most
// width cells.
func Exchange(f layout.Frame, arrows []Arrow, width, number int) []string {
	if width < 1 || len(arrows) == 0 {
		return nil
	}
	d := drawing{frame: f, width: width, earlier: number - 1, arrows: labelled(arrows)}
	if width < LanesFrom {
		lines, _ := d.list(len(arrows))
		return lines
	}
	var lines []string
	for _, r := range d.packed() {
		lines = append(lines, ansi.Truncate(d.line(columnsIn(width), r), width, "…"))
	}
	return lines
}
