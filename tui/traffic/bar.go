package traffic

import (
	"strings"
	"time"

	"charm.land/lipgloss/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// marks are those of the phases, in their order.
func marks() [5]string { return [...]string{"░", "▒", "▓", "█", "▁"} }

// bar shows where the time of an exchange went, in so many cells. A phase that took any has one
// cell at least.
func bar(f layout.Frame, p flow.Phases, cells int) string {
	phases, all, some := words.Phases(p), time.Duration(0), 0
	for _, phase := range phases {
		all += phase.Took
		if phase.Took > 0 {
			some++
		}
	}
	if all <= 0 || cells < some {
		return layout.Pad("", cells)
	}
	line, left, rest := "", cells, all
	for i, phase := range phases {
		if phase.Took <= 0 {
			continue
		}
		some--
		size := min(max(int((int64(left)*int64(phase.Took)+int64(rest)/2)/int64(rest)), 1), left-some)
		line += phaseStyle(f, i).Render(strings.Repeat(marks()[i], size))
		left, rest = left-size, rest-phase.Took
	}
	return line
}

func phaseStyle(f layout.Frame, phase int) lipgloss.Style {
	return [...]lipgloss.Style{f.Styles.Hint, f.Styles.Hint, f.Styles.Name, f.Styles.Good, f.Styles.Here}[phase]
}

// legend names the phases that took any time, each with its mark.
func legend(f layout.Frame, p flow.Phases) string {
	var parts []string
	for i, phase := range words.Phases(p) {
		if phase.Took > 0 {
			parts = append(parts, phaseStyle(f, i).Render(marks()[i])+" "+phase.Name+" "+words.Lasted(phase.Took, true))
		}
	}
	return strings.Join(parts, "  ")
}
