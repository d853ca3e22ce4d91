package tui

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/x/ansi"

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
			p.Sentence(layout.Should, "Ruled out", strings.Join(names, ", "))
		}
	case !words.SaysCause(e.Problem):
		p.Line(layout.Must, "Because", words.CauseName(first.Cause), "")
	}
	viewSay(p, e, d, session)
	viewTurnTo(p, d, session)
}

// viewPossible is a cause, and the key of what helps: beside it, or below it where there is
// little width. The first one stays on every terminal.
func viewPossible(p *layout.Page, i int, c flow.Ranked, s flow.State) {
	keep, label := layout.May, ""
	switch {
	case i == 0:
		keep, label = layout.Must, "Possible"
	case i < 3:
		keep = layout.Should
	}
	f, name := p.Frame, causeName(c.Cause, s)
	key, room := keyFor(c.Remedy.Deed), layout.GridEnd-layout.NoteAt-len("ctrl+x x  ")
	beside := f.NoteColumn() == layout.NoteAt
	at := p.ValueColumn()
	if f.Narrow() {
		at = p.Indent() + len("Possible ")
	}
	if !beside {
		room = f.Grid() - at - len("  "+key+"  ")
	}
	helps := helpsBy(s, c.Remedy.Deed, room)
	if helps != "" && beside {
		deedLine(p, keep, label, name, s, c.Remedy.Deed, helps)
		return
	}
	label = layout.Pad(label, at-p.Indent()-1)
	p.Hanging(keep, f.Styles.Hint, label, name)
	if helps != "" {
		p.Hanging(keep, f.Styles.Hint, layout.Pad("", len(label)+2), f.Styles.Key.Render(key)+"  "+f.Styles.Hint.Render(helps))
	}
}

// causeName is a cause in words, with the other user type by its name.
func causeName(c flow.Cause, s flow.State) string {
	if other, can := flow.ChanceOf(s, flow.DeedOtherUserType); can && c == flow.CauseUserTypeOther {
		return "registered as a " + words.UserType(other.As)
	}
	return words.CauseName(c)
}

// helpsBy is what a Deed does about a cause, in as few words as there is room for; empty where it
// cannot be done.
func helpsBy(s flow.State, d flow.Deed, room int) string {
	c, can := flow.ChanceOf(s, d)
	if !can {
		return ""
	}
	does := commandOf(d).worded(App{state: s}, c)
	switch {
	case d == flow.DeedBack:
		return "change it"
	case c.From > 0 || len(does.label) > room:
		return does.short
	}
	return does.label
}

// viewSay is what the agent says to the customer.
func viewSay(p *layout.Page, e flow.Evidence, d flow.Diagnosis, session Session) {
	p.Quote(layout.Should, "Say", words.SayAbout(e, d, session.Language))
}

// viewTurnTo is whom to turn to.
func viewTurnTo(p *layout.Page, d flow.Diagnosis, session Session) {
	contact := session.Contact
	if p.Frame.Presenting {
		contact = ""
	}
	p.Sentence(layout.Should, "Turn to", words.TurnTo(d, contact))
}

// facts is what is known to be right, and what nobody knows.
func facts(d flow.Diagnosis) (rows []func(p *layout.Page)) {
	const implied = flow.FactAddress | flow.FactUniqueNumber | flow.FactOneMessage | flow.FactEveryAnswer
	row := func(keep layout.Importance, label string, list []string, separator string) {
		if len(list) > 0 {
			rows = append(rows, func(p *layout.Page) { p.Sentence(keep, label, strings.Join(list, separator)) })
		}
	}
	var good, open []string
	for _, f := range (d.Known &^ implied).Each() {
		good = append(good, words.FactName(f))
	}
	for _, f := range d.Open.Each() {
		open = append(open, words.FactOpen(f))
	}
	row(layout.Should, "Known good", good, ", ")
	row(layout.May, "Not known", open, "; ")
	return rows
}

// viewStep is what to ask or to look at, and what a yes means. The order stays while answers
// come in: what moves under a finger is pressed wrongly.
func (s symptomScreen) viewStep(p *layout.Page, d flow.Diagnosis, i int, below bool) {
	c := s.causes[i]
	verb, text := words.Step(c, s.session.Language)
	label := strconv.Itoa(i+1) + " " + layout.Pad(s.answered(d, c), 2) + verb
	means, beside := "→ "+words.CauseName(c), layout.NoteAt-p.ValueColumn()
	if i == s.at {
		label = p.Frame.Styles.Here.Render(label)
	}
	fits := ansi.StringWidth(text) < beside && ansi.StringWidth(means) <= p.Frame.Grid()-layout.NoteAt
	if fits {
		text = layout.Pad(text, beside) + p.Frame.Styles.Hint.Render(means)
	}
	if i == 0 && !p.Frame.Narrow() {
		p.Gap()
	}
	p.Line(layout.Must, label, text, "")
	p.Here(i == s.at)
	if below && !fits {
		p.Under(layout.Must, means)
	}
}

// viewOneStep is the step at the cursor on a small terminal.
func (s symptomScreen) viewOneStep(p *layout.Page, d flow.Diagnosis, means bool) {
	c, f := s.causes[s.at], p.Frame
	verb, text := words.Step(c, s.session.Language)
	label := strconv.Itoa(s.at+1) + " " + s.answered(d, c) + " " + verb
	if s.answered(d, c) == "" {
		label = fmt.Sprintf("%d/%d %s", s.at+1, len(s.causes), verb)
	}
	p.Hanging(layout.Must, f.Styles.Here, label, text)
	if means {
		p.Hanging(layout.Must, f.Styles.Hint, "→", f.Styles.Hint.Render(words.CauseName(c)))
	}
}

// answered marks what is known of a cause: the customer's answer, or that a fact rules it out.
func (s symptomScreen) answered(d flow.Diagnosis, c flow.Cause) string {
	switch {
	case s.answers.Confirmed.Has(c):
		return "✓"
	case s.answers.Denied.Has(c) || d.Excludes(c):
		return "✗"
	}
	return ""
}

// advice is what to do and to say, by the cause that is the likeliest now. Where the step at the
// cursor is on the screen alone, it is not named again.
func (s symptomScreen) advice(d flow.Diagnosis, of detail) (rows []func(p *layout.Page)) {
	first := d.Causes[0].Cause
	next := words.CauseNext(first)
	if at := slices.Index(s.causes, first); at >= 0 && !first.Remedy().Ask {
		switch {
		case of < oneStep:
			next = "step " + strconv.Itoa(at+1)
		case at == s.at:
			next = ""
		}
	}
	if next != "" {
		rows = append(rows, func(p *layout.Page) { p.Sentence(layout.Must, "Next", next) })
	}
	return append(rows, func(p *layout.Page) { viewSay(p, s.evidence(), d, s.session) })
}

// about is who it is about, and whether others have the same.
func (s symptomScreen) about() (rows []func(p *layout.Page)) {
	a := flow.AccountOf(s.login)
	if c, chosen := flow.CustomerOf(s.login); chosen {
		note := words.Finds(flow.ExistenceOf(s.login).Found())
		if note == "" {
			note = takesShort(a, a.SignInCall())
		}
		rows = append(rows, func(p *layout.Page) { p.Line(layout.Must, "Customer", who(p.Frame, c.Identity), note) })
	}
	rows = append(rows, func(p *layout.Page) {
		everyone := words.Everyone(a.TestCustomer, p.Frame.Wall.Add(a.TestCustomerAt-p.Frame.Now).Format("15:04"))
		if a.TestCustomer == flow.No {
			everyone = p.Frame.Styles.Problem.Render(everyone)
		}
		p.Sentence(layout.Must, "Everyone?", everyone)
	})
	return rows
}

func symptomStyle(f layout.Frame, chosen, of flow.Symptom) lipgloss.Style {
	switch chosen {
	case of:
		return f.Styles.Here
	case flow.NoSymptom:
		return f.Styles.Value
	}
	return f.Styles.Hint
}

// viewSymptom is the symptom that was chosen.
func (s symptomScreen) viewSymptom(p *layout.Page) {
	name := p.Frame.Styles.Here.Render(words.SymptomName(s.symptom))
	if p.Frame.NoteColumn() == layout.NoteAt {
		p.KeyLine(layout.Must, "Symptom", name, s.keys.Choose.Help().Key, "another one")
	} else {
		p.Line(layout.Must, "Symptom", name, "")
	}
	p.Takes(true)
}
