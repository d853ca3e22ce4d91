package tui

import (
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// viewHeader is the first line: how real this is, where every call goes, and what this
// login takes.
func viewHeader(f layout.Frame, session Session, s flow.State) string {
	chip := standingStyle(f.Styles, session.Standing)
	word := chip.Render(session.Standing.word())
	if session.Support {
		word += " " + chip.Render("SUPPORT")
	}
	takes := takesNow(s, session)
	account := accountID(f, session.Account)
	name := session.Profile
	if session.Standing == Demo {
		name = "nothing leaves this machine"
	}
	if f.Narrow() {
		room := f.Width - ansi.StringWidth(word) - ansi.StringWidth(account) - 2
		return word + " " + account + " " + layout.CutMiddle(session.Host, room)
	}
	before := words.Joined(" · ", name, account)
	room := f.Grid() - ansi.StringWidth(word+"  "+before+" · ") - ansi.StringWidth(takes) - 2
	if room < hostAtLeast {
		room, takes = room+ansi.StringWidth(takes)+2, ""
	}
	where := word + "  " + before + " · " + layout.CutMiddle(session.Host, room)
	return layout.Pad(where, f.Grid()-ansi.StringWidth(takes)) + f.Styles.Hint.Render(takes)
}

// takesNow says what this login takes, and once it is known, where its code really goes.
func takesNow(s flow.State, session Session) string {
	by := flow.NoChannel
	if in, ok := flow.SessionOf(s); ok {
		by = in.By
	} else if p, ok := flow.PendingOf(s); ok {
		by = p.Channel
	} else if c, ok := flow.CustomerOf(s); ok && flow.At(s).Kind == flow.AtSecret && c.SignInCall() == flow.CallMFALogin {
		by = codeChannel(c.Account, session, c.Identity)
	}
	if by == flow.NoChannel {
		return takesShort(flow.AccountOf(s), flow.SignInCallOf(s))
	}
	return "code by " + words.Channel(by)
}

// hostAtLeast is the room that a host gets before what the login takes is left out.
const hostAtLeast = 16

func standingStyle(s layout.Styles, standing Standing) lipgloss.Style {
	return map[Standing]lipgloss.Style{Demo: s.Demo, Test: s.Test, Production: s.Production}[standing]
}

// The stops of the rail.
const (
	stopCustomer = iota
	stopSecret
	stopCode
	stopSignedIn
	stopSettings
)

// stopNames are the names of the stops.
func stopNames() []string {
	return []string{"Customer", "PIN or password", "Code", "Signed in", "Settings"}
}

// stopOf is where a Place is on the rail.
func stopOf(k flow.Kind) int {
	switch k {
	case flow.AtCustomer, flow.AtSignOut:
		return stopCustomer
	case flow.AtCounter, flow.AtSecret, flow.AtRecovery:
		return stopSecret
	case flow.AtSession, flow.AtAccepted:
		return stopSignedIn
	default:
		return stopCode
	}
}

// viewRail is the second line: the way, and where on it the login is. It follows the
// flow: no code where none is asked for, and two in a recovery.
func viewRail(f layout.Frame, s flow.State, inSettings bool) string {
	here := stopOf(flow.At(s).Kind)
	if inSettings && here == stopSignedIn {
		here = stopSettings
	}
	names := stopNames()
	if flow.AccountOf(s).Support {
		names[stopSignedIn] = "Accepted"
	}
	skip := -1
	if codeless(s) {
		skip = stopCode
	}
	if p, ok := flow.PendingOf(s); ok && p.Part > 0 {
		names[stopCode] = "Code " + strconv.Itoa(p.Part) + " of 2"
	}
	var shown []string
	at, position := 0, 0
	for i, name := range names {
		if i == skip {
			continue
		}
		switch {
		case i < here:
			shown = append(shown, f.Styles.Good.Render("✓")+" "+name)
		case i == here:
			at, position = len(shown)+1, i
			shown = append(shown, f.Styles.Here.Render("● "+name))
		default:
			shown = append(shown, f.Styles.Hint.Render("○ "+name))
		}
	}
	if f.Narrow() {
		return f.Styles.Hint.Render(strconv.Itoa(at)+" of "+strconv.Itoa(len(shown))+" · ") + f.Styles.Here.Render(names[position])
	}
	return strings.Join(shown, f.Styles.Hint.Render(" ── "))
}

// codeless reports whether this login has no code in it.
func codeless(s flow.State) bool {
	if in, ok := flow.SessionOf(s); ok {
		return in.By == flow.NoChannel
	}
	if accepted, ok := s.(flow.Accepted); ok {
		return accepted.By == flow.NoChannel
	}
	return stopOf(flow.At(s).Kind) != stopCode && flow.SignInCallOf(s) == flow.CallLogin
}
