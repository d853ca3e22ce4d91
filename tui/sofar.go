package tui

import (
	"slices"
	"strconv"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/sequence"
	"dintero-login/tui/traffic"
	"dintero-login/tui/words"
)

// pane is what a person wants to see of what happened so far. It holds on every screen.
type pane int

// The panes, in the order of the key. Each shows the phone, too, where there is one: the first
// one whole, the last two in one row where it cannot stand beside the screen.
const (
	paneUsual pane = iota
	paneOff
	paneSequence
	paneRequests
	panes
)

// The columns of a request on the grid.
const (
	pathAt       = 12
	statusAt     = 36
	slimStatusAt = 34
	tookEnd      = 49
)

// viewLower is what happened so far, in the free rows below the body: at most rows lines, none
// wider than the grid. Nil where there is nothing to show.
func (a App) viewLower(f layout.Frame, rows int) []string {
	if a.overlay != nil || a.pane == paneOff || rows < 1 {
		return nil
	}
	var phone []string
	switch {
	case !a.phoneShows() && columned(a.frame()):
		f.Width = edge(a.frame()) - stepAt // nothing stands at the right
	case !a.phoneShows() || columned(a.frame()):
	case a.pane == paneUsual:
		phone = a.phone.Strip(f, rows, a.fillsCode())
	default:
		phone = []string{a.phone.Row(f, a.fillsCode())}
	}
	return append(a.viewSoFar(f, rows-len(phone)), phone...)
}

// viewPane is what stands at the right of a wide screen: at most height lines, none wider than
// width. Nil where there is nothing to show.
func (a App) viewPane(f layout.Frame, width, height int) []string {
	if !a.phoneShows() {
		return nil
	}
	return a.phone.Framed(f, width, height, a.fillsCode())
}

// viewSoFar is a rule and, below it, as much of what happened last as there is room for.
func (a App) viewSoFar(f layout.Frame, rows int) []string {
	if rows < 2 || len(a.exchanges) == 0 {
		return nil
	}
	draws := a.pane == paneSequence || a.pane == paneUsual && columned(a.frame()) && a.session.Sandbox != nil
	shown := a.exchanges[max(len(a.exchanges)-(rows-1), 0):]
	var lines []string
	above := len(a.exchanges) - len(shown)
	if draws {
		indent := f.Indent()
		if f.Grid() >= sequence.LanesFrom {
			indent = min(indent, (f.Grid()-sequence.LanesFrom)/2) // lanes need the room
		}
		lines, above = sequence.Draw(f, a.arrows(f, shown), f.Grid()-2*indent, rows-1, above)
		for i, line := range lines {
			lines[i] = layout.Pad("", indent) + line
		}
	} else {
		for _, x := range shown {
			lines = append(lines, a.viewRequest(f, x))
		}
	}
	return slices.Insert(lines, 0, rule(f, above))
}

// arrows is the sequence of some exchanges, in words.
func (a App) arrows(f layout.Frame, of []flow.Exchange) []sequence.Arrow {
	may := flow.AccountOf(a.state).May
	var all []sequence.Arrow
	for _, arrow := range flow.SequenceOf(of, a.arrived) {
		all = append(all, sequence.Arrow{Arrow: arrow, Label: words.Carried(arrow, may, f.Wall)})
	}
	return all
}

// viewRequest is an exchange in a line: when, what, its status, how long it took, what it came to.
func (a App) viewRequest(f layout.Frame, x flow.Exchange) string {
	s, status, took := f.Styles, "", words.Lasted(x.Ran(f.Wall), x.Over)
	if x.Status != 0 {
		status = strconv.Itoa(x.Status)
	}
	came, request := words.Exchanged(x, flow.AccountOf(a.state).May), ""
	if x.Unwelcome() && !x.Request.IsEmpty() {
		request = " · request " + x.Request.Shown()
	}
	if !x.Over && f.Slim() {
		came += " " + took
	}
	line := layout.Pad("", f.Indent()) + x.Began.Format("15:04:05")
	switch {
	case f.Narrow():
		line = layout.Pad("", f.Indent()) + layout.Pad("→ "+traffic.LastOf(x.Path), 17) + layout.Pad(status, 4)
	case f.Slim():
		line = layout.Pad(layout.Pad(line, pathAt)+"→ "+shortPath(x.Path, slimStatusAt-pathAt-3), slimStatusAt) + layout.Pad(status, 4)
	default:
		line = layout.Pad(layout.Pad(line, pathAt)+"→ "+shortPath(x.Path, statusAt-pathAt-3), statusAt) + status
		line = layout.Pad(layout.Pad(line, tookEnd-ansi.StringWidth(took))+took, layout.NoteAt)
	}
	const some = len(" · request ") + 6 // of an id that does not fit, so much tells it from others
	if left := f.Grid() - ansi.StringWidth(line+came); left < min(ansi.StringWidth(request), some) {
		request = ""
	}
	return ansi.Truncate(s.Hint.Render(line)+traffic.Outcome(s, x).Render(came)+s.Hint.Render(request), f.Grid(), "…")
}

// shortPath leaves out the beginning of a path that is too long.
func shortPath(path string, width int) string {
	if len(path) <= width {
		return path
	}
	return "…/" + traffic.LastOf(path)
}

// rule is the line over what happened so far, which says how much of it is above.
func rule(f layout.Frame, above int) string {
	const head = "── So far "
	note := ""
	if above > 0 {
		note = " " + strconv.Itoa(above) + " above ──"
	}
	return f.Styles.Hint.Render(head + strings.Repeat("─", max(f.Grid()-ansi.StringWidth(head+note), 0)) + note)
}

// togglePane goes on to the next pane that changes the screen.
func (a App) togglePane() App {
	if a.overlay != nil {
		a.notice = "What happened so far is behind this; " + keyFor(flow.DeedBack) + " closes it."
		return a
	}
	before := a.View().Content
	for next := a; ; {
		next.pane = (next.pane + 1) % panes
		switch {
		case next.pane == a.pane && len(a.exchanges) == 0:
			a.notice = "Nothing was sent yet that could be shown."
			return a
		case next.pane == a.pane:
			a.notice = "There is no free row for what happened so far."
			return a
		case next.has(next.pane) && next.View().Content != before:
			return next
		}
	}
}

// has reports whether there is something for a pane to show.
func (a App) has(p pane) bool {
	switch p {
	case paneUsual:
		return a.hasPhone()
	case paneOff:
		return true
	default:
		return len(a.exchanges) > 0
	}
}

// nextPane says what the key for the panes shows next, and in short.
func (a App) nextPane() (label, short string) {
	next := (a.pane + 1) % panes
	for ; !a.has(next); next = (next + 1) % panes {
	}
	var texts [panes][2]string = [...][2]string{
		{"show the phone", "phone"},
		{"hide what happened so far", "hide"},
		{"draw the sequence of requests", "sequence"},
		{"list the requests so far", "requests"},
	}
	return texts[next][0], texts[next][1]
}

// forgetTraffic empties what happened so far once a login is signed out.
func (a App) forgetTraffic(before flow.State) App {
	if flow.At(before).Kind == flow.AtSignOut && flow.At(a.state).Kind != flow.AtSignOut {
		a.exchanges, a.arrived = nil, nil
		if a.session.Traffic != nil {
			a.session.Traffic.Forget()
		}
	}
	return a
}

// noticed notes that a message arrived: the phone forgets it with its code.
func (a App) noticed(m Message) App {
	const most = 256
	a.arrived = append(slices.Clone(a.arrived[max(len(a.arrived)+1-most, 0):]), flow.Arrival{Channel: m.Channel, Number: m.Number, Sent: m.Sent})
	return a
}

// wakesForTraffic is how long the seconds of what still runs stay true; 0 where nothing does.
func (a App) wakesForTraffic() time.Duration {
	const newest = 32 // of which one may be seen
	_, listed := a.overlay.(requestsScreen)
	if !listed && (a.overlay != nil || a.pane == paneOff) {
		return 0
	}
	for _, x := range a.exchanges[max(len(a.exchanges)-newest, 0):] {
		if !x.Over {
			return time.Second - x.Ran(a.wall)%time.Second
		}
	}
	return 0
}

// listenToTraffic waits for the next change of the record.
func (a App) listenToTraffic() tea.Cmd {
	if a.session.Traffic == nil {
		return nil
	}
	changed := a.session.Traffic.Changed()
	return func() tea.Msg {
		<-changed
		return exchangedMsg{}
	}
}
