package sequence

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// list numbers the exchanges and has a line an arrow: for a narrow place, and for whoever has the
// screen read aloud.
func (d drawing) list(height int) (lines []string, above int) {
	rows := make([]row, len(d.arrows))
	for i, a := range d.arrows {
		rows[i] = row{i, []Arrow{a}}
	}
	rows, above = d.newest(rows, height)
	s := d.frame.Styles
	size := len(strconv.Itoa(d.number(len(d.arrows) - 1)))
	for _, r := range rows {
		a, number := r.arrows[0], ""
		if d.split(r.from) == 0 {
			number = strconv.Itoa(d.number(r.from))
		}
		head := strings.Repeat(" ", size-len(number)) + number + " " + ways(a.Arrow) + " "
		lines = append(lines, ansi.Truncate(s.Hint.Render(head)+d.style(a).Render(a.Label)+s.Hint.Render(unseen(a.Arrow)), d.width, "…"))
	}
	return lines, above
}

// ways is from whom an arrow leads to whom.
func ways(a flow.Arrow) string {
	if a.Carries == flow.NoReply {
		return words.Party(flow.Program) + ":"
	}
	return words.Party(a.From) + " → " + words.Party(a.To) + ":"
}

// unseen says of a message that nobody saw it arrive.
func unseen(a flow.Arrow) string {
	if a.Open && a.Carries == flow.AMessage {
		return ", sent"
	}
	return ""
}
