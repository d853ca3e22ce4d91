package traffic

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/sequence"
	"dintero-login/tui/treepage"
	"dintero-login/tui/words"
)

// The columns of a row, from the end of its number.
const (
	whatFrom   = 11 // → POST customers/mfa_login, behind the time
	whatWidth  = 27
	statusSize = 4
	tookSize   = 7
	barSize    = 6
	nameWidth  = 17 // of a path's last part, where there is no room for more
	// From this height on the chosen exchange is described below the rows.
	describedFrom = 12
)

// View draws what is open.
func (m Model) View(f layout.Frame) (string, *tea.Cursor) {
	switch {
	case m.treeOf != "":
		return treepage.View(f, m.treeOf, treeSays, m.tree)
	case m.detail:
		return strings.Join(m.detailRows(f).Draw(m.within), "\n"), nil
	}
	body := m.body(f)
	lines := slices.Concat(m.head(f), m.rows(body).Draw(m.seen), m.described(f))
	if !m.find.Shows() {
		return strings.Join(lines, "\n"), nil
	}
	for len(lines) < f.Height-1 {
		lines = append(lines, "")
	}
	line, cursor := m.find.Draw(f, "")
	if cursor != nil {
		cursor.Y = len(lines)
	}
	return strings.Join(append(lines, line), "\n"), cursor
}

// head is what stands above the rows.
func (m Model) head(f layout.Frame) []string {
	if f.Height < 6 {
		return nil
	}
	p := layout.NewPage(f)
	p.Head("Requests", words.Requests(len(m.shown), len(m.given.Entries), m.given.Dropped), "")
	drawn, _ := p.Draw()
	lines := strings.Split(drawn, "\n")[:1]
	if f.Height >= describedFrom {
		lines = append(lines, "")
	}
	if names := sequence.Names(f, m.lanesWidth(f)); m.sequence && names != "" && len(m.shown) > 0 {
		lines = append(lines, layout.Pad("", f.Indent())+names)
	}
	return lines
}

// body is the room of the rows.
func (m Model) body(f layout.Frame) layout.Frame {
	f.Height -= len(m.head(f)) + len(m.described(f))
	if m.find.Shows() {
		f.Height--
	}
	f.Height = max(f.Height, 1)
	return f
}

// described says of the chosen exchange what has no room in its row, in as many lines whatever it
// says. Nil where there is no room for it.
func (m Model) described(f layout.Frame) []string {
	e, some := m.Chosen()
	if !some || f.Height < describedFrom {
		return nil
	}
	x, s := e.Exchange, f.Styles
	facts := []string{words.Try(x), words.Sizes(e.Request.Size, e.Answer.Size, x.Status != 0)}
	if !x.Request.IsEmpty() {
		facts = append(facts, "request "+x.Request.ShownTo(64))
	}
	lines := []string{
		words.Joined("  ", s.Hint.Render(words.Connection(x)), legend(f, x.Phases)),
		s.Value.Render(words.Joined(" · ", facts...)),
	}
	for i, line := range lines {
		lines[i] = ansi.Truncate(layout.Pad("", f.Indent())+line, f.Grid(), "…")
	}
	return append([]string{""}, lines...)
}

func (m Model) lanesWidth(f layout.Frame) int { return f.Grid() - 2*f.Indent() }

// rows are the exchanges, each a row or some arrows.
func (m Model) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	if len(m.shown) == 0 {
		rows.One(func(p *layout.Page) {
			p.Tell(layout.Must, p.Frame.Styles.Hint, "", words.NothingSent(len(m.given.Entries)))
		})
		return rows
	}
	digits := max(len(strconv.Itoa(m.entry(len(m.shown)-1).Number)), 2)
	rows.Add(len(m.shown), func(p *layout.Page, i int) {
		x := m.entry(i).Exchange
		lines := []string{m.row(p.Frame, x, digits)}
		if m.sequence {
			lines = m.arrows(p.Frame, x, digits)
		}
		for at, line := range lines {
			p.Add(layout.Must, layout.Pad("", 1)+line)
			p.Here(i == m.at && at == 0)
		}
	})
	return rows
}

// measured are as many lines as the rows take, without what is in them: a page of arrows costs
// more to draw than a key may take.
func (m Model) measured(f layout.Frame) layout.List {
	if !m.sequence || len(m.shown) == 0 {
		rows := layout.NewList(f)
		rows.Add(max(len(m.shown), 1), func(p *layout.Page, _ int) { p.Add(layout.Must, " ") })
		return rows
	}
	lanes, rows := sequence.Names(f, m.lanesWidth(f)) != "", layout.NewList(f)
	rows.Add(len(m.shown), func(p *layout.Page, i int) {
		before := flow.AnAnswer
		for _, a := range flow.SequenceOf([]flow.Exchange{m.entry(i).Exchange}, m.given.Arrived) {
			if packed := lanes && a.Carries == flow.AMessage && before == flow.ARequest; !packed {
				p.Add(layout.Must, " ")
			}
			before = a.Carries
		}
	})
	return rows
}

// arrows is an exchange between lanes, or as numbered lines.
func (m Model) arrows(f layout.Frame, x flow.Exchange, digits int) []string {
	var all []sequence.Arrow
	for _, a := range flow.SequenceOf([]flow.Exchange{x}, m.given.Arrived) {
		all = append(all, sequence.Arrow{Arrow: a, Label: words.Carried(a, m.given.May, f.Wall)})
	}
	width, margin := m.lanesWidth(f), layout.Pad("", f.Indent()-1)
	if sequence.Names(f, width) == "" {
		margin = layout.Pad("", digits-len(strconv.Itoa(x.Number)))
		width = f.Grid() - 1 - len(margin)
	}
	lines := sequence.Exchange(f, all, width, x.Number)
	for i, line := range lines {
		lines[i] = margin + line
	}
	return lines
}

// row is an exchange in a line.
func (m Model) row(f layout.Frame, x flow.Exchange, digits int) string {
	s, status := f.Styles, ""
	if x.Status != 0 {
		status = strconv.Itoa(x.Status)
	}
	came, took := words.Joined(" · ", words.Exchanged(x, m.given.May), words.Try(x)), words.Lasted(x.Ran(f.Wall), x.Over)
	method, path, number := flow.FromOutside(x.Method).Shown(), flow.FromOutside(x.Path).Shown(), strconv.Itoa(x.Number)
	head := s.Hint.Render(layout.Pad("", digits-len(number)) + number)
	switch {
	case f.Narrow():
		head += " " + m.find.Marked(s.Value, layout.Pad("→ "+ansi.Truncate(LastOf(path), nameWidth-3, "…"), nameWidth))
	default:
		what := method + " " + path
		if room := whatWidth - 3; ansi.StringWidth(what) > room {
			what = ansi.Truncate(method+" …/"+LastOf(path), room, "…")
		}
		head += "  " + s.Hint.Render(layout.Pad(x.Began.Format("15:04:05"), whatFrom-2)) + m.find.Marked(s.Value, layout.Pad("→ "+what, whatWidth))
	}
	line := head + m.find.Marked(Outcome(s, x), status) + layout.Pad("", statusSize-len(status))
	if !f.Slim() {
		line += layout.Pad("", tookSize-ansi.StringWidth(took)) + took + "  " + bar(f, x.Phases, barSize) + "  "
	}
	return ansi.Truncate(line+m.find.Marked(Outcome(s, x), came), f.Grid()-1, "…")
}

// LastOf is the last part of a path.
func LastOf(path string) string { return path[strings.LastIndex(path, "/")+1:] }

// Outcome is the look of what an exchange came to.
func Outcome(s layout.Styles, x flow.Exchange) lipgloss.Style {
	switch {
	case x.Unwelcome() && !x.Cancelled:
		return s.Problem
	case !x.Over:
		return s.Here
	}
	return s.Value
}
