package tui

import (
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// press takes a key: what it does here, or else it is the overlay's or the screen's.
func (a App) press(msg tea.KeyPressMsg) (App, tea.Cmd) {
	a.notice = ""
	a.pressed = named(msg)
	c, does := a.commandBy(msg)
	if _, turns := c.does.(turnPage); !does || !turns {
		a.skip = 0
	}
	switch {
	case does && (c.does == quitNow{} || c.does == suspend{}):
		return a.asks(c.does)
	case a.unread() && c.deed != flow.DeedBack:
		return a, nil
	case a.guide.Blank:
		a.guide.Blank = false
		return a, nil
	case a.question.text != "" && c.does != guideNext{}:
		return a.answerQuestion(msg)
	case does:
		return a.asks(c.does)
	}
	return a.typed(msg, msg.Text != "" || msg.Code == tea.KeyEnter)
}

// paste is taken like typed text; a question ignores it.
func (a App) paste(msg tea.PasteMsg) (App, tea.Cmd) {
	a.notice = ""
	if a.asking() != "" || a.guide.Blank {
		a.guide.Blank = false
		return a, nil
	}
	return a.typed(msg, true)
}

// named is how a key is written that types nothing; empty for those that do.
func named(msg tea.KeyPressMsg) string {
	if msg.Text != "" {
		return ""
	}
	return msg.Keystroke()
}

// typed goes to what is on top. While a call of the login runs, the screen takes nothing, and
// it is said of what a person would miss.
func (a App) typed(msg tea.Msg, missed bool) (App, tea.Cmd) {
	switch {
	case a.overlay != nil:
		var does action
		a.overlay, does = a.overlay.Update(msg)
		return a.do(does)
	case !flow.Working(a.state):
		a.guide.ByHand = true
		return a.tellScreen(msg)
	case missed:
		a.notice = notTaken(a.state)
	}
	return a, nil
}

// back is esc: it closes an overlay, cancels what runs, clears what is typed, and only
// then goes a step back.
func (a App) back() (App, tea.Cmd) {
	if a.overlay != nil {
		return a.closeTop(), nil
	}
	if c, ok := a.screen.(clearer); ok && !flow.Working(a.state) {
		if cleared, some := c.clear(); some {
			a.screen = cleared
			return a, nil
		}
	}
	switch flow.At(a.state).Kind {
	case flow.AtCustomer:
		a.notice = "This is the first screen. " + keyToAsk(quitNow{}) + " leaves."
	case flow.AtSession:
		if !flow.Working(a.state) {
			a.notice = "Signed in. " + keyToAsk(leave{}) + " leaves, " + keyFor(flow.DeedSignOut) + " signs out."
		}
	}
	return a.step(flow.Back{At: a.now})
}

func (a App) top() screen {
	if a.overlay != nil {
		return a.overlay
	}
	return a.screen
}

// turned is the screen a page further down or up. At its top it shows what matters most.
func (a App) turned(down bool) App {
	const kept = 2 // a line stays in sight, and one says how much is below
	body, rows := a.page()
	page := max(rows-kept, 1)
	switch {
	case !down:
		a.skip = max(a.skip-page, 0)
	case !layout.HasMore(body):
	case a.skip == 0:
		a.skip = 1
	default:
		a.skip += page
	}
	return a
}

// commandBy is the command that a key does here; false where the key is the screen's own.
func (a App) commandBy(msg tea.KeyPressMsg) (command, bool) {
	for _, c := range commandTable() {
		if !c.by(msg) {
			continue
		}
		now, listed := c.now(a)
		if c.global != nil && c.global(a) != unlisted || c.global == nil && listed && a.overlay == nil {
			return now, true
		}
	}
	return command{}, false
}

// do does what a screen has handed back.
func (a App) do(act action) (App, tea.Cmd) {
	switch {
	case act.event != nil:
		return a.step(act.event(a.now))
	case act.ask != nil:
		return a.asks(act.ask)
	}
	return a, act.cmd
}

// asks does what a screen or the menu asks for.
func (a App) asks(r request) (App, tea.Cmd) {
	switch r := r.(type) {
	case quitNow:
		return a.quit(130)
	case suspend:
		a, cmd := a.tell(tea.BlurMsg{})
		return a, tea.Batch(cmd, tea.Suspend)
	case goBack:
		return a.back()
	case openMenu:
		return a.openMenu(), nil
	case turnPage:
		return a.turned(r.down), nil
	case guideNext:
		return a.guideNext()
	case guideBack:
		return a.guideBack()
	case blank:
		a.guide.Blank = true
	case openSettings:
		return a.openSettings()
	case openHelp:
		return a.openHelp(), nil
	case openScenarios:
		return a.open(newScenariosScreen(*a.session.Sandbox), nil), nil
	case openToken:
		return a.open(newTokenScreen(a.state, a.now), nil), nil
	case openRequests:
		return a.openRequests(), nil
	case openBundle:
		return a.openBundle()
	case writeBundle:
		return a.writeBundle(r)
	case copyCurl:
		return a.askToCopyCurl(r.number), nil
	case openChecks:
		return a.openChecks()
	case closeTop:
		return a.closeTop(), nil
	case togglePane:
		return a.togglePane(), nil
	case togglePresenter:
		return a.togglePresenter()
	case fillIn:
		return a.fill()
	case copyToken:
		a, cmd := a.tell(tea.BlurMsg{})
		return a.askToCopy(), cmd
	case openSymptom:
		return a.open(newSymptomScreen(a.state, a.session, a.now), nil), nil
	case copyTicket:
		return a.copyTicket(r)
	case deed:
		return a.doDeed(r.of)
	case leave:
		return a.leave()
	case beginScenario:
		return a.unlessLost("Another scenario? ", "begin it", func(a App) (App, tea.Cmd) { return a.beginScenario(r.name) })
	case sayNow:
		a.notice = flow.FromOutside(r.text).Shown()
	case pick:
		return a.picked(r.command)
	case settingsBeside:
		if a.presenting {
			a.notice = noPresenting()
			return a, nil
		}
		return a.tellOverlays(r)
	case revealMsg:
		if a.presenting {
			a.notice = noPresenting()
			return a, nil
		}
		return a.tellScreen(r)
	}
	return a, nil
}

// doDeed does what the flow lists as possible now. What ends a login or a session asks first.
func (a App) doDeed(d flow.Deed) (App, tea.Cmd) {
	c, can := flow.ChanceOf(a.state, d)
	switch {
	case !can:
		return a, nil
	case c.Event == nil: // it concerns what is typed
		return a.tellScreen(deed{d})
	}
	does := func(a App) (App, tea.Cmd) { return a.step(c.Event(a.now)) }
	switch {
	case d == flow.DeedStartOver && !a.oneStepBack():
		return a.unlessLost("Start again? ", "start again", does)
	case d == flow.DeedSignOut:
		return a.unlessLost("Sign out? ", "sign out", does)
	case d == flow.DeedAskExistence:
		return a.asksFirst(question{text: a.existenceQuestion(), yes: "ask", does: does}), nil
	}
	return does(a)
}

// oneStepBack reports whether starting over costs no more than going one step back, which
// asks nothing.
func (a App) oneStepBack() bool {
	c, typed := a.screen.(clearer)
	if typed {
		_, typed = c.clear()
	}
	at := flow.At(a.state).Kind
	return (at == flow.AtCounter || at == flow.AtSecret || at == flow.AtRecovery) && !flow.Working(a.state) && !typed
}
