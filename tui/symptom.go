package tui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
	"dintero-login/tui/layout"
)

// symptomScreen finds out why a customer cannot sign in, by what the customer sees. Nothing on
// it reaches the customer.
type symptomScreen struct {
	plain
	keys    symptomKeys
	session Session
	login   flow.State
	now     flow.Moment // when it was opened: what it says does not change by itself
	symptom flow.Symptom
	answers flow.Evidence // what the customer said when asked
	at      int           // the cause that is asked about
	causes  []flow.Cause  // in the order in which they were listed before the first answer
	seen    layout.Window
	area    layout.Frame // the room of the body
}

type symptomKeys struct {
	layout.ScrollKeys
	Choose key.Binding
	No     key.Binding
	Yes    key.Binding
	Up     key.Binding
	Down   key.Binding
	Copy   key.Binding
}

func newSymptomScreen(s flow.State, session Session, now flow.Moment) symptomScreen {
	return symptomScreen{login: s, session: session, now: now, keys: symptomKeys{
		ScrollKeys: layout.NewScrollKeys(),
		Choose:     layout.Bind("1-5", "what the customer sees", "1", "2", "3", "4", "5"),
		No:         layout.Bind("enter", "no, next question", "enter"),
		Yes:        layout.Bind("space", "yes, that is it", "space"),
		Up:         layout.Bind("↑", "question before", "up", "k", "shift+tab"),
		Down:       layout.Bind("↓", "next question", "down", "j", "tab"),
		Copy:       layout.Bind("y", "copy for the ticket", "y"),
	}}
}

func (s symptomScreen) Update(msg tea.Msg) (screen, action) {
	switch msg := msg.(type) {
	case stateMsg:
		s.login = msg.state
	case tea.WindowSizeMsg:
		s.area = roomOf(msg)
		return s.settled(), action{}
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
		d := s.diagnosis()
		return s, ask(copyTicket{&d, s.symptom})
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
	default:
		s.seen, _ = s.keys.Scroll(s.rows(s.area), s.seen, msg)
		return s, action{}
	}
	return s.settled(), action{}
}

// settled shows the step at the cursor, and no room left empty.
func (s symptomScreen) settled() symptomScreen {
	rows := s.rows(s.area)
	s.seen = rows.Within(s.seen)
	if s.symptom != flow.NoSymptom {
		s.seen = rows.Showing(s.seen, s.stepsFrom()+s.at)
	}
	return s
}

// sees begins again with a symptom.
func (s symptomScreen) sees(symptom flow.Symptom) symptomScreen {
	s.symptom, s.answers, s.at, s.causes, s.seen = symptom, flow.Evidence{}, 0, nil, layout.Window{}
	for _, c := range s.diagnosis().Causes {
		s.causes = append(s.causes, c.Cause)
	}
	return s
}

// says takes the customer's answer about the cause at the cursor; the same yes again takes it
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
func (s symptomScreen) diagnosis() flow.Diagnosis {
	e := flow.SymptomOf(s.login, s.symptom, s.now)
	e.Confirmed, e.Denied = s.answers.Confirmed, s.answers.Denied
	return flow.Diagnose(e)
}

func (s symptomScreen) clear() (screen, bool) {
	if s.symptom == flow.NoSymptom {
		return s, false
	}
	s.symptom, s.causes, s.seen = flow.NoSymptom, nil, layout.Window{}
	return s, true
}

func (s symptomScreen) ShortHelp() []key.Binding {
	if s.symptom == flow.NoSymptom {
		return []key.Binding{s.keys.Choose}
	}
	return []key.Binding{s.keys.No, s.keys.Yes, s.keys.Copy}
}

func (s symptomScreen) FullHelp() [][]key.Binding {
	k := s.keys
	return [][]key.Binding{{k.Choose, k.No, k.Yes, k.Up, k.Down, k.Copy, k.PageDown, k.PageUp}}
}
