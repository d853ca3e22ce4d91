package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// linkOnItsWay says what is known of a mail that was accepted.
const linkOnItsWay = "A mail with a link to change the password is on its way, if the address is known there."

// counterScreen asks in support mode whether the customer is here. Until then no field takes
// a PIN or a password, since only the customer may type one.
type counterScreen struct {
	plain
	state flow.EnteringSecret
}

func (s counterScreen) in(state flow.State) counterScreen {
	s.state, _ = state.(flow.EnteringSecret)
	return s
}

func (s counterScreen) Update(msg tea.Msg) (screen, action) {
	if msg, ok := msg.(stateMsg); ok {
		return s.in(msg.state), action{}
	}
	return s, action{}
}

func (s counterScreen) asks() string { return "Is the customer here, at the counter?" }

func (s counterScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	if s.state.News == flow.LinkOnItsWay {
		p.Good(linkOnItsWay)
		p.Gap()
	}
	p.Title("Only the customer types a PIN, a password or a code here.")
	p.Line(layout.Must, "Customer", who(f, s.state.Identity), "")
	p.Gap()
	p.Tell(layout.Must, f.Styles.Value, "", "Never ask for any of them, and never type one that you were told.")
	p.Gap()
	p.Tell(layout.May, f.Styles.Hint, "", "Asked once for this customer.")
	p.Gap()
	instead := func(keep layout.Importance, label, key, does string) {
		p.Line(keep, label, f.Styles.Key.Render(key)+"  "+f.Styles.Hint.Render(does), "")
	}
	instead(layout.Should, "If not here", keyToAsk(openSymptom{}), "find out why")
	instead(layout.May, "", keyFor(flow.DeedLoseSecret), "mail a link")
	return p.Draw()
}

// acceptedScreen is the end of a login in support mode: it was accepted, and no token is kept.
type acceptedScreen struct {
	plain
	state flow.Accepted
}

func (s acceptedScreen) in(state flow.State) acceptedScreen {
	s.state, _ = state.(flow.Accepted)
	return s
}

func (s acceptedScreen) Update(msg tea.Msg) (screen, action) {
	if msg, ok := msg.(stateMsg); ok {
		return s.in(msg.state), action{}
	}
	return s, action{}
}

func (s acceptedScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	how := "by PIN or password alone"
	if s.state.By != flow.NoChannel {
		how = "MFA by " + words.Channel(s.state.By)
	}
	p.Head(f.Styles.Done.Render("✓ Accepted"), who(f, s.state.Identity), how)
	switch {
	case s.state.Dropping:
		p.Line(layout.Must, "Token", "being revoked, not kept", "")
	case s.state.Problem.Reason != flow.NoReason:
		p.Gap()
		p.TellProblem(s.state.Problem)
		p.Line(layout.Must, "Token", "not kept here, perhaps not revoked", "")
	default:
		p.Line(layout.Must, "Token", "dropped: support mode keeps none", "")
	}
	p.Gap()
	p.Tell(layout.Should, f.Styles.Value, "", "Signing in works for this customer.")
	p.Tell(layout.Should, f.Styles.Value, "", f.Styles.Does(keyFor(flow.DeedBack), "begins the next one"))
	return p.Draw()
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
