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
		No:         layout.Bind("enter", "no", "enter"),
		Yes:        layout.Bind("space", "yes", "space"),
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
		rows, _ := s.rows(s.area)
		s.seen, _ = s.keys.Scroll(rows, s.seen, msg)
		return s, action{}
	}
	return s.settled(), action{}
}

// settled shows the step at the cursor, and no room left empty.
func (s symptomScreen) settled() symptomScreen {
	rows, step := s.rows(s.area)
	s.seen = rows.Within(s.seen)
	if s.symptom != flow.NoSymptom {
		s.seen = rows.Showing(s.seen, step)
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
	if s.area.Narrow() {
		return []key.Binding{s.keys.No, s.keys.Yes}
	}
	return []key.Binding{s.keys.No, s.keys.Yes, s.keys.Copy}
}

func (s symptomScreen) FullHelp() [][]key.Binding {
	k := s.keys
	return [][]key.Binding{{k.Choose, k.No, k.Yes, k.Up, k.Down, k.Copy, k.PageDown, k.PageUp}}
}

func (s symptomScreen) View(f layout.Frame) (string, *tea.Cursor) {
	rows, _ := s.rows(f)
	return strings.Join(rows.Draw(s.seen), "\n"), nil
}

// detail is how much of the screen there is room for.
type detail int

const (
	whole      detail = iota // every symptom, and what a yes means below long steps
	chosenOnly               // the symptom that was chosen
	usual                    // and not what a yes means below long steps
	oneStep                  // the step at the cursor alone
	bare                     // and not what a yes means
)

// rows is as much as fits, and the row of the step at the cursor. What is known of the account
// may be below; what to do and to say is in sight as long as it can be.
func (s symptomScreen) rows(f layout.Frame) (rows layout.List, step int) {
	if s.symptom == flow.NoSymptom {
		return s.choices(f), 0
	}
	for of := whole; of < bare; of++ {
		rows, step, advised := s.drawn(f, of)
		if of <= chosenOnly && rows.Lines(rows.Count) <= f.Height || of > chosenOnly && rows.Lines(advised) < f.Height {
			return rows, step
		}
	}
	rows, step, _ = s.drawn(f, bare)
	return rows, step
}

// choices is the screen before a symptom is chosen.
func (s symptomScreen) choices(f layout.Frame) layout.List {
	rows := layout.NewList(f)
	each(&rows, heading, below(s.viewSymptoms))
	if about := s.about(); !f.Narrow() {
		about[0] = below(about[0])
		each(&rows, about...)
	}
	each(&rows, below(func(p *layout.Page) { p.Tell(layout.Must, f.Styles.Hint, "", "Nothing here reaches the customer.") }))
	return rows
}

// drawn is the screen in some detail, the row of the step at the cursor, and how many rows there
// are up to what to say.
func (s symptomScreen) drawn(f layout.Frame, of detail) (rows layout.List, step, advised int) {
	rows = layout.NewList(f)
	d := s.diagnosis()
	switch of {
	case whole:
		each(&rows, heading, below(s.viewSymptoms))
	case chosenOnly, usual:
		each(&rows, s.viewSymptom)
	}
	if about := s.about(); of < oneStep {
		if of == whole {
			about[0] = below(about[0])
		}
		each(&rows, about...)
		step = rows.Add(len(s.causes), func(p *layout.Page, i int) { s.viewStep(p, d, i, of <= chosenOnly) }) + s.at
	} else {
		step = rows.One(func(p *layout.Page) { s.viewOneStep(p, d, of == oneStep) })
	}
	advice := s.advice(d, of)
	advice[0] = below(advice[0])
	each(&rows, advice...)
	advised = rows.Count
	if of >= oneStep {
		each(&rows, s.viewSymptom)
		each(&rows, s.about()...)
	}
	each(&rows, func(p *layout.Page) { viewTurnTo(p, d, s.session) })
	each(&rows, facts(d)...)
	return rows, step, advised
}

// each adds rows one by one, so that what is said to be below is counted.
func each(rows *layout.List, draw ...func(p *layout.Page)) {
	for _, one := range draw {
		rows.One(one)
	}
}

func heading(p *layout.Page) { p.Heading("What does the customer see?") }

// below is a row with an empty one above it, where there is room for that.
func below(draw func(p *layout.Page)) func(p *layout.Page) {
	return func(p *layout.Page) {
		if !p.Frame.Narrow() {
			p.Gap()
		}
		draw(p)
	}
}

// viewSymptoms is every symptom with its key; below each other where there is little width.
func (s symptomScreen) viewSymptoms(p *layout.Page) {
	const between = "   "
	f := p.Frame
	label, line := "Symptom", ""
	for i := flow.SymptomNoCode; i < flow.Symptoms; i++ {
		key, name := f.Styles.Key.Render(strconv.Itoa(int(i))), symptomStyle(f, s.symptom, i).Render(words.SymptomName(i))
		one := words.Joined(between, line, key+" "+name)
		switch {
		case f.Narrow():
			p.RowOfKey(key, name, "")
		case ansi.StringWidth(one) > f.Grid()-p.ValueColumn():
			p.Line(layout.Must, label, line, "")
			p.Takes(label != "")
			label, line = "", key+" "+name
		default:
			line = one
		}
	}
	if line != "" {
		p.Line(layout.Must, label, line, "")
	}
}
