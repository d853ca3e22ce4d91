package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// tokenScreen shows everything that the session's token and the client's own say, never their text.
type tokenScreen struct {
	plain
	state flow.SignedIn
	keys  layout.ScrollKeys
	seen  layout.Window
	area  layout.Frame // the room of the body
	now   flow.Moment  // when the rows were measured
}

func newTokenScreen(s flow.State, now flow.Moment) tokenScreen {
	in, _ := flow.SessionOf(s)
	return tokenScreen{state: in, keys: layout.NewScrollKeys(), now: now}
}

func (s tokenScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		s.state, _ = flow.SessionOf(msg.state) // nothing is kept once it is over
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		s.area.Now = s.now
		s.seen = s.rows(s.area).Within(s.seen)
	case tea.KeyPressMsg:
		s.seen, _ = s.keys.Scroll(s.rows(s.area), s.seen, msg)
	}
	return s, action{}
}

func (s tokenScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	switch {
	case f.Presenting:
		p.Tell(layout.Must, f.Styles.Hint, "", "Not shown in presenter mode.")
		return p.Draw()
	case s.state.Token.Access.IsEmpty():
		p.Tell(layout.Must, f.Styles.Hint, "", "The session is over.")
		return p.Draw()
	}
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s tokenScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	customers, _ := verdictOf(s.state, f.Now)
	if customers == (flow.Verdict{}) {
		customers = flow.Judge(s.state.Token.Claims, flow.SignatureUnchecked, f.Now-s.state.Since, s.state.Skew)
	}
	addToken(&rows, "The customer's token", customers, s.state.Token.Claims, f.Now-s.state.Since)
	own := s.state.Own
	if s.state.Client != flow.Known {
		return rows
	}
	rows.One(func(p *layout.Page) { p.Gap() })
	addToken(&rows, "The client's own token", flow.Judge(own.Claims, own.Signature, f.Now-own.Since, s.state.Skew), own.Claims, f.Now-own.Since)
	return rows
}

// addToken adds the verdict on a token that was decoded some time ago, and its entries.
func addToken(rows *layout.List, title string, v flow.Verdict, c flow.Claims, age flow.Moment) {
	rows.One(func(p *layout.Page) { p.Heading(title) })
	rows.One(func(p *layout.Page) {
		p.Line(layout.Must, "Verdict", marked(p, v.Holds(), words.Conclusion(v, c)), "")
	})
	if !c.Decoded {
		return
	}
	checks := words.Verdict(v, c)
	rows.Add(len(checks), func(p *layout.Page, i int) {
		p.Line(layout.Must, checks[i].Label, marked(p, checks[i].Holds, checks[i].Text), "")
	})
	scopes := strings.Fields(c.Scope.Shown())
	rows.Add(len(scopes), func(p *layout.Page, i int) {
		p.Line(layout.Must, [...]string{"Scopes", ""}[min(i, 1)], scopes[i], "")
	})
	if c.All == nil {
		return
	}
	for _, part := range []struct {
		title string
		list  []flow.Claim
	}{{"Header", c.All.Header}, {"Claims", c.All.Claims}} {
		rows.One(func(p *layout.Page) { p.Tell(layout.Must, p.Frame.Styles.Hint, "", part.title) })
		rows.Add(len(part.list), func(p *layout.Page, i int) {
			claim := part.list[i]
			p.Line(layout.Must, claim.Name.ShownTo(claimShown), claim.Value.ShownTo(claimShown), words.ClaimMeaning(claim.Name.Shown()))
			if claim.Time.Is == flow.Fits {
				p.Under(layout.Must, words.Instant(p.Frame.Wall, claim.Time.In-age))
			}
		})
	}
}

// claimShown is how many bytes of a name or a value are shown: more than any screen needs.
const claimShown = 2000

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
	viewNamed(p, claims)
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
