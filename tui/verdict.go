package tui

import (
	"strings"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// verdictOf is the verdict on a session's token, once its signature was checked.
func verdictOf(s flow.SignedIn, now flow.Moment) (flow.Verdict, bool) {
	checked := s.Signed
	if checked.Token != s.Token.Access || checked.Standing != flow.Known || checked.Signature == flow.SignatureUnchecked {
		return flow.Verdict{}, false
	}
	return flow.Judge(s.Token.Claims, checked.Signature, now-s.Since, s.Skew), true
}

// viewVerdict says who vouches for the session's token. What does not hold stays where room is short.
func viewVerdict(p *layout.Page, s flow.SignedIn) {
	claims := s.Token.Claims
	verdict, checked := verdictOf(s, p.Frame.Now)
	if !checked || !claims.Decoded {
		viewClaims(p, s.Account, s.Token)
		return
	}
	p.Line(layout.Must, "Verdict", marked(p, verdict.Holds(), words.Conclusion(verdict, claims)), "")
	for i, check := range words.Verdict(verdict, claims) {
		keep := layout.May
		switch {
		case check.Holds == flow.No:
			keep = layout.Must
		case i == 0 || check.Holds == flow.Unknown:
			keep = layout.Should
		}
		p.Line(keep, check.Label, marked(p, check.Holds, check.Text), "")
	}
	p.Line(layout.Should, "Claims", words.Joined("  ", claim("sub", claims.Subject), claim("scope", claims.Scope)), "")
	p.Line(layout.May, "", claim("aud", claims.Audience), "")
	p.Line(layout.May, "", claim("iss", claims.Issuer), "")
}

// marked puts the sign for a result before a text.
func marked(p *layout.Page, holds flow.Tristate, text string) string {
	s := p.Frame.Styles
	switch holds {
	case flow.Yes:
		return s.Good.Render("✓") + " " + text
	case flow.No:
		return s.Problem.Render("✗ " + text)
	default:
		return s.Hint.Render("?") + " " + text
	}
}

// lifeCells is the width of the bar of a session's life.
const lifeCells = 20

// lifeBar draws how much of a session is left: empty only when none is.
func lifeBar(left, whole flow.Moment) string {
	if whole <= 0 {
		return ""
	}
	full := min(max(int((left*lifeCells+whole-1)/whole), 0), lifeCells)
	return strings.Repeat("▰", full) + strings.Repeat("▱", lifeCells-full)
}
