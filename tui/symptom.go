package tui

import (
	"strconv"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

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
func (s symptomScreen) diagnosis() flow.Diagnosis { return flow.Diagnose(s.evidence()) }

func (s symptomScreen) evidence() flow.Evidence {
	e := flow.SymptomOf(s.login, s.symptom, s.now)
	e.Confirmed, e.Denied = s.answers.Confirmed, s.answers.Denied
	return e
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

func (s symptomScreen) View(f layout.Frame) (string, *tea.Cursor) {
	return strings.Join(s.rows(f).Draw(s.seen), "\n"), nil
}

func (s symptomScreen) rows(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	gap := func() { rows.One(func(p *layout.Page) { p.Gap() }) }
	if s.symptom == flow.NoSymptom {
		rows.One(func(p *layout.Page) { p.Heading("What does the customer see?") })
		rows.Add(int(flow.Symptoms-flow.SymptomNoCode), func(p *layout.Page, i int) {
			p.RowOfKey(f.Styles.Key.Render(strconv.Itoa(i+1)), words.SymptomName(flow.Symptom(i+1)), "")
		})
		if !f.Narrow() {
			gap()
		}
		rows.One(func(p *layout.Page) {
			p.Tell(layout.Must, f.Styles.Hint, "", "Nothing here reaches the customer.")
		})
		return rows
	}
	for _, known := range s.known(f) {
		rows.One(func(p *layout.Page) { p.Line(layout.Must, known.label, known.value, known.note) })
	}
	gap()
	d := s.diagnosis()
	rows.Add(len(s.causes), func(p *layout.Page, i int) { s.viewStep(p, d, i) })
	gap()
	rows.One(func(p *layout.Page) { s.viewAdvice(p, d) })
	rows.One(func(p *layout.Page) { viewFacts(p, d) })
	return rows
}

// knownLine is something that is known before anybody is asked.
type knownLine struct{ label, value, note string }

// known is what the customer sees, who it is about, and whether others have the same.
func (s symptomScreen) known(f layout.Frame) []knownLine {
	lines := []knownLine{{"Symptom", words.SymptomName(s.symptom), "nothing here reaches them"}}
	if f.Narrow() {
		lines[0].note = ""
	}
	if c, chosen := flow.CustomerOf(s.login); chosen {
		lines = append(lines, knownLine{"Customer", who(f, c.Identity), words.Finds(flow.ExistenceOf(s.login).Found())})
	}
	everyone := "not known; have others called with the same?"
	switch flow.AccountOf(s.login).TestCustomer {
	case flow.Yes:
		everyone = "no: the test customer's PIN was accepted"
	case flow.No:
		everyone = f.Styles.Problem.Render("perhaps: the test customer's PIN was rejected too")
	}
	return append(lines, knownLine{"Everyone?", everyone, ""})
}

// stepsFrom is the row of the first step.
func (s symptomScreen) stepsFrom() int { return len(s.known(s.area)) + 1 }

// viewStep is what to ask or to look at, and what an answer means. The order stays while
// answers come in: what moves under a finger is pressed wrongly.
func (s symptomScreen) viewStep(p *layout.Page, d flow.Diagnosis, i int) {
	c := s.causes[i]
	verb, text := words.Step(c, s.session.Language)
	label := layout.Pad(strconv.Itoa(i+1)+" "+verb, len("1 Check "))
	switch {
	case s.answers.Confirmed.Has(c):
		label += "✓ yes"
	case s.answers.Denied.Has(c) || d.Excludes(c):
		label += "✗ no"
	}
	const room = 35
	means := p.Frame.Styles.Hint.Render("→ " + words.CauseName(c))
	switch {
	case ansi.StringWidth(text) >= room:
	case p.Frame.Narrow(), room+ansi.StringWidth(means) > p.Frame.Grid()-p.ValueColumn():
		text += " " + means
	default:
		text = layout.Pad(text, room) + means
	}
	if i == s.at {
		label = p.Frame.Styles.Here.Render(label)
	}
	p.Line(layout.Must, label, text, "")
	p.Here(i == s.at)
}

// viewAdvice is what to do, to say, and whom to turn to, by the cause that is the likeliest now.
func (s symptomScreen) viewAdvice(p *layout.Page, d flow.Diagnosis) {
	first := d.Causes[0].Cause
	next := words.CauseNext(first)
	for i, c := range s.causes {
		if c == first && !c.Remedy().Ask {
			next = "step " + strconv.Itoa(i+1)
		}
	}
	p.Words(layout.Must, "Next", next)
	viewSay(p, s.evidence(), d, s.session)
}

// viewFacts says what is known to be right, and what nobody knows.
func viewFacts(p *layout.Page, d flow.Diagnosis) {
	const implied = flow.FactAddress | flow.FactUniqueNumber | flow.FactOneMessage | flow.FactEveryAnswer
	var good, open []string
	for _, f := range (d.Known &^ implied).Each() {
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
