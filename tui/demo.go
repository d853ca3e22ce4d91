package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// fill types in what the demo knows: somebody who lives there, their secret, and the code
// that came. Pressed again on the first screen, it is the next one's turn.
func (a App) fill() (App, tea.Cmd) {
	if a.session.Sandbox == nil || len(a.session.Sandbox.People) == 0 || a.overlay != nil {
		return a, nil
	}
	people := a.session.Sandbox.People
	msg := fillMsg{code: a.phone.newest()}
	switch s := a.state.(type) {
	case flow.ChoosingCustomer:
		msg.person = people[a.person%len(people)]
		a.person++
	case flow.EnteringSecret:
		found, ok := personOf(people, s.Identity)
		if !ok {
			a.notice = "Nobody of the demo has this number or address."
			return a, nil
		}
		msg.person = found
	case flow.EnteringCode:
		if msg.code.IsEmpty() {
			a.notice = "No code has come yet."
			return a, nil
		}
	}
	var cmd tea.Cmd
	a.screen, cmd = a.screen.Update(msg)
	return a, cmd
}

func personOf(people []Person, id flow.Identity) (Person, bool) {
	for _, p := range people {
		if p.As == id.As && (id.By == flow.ByPhone && p.Phone == id.Ident || id.By == flow.ByEmail && p.Email == id.Ident) {
			return p, true
		}
	}
	return Person{}, false
}

// answer asks the flags' sources for the secret and the code, each once, when the login
// comes to them. A source that fails leaves the question to the person; one that still
// runs ends with the facts' lane, so with a sign-out and with the program.
func (a App) answer() (App, tea.Cmd) {
	switch s := a.state.(type) {
	case flow.EnteringSecret:
		if a.session.Secret == nil || a.answered.secret {
			return a, nil
		}
		a.answered.secret = true
		session, ctx := a.session, a.lanes.facts.ctx
		return a, func() tea.Msg {
			secret, err := session.givenSecret(ctx)
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil:
				return noticeMsg(err.Error())
			}
			return happened(func(now flow.Moment) flow.Event { return flow.SecretEntered{Secret: secret, At: now} })
		}
	case flow.EnteringCode:
		if a.session.Code == nil || a.answered.code {
			return a, nil
		}
		a.answered.code = true
		session, ctx, asked := a.session, a.lanes.facts.ctx, askedFor(s.Pending, a.session)
		return a, func() tea.Msg {
			code, err := session.givenCode(ctx, asked)
			switch {
			case ctx.Err() != nil:
				return nil
			case err != nil:
				return noticeMsg(err.Error())
			}
			return happened(func(now flow.Moment) flow.Event { return flow.CodeEntered{Code: code, At: now} })
		}
	}
	return a, nil
}

func askedFor(p flow.Pending, session Session) CodeAsked {
	at := session.Wall().Add(p.SentAt - session.moment())
	return CodeAsked{Channel: p.Channel, Send: p.Number(), At: at}
}
