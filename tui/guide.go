package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/guide"
	"dintero-login/tui/layout"
)

// The guide does what a person could do, and what it says follows from where the login is. So a
// person can take over at any point, and the guide goes on from there. The scenario is the sandbox's.

// guideMsg types the next characters.
type guideMsg struct{ number int }

// guideTick is how long the guide takes for a character.
const guideTick = 45 * time.Millisecond

// guided reports whether the guide's keys act: on the screens of the login and over the
// settings, which are the guide's last step.
func (a App) guided() bool {
	return a.guide.On && a.session.Sandbox != nil && (a.overlay == nil || a.inSettings())
}

// blanks reports whether b and the full stop blank the screen: where a person types, they are
// characters.
func (a App) blanks() bool {
	over, open := a.overlay.(typer)
	byHand := a.guide.ByHand && a.fieldHolds()
	return a.guided() && !byHand && !(open && over.typing())
}

// fieldHolds reports whether something is typed.
func (a App) fieldHolds() bool {
	c, some := a.screen.(clearer)
	if some {
		_, some = c.clear()
	}
	return some
}

// told is the scenario's script, and the step of it that the login stands at.
func (a App) told() (scene guide.Scene, step int, told bool) {
	scene, known := guide.SceneOf(a.session.Sandbox.Scenario)
	if !known {
		return scene, -1, false
	}
	step, told = scene.Find(a.guide, a.stop())
	return scene, step, told
}

func (a App) stop() guide.Stop {
	return guide.StopAt(a.state, a.fieldHolds(), a.inSettings())
}

// viewGuide is the caption above the keys.
func (a App) viewGuide(f layout.Frame) []string {
	if !a.guided() {
		return nil
	}
	scene, step, told := a.told()
	if len(scene.Steps) == 0 {
		return nil
	}
	c := scene.Caption(a.guide, step, told, flow.Working(a.state))
	c.At, c.Scenarios, c.Exchanges = 1+a.scenarioAt(), len(a.session.Sandbox.Scenarios), a.guide.Since(a.exchanges)
	c.NextKey, c.BackKey = keyToAsk(guideNext{}), keyToAsk(guideBack{})
	return c.Draw(f)
}

// scenarioAt is the place of the scenario that runs.
func (a App) scenarioAt() int {
	return max(slices.IndexFunc(a.session.Sandbox.Scenarios, func(s Scenario) bool { return s.Name == a.session.Sandbox.Scenario }), 0)
}

// guideNext goes to the next step from wherever the login is. After the last one the next
// scenario begins. It asks nothing: a presenter's clicker has no y.
func (a App) guideNext() (App, tea.Cmd) {
	if flow.Working(a.state) {
		a.notice = notTaken(a.state)
		return a, nil
	}
	if len(a.guide.Todo) > 0 {
		a.notice = "No code has come yet."
		return a, nil
	}
	var no tea.Cmd
	if a.question = (question{}); flow.Asking(a.state) {
		a, no = a.step(flow.Back{At: a.now})
	}
	scene, step, told := a.told()
	fill := guide.Fill(flow.At(a.state).Kind)
	switch {
	case step == len(scene.Steps)-1 || step < 0 && flow.At(a.state).Kind == flow.AtSession:
		a, next := a.guideScenario(1)
		return a, tea.Batch(no, next)
	case a.overlay != nil && !told:
		return a.closeTop(), no
	case step < 0:
		a.guide.Todo = guide.Aside(a.state)
	case !told && !a.fieldHolds() && fill != nil:
		a.guide.Step, a.guide.Todo = step, fill
	default:
		a.guide.Step = scene.After(step, !told && a.fieldHolds())
		a.guide.Todo = scene.Steps[a.guide.Step].Acts
	}
	a.guide.Moving, a.guide.Quick, a.guide.Resent = true, false, false
	a.guide.Before = guide.Newest(a.exchanges)
	a, cmd := a.guideGoes()
	return a, tea.Batch(no, cmd)
}

// guideBack shows the step before: a new login goes there at once. From the first step it is the
// scenario before.
func (a App) guideBack() (App, tea.Cmd) {
	scene, step, _ := a.told()
	if step < 0 {
		step = a.guide.Step
	}
	if step == 0 || len(scene.Steps) == 0 {
		return a.guideScenario(-1)
	}
	a, cmd := a.beginScenario(scene.Scenario)
	a.guide.Step, a.guide.Quick, a.notice = step-1, true, ""
	for _, s := range scene.Steps[:step] {
		a.guide.Todo = append(a.guide.Todo, s.Acts...)
	}
	return a, cmd
}

// guideScenario begins a scenario, so many after the one that runs.
func (a App) guideScenario(after int) (App, tea.Cmd) {
	all := a.session.Sandbox.Scenarios
	if len(all) == 0 {
		return a, nil
	}
	a, cmd := a.beginScenario(all[(a.scenarioAt()+len(all)+after)%len(all)].Name)
	a.notice = ""
	return a, cmd
}

// begun is the guide at the first step of a scenario.
func (a App) begun() guide.Progress {
	return guide.Progress{On: a.guide.On, Moving: a.guide.On, Before: guide.Newest(a.exchanges)}
}

// guideGoes does what can be done now of what is left to be done.
func (a App) guideGoes() (App, tea.Cmd) {
	var cmds []tea.Cmd
	for len(a.guide.Todo) > 0 && !a.guide.Typing && !flow.Working(a.state) && flow.At(a.state).Kind != flow.AtSignOut {
		left := len(a.guide.Todo)
		var cmd tea.Cmd
		a, cmd = a.guideDoes(a.guide.Todo[0])
		cmds = append(cmds, cmd)
		if len(a.guide.Todo) == left {
			break // it waits
		}
	}
	if a.guide.Moving && len(a.guide.Todo) == 0 && !flow.Working(a.state) {
		a.guide.Moving, a.guide.Arrived = false, a.stop()
	}
	return a, tea.Batch(cmds...)
}

// guideDoes does one thing. What the login does not allow ends the step.
func (a App) guideDoes(act guide.Act) (App, tea.Cmd) {
	if act.Types != guide.Nothing {
		return a.guideTypes(act.Types)
	}
	a.guide.Todo = a.guide.Todo[1:]
	switch {
	case act.Opens:
		return a.openSettings()
	case act.Ages > 0:
		p, _ := flow.PendingOf(a.state)
		return a.later(act.Ages - (a.now - p.SentAt)), nil
	}
	c, can := flow.ChanceOf(a.state, act.Does)
	if !can {
		return a.guideStops(), nil
	}
	a.guide.Resent = a.guide.Resent || act.Does == flow.DeedSendAgain
	return a.later(c.From - a.now).doDeed(act.Does)
}

// guideStops leaves the rest of a step undone.
func (a App) guideStops() App {
	a.guide.Todo, a.guide.Typing = nil, false
	return a
}

// later turns the demo's clock forward.
func (a App) later(by time.Duration) App {
	if by > 0 && a.session.Sandbox.Turn != nil {
		a.session.Sandbox.Turn(by)
		a.now, a.wall = a.session.Clock(), a.session.Wall()
	}
	return a
}

// guideTypes begins to type a text, or waits for the message that it is in.
func (a App) guideTypes(t guide.Text) (App, tea.Cmd) {
	_, text := a.guideText(t)
	kind, dead := flow.At(a.state).Kind, t == guide.Code && a.codeExpired()
	switch {
	case t >= guide.Code && kind != flow.AtCode:
		return a.guideStops(), nil
	case a.guide.ByHand && a.fieldHolds():
		a.guide.Todo = a.guide.Todo[1:] // it stays as it is
		return a, nil
	case kind == flow.AtSecret && text.IsEmpty():
		a.guide.Step = max(a.guide.Step-1, 0)
		a.notice = "Nobody in the demo has this number or address. Type the PIN by hand."
		return a.guideStops(), nil
	case dead && !a.guide.Resent:
		a.guide.Todo = slices.Concat([]guide.Act{{Does: flow.DeedSendAgain}}, a.guide.Todo)
		return a, nil
	case dead || text.IsEmpty():
		return a, nil
	}
	a.guide.Typing, a.guide.Typed, a.guide.ByHand = true, 0, false
	a.guide.Quick = a.guide.Quick || a.fieldHolds()
	return a.guideTypesOn()
}

// guideTypesOn types the next character, or all of them at once.
func (a App) guideTypesOn() (App, tea.Cmd) {
	fill, text := a.guideText(a.guide.Todo[0].Types)
	runes := []rune(text.Reveal())
	if a.guide.Quick || a.guide.Typed >= len(runes) {
		a.guide.Typing, a.guide.Todo = false, a.guide.Todo[1:]
		return a.tellScreen(fill)
	}
	next := runes[a.guide.Typed]
	a.guide.Typed++
	a.guide.Ticks++
	number := a.guide.Ticks
	a, cmd := a.tellScreen(tea.KeyPressMsg{Code: next, Text: string(next)})
	return a, tea.Batch(cmd, tea.Tick(guideTick, func(time.Time) tea.Msg { return guideMsg{number} }))
}

// guideKey types the rest at once, and goes on: the next key acts on what it then finds.
func (a App) guideKey() (App, tea.Cmd) {
	if !a.guide.Typing {
		return a, nil
	}
	a.guide.Quick = true
	a, typed := a.guideTypesOn()
	a, goes := a.guideGoes()
	return a, tea.Batch(typed, goes)
}

// guideText is a text, and the message by which a screen takes the whole of it.
func (a App) guideText(t guide.Text) (fillMsg, flow.Secret) {
	var p Person
	switch t {
	case guide.Identifier:
		if people := a.session.Sandbox.People; len(people) > 0 {
			p = people[0]
		}
		return fillMsg{person: p}, flow.Conceal(p.Phone)
	case guide.Secret:
		c, _ := flow.CustomerOf(a.state)
		p, _ = personOf(a.session.Sandbox.People, c.Identity)
	case guide.OldCode:
		code := a.firstCode()
		return fillMsg{code: code}, code
	case guide.Code:
		code := a.phone.Newest()
		return fillMsg{code: code}, code
	}
	return fillMsg{person: p}, p.Secret
}

// codeExpired reports whether the newest code came and is worth nothing any more.
func (a App) codeExpired() bool {
	newest := a.phone.Newest()
	return slices.ContainsFunc(a.phone.Messages(), func(m Message) bool {
		return !newest.IsEmpty() && m.Code == newest && !m.Expires.IsZero() && !a.wall.Before(m.Expires)
	})
}

// firstCode is the code of the first message of this sign-in, whatever it is worth.
func (a App) firstCode() flow.Secret {
	var first Message
	for _, m := range a.phone.Messages() {
		if !m.Code.IsEmpty() && (first.Code.IsEmpty() || m.Sent.Before(first.Sent)) {
			first = m
		}
	}
	return first.Code
}
