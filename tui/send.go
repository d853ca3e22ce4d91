package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// confirmScreen is the production guard, and in support mode the question about the caller: it
// takes y, and enter does nothing.
type confirmScreen struct {
	plain
	state flow.ConfirmingSend
}

func (s confirmScreen) Update(msg tea.Msg) (screen, action) {
	if msg, ok := msg.(stateMsg); ok {
		s.state, _ = msg.state.(flow.ConfirmingSend)
	}
	return s, action{}
}

func (s confirmScreen) asks() string {
	if s.state.Production {
		return "PRODUCTION. " + s.what()
	}
	return s.what()
}

func (s confirmScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Title(s.title())
	p.Line(layout.Must, "Customer", who(f, s.state.Identity), "")
	switch s.state.Want {
	case flow.LoginCode:
		p.Line(layout.Should, secretLabel(f), f.Styles.Good.Render("✓ accepted"), "a code comes next")
		p.Line(layout.Should, "Goes by", words.Channel(s.state.Channel), assumedWord(s.state.Assumed))
	case flow.RecoveryCode:
		p.Line(layout.Should, "Goes by", words.Channel(s.state.Channel), assumedWord(s.state.Assumed))
		p.Line(layout.May, "Then", "a second code over the other channel", "")
	case flow.PasswordLink:
		p.Line(layout.Should, "Goes to", identifier(f, s.state.Mail), "")
	}
	p.Gap()
	if s.verifies() {
		p.Tell(layout.Must, f.Styles.Value, "", "It mails a link to change the password; whether that changes a PIN is not documented.")
		p.Tell(layout.May, f.Styles.Hint, "", "Asked for each link.")
		return p.Draw()
	}
	p.Tell(layout.May, f.Styles.Hint, "", "Asked once for this customer.")
	return p.Draw()
}

// verifies reports whether the question is about the caller: a link is mailed in support mode.
func (s confirmScreen) verifies() bool {
	return s.state.Support && s.state.Want == flow.PasswordLink
}

func (s confirmScreen) title() string {
	switch s.state.Want {
	case flow.RecoveryCode:
		return "Send the first code?"
	case flow.PasswordLink:
		return "Mail the link?"
	default:
		return "Send the code?"
	}
}

func (s confirmScreen) what() string {
	if s.verifies() {
		return "How was the caller verified? Send it only if your rules are met."
	}
	switch s.state.Want {
	case flow.RecoveryCode:
		return "This sends a real recovery code; typing it may count as a try."
	case flow.PasswordLink:
		return "This sends a real mail to a real customer."
	default:
		return "This sends a real code to a real customer."
	}
}

func assumedWord(assumed bool) string {
	if assumed {
		return "our guess; Dintero did not say"
	}
	return ""
}

// unsentScreen says why no code went out, and from when it can be sent again.
type unsentScreen struct {
	plain
	session Session
	state   flow.SendFailed
}

func (s unsentScreen) Update(msg tea.Msg) (screen, action) {
	if msg, ok := msg.(stateMsg); ok {
		s.state, _ = msg.state.(flow.SendFailed)
	}
	return s, action{}
}

// from is the moment from which the code can be sent.
func (s unsentScreen) from() flow.Moment {
	again, _ := flow.ChanceOf(s.state, flow.DeedSendAgain)
	return again.From
}

func (s unsentScreen) wake(now flow.Moment) flow.Moment {
	return untilNextSecond(now, s.from())
}

func (s unsentScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.TellWaiting(s.state.Problem, s.from())
	p.Line(layout.Should, "Customer", who(f, s.state.Identity), "")
	p.Line(layout.Should, secretLabel(f), f.Styles.Good.Render("✓ accepted"), "a code comes next")
	by := words.Joined(", ", words.Channel(s.state.Channel), assumedWord(s.state.Assumed))
	deedLine(p, layout.Should, "Goes by", by, s.state, flow.DeedOtherChannel, "by "+words.Channel(s.state.Channel.Other()))
	p.Gap()
	if wait := s.from() - f.Now; wait > 0 {
		p.Tell(layout.Must, f.Styles.Value, "", "The code can be sent in "+words.Left(wait)+", at "+f.Clock(s.from())+".")
	} else {
		p.Tell(layout.Must, f.Styles.Value, "", "The code can be sent now.")
	}
	if !f.Over(s.state.Problem, s.from()) {
		viewDiagnosis(p, s.state, s.session)
	}
	return p.Draw()
}
