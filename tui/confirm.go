package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// confirmScreen is the production guard: it takes y, and enter does nothing.
type confirmScreen struct {
	keys  globalKeys
	state flow.ConfirmingSend
}

func newConfirmScreen(s flow.ConfirmingSend) confirmScreen {
	return confirmScreen{state: s, keys: newGlobalKeys()}
}

func (s confirmScreen) Init() tea.Cmd { return nil }

func (s confirmScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		if state, ok := msg.state.(flow.ConfirmingSend); ok {
			s.state = state
		}
	case tea.KeyPressMsg:
		if key.Matches(msg, s.keys.Yes) {
			return s, ask(deed{flow.DeedAgree})
		}
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
	p.Tell(layout.Must, f.Styles.Value, "", "y sends it, esc does not. Asked once for this customer.")
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
		return "a guess; Dintero did not say"
	}
	return ""
}

func (s confirmScreen) ShortHelp() []key.Binding {
	return lastLine(s.state, key.Binding{}, "yes, send it", "no")
}

func (s confirmScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{does(s.keys.Yes, "yes, send it"), does(s.keys.Back, "no")}}
}
