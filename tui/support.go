package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// linkOnItsWay says what is known of a mail that was accepted.
const linkOnItsWay = "A mail with a link to change the password is on its way, if the address is known there."

// counterScreen asks in support mode whether the customer is here. Until then no field takes
// a PIN or a password, since only the customer may type one.
type counterScreen struct {
	plain
	state flow.EnteringSecret
}

func (s counterScreen) in(state flow.State) counterScreen {
	s.state, _ = state.(flow.EnteringSecret)
	return s
}

func (s counterScreen) Update(msg tea.Msg) (screen, action) {
	if msg, ok := msg.(stateMsg); ok {
		return s.in(msg.state), action{}
	}
	return s, action{}
}

func (s counterScreen) asks() string { return "Is the customer here, at the counter?" }

func (s counterScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	if s.state.News == flow.LinkOnItsWay {
		p.Good(linkOnItsWay)
		p.Gap()
	}
	p.Title("Only the customer types the PIN or password.")
	p.Line(layout.Must, "Customer", who(f, s.state.Identity), "")
	p.Gap()
	p.Tell(layout.Must, f.Styles.Value, "", "The code, too. Never ask for one, and never type one that you were told.")
	p.Gap()
	p.Tell(layout.May, f.Styles.Hint, "", "Asked once for this customer.")
	p.Gap()
	p.KeyLine(layout.Should, "If not here", "", keyToAsk(openSymptom{}), "find out why")
	p.KeyLine(layout.May, "", "", keyFor(flow.DeedLoseSecret), "mail a link")
	return p.Draw()
}

// acceptedScreen is the end of a login in support mode: it was accepted, and no token is kept.
type acceptedScreen struct {
	plain
	state flow.Accepted
}

func (s acceptedScreen) in(state flow.State) acceptedScreen {
	s.state, _ = state.(flow.Accepted)
	return s
}

func (s acceptedScreen) Update(msg tea.Msg) (screen, action) {
	if msg, ok := msg.(stateMsg); ok {
		return s.in(msg.state), action{}
	}
	return s, action{}
}

func (s acceptedScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	how := "by PIN or password alone"
	if s.state.By != flow.NoChannel {
		how = "MFA by " + words.Channel(s.state.By)
	}
	p.Head(f.Styles.Done.Render("✓ Accepted"), who(f, s.state.Identity), how)
	switch {
	case s.state.Dropping:
		p.Line(layout.Must, "Token", "being revoked, not kept", "")
	case s.state.Problem.Reason != flow.NoReason:
		p.Gap()
		p.TellProblem(s.state.Problem)
		p.Line(layout.Must, "Token", "not kept here, perhaps not revoked", "")
	default:
		p.Line(layout.Must, "Token", "dropped: support mode keeps none", "")
	}
	p.Gap()
	p.Tell(layout.Should, f.Styles.Value, "", "Signing in works for this customer.")
	p.Tell(layout.Should, f.Styles.Value, "", f.Styles.Does(keyFor(flow.DeedBack), "begins the next one"))
	return p.Draw()
}
