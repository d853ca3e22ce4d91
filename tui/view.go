package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/tui/layout"
)

// The least room in which the program can be used.
const (
	leastWidth  = 30
	leastHeight = 8
)

// From this width on the screen has three columns: the way at the left, the step, and what it
// leads to at the right. What is wider than them all stays empty.
const (
	columnsFrom = 110
	stepAt      = 20
	stepWidth   = 60
	paneAt      = stepAt + stepWidth + 2
	paneMost    = 46
)

// From this height on an empty row sets the first rows apart, and a notice has a row of its own.
const roomyFrom = 12

// With more free rows than these, one of them sets what happened so far apart from the caption.
const roomForGap = 5

// View implements tea.Model.
func (a App) View() tea.View {
	f := a.frame()
	var v tea.View
	v.AltScreen, v.ReportFocus = true, true
	v.WindowTitle = "dintero-login"
	if a.ending || a.guide.Blank {
		return v
	}
	if a.tooSmall() {
		v.SetContent(a.spelled(sayTooSmall(a.width, a.height)))
		return v
	}
	content, cursor := a.compose(f)
	v.SetContent(a.spelled(content))
	v.Cursor = cursor
	return v
}

// inSettings reports whether the settings are open.
func (a App) inSettings() bool {
	_, open := a.overlay.(settingsScreen)
	return open
}

// spelled is a drawn screen in the characters that the terminal has.
func (a App) spelled(content string) string {
	if a.session.ASCII {
		return layout.ASCII(content)
	}
	return content
}

func (a App) frame() layout.Frame {
	return layout.Frame{Width: a.width, Height: a.height, Styles: a.styles, Now: a.now, Wall: a.wall, Since: a.since, Presenting: a.presenting}
}

func (a App) tooSmall() bool { return a.width < leastWidth || a.height < leastHeight }

// columned reports whether the screen has three columns.
func columned(f layout.Frame) bool { return f.Width >= columnsFrom }

// edge is the column after the last one that is drawn on: the grid's end, or the pane's.
func edge(f layout.Frame) int {
	if columned(f) {
		return min(f.Width-1, paneAt+paneMost)
	}
	return f.Grid()
}

// aside is the room beside the way: that of the step, of an overlay or of the caption.
func (a App) aside(f layout.Frame) layout.Frame {
	switch {
	case !columned(f):
	case a.overlay != nil:
		f.Width = edge(f) - stepAt
	default:
		f.Width = stepWidth
	}
	return f
}

// roomed tells the overlays how much room they have, where that has changed.
func (a App) roomed() (App, tea.Cmd) {
	if a.overlay == nil || a.tooSmall() {
		return a, nil
	}
	f := a.frame()
	if room := (tea.WindowSizeMsg{Width: a.aside(f).Width, Height: height(f, a.viewCaption(f))}); room != a.room {
		a.room = room
		return a.tellOverlays(room)
	}
	return a, nil
}

// sayTooSmall says what is needed in as many words as there is room for.
func sayTooSmall(width, height int) string {
	width, height = max(width, 1), max(height, 1)
	need := strconv.Itoa(leastWidth) + "×" + strconv.Itoa(leastHeight)
	for _, text := range []string{"Too small: " + need + " is needed.", "Needs " + need, need} {
		lines := strings.Split(ansi.Wordwrap(text, width, " "), "\n")
		widest := 0
		for _, line := range lines {
			widest = max(widest, ansi.StringWidth(line))
		}
		if len(lines) <= height && widest <= width {
			return strings.Join(lines, "\n")
		}
	}
	lines := strings.Split(ansi.Hardwrap(need, width, false), "\n")
	return strings.Join(lines[:min(len(lines), height)], "\n")
}

// height is how many rows the body has, and what is below it, above a caption.
func height(f layout.Frame, caption []string) int {
	rows := f.Height - headRows(f) - len(caption) - 1
	if f.Height >= roomyFrom {
		rows--
	}
	return rows
}

// headRows is how many rows stand above the body.
func headRows(f layout.Frame) int {
	rows := 1
	if !columned(f) {
		rows++
	}
	if f.Height >= roomyFrom {
		rows++
	}
	return rows
}

// viewHead is what stands above the body.
func (a App) viewHead(f layout.Frame) []string {
	head := []string{viewHeader(f, a.session, a.state)}
	if !columned(f) {
		head = append(head, viewRail(f, a.state, a.inSettings()))
	}
	return filled(head, headRows(f))
}

// viewCaption is the guide's caption, below the body.
func (a App) viewCaption(f layout.Frame) []string {
	if !columned(f) {
		return a.viewGuide(f)
	}
	f.Width = edge(f) - stepAt
	lines := a.viewGuide(f)
	for i, line := range lines {
		lines[i] = layout.Pad("", stepAt) + line
	}
	return lines
}

// compose puts the first lines, the body with what is beside and below it, and the keys on the
// screen. Each stands in the same place on every screen, whatever is said above the keys.
func (a App) compose(f layout.Frame) (string, *tea.Cursor) {
	head, caption := a.viewHead(f), a.viewCaption(f)
	height, room, least := height(f, caption), a.bodyRoom(f, caption), a.lowerLeast(f)
	body, cursor := a.top().View(room)
	lines := strings.Split(body, "\n")
	lines = lines[:min(len(lines), max(room.Height, 0))]
	if cursor != nil && (cursor.Y >= room.Height || a.asking() != "") {
		cursor = nil
	}
	free, gap := height-len(lines)-1, []string(nil)
	if len(caption) > 0 && free > least+roomForGap {
		free, gap = free-1, []string{""}
	}
	lower := a.viewLower(room, max(free, least))
	lines = slices.Concat(filled(lines, height-len(lower)-len(gap)), lower, gap)
	if columned(f) {
		lines = a.columns(f, lines, height)
	}
	if cursor != nil {
		cursor.Y += len(head)
		if columned(f) {
			cursor.X += stepAt
		}
	}
	all := append(filled(slices.Concat(head, lines, caption), f.Height-1), a.viewKeys(f))
	said := a.viewSaid(f)
	copy(all[max(len(all)-1-len(said), 0):], said)
	return strings.Join(all, "\n"), cursor
}

// bodyRoom is the frame of the body above a caption, where nothing else needs it.
func (a App) bodyRoom(f layout.Frame, caption []string) layout.Frame {
	room := a.aside(f)
	room.Height = height(f, caption) - a.lowerLeast(f)
	if a.overlay == nil {
		room.Skip = a.skip
	}
	return room
}

// page is the body as it is on the screen, and how many rows it has.
func (a App) page() (body string, rows int) {
	f := a.frame()
	room := a.bodyRoom(f, a.viewCaption(f))
	body, _ = a.top().View(room)
	return body, room.Height
}

// lowerLeast is how many rows below the body are never the body's: the phone has a code that
// nobody could type without it.
func (a App) lowerLeast(f layout.Frame) int {
	if columned(f) || !a.phoneShows() {
		return 0
	}
	return 1
}

// columns puts the way at the left of the lines, and the pane at the right where no overlay
// takes its room.
func (a App) columns(f layout.Frame, lines []string, height int) []string {
	way := viewWay(f, a.session, a.state, a.readAt, a.inSettings())
	var pane []string
	if a.overlay == nil {
		pane = a.viewPane(f, edge(f)-paneAt, height)
	}
	lines = filled(lines, height)
	for i, line := range lines {
		if i < len(way) {
			line = layout.Pad(way[i], stepAt) + line
		} else if line != "" {
			line = layout.Pad("", stepAt) + line
		}
		if i < len(pane) && pane[i] != "" {
			line = layout.Pad(line, paneAt) + pane[i]
		}
		lines[i] = line
	}
	return lines
}

// filled is the lines with empty ones below, up to a height.
func filled(lines []string, height int) []string {
	lines = slices.Clone(lines)
	for len(lines) < height {
		lines = append(lines, "")
	}
	return lines
}

// footAt is where the last rows begin.
func footAt(f layout.Frame) int {
	if columned(f) {
		return stepAt + layout.LabelAt
	}
	return f.Indent()
}
