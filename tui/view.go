package tui

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// The least room in which the program can be used.
const (
	leastWidth  = 30
	leastHeight = 8
)

// Where there is room beside the grid, the phone stands there.
const (
	paneFrom  = 110
	paneAt    = layout.GridEnd + 4
	paneWidth = 46
)

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
		v.SetContent(sayTooSmall(a.width, a.height))
		return v
	}
	content, cursor := a.compose(f)
	v.SetContent(content)
	v.Cursor = cursor
	return v
}

func (a App) frame() layout.Frame {
	return layout.Frame{Width: a.width, Height: a.height, Styles: a.styles, Now: a.now, Wall: a.wall, Since: a.since, Presenting: a.presenting}
}

func (a App) tooSmall() bool { return a.width < leastWidth || a.height < leastHeight }

// roomed tells the overlays how much room they have, where that has changed.
func (a App) roomed() (App, tea.Cmd) {
	if a.overlay == nil || a.tooSmall() {
		return a, nil
	}
	f := a.frame()
	head, foot := a.around(f)
	if room := (tea.WindowSizeMsg{Width: f.Width, Height: f.Height - len(head) - len(foot)}); room != a.room {
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

// around is what stands above the body and below it.
func (a App) around(f layout.Frame) (head, foot []string) {
	_, settings := a.overlay.(settingsScreen)
	head = []string{viewHeader(f, a.session, a.state), viewRail(f, a.state, settings), ""}
	return head, slices.Concat(a.viewGuide(f), a.viewFoot(f))
}

// compose puts the first lines, the body, what happened so far and the keys on the screen. Each
// stands in the same place on every screen.
func (a App) compose(f layout.Frame) (string, *tea.Cursor) {
	head, foot := a.around(f)
	room := f
	room.Height = f.Height - len(head) - len(foot) - a.lowerLeast(f)
	body, cursor := a.top().View(room)
	lines := strings.Split(body, "\n")
	lines = lines[:min(len(lines), max(room.Height, 0))]
	if cursor != nil {
		if cursor.Y >= room.Height || a.question.text != "" {
			cursor = nil
		} else {
			cursor.Y += len(head)
		}
	}
	room.Height = f.Height - len(head) - len(foot)
	var lower []string
	if f.Width < paneFrom {
		lower = a.viewLower(f, max(room.Height-len(lines)-1, a.lowerLeast(f)))
	}
	for len(lines)+len(lower) < room.Height {
		lines = append(lines, "")
	}
	all := slices.Concat(head, lines, lower, foot)
	a.beside(f, all)
	return strings.Join(all, "\n"), cursor
}

// lowerLeast is how many rows below the body are not the body's: one, where the phone has a
// code that nobody could type without it.
func (a App) lowerLeast(f layout.Frame) int {
	if a.phoneShows() && f.Width < paneFrom {
		return 1
	}
	return 0
}

// beside draws the pane at the right of the lines, where there is room.
func (a App) beside(f layout.Frame, lines []string) {
	if f.Width < paneFrom {
		return
	}
	const from = 3
	for i, line := range a.viewPane(f, min(f.Width-paneAt, paneWidth), len(lines)-from) {
		if from+i < len(lines) {
			lines[from+i] = layout.Pad(lines[from+i], paneAt) + line
		}
	}
}

// viewFoot is the line for a notice and the line of keys.
func (a App) viewFoot(f layout.Frame) []string {
	indent := layout.LabelAt
	if f.Narrow() {
		indent = 0
	}
	if a.question.text != "" {
		return a.viewQuestion(f, indent)
	}
	said := a.notice
	if said == "" && a.presenting && a.pressed != "" {
		said = "pressed " + a.pressed
	}
	keys := strings.Repeat(" ", indent) + viewKeys(f, a.lastLine(), f.Grid()-indent)
	return append(sentence(f, f.Styles.Here, said, indent), keys)
}

// sentence is text above the keys. It moves nothing, unless it takes more than one row.
func sentence(f layout.Frame, style lipgloss.Style, text string, indent int) []string {
	const most = 3
	var rows []string
	for _, row := range strings.Split(ansi.Wrap(text, f.Grid()-indent, ""), "\n") {
		rows = append(rows, strings.Repeat(" ", indent)+style.Render(row))
	}
	return rows[:min(len(rows), most)]
}

// viewQuestion is App's own question in the place of the last rows.
func (a App) viewQuestion(f layout.Frame, indent int) []string {
	margin := strings.Repeat(" ", indent)
	rows := sentence(f, f.Styles.Problem, "! "+a.question.text, indent)
	yes, no := commandOf(flow.DeedAgree), commandOf(flow.DeedBack)
	yes.label, no.label = a.question.yes, "no"
	keys := []key.Binding{yes.binding(), no.binding(), commandTo(quitNow{}).binding()}
	return append(rows, margin+viewKeys(f, keys, f.Grid()-indent))
}

// viewKeys is the last line: as many keys as fit, four at the most. The last goes first,
// then the second; the screen's verb and the way to the rest stay.
func viewKeys(f layout.Frame, keys []key.Binding, width int) string {
	const most = 4
	var items []string
	for _, b := range keys {
		if b.Enabled() && len(items) < most {
			items = append(items, f.Styles.Key.Render(b.Help().Key)+" "+f.Styles.Hint.Render(b.Help().Desc))
		}
	}
	for dropped := 0; len(items) > 1; dropped++ {
		line := strings.Join(items, f.Styles.Hint.Render(" · "))
		if ansi.StringWidth(line) <= width {
			return line
		}
		at := len(items) - 1
		if dropped == 1 {
			at = 1
		}
		items = append(items[:at], items[at+1:]...)
	}
	return ansi.Truncate(strings.Join(items, ""), width, "…")
}

// hasPhone reports whether the simulated phone belongs to what the login is at: while a code is
// awaited, and where a mail with a link has come.
func (a App) hasPhone() bool {
	switch flow.At(a.state).Kind {
	case flow.AtCode, flow.AtUnsent:
		return a.session.Sandbox != nil
	case flow.AtSecret, flow.AtRecovery:
		return a.session.Sandbox != nil && len(a.phone.messages) > 0
	}
	return false
}

// fillsCode reports whether ctrl+f types the phone's code in now.
func (a App) fillsCode() bool {
	return flow.At(a.state).Kind == flow.AtCode && !flow.Working(a.state) && !flow.Asking(a.state)
}

// phoneShows reports whether it is on the screen.
func (a App) phoneShows() bool { return a.hasPhone() && !a.hidden && a.overlay == nil }
