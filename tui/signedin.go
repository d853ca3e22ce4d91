package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// signedInScreen is the end of the login: who, how, until when, and the token, masked.
type signedInScreen struct {
	plain
	session  Session
	state    flow.SignedIn
	busy     bool // the refresh runs
	revealed bool
	reveals  int
}

func newSignedInScreen(s flow.State, session Session) signedInScreen {
	return signedInScreen{session: session}.in(s)
}

func (s signedInScreen) in(state flow.State) signedInScreen {
	s.state, _ = flow.SessionOf(state)
	s.busy = flow.Working(state)
	s.revealed = s.revealed && !s.busy
	return s
}

func (s signedInScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg.state), action{}
	case revealMsg:
		return s.reveal()
	case concealMsg:
		s.revealed = s.revealed && msg.number != s.reveals
	case tea.BlurMsg, tea.SuspendMsg:
		s.revealed = false
	}
	return s, action{}
}

// reveal shows the token for a while, or hides it again.
func (s signedInScreen) reveal() (screen, action) {
	s.revealed = !s.revealed
	if !s.revealed {
		return s, action{}
	}
	s.reveals++
	number := s.reveals
	return s, action{cmd: tea.Tick(revealFor, func(time.Time) tea.Msg { return concealMsg{number} })}
}

// wake: the time left is said in minutes.
func (s signedInScreen) wake(now flow.Moment) flow.Moment {
	if now < s.state.RefreshAt {
		return untilNextSecond(now, s.state.RefreshAt)
	}
	if left := s.state.Ends - now; left < 2*time.Minute {
		return untilNextSecond(now, s.state.Ends)
	}
	return (s.state.Ends-now)%time.Minute + time.Millisecond
}

func (s signedInScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	s.viewNews(p)
	p.Head(f.Styles.Done.Render("✓ Signed in"), who(f, s.state.Identity), s.how())
	s.viewEnd(p)
	s.viewToken(p)
	if !f.Presenting {
		viewVerdict(p, s.state)
	}
	if !s.state.Token.Refresh.IsEmpty() {
		p.Line(layout.Should, "Refresh", "token, in memory only", p.Frame.Styles.Does(keyFor(flow.DeedRefresh), "refresh"))
	}
	if s.session.Sandbox != nil {
		if _, next := s.session.Sandbox.scenario(); next.Name != "" {
			p.Gap()
			p.KeyLine(layout.May, "Next scenario", next.Name, keyToAsk(openScenarios{}), "begin it")
		}
	}
	return p.Draw()
}

func (s signedInScreen) viewNews(p *layout.Page) {
	switch {
	case s.busy:
		p.Running("Refreshing the session.")
		p.Gap()
	case s.state.Problem.Reason != flow.NoReason:
		p.TellWaiting(s.state.Problem, s.state.RefreshAt)
		if wait := s.state.RefreshAt - p.Frame.Now; wait > 0 {
			p.Tell(layout.Must, p.Frame.Styles.Value, " ", "It can be refreshed in "+words.Left(wait)+", at "+p.Frame.Clock(s.state.RefreshAt)+".")
			p.Gap()
		}
	case s.state.News == flow.SessionRefreshed:
		p.Good("Refreshed. The token is a new one.")
		p.Gap()
	}
}

func (s signedInScreen) how() string {
	switch {
	case s.state.Recovered:
		return "recovered by " + words.Plural(s.state.Codes, "code")
	case s.state.By == flow.NoChannel:
		return "by PIN or password alone"
	default:
		return "MFA by " + words.Channel(s.state.By)
	}
}

func (s signedInScreen) viewEnd(p *layout.Page) {
	f := p.Frame
	if s.state.Ends == 0 {
		p.Line(layout.Must, "Ends", "Dintero did not say when", "")
		return
	}
	at := f.Wall.Add(s.state.Ends - f.Now).Format("Mon 2 Jan 15:04")
	if f.Now >= s.state.Ends {
		p.Line(layout.Must, "Ends", f.Styles.Problem.Render("✗ has ended"), at)
		return
	}
	p.Line(layout.Must, "Ends", "in "+words.Left(s.state.Ends-f.Now), at)
	p.Line(layout.May, "", f.Styles.Good.Render(lifeBar(s.state.Ends-f.Now, s.state.Token.ExpiresIn)), "")
	claims := s.state.Token.Claims
	if claims.Expiry.Is == flow.Fits && (s.state.Token.ExpiresIn-claims.Expiry.In).Abs() >= words.SkewShown {
		why := ""
		if skew := s.state.Account.Skew; skew.Abs() >= words.SkewShown && (claims.Expiry.In-s.state.Token.ExpiresIn-skew).Abs() < words.SkewShown {
			why = ", since " + words.Skew(skew)
		}
		p.Under(layout.Should, "! The token itself says "+until(claims.Expiry.In)+why+".")
	}
}

// until says how long a token lasted when it came; it may have been over already.
func until(lasts flow.Moment) string {
	if lasts < 0 {
		return "it ended " + words.Span(-lasts) + " before it came"
	}
	return "it lasts " + words.Span(lasts)
}

func (s signedInScreen) viewToken(p *layout.Page) {
	token := s.state.Token.Access
	switch {
	case p.Frame.Presenting:
		p.Line(layout.Must, "Token", "••••••••••••", "")
	case s.revealed:
		p.Line(layout.Must, "Token", "", p.Frame.Styles.Does(keyToAsk(revealMsg{}), "hides it; so does waiting"))
		text := flow.FromOutside(token.Reveal()).Shown()
		for _, line := range strings.Split(ansi.Hardwrap(text, p.Frame.Grid()-p.ValueColumn(), true), "\n") {
			p.Add(layout.Must, strings.Repeat(" ", p.ValueColumn())+line)
		}
	default:
		p.Line(layout.Must, "Token", masked(token), words.Joined(p.Frame.Styles.Hint.Render(" · "), p.Frame.Styles.Does(keyToAsk(copyToken{}), "copy"), p.Frame.Styles.Does(keyToAsk(revealMsg{}), "reveal")))
	}
}

// masked shows the ends of a token: enough to tell two apart.
func masked(token flow.Secret) string {
	if token.Len() < 24 {
		return "••••••••••••"
	}
	text := []rune(flow.FromOutside(token.Reveal()).Shown())
	return string(text[:4]) + "•••••••••••••" + string(text[len(text)-4:])
}

// signOutScreen stands while the session is being revoked.
type signOutScreen struct{ plain }

func (s signOutScreen) Update(tea.Msg) (screen, action) { return s, action{} }

func (s signOutScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Running("Signing out.")
	return p.Draw()
}
