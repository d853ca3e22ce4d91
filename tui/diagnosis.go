package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// causesShown is how many causes stand beside a login: the rest is a key away.
const causesShown = 3

// viewDiagnosis says why a login does not go on: what is possible, each cause with the key of
// what helps, what is ruled out, what to say, and whom to turn to.
func viewDiagnosis(p *layout.Page, s flow.State, session Session) {
	d := flow.Diagnose(flow.EvidenceOf(s, p.Frame.Now))
	if d.Causes[0].Cause == flow.CauseNothingWrong {
		return
	}
	p.Gap()
	label := "Possible"
	if d.Causes[0].Certain {
		label = "Because"
		d.Causes = d.Causes[:1]
	}
	for i, c := range d.Causes[:min(len(d.Causes), causesShown)] {
		keep := layout.Should
		if i > 0 {
			keep = layout.May
		}
		deedLine(p, keep, label, words.CauseName(c.Cause), s, c.Remedy.Deed, helps(s, c.Remedy.Deed))
		label = ""
	}
	viewRuledOut(p, d)
	if owner := d.Causes[0].Owner; owner != flow.OwnerCustomer && owner != flow.OwnerAgent {
		p.Words(layout.Should, "Turn to", words.Whose(owner, session.Contact))
	}
	if said := words.SayTo(d.Causes[0].Cause, session.Language); said != "" {
		p.Gap()
		p.Words(layout.May, "Say", "“"+said+"”")
	}
}

// helps is what a Deed does about a cause, in a few words.
func helps(s flow.State, d flow.Deed) string {
	if d == flow.DeedBack {
		return "change it"
	}
	c, can := flow.ChanceOf(s, d)
	if !can {
		return ""
	}
	does := commandOf(d).worded(App{state: s}, c)
	if len(does.label) > layout.GridEnd-layout.NoteAt-10 {
		return does.short
	}
	return does.label
}

// viewRuledOut names what is known to be right.
func viewRuledOut(p *layout.Page, d flow.Diagnosis) {
	if names := words.RuledOut(d); len(names) > 0 {
		p.Words(layout.May, "Ruled out", strings.Join(names, ", "))
	}
}

// ticket is a diagnosis of the login as it stands, as text for a ticket.
func (a App) ticket(d flow.Diagnosis) words.Ticket {
	t := words.Ticket{
		When: a.wall, Standing: a.session.Standing.word(), Account: a.session.Account, Host: a.session.Host,
		Contact: a.session.Contact, Step: stopNames()[stopOf(flow.At(a.state).Kind)],
		Problem: flow.EvidenceOf(a.state, a.now).Problem, Diagnosis: d,
	}
	if c, chosen := flow.CustomerOf(a.state); chosen {
		t.Customer = hidden(c.Identity.Ident)
	}
	return t
}

// copyTicket sends the text to the terminal's clipboard. It holds no secret, so nothing is
// asked; nobody knows whether it arrived.
func (a App) copyTicket(d *flow.Diagnosis) (App, tea.Cmd) {
	if d == nil {
		now := flow.Diagnose(flow.EvidenceOf(a.state, a.now))
		d = &now
	}
	a.notice = "Text for the ticket sent to the terminal. Only it knows whether the clipboard has it."
	text := a.ticket(*d).Text()
	if a.session.Desk {
		a = a.open(newTicketScreen(text), a.overlay)
	}
	return a, tea.SetClipboard(text)
}
