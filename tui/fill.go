package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// fill types in what the demo knows: somebody who lives there, their secret, and the code
// that came. Pressed again on the first screen, it is the next one's turn.
func (a App) fill() (App, tea.Cmd) {
	msg, some := a.fills()
	switch {
	case a.overlay != nil || flow.Working(a.state):
		return a, nil
	case some:
	case flow.At(a.state).Kind == flow.AtSecret:
		a.notice = "Nobody in the demo has this number or address."
		return a, nil
	case flow.At(a.state).Kind == flow.AtCode:
		a.notice = "The newest code has not come yet."
		return a, nil
	default:
		a.notice = "There is nothing to fill in here."
		return a, nil
	}
	if flow.At(a.state).Kind == flow.AtCustomer {
		a.person++
	}
	return a.tellScreen(msg)
}

// fills is what ctrl+f would type in; false when there is nothing.
func (a App) fills() (fillMsg, bool) {
	if a.session.Sandbox == nil {
		return fillMsg{}, false
	}
	people := a.session.Sandbox.People
	switch kind := flow.At(a.state).Kind; {
	case flow.Working(a.state) || flow.Asking(a.state):
	case kind == flow.AtCustomer && len(people) > 0:
		return fillMsg{person: people[a.person%len(people)]}, true
	case kind == flow.AtSecret:
		c, _ := flow.CustomerOf(a.state)
		found, ok := personOf(people, c.Identity)
		return fillMsg{person: found}, ok
	case kind == flow.AtCode:
		code := a.phone.Newest()
		return fillMsg{code: code}, !code.IsEmpty()
	}
	return fillMsg{}, false
}

// person is who has this identifier in the demo.
func (s Session) person(id flow.Identity) (Person, bool) {
	if s.Sandbox == nil {
		return Person{}, false
	}
	return personOf(s.Sandbox.People, id)
}

// codeChannel is where the code of a sign-in will go: where the settings say, unless the demo
// knows that the customer has no address there. NoChannel while nothing is known.
func codeChannel(a flow.Account, session Session, id flow.Identity) flow.Channel {
	if a.Settings == nil {
		return flow.NoChannel
	}
	by := a.Settings.LoginChannel
	if p, found := session.person(id); found && (by == flow.SMS && p.Phone == "" || by == flow.Email && p.Email == "") {
		return by.Other()
	}
	return by
}

// noAddress says why nothing goes over a channel: the demo knows, elsewhere it is a guess.
func noAddress(c flow.Channel, session Session, id flow.Identity) string {
	why := "no " + shortAddress(c)
	if _, found := session.person(id); !found {
		return "perhaps " + why
	}
	return why
}

func personOf(people []Person, id flow.Identity) (Person, bool) {
	for _, p := range people {
		if p.As == id.As && (id.By == flow.ByPhone && p.Phone == id.Ident || id.By == flow.ByEmail && p.Email == id.Ident) {
			return p, true
		}
	}
	return Person{}, false
}

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
