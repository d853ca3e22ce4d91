package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// confirmScreen is the production guard: it takes y, and enter does nothing.
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

func (s confirmScreen) asks() string { return s.what() }

func (s confirmScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Tell(layout.Must, f.Styles.Problem, "!", "PRODUCTION. "+s.what())
	p.Gap()
	p.Line(layout.Must, "Customer", who(f, s.state.Identity), "")
	switch s.state.Want {
	case flow.LoginCode:
		p.Line(layout.Should, "PIN/password", f.Styles.Good.Render("✓ accepted"), "a code comes next")
		p.Line(layout.Should, "Goes by", words.Channel(s.state.Channel), assumedWord(s.state.Assumed))
	case flow.RecoveryCode:
		p.Line(layout.Should, "Goes by", words.Channel(s.state.Channel), assumedWord(s.state.Assumed))
		p.Line(layout.May, "Then", "a second code over the other channel", "")
	case flow.PasswordLink:
		p.Line(layout.Should, "Goes to", identifier(f, s.state.Mail), "")
	}
	p.Gap()
	p.Tell(layout.Must, f.Styles.Value, "", yesOrNo("sends it", "does not")+" Asked once for this customer.")
	return p.Draw()
}

func (s confirmScreen) what() string {
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
