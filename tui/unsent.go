package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// unsentScreen says why no code went out, and sends it again on enter.
type unsentScreen struct {
	keys    unsentKeys
	session Session
	state   flow.SendFailed
}

type unsentKeys struct {
	globalKeys
	Again key.Binding
	Leave key.Binding
}

func newUnsentScreen(s flow.SendFailed, session Session) unsentScreen {
	return unsentScreen{state: s, session: session, keys: unsentKeys{
		globalKeys: newGlobalKeys(),
		Again:      layout.Bind("enter", "send the code", "enter"),
		Leave:      layout.Bind("q", "quit", "q"),
	}}
}

func (s unsentScreen) Init() tea.Cmd { return nil }

func (s unsentScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		if state, ok := msg.state.(flow.SendFailed); ok {
			s.state = state
		}
	case tea.KeyPressMsg:
		switch {
		case key.Matches(msg, s.keys.Again):
			return s, ask(deed{flow.DeedSendAgain})
		case key.Matches(msg, s.keys.Leave):
			return s, ask(leave{})
		}
	}
	return s, action{}
}

// from is the moment from which the code can be sent.
func (s unsentScreen) from() flow.Moment {
	again, _ := flow.ChanceOf(s.state, flow.DeedSendAgain)
	return again.From
}

func (s unsentScreen) wake(now flow.Moment) flow.Moment {
	if now < s.from() {
		return time.Second
	}
	return 0
}

func (s unsentScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.TellWaiting(s.state.Problem, s.from())
	p.Line(layout.Should, "Customer", who(f, s.state.Identity), "")
	p.Line(layout.Should, "PIN/password", f.Styles.Good.Render("✓ accepted"), "a code comes next")
	p.Line(layout.Should, "Goes by", words.Channel(s.state.Channel), assumedWord(s.state.Assumed))
	deedLine(p, layout.May, "", "", s.state, flow.DeedOtherChannel, "by "+words.Channel(s.state.Channel.Other()))
	p.Gap()
	if wait := s.from() - f.Now; wait > 0 {
		p.Tell(layout.Must, f.Styles.Value, "", "The code can be sent in "+words.Left(wait)+", at "+f.Clock(s.from())+".")
	} else {
		p.Tell(layout.Must, f.Styles.Value, "", "Enter sends the code.")
	}
	if !f.Over(s.state.Problem, s.from()) {
		viewDiagnosis(p, s.state, s.session)
	}
	return p.Draw()
}

func (s unsentScreen) ShortHelp() []key.Binding {
	return lastLine(s.state, s.keys.Again, "", "")
}

func (s unsentScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Again, s.keys.Back, s.keys.Leave}}
}
