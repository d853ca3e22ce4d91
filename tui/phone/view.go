package phone

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// The sizes of the frame. Below the least there is one row instead.
const (
	leastWidth  = 22
	leastHeight = 4
	usualHeight = 6 // a phone that is nearly empty is not smaller
	mostWidth   = 46
	// From this height the note on a code has a row of its own.
	roomyHeight = 10
	// mostRows is how many rows of its text a message may have.
	mostRows = 12
)

const none = "no message yet"

// Framed is the phone in its frame, at most so many cells wide, 46 at most, and so many rows
// high: the newest messages, the last to come at the bottom. Where there is no room for a frame
// it is one row. fills is what a key does about the newest code; empty where none does anything.
func (p Phone) Framed(f layout.Frame, width, height int, fills string) []string {
	width = min(width, mostWidth)
	switch {
	case width < 1 || height < 1:
		return nil
	case width < leastWidth || height < leastHeight:
		return []string{p.row(f, width, fills)}
	}
	body, above := p.body(f, width-4, height-2, height < roomyHeight, fills)
	for len(body) < min(height, usualHeight)-2 {
		body = append(body, "")
	}
	border := f.Styles.Hint
	if p.glows(f, len(p.messages)-1) {
		border = f.Styles.Here
	}
	lines, edge := []string{border.Render(top(width, above))}, border.Render("│")
	for _, row := range body {
		lines = append(lines, edge+" "+layout.Pad(row, width-4)+" "+edge)
	}
	return append(lines, border.Render("╰"+strings.Repeat("─", width-2)+"╯"))
}

// Strip is the phone below a screen, in so many rows at the most: in its frame, or one row where
// that takes too many.
func (p Phone) Strip(f layout.Frame, rows int, fills string) []string {
	if 0 < rows && rows < leastHeight {
		return []string{p.Row(f, fills)} // which may be wider than a frame
	}
	margin := layout.Pad("", f.Indent())
	lines := p.Framed(f, f.Grid()-f.Indent(), min(rows, roomyHeight-1), fills)
	for i := range lines {
		lines[i] = margin + lines[i]
	}
	return lines
}

// Row is the code that the login waits for in one row of the grid, or else the message that came
// last. It is never cut before its code.
func (p Phone) Row(f layout.Frame, fills string) string {
	return layout.Pad("", f.Indent()) + p.row(f, f.Grid()-f.Indent(), fills)
}

func (p Phone) row(f layout.Frame, width int, fills string) string {
	at := p.newest()
	if at < 0 {
		at = len(p.messages) - 1
	}
	if at < 0 {
		return f.Styles.Hint.Render(ansi.Truncate("Phone (SIMULATED) "+none, width, "…"))
	}
	m, note := p.messages[at], p.note(at, f.Wall)
	looks := p.looks(f, at)
	if note == fresh {
		note = ""
	} else {
		fills = ""
	}
	name := words.Joined(", ", m.numbered(), note) + ": "
	code := m.code.Reveal()
	if code == "" {
		whole := "Phone (SIMULATED) " + name + m.shown.Reveal()
		if ansi.StringWidth(whole) > width {
			whole = strings.TrimPrefix(whole, "Phone ") // what it says needs the room
		}
		return looks.text.Render(ansi.Truncate(whole, width, "…"))
	}
	for _, before := range []string{"Phone (SIMULATED) " + name, "SIMULATED " + name, name} {
		for _, after := range []string{strings.TrimRight("  "+fills, " "), ""} {
			if ansi.StringWidth(before+code+after) <= width {
				return looks.around.Render(before) + looks.code.Render(code) + looks.noted(after, fills)
			}
		}
	}
	return looks.code.Render(ansi.Truncate(code, width, "…"))
}

// top is the upper edge of the frame. It names the phone, and says how many messages are above.
func top(width, above int) string {
	titles, more := []string{"Phone, SIMULATED"}, []string{""}
	if above > 0 {
		n := "▴ " + strconv.Itoa(above)
		titles, more = append(titles, "SIMULATED"), []string{" " + n + " more ", " " + n + " "}
	}
	for _, right := range more {
		for _, title := range titles {
			left := "╭─ " + title + " "
			if room := width - ansi.StringWidth(left) - ansi.StringWidth(right) - 2; room >= 0 {
				return left + strings.Repeat("─", room) + right + "─╮"
			}
		}
	}
	return "╭─ SIMULATED " + strings.Repeat("─", width-14) + "╮"
}

// body is the messages that fit, and how many do not.
func (p Phone) body(f layout.Frame, width, height int, dense bool, fills string) (rows []string, above int) {
	if len(p.messages) == 0 {
		return []string{f.Styles.Hint.Render(none)}, 0
	}
	above = len(p.messages)
	for ; above > 0; above-- {
		message := p.message(f, above-1, width, height-len(rows), dense, fills)
		if message == nil {
			break
		}
		rows = append(message, rows...)
	}
	return rows, above
}

// message is when it came, which it is, what it says, and what its code is worth. It is nil where
// it does not fit; the last to come is cut so that it does.
func (p Phone) message(f layout.Frame, i, width, height int, dense bool, fills string) []string {
	m, looks, code := p.messages[i], p.looks(f, i), p.messages[i].code.Reveal()
	head, foot := p.around(f, i, width, dense, fills)
	text := m.rows(width-2, mostRows)
	if 1+len(text)+len(foot) > height {
		if i < len(p.messages)-1 {
			return nil
		}
		foot = foot[:min(len(foot), max(height-2, 0))]
		text = m.rows(width-2, height-1-len(foot))
	}
	lines := []string{looks.noted(head, fills)}
	broken := !strings.Contains(strings.Join(text, "\n"), code)
	for _, row := range text {
		lines = append(lines, " "+looks.line(row, code, broken))
	}
	for _, row := range foot {
		lines = append(lines, looks.noted(layout.Pad("", width-1-ansi.StringWidth(row))+row, fills))
	}
	return lines
}

// around is what stands above a text and below it: when it came and which it is, and the note.
// Where rows are dear the note stands at the end of the first, which gives way to it.
func (p Phone) around(f layout.Frame, i, width int, dense bool, fills string) (head string, foot []string) {
	m, note := p.messages[i], p.note(i, f.Wall)
	at, whole := m.At.Format("15:04"), note
	head = at + " · " + m.numbered()
	if note == fresh {
		whole = words.Joined(" · ", note, fills)
	}
	if dense {
		for _, row := range []struct{ left, right string }{{head, whole}, {head, note}, {at, note}} {
			if room := width - ansi.StringWidth(row.left); ansi.StringWidth(row.right)+2 <= room {
				return row.left + layout.Pad("", room-ansi.StringWidth(row.right)) + row.right, nil
			}
		}
	}
	switch {
	case note == "":
		return head, nil
	case ansi.StringWidth(whole) < width:
		return head, []string{whole}
	}
	for _, part := range strings.Split(whole, " · ") {
		foot = append(foot, strings.Split(wrap(part, width-1), "\n")...)
	}
	return head, foot
}

// looks are how a message is drawn.
type looks struct {
	around, text, code, key lipgloss.Style
}

// looks: a message that has just come is bright, a code that can be typed is bold, what
// cannot be used any more is dim.
func (p Phone) looks(f layout.Frame, i int) looks {
	hint, value, here, key := f.Styles.Hint, f.Styles.Value, f.Styles.Here, f.Styles.Key
	switch note := p.note(i, f.Wall); {
	case p.glows(f, i):
		return looks{here, here, here, key}
	case note == fresh:
		return looks{hint, value, value.Bold(true), key}
	case note == "":
		return looks{hint, value, value, key}
	default:
		return looks{hint, hint, hint, key}
	}
}

// line draws a row of a text with the code in it. A code that is broken into rows is not found
// in one; then all of them are drawn alike.
func (l looks) line(row, code string, broken bool) string {
	before, after, found := strings.Cut(row, code)
	switch {
	case broken:
		return l.code.Render(row)
	case code == "" || !found:
		return l.text.Render(row)
	}
	return rendered(l.text, before) + l.code.Render(code) + rendered(l.text, after)
}

// noted draws a note, in which the key that fills begins with looks like a key.
func (l looks) noted(text, fills string) string {
	key, _, _ := strings.Cut(fills, " ")
	before, after, found := strings.Cut(text, key)
	if key == "" || !found {
		return rendered(l.around, text)
	}
	return rendered(l.around, before) + l.key.Render(key) + rendered(l.around, after)
}

func rendered(style lipgloss.Style, text string) string {
	if text == "" {
		return ""
	}
	return style.Render(text)
}

func (p Phone) glows(f layout.Frame, i int) bool {
	return i >= 0 && f.Now >= p.messages[i].came && f.Now < p.messages[i].came+glow
}
