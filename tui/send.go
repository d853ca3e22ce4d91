package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/identity"
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

// recoveryScreen offers the ways back for a customer who has lost the secret.
type recoveryScreen struct {
	plain
	session Session
	state   flow.ChoosingRecovery
	busy    bool
}

func (s recoveryScreen) in(state flow.State) recoveryScreen {
	s.state, _ = state.(flow.ChoosingRecovery)
	s.state.Customer, _ = flow.CustomerOf(state)
	s.busy = flow.Working(state)
	return s
}

// addressOf is where a link can be mailed to; empty when no usable address was typed.
func addressOf(c flow.Customer) string { return identity.Email(c.Draft.Email).Sent }

func (s recoveryScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg.state), action{}
	case deed:
		address := addressOf(s.state.Customer)
		return s, emit(func(now flow.Moment) flow.Event { return flow.LinkWanted{Email: address, At: now} })
	}
	return s, action{}
}

func (s recoveryScreen) wake(now flow.Moment) flow.Moment {
	return untilNextSecond(now, s.state.SendAt)
}

func (s recoveryScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	if s.busy {
		p.Running("Mailing the link.")
		p.Gap()
	}
	p.TellWaiting(s.state.Problem, s.state.SendAt)
	if f.Now < s.state.SendAt {
		p.Tell(layout.Must, f.Styles.Problem, " ", "Wait "+words.Left(s.state.SendAt-f.Now)+", until "+f.Clock(s.state.SendAt)+", before anything is sent again.")
		p.Gap()
	}
	p.Title("The PIN or password is lost. How should the customer get in?")
	p.Line(layout.Should, "Customer", who(f, s.state.Identity), "")
	p.Gap()
	if address := addressOf(s.state.Customer); address != "" {
		p.RowOfKey(f.Styles.Key.Render(keyFor(flow.DeedMailLink)), "mail a link to change the password", "to "+identifier(f, address))
		p.UnderKey(layout.May, "The customer signs in afterwards, with the new password.")
	} else {
		p.RowOfKey(f.Styles.Hint.Render(keyFor(flow.DeedMailLink)), f.Styles.Hint.Render("mail a link"), "needs an e-mail address")
		p.UnderKey(layout.Should, "Go back twice, choose e-mail, and type the address.")
	}
	s.viewRecovery(p)
	if !s.busy && s.state.Problem.Reason != flow.NoReason && !f.Over(s.state.Problem, s.state.SendAt) {
		viewDiagnosis(p, s.state, s.session)
	}
	return p.Draw()
}

// viewRecovery offers two codes, unless support mode waits for the customer to be here.
func (s recoveryScreen) viewRecovery(p *layout.Page) {
	if _, can := flow.ChanceOf(s.state, flow.DeedRecover); !can {
		return
	}
	p.RowOfKey(p.Frame.Styles.Key.Render(keyFor(flow.DeedRecover)), "sign in by two codes", "")
	first := "e-mail or SMS"
	if s.state.Settings != nil && s.state.Settings.RecoveryChannel != flow.NoChannel {
		first = words.Channel(s.state.Settings.RecoveryChannel)
	}
	p.UnderKey(layout.May, "The first by "+first+", the second over the other channel.")
}
