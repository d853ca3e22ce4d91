// Package sequence draws what went between program, Dintero and phone: an arrow a line, between
// three lanes where there is room, as a numbered list elsewhere. It draws what it is given and
// decides nothing.
package sequence

import (
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// LanesFrom is the least width for lanes, which the step of a wide screen has; below it there is a list.
const LanesFrom = 56

// Arrow is an arrow and the words on it.
type Arrow struct {
	flow.Arrow
	Label string
}

// Draw gives the newest arrows, the oldest of them first, in at most height lines of at most width
// cells, and how many exchanges are above them: the earlier ones, which the caller left out, and
// those that are not whole any more.
func Draw(f layout.Frame, arrows []Arrow, width, height, earlier int) (lines []string, above int) {
	if width < 1 || height < 1 || len(arrows) == 0 {
		return nil, earlier
	}
	d := drawing{frame: f, width: width, earlier: earlier, arrows: labelled(arrows)}
	if width < LanesFrom {
		return d.list(height)
	}
	return d.lanes(height)
}

// labelled makes each label fit to stand in a row of cells.
func labelled(arrows []Arrow) []Arrow {
	all := make([]Arrow, 0, len(arrows))
	for _, a := range arrows {
		a.Label = flow.FromOutside(a.Label).Shown()
		// A mark at an end, which would join the cell beside it, gets one of its own to stand on.
		if ansi.StringWidth(" "+a.Label) != 1+ansi.StringWidth(a.Label) {
			a.Label = "◌" + a.Label
		}
		if ansi.StringWidth(a.Label+" ") != ansi.StringWidth(a.Label)+1 {
			a.Label += "◌"
		}
		all = append(all, a)
	}
	return all
}

// drawing is one picture in the making.
type drawing struct {
	frame   layout.Frame
	arrows  []Arrow
	width   int
	earlier int // exchanges before the first arrow's
}

// row is one line: an arrow, or a request and the message that left Dintero because of it.
type row struct {
	from   int // the index of its first arrow
	arrows []Arrow
}

// newest leaves out the rows for which there is no room, the oldest first, and counts the exchanges
// above.
func (d drawing) newest(rows []row, room int) (fit []row, above int) {
	fit = rows[max(len(rows)-room, 0):]
	return fit, d.number(fit[0].from) - 1 + d.split(fit[0].from)
}

// number is the number of an arrow's exchange in the list, from 1.
func (d drawing) number(arrow int) int {
	n := d.earlier + 1
	for i := 1; i <= arrow; i++ {
		if d.arrows[i].Of.Number != d.arrows[i-1].Of.Number {
			n++
		}
	}
	return n
}

// split is 1 where the arrow before belongs to the same exchange.
func (d drawing) split(arrow int) int {
	if arrow > 0 && d.arrows[arrow].Of.Number == d.arrows[arrow-1].Of.Number {
		return 1
	}
	return 0
}

func (d drawing) style(a Arrow) lipgloss.Style {
	s := d.frame.Styles
	switch {
	case a.Of.Unwelcome() && (a.Carries == flow.AnAnswer || a.Carries == flow.NoReply && !a.Of.Cancelled):
		return s.Problem
	case a.Carries == flow.NoReply:
		return s.Hint
	case a.Carries == flow.AMessage || a.Carries == flow.ACode:
		return s.Changed
	default:
		return s.Value
	}
}
