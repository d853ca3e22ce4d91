package layout

import (
	"dintero-login/flow"
	"dintero-login/tui/words"
)

// Over reports whether a problem was a wait that has ended by now. A wait without a known end
// is never over.
func (f Frame) Over(p flow.Problem, until flow.Moment) bool {
	return p.Reason == flow.MustWait && until > 0 && f.Now >= until
}

// TellWaiting does what TellProblem does, for a problem that may be a wait.
func (p *Page) TellWaiting(problem flow.Problem, until flow.Moment) {
	if !p.Frame.Over(problem, until) {
		p.TellProblem(problem)
		return
	}
	p.Good("The wait is over. Nothing was lost.")
	p.Gap()
}

// TellProblem puts a Problem at the top of a page.
func (p *Page) TellProblem(problem flow.Problem) {
	if problem.Reason == flow.NoReason {
		return
	}
	said := words.Say(problem)
	p.Problem(said.Happened)
	p.follows(Should, p.Frame.Styles.Value, said.Next)
	p.Raw(words.Evidence(problem))
	p.Gap()
}
