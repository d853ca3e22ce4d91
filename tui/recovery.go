package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/identity"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

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
