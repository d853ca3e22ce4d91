package sequence

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// widest is the width beyond which lanes do not grow.
const widest = 80

// columns are where the three lanes stand.
type columns [flow.Parties]int

// columnsIn puts the lanes into a width. What program and Dintero say to each other is longer than the name of
// a message.
func columnsIn(width int) columns {
	const left, half = 3, 3 // half of a party's name
	right := min(width, widest) - half
	return columns{flow.Program: left, flow.Dintero: left + (right-left)*3/5, flow.Phone: right}
}

// lanes draws the arrows between lanes, under the names of the parties where there is room for them.
func (d drawing) lanes(height int) (lines []string, above int) {
	at := columnsIn(d.width)
	if height >= 3 {
		lines = []string{d.names(at)}
	}
	rows, above := d.newest(d.packed(), height-len(lines))
	for _, r := range rows {
		lines = append(lines, d.line(at, r))
	}
	return lines, above
}

// names are the parties, each over its lane.
func (d drawing) names(at columns) string {
	names := ""
	for p, column := range at {
		name := words.Party(flow.Party(p))
		names = layout.Pad(names, column-ansi.StringWidth(name)/2) + name
	}
	return d.frame.Styles.Hint.Render(names)
}

// packed puts a message into the line of the request that made it go out.
func (d drawing) packed() []row {
	var rows []row
	for i, a := range d.arrows {
		if last := len(rows) - 1; a.Carries == flow.AMessage && last >= 0 && rows[last].arrows[0].Carries == flow.ARequest {
			rows[last].arrows = append(rows[last].arrows, a)
			continue
		}
		rows = append(rows, row{i, []Arrow{a}})
	}
	return rows
}

// line draws a row: the lanes, and what goes between them.
func (d drawing) line(at columns, r row) string {
	lane := d.frame.Styles.Hint.Render("│")
	first, wide, narrow := r.arrows[0], at[flow.Dintero]-at[flow.Program]-1, at[flow.Phone]-at[flow.Dintero]-1
	margin := layout.Pad("", at[flow.Program])
	switch first.Carries {
	case flow.ACode:
		under := " │ " + strings.Repeat("─", max(narrow-1, 0)) + "┤" // it does not touch Dintero
		return margin + lane + d.shaft(first, wide-1, "◀─", "──") + d.frame.Styles.Hint.Render(under)
	case flow.AMessage: // its request is above
		return margin + lane + layout.Pad("", wide) + d.out(first, narrow)
	case flow.NoReply:
		text := ansi.Truncate(first.Label, wide-4, "…")
		return margin + lane + layout.Pad("   "+d.style(first).Render(text), wide) + lane + layout.Pad("", narrow) + lane
	case flow.AnAnswer:
		return margin + lane + d.shaft(first, wide, "◀─", "──") + d.frame.Styles.Hint.Render("┤") + layout.Pad("", narrow) + lane
	}
	line := margin + d.frame.Styles.Hint.Render("├") + d.body(first, wide)
	if len(r.arrows) > 1 {
		return line + d.out(r.arrows[1], narrow)
	}
	return line + lane + layout.Pad("", narrow) + lane
}

// out is a message from Dintero's lane to the phone's.
func (d drawing) out(a Arrow, width int) string {
	return d.frame.Styles.Hint.Render("├") + d.body(a, width) + d.frame.Styles.Hint.Render("│")
}

// body is an arrow to the right. One that nobody saw arrive is dotted and has no head.
func (d drawing) body(a Arrow, width int) string {
	if a.Open {
		return d.dotted(a, width)
	}
	return d.shaft(a, width, "──", "─▶")
}

// shaft is a label on a line between two ends of two cells.
func (d drawing) shaft(a Arrow, width int, from, to string) string {
	return drawn(d.frame.Styles.Hint, d.style(a), a.Label, width, from, "─", to)
}

func (d drawing) dotted(a Arrow, width int) string {
	return drawn(d.frame.Styles.Hint, d.style(a), a.Label, width, "╌╌", "╌", "  ")
}

func drawn(line, label lipgloss.Style, text string, width int, from, fill, to string) string {
	text = ansi.Truncate(text, max(width-7, 0), "…")
	rest := max(width-6-ansi.StringWidth(text), 0)
	return line.Render(from) + " " + label.Render(text) + " " + line.Render(strings.Repeat(fill, rest)+to)
}
