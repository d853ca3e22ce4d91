package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

// symptomScreen finds out why a customer cannot sign in, by what the customer sees. Nothing on
// it reaches the customer.
type symptomScreen struct {
	plain
	keys    symptomKeys
	session Session
	login   flow.State
	symptom flow.Symptom
	answers flow.Evidence // what the customer said when asked
	at      int           // the cause that is asked about
	causes  []flow.Cause  // in the order in which they were listed before the first answer
}

type symptomKeys struct {
	Choose key.Binding
	No     key.Binding
	Yes    key.Binding
	Up     key.Binding
	Down   key.Binding
	Copy   key.Binding
}

func newSymptomScreen(s flow.State, session Session) symptomScreen {
	return symptomScreen{login: s, session: session, keys: symptomKeys{
		Choose: layout.Bind("1-5", "what the customer sees", "1", "2", "3", "4", "5"),
		No:     layout.Bind("enter", "no, next question", "enter"),
		Yes:    layout.Bind("space", "yes, that is it", "space"),
		Up:     layout.Bind("↑", "up", "up", "k", "shift+tab"),
		Down:   layout.Bind("↓", "down", "down", "j", "tab"),
		Copy:   layout.Bind("y", "copy for the ticket", "y"),
	}}
}

func (s symptomScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		s.login = msg.state
	case tea.KeyPressMsg:
		return s.pressed(msg)
	}
	return s, action{}
}

func (s symptomScreen) pressed(msg tea.KeyPressMsg) (screen, action) {
	switch {
	case key.Matches(msg, s.keys.Choose):
		return s.sees(flow.Symptom(msg.Code - '0')), action{}
	case s.symptom == flow.NoSymptom:
		return s, action{}
	case key.Matches(msg, s.keys.Copy):
		d := s.diagnosis(0)
		return s, ask(copyTicket{&d})
	}
	n := len(s.causes)
	switch {
	case key.Matches(msg, s.keys.Up):
		s.at = (s.at + n - 1) % n
	case key.Matches(msg, s.keys.Down):
		s.at = (s.at + 1) % n
	case key.Matches(msg, s.keys.No):
		s = s.says(flow.No)
		s.at = (s.at + 1) % n
	case key.Matches(msg, s.keys.Yes):
		s = s.says(flow.Yes)
	}
	return s, action{}
}

// sees begins again with a symptom.
func (s symptomScreen) sees(symptom flow.Symptom) symptomScreen {
	s.symptom, s.answers, s.at, s.causes = symptom, flow.Evidence{}, 0, nil
	for _, c := range s.diagnosis(0).Causes {
		s.causes = append(s.causes, c.Cause)
	}
	return s
}

// says takes the customer's answer about the cause at the cursor; the same one again takes it
// back.
func (s symptomScreen) says(is flow.Tristate) symptomScreen {
	c, before := s.causes[s.at], s.answers
	s.answers.Confirmed, s.answers.Denied = before.Confirmed.Without(c), before.Denied.Without(c)
	switch {
	case is == flow.Yes && !before.Confirmed.Has(c):
		s.answers.Confirmed = s.answers.Confirmed.With(c)
	case is == flow.No:
		s.answers.Denied = s.answers.Denied.With(c)
	}
	return s
}

// diagnosis is by what the customer sees and what is known of the account; a call that failed
// in this program is another matter.
func (s symptomScreen) diagnosis(now flow.Moment) flow.Diagnosis {
	e := flow.SymptomOf(s.login, s.symptom, now)
	e.Confirmed, e.Denied = s.answers.Confirmed, s.answers.Denied
	return flow.Diagnose(e)
}

func (s symptomScreen) clear() (screen, bool) {
	if s.symptom == flow.NoSymptom {
		return s, false
	}
	s.symptom, s.causes = flow.NoSymptom, nil
	return s, true
}

func (s symptomScreen) View(f layout.Frame) (string, *tea.Cursor) {
	p := layout.NewPage(f)
	p.Heading("What does the customer see?")
	p.Gap()
	if s.symptom == flow.NoSymptom {
		for i := flow.SymptomNoCode; i < flow.Symptoms; i++ {
			p.RowOfKey(strconv.Itoa(int(i)), words.SymptomName(i), "")
		}
		p.Gap()
		p.Tell(layout.May, f.Styles.Hint, "", "Nothing here reaches the customer.")
		return p.Draw()
	}
	p.Line(layout.Must, "Symptom", words.SymptomName(s.symptom), "nothing here reaches the customer")
	s.viewKnown(p)
	p.Gap()
	d := s.diagnosis(f.Now)
	s.viewCauses(p)
	p.Gap()
	s.viewFacts(p, d)
	first := d.Causes[0]
	p.Words(layout.Should, "Next", words.CauseNext(first.Cause))
	if said := words.SayTo(first.Cause, s.session.Language); said != "" {
		p.Words(layout.Should, "Say", "“"+said+"”")
	}
	if first.Owner != flow.OwnerCustomer {
		p.Words(layout.Should, "Turn to", words.Whose(first.Owner, s.session.Contact))
	}
	return p.Draw()
}

// viewKnown is who it is about, and whether others have the same.
func (s symptomScreen) viewKnown(p *layout.Page) {
	a := flow.AccountOf(s.login)
	takes, source := loginTakes(a, a.SignInCall())
	if c, chosen := flow.CustomerOf(s.login); chosen {
		p.Line(layout.Should, "Customer", who(p.Frame, c.Identity), "")
	}
	p.Line(layout.May, "This login", takes, source)
	switch a.TestCustomer {
	case flow.Yes:
		p.Line(layout.Should, "Everyone?", "no: the test customer was accepted", "")
	case flow.No:
		p.Line(layout.Should, "Everyone?", p.Frame.Styles.Problem.Render("perhaps: the test customer was rejected too"), "")
	}
}

// viewCauses lists what to ask and to look at, in the order that it is worth it. The order
// stays while answers come in: what moves under a finger is pressed wrongly.
func (s symptomScreen) viewCauses(p *layout.Page) {
	for i, c := range s.causes {
		verb, text := s.step(c)
		mark := "→ "
		switch {
		case s.answers.Confirmed.Has(c):
			mark = "✓ "
		case s.answers.Denied.Has(c):
			mark = "✗ no: "
		}
		label := strconv.Itoa(i+1) + " " + verb
		if text == "" {
			text, mark = words.CauseName(c), strings.TrimSpace(mark)
			if mark == "→" {
				mark = ""
			}
			p.Line(keepCause(i), label, text, mark)
		} else {
			p.Line(keepCause(i), label, text, mark+words.CauseName(c))
		}
		if i == s.at {
			p.Here(true)
		}
	}
}

func keepCause(i int) layout.Importance {
	if i < 3 {
		return layout.Must
	}
	return layout.Should
}

// step is what to do about a cause first, and what to ask where something is asked.
func (s symptomScreen) step(c flow.Cause) (verb, text string) {
	remedy := c.Remedy()
	switch {
	case remedy.Ask:
		return "Ask", "“" + words.Ask(c, s.session.Language) + "”"
	case remedy.Wait:
		return "Wait", ""
	}
	return "Look", ""
}

// viewFacts says what is known to be right, and what nobody knows.
func (s symptomScreen) viewFacts(p *layout.Page, d flow.Diagnosis) {
	var good, open []string
	for _, f := range d.Known.Each() {
		good = append(good, words.FactName(f))
	}
	for _, f := range d.Open.Each() {
		open = append(open, words.FactOpen(f))
	}
	if len(good) > 0 {
		p.Words(layout.Should, "Known good", strings.Join(good, ", "))
	}
	if len(open) > 0 {
		p.Words(layout.May, "Not known", strings.Join(open, "; "))
	}
}

func (s symptomScreen) ShortHelp() []key.Binding {
	if s.symptom == flow.NoSymptom {
		return []key.Binding{s.keys.Choose}
	}
	return []key.Binding{s.keys.No, s.keys.Yes, s.keys.Copy}
}

func (s symptomScreen) FullHelp() [][]key.Binding {
	return [][]key.Binding{{s.keys.Choose, s.keys.No, s.keys.Yes, s.keys.Up, s.keys.Down, s.keys.Copy}}
}
