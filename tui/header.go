package tui

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
)

// viewHeader is the first line: how real this is, where every call goes, and what this
// login takes.
func viewHeader(f frame, session Session, s flow.State) string {
	word := standingStyle(f.styles, session.Standing).Render(session.Standing.word())
	takes := takesNow(s, session)
	account := f.account(session.Account)
	name := session.Profile
	if session.Standing == Demo {
		name = "nothing leaves this machine"
	}
	if f.narrow() {
		room := f.width - ansi.StringWidth(word) - ansi.StringWidth(account) - 2
		return word + " " + account + " " + cutMiddle(session.Host, room)
	}
	before := joined(" · ", name, account)
	room := f.grid() - ansi.StringWidth(word+"  "+before+" · ") - ansi.StringWidth(takes) - 2
	if room < hostAtLeast {
		room, takes = room+ansi.StringWidth(takes)+2, ""
	}
	where := word + "  " + before + " · " + cutMiddle(session.Host, room)
	return pad(where, f.grid()-ansi.StringWidth(takes)) + f.styles.hint.Render(takes)
}

// takesNow says what this login takes, and once it is known, where its code really goes.
func takesNow(s flow.State, session Session) string {
	by := flow.NoChannel
	if p, ok := pendingOf(s); ok {
		by = p.Channel
	}
	if c, ok := s.(interface{ SignInCall() flow.Call }); ok && c.SignInCall() == flow.CallMFALogin {
		switch s := s.(type) {
		case flow.EnteringSecret:
			by = codeChannel(s.Account, session, s.Identity)
		case flow.SigningIn:
			by = codeChannel(s.Account, session, s.Identity)
		}
	}
	switch s := s.(type) {
	case flow.SignedIn:
		by = s.By
	case flow.Refreshing:
		by = s.By
	}
	if by == flow.NoChannel {
		return takesShort(flow.AccountOf(s), signInCall(s))
	}
	return "code by " + channelWord(by)
}

// hostAtLeast is the room that a host gets before what the login takes is left out.
const hostAtLeast = 16

func standingStyle(s styles, standing Standing) lipgloss.Style {
	return map[Standing]lipgloss.Style{Demo: s.demo, Test: s.test, Production: s.production}[standing]
}

// signInCall is the call of this login, whoever the customer is.
func signInCall(s flow.State) flow.Call {
	if c, ok := s.(interface{ SignInCall() flow.Call }); ok {
		return c.SignInCall()
	}
	return flow.AccountOf(s).SignInCall()
}

// The stops of the rail.
const (
	stopCustomer = iota
	stopSecret
	stopCode
	stopSignedIn
	stopSettings
)

// stopOf is where a Place is on the rail.
func stopOf(k flow.Kind) int {
	switch k {
	case flow.AtCustomer, flow.AtSignOut:
		return stopCustomer
	case flow.AtSecret, flow.AtRecovery:
		return stopSecret
	case flow.AtSession:
		return stopSignedIn
	default:
		return stopCode
	}
}

// viewRail is the second line: the way, and where on it the login is. It follows the
// flow: no code where none is asked for, and two in a recovery.
func viewRail(f frame, s flow.State, inSettings bool) string {
	here := stopOf(flow.At(s).Kind)
	if inSettings && here == stopSignedIn {
		here = stopSettings
	}
	names := []string{"Customer", "PIN or password", "Code", "Signed in", "Settings"}
	skip := -1
	if codeless(s) {
		skip = stopCode
	}
	if part := recoveryPart(s); part > 0 {
		names[stopCode] = "Code " + itoa(part) + " of 2"
	}
	var shown []string
	at, position := 0, 0
	for i, name := range names {
		if i == skip {
			continue
		}
		switch {
		case i < here:
			shown = append(shown, f.styles.good.Render("✓")+" "+name)
		case i == here:
			at, position = len(shown)+1, i
			shown = append(shown, f.styles.here.Render("● "+name))
		default:
			shown = append(shown, f.styles.hint.Render("○ "+name))
		}
	}
	if f.narrow() {
		return f.styles.hint.Render(itoa(at)+" of "+itoa(len(shown))+" · ") + f.styles.here.Render(names[position])
	}
	return strings.Join(shown, f.styles.hint.Render(" ── "))
}

// codeless says whether this login has no code in it.
func codeless(s flow.State) bool {
	switch s := s.(type) {
	case flow.SignedIn:
		return s.By == flow.NoChannel
	case flow.Refreshing:
		return s.By == flow.NoChannel
	}
	return stopOf(flow.At(s).Kind) != stopCode && signInCall(s) == flow.CallLogin
}

func recoveryPart(s flow.State) int {
	if p, ok := pendingOf(s); ok {
		return p.Part
	}
	return 0
}

// pendingOf is the code that a state waits for.
func pendingOf(s flow.State) (flow.Pending, bool) {
	switch s := s.(type) {
	case flow.SendingCode:
		return s.Pending, true
	case flow.EnteringCode:
		return s.Pending, true
	case flow.CheckingCode:
		return s.Pending, true
	case flow.SendFailed:
		return s.Pending, true
	default:
		return flow.Pending{}, false
	}
}
