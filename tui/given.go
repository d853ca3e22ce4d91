package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// givenMsg is what a flag's source gave, or why it gave nothing.
type givenMsg struct {
	to           givenTo
	secret, code flow.Secret
	problem      string
}

// givenTo is the question that a source answers. What comes after that question is gone is
// not for the next one.
type givenTo struct {
	place flow.Place
	who   flow.Identity
}

// answer asks the flags' sources for the secret and the code, each once, when the login
// comes to them. A source that fails leaves the question to the person; one that still
// runs ends with the facts' lane, so with a sign-out and with the program.
func (a App) answer() (App, tea.Cmd) {
	if flow.Working(a.state) {
		return a, nil
	}
	session, ctx, to := a.session, a.lanes.Facts(), asksNow(a.state)
	switch flow.At(a.state).Kind {
	case flow.AtSecret:
		if session.Secret == nil || a.answered.secret {
			return a, nil
		}
		a.answered.secret = true
		return a, func() tea.Msg {
			secret, err := session.GiveSecret(ctx)
			return gave(ctx, givenMsg{to: to, secret: secret}, err)
		}
	case flow.AtCode:
		if session.Code == nil || a.answered.code {
			return a, nil
		}
		a.answered.code = true
		asked := session.Asked(a.state)
		return a, func() tea.Msg {
			code, err := session.GiveCode(ctx, asked)
			return gave(ctx, givenMsg{to: to, code: code}, err)
		}
	}
	return a, nil
}

// asksNow is the question that a state puts.
func asksNow(s flow.State) givenTo {
	c, _ := flow.CustomerOf(s)
	return givenTo{flow.At(s), c.Identity}
}

func gave(ctx context.Context, msg givenMsg, err error) tea.Msg {
	switch {
	case ctx.Err() != nil:
		return nil
	case err != nil:
		msg.problem = flow.FromOutside(err.Error()).Shown()
	}
	return msg
}

// given goes on with what a source gave. The secret is in the field, too: a question may have
// to be answered before it is sent.
func (a App) given(msg givenMsg) (App, tea.Cmd) {
	if msg.problem != "" {
		a.notice = msg.problem
		return a, nil
	}
	switch {
	case flow.Working(a.state) || msg.to != asksNow(a.state):
	case !msg.secret.IsEmpty():
		a, fill := a.tellScreen(fillMsg{person: Person{Secret: msg.secret}})
		a, cmd := a.step(flow.SecretEntered{Secret: msg.secret, At: a.now})
		return a, tea.Batch(fill, cmd)
	case !msg.code.IsEmpty():
		return a.step(flow.CodeEntered{Code: msg.code, At: a.now})
	}
	return a, nil
}
