package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// viewDiagnosis says why a login does not go on: what is possible, each cause with the key of
// what helps, what is ruled out, what to say, and whom to turn to.
func viewDiagnosis(p *layout.Page, s flow.State, session Session) {
	e := flow.EvidenceOf(s, p.Frame.Now)
	d := flow.Diagnose(e)
	first := d.Causes[0]
	p.Gap()
	switch {
	case !first.Certain:
		for i, c := range d.Causes {
			viewPossible(p, i, c, s)
		}
		if names := words.RuledOut(d); len(names) > 0 {
			p.Line(layout.Should, "Ruled out", strings.Join(names, ", "), "")
		}
	case !told(e.Problem):
		p.Line(layout.Must, "Because", words.CauseName(first.Cause), "")
	}
	viewSay(p, first.Cause, session)
	p.Words(layout.Should, "Turn to", turnTo(p.Frame, d, session))
}

// viewPossible is a cause, and the key of what helps. The first one stays on every terminal.
func viewPossible(p *layout.Page, i int, c flow.Ranked, s flow.State) {
	keep, label := layout.May, ""
	switch {
	case i == 0:
		keep, label = layout.Must, "Possible"
	case i < 3:
		keep = layout.Should
	}
	name, helps := causeName(c.Cause, s), helpsBy(s, c.Remedy.Deed)
	if helps == "" || !p.Frame.Narrow() {
		deedLine(p, keep, label, name, s, c.Remedy.Deed, helps)
		return
	}
	p.Line(keep, label, name, "")
	p.Line(keep, "", keyFor(c.Remedy.Deed)+" "+helps, "")
}

// causeName is a cause in words, with the other user type by its name.
func causeName(c flow.Cause, s flow.State) string {
	if other, can := flow.ChanceOf(s, flow.DeedOtherUserType); can && c == flow.CauseUserTypeOther {
		return "registered as a " + words.UserType(other.As)
	}
	return words.CauseName(c)
}

// helpsBy is what a Deed does about a cause, in a few words; empty where it cannot be done.
func helpsBy(s flow.State, d flow.Deed) string {
	c, can := flow.ChanceOf(s, d)
	if !can {
		return ""
	}
	does := commandOf(d).worded(App{state: s}, c)
	switch {
	case d == flow.DeedBack:
		return "change it"
	case c.From > 0 || len(does.label) > layout.GridEnd-layout.NoteAt-10:
		return does.short
	}
	return does.label
}

// told reports whether a Problem's own sentence says all that a certain cause would.
func told(p flow.Problem) bool {
	switch p.Reason {
	case flow.NotReached, flow.NotFound, flow.Forbidden, flow.NotAccepted, flow.NotAcceptedOrScope,
		flow.NotAcceptedOrToken, flow.CodeNotAccepted:
		return false
	case flow.Unexpected:
		return p.Failure.Status >= 500 || p.Failure.Status < 300 && !p.Failure.Page
	case flow.MustWait:
		return p.Failure.Status == 423
	}
	return true
}

// viewSay is what the agent says to the customer.
func viewSay(p *layout.Page, c flow.Cause, session Session) {
	p.Words(layout.Should, "Say", "“"+words.SayTo(c, session.Language)+"”")
}

// turnTo is who can do something about the first cause. Where that is one of the two on the
// phone, it is who can when nothing helps.
func turnTo(f layout.Frame, d flow.Diagnosis, session Session) string {
	contact := session.Contact
	if f.Presenting {
		contact = ""
	}
	first := d.Causes[0].Owner
	if first != flow.OwnerAgent && first != flow.OwnerCustomer {
		return words.Whose(first, contact)
	}
	return "if nothing helps, " + words.Whose(flow.OwnerClients, contact)
}

// ticket is a diagnosis as text for a ticket: of the login as it stands, or of what the
// customer sees.
func (a App) ticket(of copyTicket) words.Ticket {
	f := a.frame()
	t := words.Ticket{
		When: a.wall, Standing: a.session.Standing.word(), Account: accountID(f, a.session.Account), Host: a.session.Host,
		Contact: a.session.Contact, Step: stopNames()[stopOf(flow.At(a.state).Kind)],
	}
	if of.symptom == flow.NoSymptom {
		e := flow.EvidenceOf(a.state, a.now)
		t.Problem, t.Diagnosis = e.Problem, flow.Diagnose(e)
	} else {
		t.Step = "the customer sees: " + words.SymptomName(of.symptom)
		t.Diagnosis = *of.diagnosis
	}
	if a.presenting {
		t.Contact = ""
	}
	if c, chosen := flow.CustomerOf(a.state); chosen {
		t.Customer = who(f, c.Identity)
	}
	return t
}

// copyTicket sends the text to the terminal's clipboard. It holds no secret, so nothing is
// asked; nobody knows whether it arrived.
func (a App) copyTicket(of copyTicket) (App, tea.Cmd) {
	a.notice = "Text for the ticket sent to the terminal. Only it knows whether the clipboard has it."
	text := a.ticket(of).Text()
	if a.session.Desk {
		a = a.open(newTicketScreen(text), a.overlay)
	}
	return a, tea.SetClipboard(text)
}
