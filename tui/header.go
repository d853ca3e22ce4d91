package tui

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/identity"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// viewHeader is the first line: how real this is, where every call goes, and what this
// login takes. The host is always there, and cut in its middle last of all.
func viewHeader(f layout.Frame, session Session, s flow.State) string {
	chip := standingStyle(f.Styles, session.Standing)
	word := chip.Render(session.Standing.word())
	if session.Support {
		word += " " + chip.Render("SUPPORT")
	}
	name, account, takes := session.Profile, accountID(f, session.Account), takesNow(s, session)
	if session.Standing == Demo {
		name = "nothing leaves this machine"
	}
	room := edge(f) - ansi.StringWidth(word) - 1
	for _, row := range []struct {
		before []string
		takes  string
	}{{[]string{name, account}, takes}, {[]string{name, account}, ""}, {[]string{account}, takes}, {[]string{account}, ""}} {
		where := words.Joined(" · ", append(row.before, session.Host)...)
		left := room - ansi.StringWidth(where) - ansi.StringWidth(row.takes)
		if row.takes == "" && left >= 0 || left >= 2 {
			return word + " " + layout.Pad(where, room-ansi.StringWidth(row.takes)) + f.Styles.Hint.Render(row.takes)
		}
	}
	if left := room - ansi.StringWidth(account) - len(" · "); left >= hostAtLeast {
		return word + " " + account + " · " + layout.CutMiddle(session.Host, left)
	}
	return word + " " + layout.CutMiddle(session.Host, room)
}

// takesNow says what this login takes, and once it is known, where its code really goes.
func takesNow(s flow.State, session Session) string {
	if by := codeBy(s, session); by != flow.NoChannel {
		return "code by " + words.Channel(by)
	}
	return takesShort(flow.AccountOf(s), flow.SignInCallOf(s))
}

// codeBy is the channel of this login's code; NoChannel while it is not known.
func codeBy(s flow.State, session Session) flow.Channel {
	if in, ok := flow.SessionOf(s); ok {
		return in.By
	}
	if p, ok := flow.PendingOf(s); ok {
		return p.Channel
	}
	if c, ok := flow.CustomerOf(s); ok && flow.At(s).Kind == flow.AtSecret && c.SignInCall() == flow.CallMFALogin {
		return codeChannel(c.Account, session, c.Identity)
	}
	return flow.NoChannel
}

// hostAtLeast is the room that a host gets before the account is left out.
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

// stop is a stop of the rail, and where the login is seen from there.
type stop struct {
	which int
	name  string
	is    int // behind the login where negative, ahead of it where positive
}

// stopsOf are the stops of this login. They follow the flow: no code where none is asked for,
// and two in a recovery.
func stopsOf(s flow.State, inSettings bool) []stop {
	here := stopOf(flow.At(s).Kind)
	if inSettings && here == stopSignedIn {
		here = stopSettings
	}
	names := stopNames()
	if flow.AccountOf(s).Support {
		names[stopSignedIn] = "Accepted"
	}
	if p, ok := flow.PendingOf(s); ok && p.Part > 0 {
		names[stopCode] = "Code " + strconv.Itoa(p.Part) + " of 2"
	}
	var stops []stop
	for i, name := range names {
		if i != stopCode || !codeless(s) {
			stops = append(stops, stop{i, name, cmp.Compare(i, here)})
		}
	}
	return stops
}

// marked is a stop with its mark.
func (s stop) marked(f layout.Frame) string {
	switch {
	case s.is < 0:
		return f.Styles.Good.Render("✓") + " " + s.name
	case s.is == 0:
		return f.Styles.Here.Render("● " + s.name)
	}
	return f.Styles.Hint.Render("○ " + s.name)
}

// viewRail is the second line: the way, and where on it the login is.
func viewRail(f layout.Frame, s flow.State, inSettings bool) string {
	var shown []string
	at, here := 0, ""
	stops := stopsOf(s, inSettings)
	for i, stop := range stops {
		shown = append(shown, stop.marked(f))
		if stop.is == 0 {
			at, here = i+1, stop.name
		}
	}
	line := strings.Join(shown, f.Styles.Hint.Render(" ── "))
	if ansi.StringWidth(line) <= f.Grid() {
		return line
	}
	of := strconv.Itoa(at) + " of " + strconv.Itoa(len(stops)) + " · "
	return layout.Pad("", f.Indent()) + f.Styles.Hint.Render(of) + f.Styles.Here.Render(here)
}

// viewWay is the way as a column at the left: the stops, and below each one what it found out.
func viewWay(f layout.Frame, session Session, s flow.State, readAt flow.Moment, inSettings bool) []string {
	const room = stepAt - 4
	var lines []string
	for _, stop := range stopsOf(s, inSettings) {
		var found []string
		switch stop.which {
		case stopCustomer:
			if c, chosen := flow.CustomerOf(s); chosen && stop.is < 0 {
				found = []string{identifier(f, c.Identity.Ident), "as " + words.UserType(c.Identity.As)}
			}
		case stopSecret:
			if stop.is < 0 && secretAccepted(s) {
				stop.name = "PIN right"
			}
		case stopCode:
			if by := codeBy(s, session); by != flow.NoChannel {
				stop.name += " by " + words.Channel(by)
			}
		case stopSignedIn:
			if in, signedIn := flow.SessionOf(s); signedIn && in.Ends > f.Now {
				found = []string{"until " + endsAt(f, in.Ends)}
			}
		case stopSettings:
			found = []string{words.ReadAt(flow.AccountOf(s), f.Wall.Add(readAt-f.Now).Format("15:04"))}
		}
		lines = append(lines, " "+stop.marked(f))
		for _, line := range found {
			lines = append(lines, "   "+f.Styles.Hint.Render(ansi.Truncate(line, room, "…")))
		}
	}
	return lines
}

// endsAt is a time of day, with its day where that is another one.
func endsAt(f layout.Frame, at flow.Moment) string {
	ends := f.Wall.Add(at - f.Now)
	if ends.Format(time.DateOnly) == f.Wall.Format(time.DateOnly) {
		return ends.Format("15:04")
	}
	return ends.Format("Mon 15:04")
}

// secretAccepted reports whether the login went on because the PIN or password was right: a
// recovery goes on without it.
func secretAccepted(s flow.State) bool {
	if in, ok := flow.SessionOf(s); ok {
		return !in.Recovered
	}
	p, ok := flow.PendingOf(s)
	return !ok || p.Part == 0
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

// who is a customer in one phrase.
func who(f layout.Frame, id flow.Identity) string {
	as := " · as "
	if f.Narrow() {
		as = " · "
	}
	return identifier(f, id.Ident) + as + words.UserType(id.As)
}

// identifier is how an identifier is shown once it was typed: never whole.
func identifier(f layout.Frame, ident string) string {
	if f.Presenting {
		return layout.Veil
	}
	return identity.Hidden(ident)
}

// accountID is an account's id; an audience sees if it is T or P.
func accountID(f layout.Frame, id string) string {
	if f.Presenting && id != "" {
		return id[:1] + "••••••••"
	}
	return id
}
