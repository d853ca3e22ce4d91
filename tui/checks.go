package tui

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// checksScreen shows whether logins can work here: a row for each check, filled in as it ends.
type checksScreen struct {
	keys    checksKeys
	ctx     context.Context
	run     func(ctx context.Context, tell func(flow.CheckResult))
	ended   [flow.CheckCount]bool
	results [flow.CheckCount]flow.CheckResult
	number  int // of the run that counts
	seen    layout.Window
	area    tea.WindowSizeMsg // the room of the body
}

type checksKeys struct {
	layout.ScrollKeys
	Again key.Binding
}

// learnedMsg is a check that found out a fact for the flow.
type learnedMsg struct{ of flow.CheckResult }

// checkMsg is a check that has ended. The next one comes from the same channel.
type checkMsg struct {
	number int
	result flow.CheckResult
	from   <-chan flow.CheckResult
}

func newChecksScreen(ctx context.Context, run func(context.Context, func(flow.CheckResult))) checksScreen {
	return checksScreen{ctx: ctx, run: run, number: 1, keys: checksKeys{
		ScrollKeys: layout.NewScrollKeys(),
		Again:      layout.Bind("r", "check again", "r"),
	}}
}

// Init runs the checks. Nobody has to listen to the end: the channel holds all results.
func (s checksScreen) Init() tea.Cmd {
	results := make(chan flow.CheckResult, flow.CheckCount)
	ctx, run := s.ctx, s.run
	return tea.Batch(s.listen(results), func() tea.Msg {
		run(ctx, func(r flow.CheckResult) { results <- r })
		close(results)
		return nil
	})
}

func (s checksScreen) listen(from <-chan flow.CheckResult) tea.Cmd {
	number := s.number
	return func() tea.Msg {
		result, more := <-from
		if !more {
			return nil
		}
		return checkMsg{number, result, from}
	}
}

func (s checksScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = msg
	case checkMsg:
		if msg.number != s.number {
			return s, action{}
		}
		s.ended[msg.result.Check], s.results[msg.result.Check] = true, msg.result
		return s, action{cmd: tea.Batch(s.listen(msg.from), func() tea.Msg { return learnedMsg{msg.result} })}
	case tea.KeyPressMsg:
		if key.Matches(msg, s.keys.Again) && !s.running() {
			s.number, s.ended = s.number+1, [flow.CheckCount]bool{}
			return s, action{cmd: s.Init()}
		}
		s.seen, _ = s.keys.Scroll(s.rows(layout.Frame{Width: s.area.Width, Height: s.room(s.area.Height)}), s.seen, msg)
	}
	return s, action{}
}

func (s checksScreen) running() bool {
	for _, ended := range s.ended {
		if !ended {
			return true
		}
	}
	return false
}

// room is how many lines the list has below the title and the line about all.
func (s checksScreen) room(height int) int { return max(height-2, 1) }

func (s checksScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	about := "nothing here reaches a customer"
	if !s.running() {
		about = words.CheckHead(s.results[:])
	}
	p.Head("Checks", about, "")
	f.Height = s.room(f.Height)
	rows := s.rows(f)
	for _, line := range rows.Draw(rows.Within(s.seen)) {
		p.Add(layout.Must, line)
	}
	return p.Draw()
}

func (s checksScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	rows.Add(len(s.results), s.viewCheck)
	return rows
}

// viewCheck is a check on aligned columns, and what to do below it.
func (s checksScreen) viewCheck(p *layout.Page, i int) {
	styles, name := p.Frame.Styles, words.CheckLabel(flow.Check(i))
	if !s.ended[i] {
		p.Result(styles.Hint, "…", name, "", "")
		return
	}
	r := s.results[i]
	if p.Frame.Presenting && (r.Check == flow.CheckAccount || r.Check == flow.CheckConfig) {
		r.Text = flow.FromOutside(layout.Veil)
	}
	said := words.Checked(r)
	style := map[flow.Outcome]lipgloss.Style{flow.Passed: styles.Good, flow.Skipped: styles.Hint, flow.Warned: styles.Problem, flow.NotPassed: styles.Problem}[r.Outcome]
	next := ""
	if r.Outcome != flow.Passed {
		next = said.Next
	}
	if r.Outcome != flow.Passed {
		said.Happened = style.Render(said.Happened)
	}
	p.Result(style, words.CheckMark(r.Outcome), name, words.Took(r.Took), said.Happened)
	p.Result(style, "", "", "", next)
}

func (s checksScreen) ShortHelp() []key.Binding {
	again := s.keys.Again
	again.SetEnabled(!s.running())
	return []key.Binding{again, s.keys.Down}
}

func (s checksScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Again}, s.keys.ScrollKeys.All()}
}

func (a App) openChecks() (App, tea.Cmd) {
	if a.session.Checks == nil {
		return a, nil
	}
	s := newChecksScreen(a.lanes.Facts(), a.session.Checks)
	return a.open(s, nil), s.Init()
}
