package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// The guide walks a presenter through the scenarios. It has no script of its own: each
// caption follows from the scenario and the state, so the person can take over at any point,
// and the guide goes on from wherever that led.

// caption says what just went over the wire, and why, for those who watch.
func caption(scenario Scenario, s flow.State) string {
	if said := problemCaption(s); said != "" {
		return said
	}
	if call, running := flow.CallOf(s); running {
		return runningCaption(call)
	}
	switch flow.At(s).Kind {
	case flow.AtCustomer:
		return "The scenario “" + scenario.Name + "”: " + scenario.Does + ". So far only the client has been here: POST auth/token gave it a token, and GET customers/settings told it what a login takes."
	case flow.AtSecret:
		if c, _ := flow.CustomerOf(s); c.Password {
			return "POST customers/mfa_login was refused: MFA is off. The PIN or password goes to POST customers/login next, and only because a person says so."
		}
		return "Nothing has been sent yet. The PIN or password will be sent once, byte for byte, and stored nowhere."
	case flow.AtCode:
		p, _ := flow.PendingOf(s)
		return codeCaption(p)
	case flow.AtSession:
		if in, _ := flow.SessionOf(s); in.By == flow.NoChannel {
			return "POST customers/login gave the customer's token at once: no code, since the account asks for none."
		}
		return "POST auth/token gave the customer's token. It is the first answer that holds one."
	case flow.AtRecovery:
		return "Two ways without the PIN or password: a mail with a link (customers/change_password), or two codes over two channels (customers/mfa_login_recovery)."
	default:
		return "" // a question that no demo asks, and a send that failed, which has a Problem
	}
}

// runningCaption says what is on its way.
func runningCaption(c flow.Call) string {
	switch c {
	case flow.CallRecovery:
		return "POST customers/mfa_login_recovery makes the message go out. Cancelling stops the wait, not the message."
	case flow.CallChallenge:
		return "POST auth/mfa/challenge makes the message go out. Cancelling stops the wait, not the message."
	case flow.CallAnswer:
		return "POST auth/token carries mfa_token, oob_code and the code. If the line is cut now, nobody knows whether the code was used."
	case flow.CallChangePassword:
		return "POST customers/change_password mails the link. Its 204 does not say whether the address is known."
	case flow.CallRefresh:
		return "POST auth/token with the refresh token: a new token, and nobody is asked for anything."
	case flow.CallRevoke:
		return "POST auth/revoke ends the refresh token. Whatever the answer, everything is forgotten here."
	default:
		return "The sign-in is on its way; " + keyFor(flow.DeedBack) + " cancels it."
	}
}

func codeCaption(s flow.Pending) string {
	how := "POST customers/mfa_login took the PIN or password and gave an mfa_token; POST auth/mfa/challenge made the message go out and gave an oob_code. "
	switch {
	case s.Part == 1:
		how = "POST customers/mfa_login_recovery sent the first code. No answer names its channel; the settings do. "
	case s.Part == 2:
		how = "The first code was right, and answered by 403 mfa_required with a new mfa_token: a second code is required, over the other channel. "
	case s.Sends > 1:
		how = "A new challenge on the same mfa_token: the older code no longer works, and the PIN or password was not needed again. "
	}
	return how + "The code itself is in no answer, only in the message."
}

// problemCaption explains a refusal: that is what most scenarios are about.
func problemCaption(s flow.State) string {
	p := flow.ProblemOf(s)
	switch p.Reason {
	case flow.NoReason:
		return ""
	case flow.NotAccepted:
		return "403, and one sentence for all: which of customer, type and secret was wrong is not said, so that nobody can fish for customers."
	case flow.CodeExpired:
		return "403 expired_token: this code has expired. A new challenge on the same mfa_token gets another; the PIN or password is not needed again."
	case flow.CodeNotAccepted:
		return "403 invalid_grant: the code is wrong. The challenge lives on, for five tries."
	case flow.MustWait:
		return "429 with Retry-After: the key cools down, and nothing is sent before. Trying earlier would only keep the lock alive."
	case flow.MaybeUsed:
		return "The line was cut after the code was read. It may have been used, so nothing is repeated by itself."
	case flow.NotAllowed:
		return "403 for the client, not for the customer: a scope is missing, and the PIN or password was not checked."
	case flow.NoAnswer, flow.MaybeSent, flow.NotReached:
		return "No answer came. The screen says how far the request got, and claims no more."
	case flow.Unexpected:
		return "Status " + strconv.Itoa(p.Failure.Status) + ", and not what the API describes: what came is shown, nothing is guessed."
	default:
		return "Status " + strconv.Itoa(p.Failure.Status) + ", with a reason that the API describes. The screen says what follows from it."
	}
}

// guided reports whether the guide's keys act.
func (a App) guided() bool {
	return a.guiding && a.session.Sandbox != nil && a.overlay == nil
}

// viewGuide is the caption above the keys.
func (a App) viewGuide(f layout.Frame) []string {
	if !a.guided() {
		return nil
	}
	scenario, _ := a.session.Sandbox.scenario()
	text := caption(scenario, a.state)
	if text == "" {
		return nil
	}
	const most = 4
	width := f.Grid() - layout.LabelAt
	lines := strings.Split(ansi.Wrap(text, width, ""), "\n")
	if rows := min(most, max(f.Height/5, 1)); len(lines) > rows {
		lines = lines[:rows]
		lines[rows-1] = ansi.Truncate(lines[rows-1], width-1, "") + "…"
	}
	head := "┄ Guide · " + keyToAsk(guideNext{}) + " next · " + keyToAsk(guideBack{}) + " back ┄"
	head += strings.Repeat("┄", max(f.Grid()-ansi.StringWidth(head), 0))
	out := []string{f.Styles.Hint.Render(ansi.Truncate(head, f.Grid(), "…"))}
	for _, line := range lines {
		out = append(out, layout.Pad("", layout.LabelAt)+line)
	}
	return out
}

// guideNext does the next thing that the scenario waits for: it fills in what is asked and
// goes on; where the scenario has made its point, it begins the next one.
func (a App) guideNext() (App, tea.Cmd) {
	if flow.Working(a.state) {
		a.notice = "Something is running; " + keyFor(flow.DeedBack) + " cancels it."
		return a, nil
	}
	_, next := a.session.Sandbox.scenario()
	switch flow.At(a.state).Kind {
	case flow.AtSession:
		return a.asks(beginScenario{next.Name})
	case flow.AtCustomer:
		a.person = 0
	case flow.AtSecret, flow.AtCode:
		if problemCaption(a.state) != "" {
			return a.asks(beginScenario{next.Name})
		}
		if again, can := flow.ChanceOf(a.state, flow.DeedSendAgain); can && a.phone.Newest().IsEmpty() {
			return a.guideSend(again)
		}
	default:
		return a.asks(beginScenario{next.Name})
	}
	a, cmd := a.fill()
	if a.notice != "" {
		return a, cmd
	}
	a, enter := a.doDeed(flow.Can(a.state)[0].Deed)
	return a, tea.Batch(cmd, enter)
}

// guideSend has another message sent where none came: by the same channel first.
func (a App) guideSend(again flow.Chance) (App, tea.Cmd) {
	if a.now < again.From {
		a.notice = "No code has come yet. When " + keyFor(again.Deed) + " has cooled down, " + keyToAsk(guideNext{}) + " sends again."
		return a, nil
	}
	p, _ := flow.PendingOf(a.state)
	if other, can := flow.ChanceOf(a.state, flow.DeedOtherChannel); can && p.Sends > 1 {
		again = other
	}
	return a.step(again.Event(a.now))
}

// guideBack goes a step back, and from the first screen to the scenario before.
func (a App) guideBack() (App, tea.Cmd) {
	switch flow.At(a.state).Kind {
	case flow.AtCustomer:
	case flow.AtSession:
		return a.doDeed(flow.DeedSignOut)
	default:
		return a.doDeed(flow.DeedStartOver)
	}
	scenarios := a.session.Sandbox.Scenarios
	for i, scenario := range scenarios {
		if scenario.Name == a.session.Sandbox.Scenario {
			return a.asks(beginScenario{scenarios[(i+len(scenarios)-1)%len(scenarios)].Name})
		}
	}
	return a, nil
}
