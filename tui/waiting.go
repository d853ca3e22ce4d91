package tui

import "dintero-login/flow"

// cancelled is what the person reads after esc has ended a call: nobody knows what came of it.
func cancelled(c flow.Call) saying {
	switch c {
	case flow.CallLogin, flow.CallMFALogin:
		return saying{"Cancelled. It may have counted as a try.", "You can sign in again."}
	case flow.CallChallenge, flow.CallRecovery:
		return saying{"Cancelled. The message may be on its way all the same.", "Wait a minute before you send it again."}
	case flow.CallChangePassword:
		return saying{"Cancelled. The mail may be on its way all the same.", "Wait a minute before you send it again."}
	case flow.CallAnswer:
		return saying{"Cancelled. The code may have been used.", "If the next try is refused, send a new code."}
	case flow.CallRefresh:
		return saying{"Cancelled. The refresh token may have been used.", "The token below lasts until its end."}
	case flow.CallRevoke:
		return saying{"Cancelled. The refresh token may still work; here it is forgotten.", ""}
	default:
		return saying{"Cancelled.", ""}
	}
}

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
