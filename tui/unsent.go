package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

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
