package tui

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"dintero-login/flow"
	"dintero-login/tui/layout"
	"dintero-login/tui/words"
)

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
	rows.Add(len(s.causes), s.viewStep)
	gap()
	d := s.diagnosis()
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
		lines = append(lines, knownLine{"Customer", who(f, c.Identity), ""})
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
func (s symptomScreen) viewStep(p *layout.Page, i int) {
	c := s.causes[i]
	verb, text := s.step(c)
	label := layout.Pad(strconv.Itoa(i+1)+" "+verb, len("1 Look "))
	switch {
	case s.answers.Confirmed.Has(c):
		label += "✓ yes"
	case s.answers.Denied.Has(c):
		label += "✗ no"
	}
	const room = layout.NoteAt - layout.ValueAt
	means := p.Frame.Styles.Hint.Render("→ " + words.CauseName(c))
	switch {
	case ansi.StringWidth(text) >= room:
	case p.Frame.Narrow():
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

// step is what to do about a cause first, and the words for it.
func (s symptomScreen) step(c flow.Cause) (verb, text string) {
	remedy, next := c.Remedy(), words.CauseNext(c)
	switch {
	case remedy.Ask:
		return "Ask", "“" + words.Ask(c, s.session.Language) + "”"
	case remedy.Wait:
		for _, already := range []string{"Wait ", "Wait, and ", "Wait; "} {
			next = strings.TrimPrefix(next, already)
		}
		return "Wait", next
	case strings.HasPrefix(next, "Check "):
		return "Look", next
	}
	return "Do", next
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
	if s.symptom == flow.SymptomNoCode && words.SayTo(first, s.session.Language) == words.SayTo(flow.CausePINWrong, s.session.Language) {
		first = flow.CauseMessageLate // the customer was not rejected
	}
	viewSay(p, first, s.session)
	p.Words(layout.Should, "Turn to", turnTo(p.Frame, d, s.session))
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
