package tui

import (
	"strings"

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
