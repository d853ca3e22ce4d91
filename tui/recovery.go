package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// recoveryScreen offers the ways back for a customer who has lost the secret.
type recoveryScreen struct {
	keys  recoveryKeys
	state flow.ChoosingRecovery
	busy  bool
}

type recoveryKeys struct {
	globalKeys
	Link  key.Binding
	Codes key.Binding
	Leave key.Binding
}

func newRecoveryScreen(s flow.State) recoveryScreen {
	sc := recoveryScreen{keys: recoveryKeys{
		globalKeys: newGlobalKeys(),
		Link:       bindDeed(flow.DeedMailLink),
		Codes:      bindDeed(flow.DeedRecover),
		Leave:      bind("q", "quit", "q"),
	}}
	return sc.in(s)
}

func (s recoveryScreen) in(state flow.State) recoveryScreen {
	s.state, _ = state.(flow.ChoosingRecovery)
	s.state.Customer, _ = flow.CustomerOf(state)
	s.busy = flow.Working(state)
	s.keys.Link.SetEnabled(s.address() != "")
	return s
}

// address is where a link can be mailed to; empty when no usable one was typed.
func (s recoveryScreen) address() string { return readEmail(s.state.Draft.Email).sent }

func (s recoveryScreen) Init() tea.Cmd { return nil }

func (s recoveryScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		return s.in(msg.state), action{}
	case tea.KeyPressMsg:
		address := s.address()
		switch {
		case s.busy:
		case key.Matches(msg, s.keys.Link):
			return s, emit(func(now flow.Moment) flow.Event { return flow.LinkWanted{Email: address, At: now} })
		case key.Matches(msg, s.keys.Codes):
			return s, ask(deed{flow.DeedRecover})
		case key.Matches(msg, s.keys.Leave):
			return s, ask(leave{})
		}
	}
	return s, action{}
}

func (s recoveryScreen) wake(now flow.Moment) flow.Moment {
	if now < s.state.SendAt {
		return time.Second
	}
	return 0
}

func (s recoveryScreen) View(f frame) (string, *tea.Cursor) {
	p := newPage(f)
	if s.busy {
		p.tell(must, f.styles.value, "…", "Mailing the link.")
		p.gap()
	}
	p.tellWaiting(s.state.Problem, s.state.SendAt)
	if f.now < s.state.SendAt {
		p.tell(must, f.styles.problem, " ", "Wait "+words.Left(s.state.SendAt-f.now)+" before anything is sent again.")
		p.gap()
	}
	p.title("The PIN or password is lost. How should the customer get in?")
	p.line(should, "Customer", who(f, s.state.Identity), "")
	p.gap()
	if address := s.address(); address != "" {
		p.line(must, keyFor(flow.DeedMailLink), "mail a link to change the password", "to "+identifier(f, address))
		p.under(may, "The customer signs in afterwards, with the new password.")
	} else {
		p.line(must, keyFor(flow.DeedMailLink), f.styles.hint.Render("mail a link"), "needs an e-mail address")
		p.under(should, "Esc twice, choose e-mail, and type the address.")
	}
	p.line(must, keyFor(flow.DeedRecover), "sign in by two codes", "")
	first := "e-mail or SMS"
	if s.state.Settings != nil && s.state.Settings.RecoveryChannel != flow.NoChannel {
		first = words.Channel(s.state.Settings.RecoveryChannel)
	}
	p.under(may, "The first by "+first+", the second over the other channel.")
	return p.draw()
}

func (s recoveryScreen) ShortHelp() []key.Binding {
	if s.busy {
		return []key.Binding{does(s.keys.Back, "cancel"), s.keys.Quit}
	}
	return []key.Binding{s.keys.Link, s.keys.Codes, s.keys.Back, s.keys.Quit}
}

func (s recoveryScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Link, s.keys.Codes, s.keys.Back, s.keys.Leave}}
}
