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
	case !words.SaysCause(e.Problem):
		p.Line(layout.Must, "Because", words.CauseName(first.Cause), "")
	}
	viewSay(p, e, d, session)
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

// viewSay is what the agent says to the customer, and whom to turn to.
func viewSay(p *layout.Page, e flow.Evidence, d flow.Diagnosis, session Session) {
	contact := session.Contact
	if p.Frame.Presenting {
		contact = ""
	}
	p.Words(layout.Should, "Say", "“"+words.SayAbout(e, d, session.Language)+"”")
	p.Words(layout.Should, "Turn to", words.TurnTo(d, contact))
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

// ticketScreen shows a ticket's text at a desk, where the terminal may take no clipboard: what
// is on the screen can be selected.
type ticketScreen struct {
	plain
	text []string
	keys layout.ScrollKeys
	seen layout.Window
	area layout.Frame
}

func newTicketScreen(text string) ticketScreen {
	return ticketScreen{text: strings.Split(strings.TrimRight(text, "\n"), "\n"), keys: layout.NewScrollKeys()}
}

func (s ticketScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		s.seen = s.rows(s.area).Within(s.seen)
	case tea.KeyPressMsg:
		if to, scrolls := s.keys.Scroll(s.rows(s.area), s.seen, msg); scrolls {
			s.seen = to
		}
	}
	return s, action{}
}

func (s ticketScreen) View(f layout.Frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s ticketScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	rows.Add(len(s.text), func(p *layout.Page, i int) {
		p.Paragraph(layout.Must, 0, p.Frame.Styles.Value, s.text[i])
	})
	return rows
}
