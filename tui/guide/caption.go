package guide

import (
	"strconv"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// Caption is what the guide says in the rows above the keys, and how far it has come.
type Caption struct {
	Scenario         string
	At, Scenarios    int // from 1
	Step, Steps      int // from 1
	Text             string
	Exchanges        []flow.Exchange // since the step before
	NextKey, BackKey string
}

// The widest row of a text, in cells.
const textWidth = 76

// offScript is said where a person has led the login off the script.
const offScript = "Somebody has taken over by hand, so this is not in the script. The guide goes on from wherever the login is now."

// Draw returns the caption. How many rows it takes depends on the frame alone, so that nothing
// jumps from one step to the next.
func (c Caption) Draw(f layout.Frame) []string {
	rows, wire := room(f)
	indent := layout.LabelAt
	if f.Narrow() {
		indent = 0
	}
	margin := strings.Repeat(" ", indent)
	text := c.Text
	if text == "" {
		text = offScript
	}
	out := []string{c.head(f)}
	for _, row := range fitted(text, min(f.Grid()-indent, textWidth), rows) {
		if row != "" {
			row = margin + row
		}
		out = append(out, row)
	}
	if wire {
		out = append(out, margin+f.Styles.Hint.Render(ansi.Truncate("Sent  "+sent(c.Exchanges), f.Grid()-indent, "…")))
	}
	return out
}

// room returns how many rows the text gets, and whether one more is for the wire.
func room(f layout.Frame) (rows int, wire bool) {
	switch {
	case f.Height < 11:
		return 1, false
	case f.Height < 16:
		return 2, false
	case f.Height < 20:
		return 3, false
	case f.Narrow():
		return 5, true
	}
	return 3, true
}

// fitted is the text in exactly so many rows. Where it is longer, the last one ends with how many
// rows are left out.
func fitted(text string, width, rows int) []string {
	lines := strings.Split(ansi.Wrap(text, width, ""), "\n")
	if left := len(lines) - rows; left > 0 {
		more := " … " + strconv.Itoa(left) + " more"
		lines = lines[:rows]
		words := strings.Fields(lines[rows-1])
		for len(words) > 1 && ansi.StringWidth(strings.Join(words, " ")+more) > width {
			words = words[:len(words)-1]
		}
		lines[rows-1] = strings.Join(words, " ") + more
	}
	for len(lines) < rows {
		lines = append(lines, "")
	}
	return lines
}

// head is the line above the text: where the guide is, and its keys.
func (c Caption) head(f layout.Frame) string {
	at, step := strconv.Itoa(c.At), strconv.Itoa(c.Step)
	of := func(n int) string { return " of " + strconv.Itoa(n) }
	where := "scenario " + at + of(c.Scenarios) + " · step " + step + of(c.Steps)
	short := at + "/" + strconv.Itoa(c.Scenarios) + " · step " + step + "/" + strconv.Itoa(c.Steps)
	keys := " " + f.Styles.Key.Render(c.NextKey) + f.Styles.Hint.Render(" next · ") + f.Styles.Key.Render(c.BackKey) + f.Styles.Hint.Render(" back")
	for _, head := range []struct{ left, right string }{
		{"┄ " + c.Scenario + " · " + where + " ", keys},
		{"┄ " + c.Scenario + " " + short + " ", " " + f.Styles.Key.Render(c.NextKey)},
		{"┄ " + short + " ", ""},
	} {
		if rule := f.Grid() - ansi.StringWidth(head.left+head.right); rule >= 0 {
			return f.Styles.Hint.Render(head.left+strings.Repeat("┄", rule)) + head.right
		}
	}
	return f.Styles.Hint.Render(ansi.Truncate(short, f.Grid(), "…"))
}
