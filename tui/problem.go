package tui

import (
	"dintero-login/flow"
	"dintero-login/tui/words"
)

// over reports whether a problem was a wait that has ended by now. A wait without a known end
// is never over.
func (f frame) over(p flow.Problem, until flow.Moment) bool {
	return p.Reason == flow.MustWait && until > 0 && f.now >= until
}

// tellWaiting is tellProblem for a problem that may be a wait.
func (p *page) tellWaiting(problem flow.Problem, until flow.Moment) {
	if !p.frame.over(problem, until) {
		p.tellProblem(problem)
		return
	}
	p.good("The wait is over. Nothing was lost.")
	p.gap()
}

// tellProblem puts a Problem at the top of a page.
func (p *page) tellProblem(problem flow.Problem) {
	if problem.Reason == flow.NoReason {
		return
	}
	said := words.Say(problem)
	p.problem(said.Happened)
	if said.Next != "" {
		p.tell(should, p.frame.styles.value, " ", said.Next)
	}
	if text := words.Evidence(problem); text != "" {
		p.tell(may, p.frame.styles.hint, " ", text)
	}
	p.gap()
}
