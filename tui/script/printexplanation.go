package script

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// explanationWidth is how wide the words are; identifiers that are longer stay whole.
const explanationWidth = 79

// Print writes the explanation for a person: what was read, the causes, what is ruled out and
// by what, what to ask and say, whom to turn to, and the ticket text.
func (x Explanation) Print(w io.Writer) error {
	var b strings.Builder
	line := func(label string, values ...string) {
		for _, value := range values {
			if value != "" {
				folded(&b, label, 13, value)
				label = ""
			}
		}
	}
	d := x.Ticket.Diagnosis
	p := x.Evidence.Problem
	line("Read", x.Read())
	line("Explained", x.about())
	if p.Reason != flow.NoReason {
		line("Happened", words.Say(p).Happened)
		line("Answer", words.Evidence(p))
	}
	line("Note", x.Notes...)
	b.WriteByte('\n')
	for i, c := range d.Causes {
		label := ""
		if i == 0 {
			label = "Possible"
		}
		said := fmt.Sprintf("%d %s", i+1, words.CauseName(c.Cause))
		if c.Certain {
			said += ", for certain"
		}
		line(label, said)
		under := func(label, value string) {
			if value != "" {
				folded(&b, "", 15, words.Joined(" ", label, value))
			}
		}
		under("", words.CauseNext(c.Cause))
		under("Ask", spoken(words.Ask(c.Cause, x.Language)))
		under("Turn to", words.Whose(c.Owner, x.Ticket.Contact))
	}
	b.WriteByte('\n')
	line("Ruled out", ruledOut(x.Evidence, d)...)
	line("Known good", each(d.Known, words.FactName))
	line("Not known", each(d.Open, words.FactOpen))
	line("Say", spoken(words.SayTo(d.Causes[0].Cause, x.Language)))
	b.WriteString("\nFor the ticket\n\n" + x.Ticket.Text())
	_, err := io.WriteString(w, b.String())
	return err
}

func spoken(sentence string) string {
	if sentence == "" {
		return ""
	}
	return "“" + sentence + "”"
}

// ruledOut gives each fact the causes that it excludes.
func ruledOut(e flow.Evidence, d flow.Diagnosis) []string {
	var list []string
	for _, f := range (e.Yes | e.No).Each() {
		var names []string
		for _, r := range d.RuledOut {
			if r.By == f {
				names = append(names, words.CauseName(r.Cause))
			}
		}
		if len(names) > 0 {
			list = append(list, strings.Join(names, ", ")+": "+words.FactIs(f, e.Of(f) == flow.Yes))
		}
	}
	return list
}

func each(facts flow.Fact, name func(flow.Fact) string) string {
	var list []string
	for _, f := range facts.Each() {
		list = append(list, name(f))
	}
	return strings.Join(list, ", ")
}

// folded writes a value behind its label, on as many lines as it takes.
func folded(b *strings.Builder, label string, indent int, value string) {
	b.WriteString(label + strings.Repeat(" ", indent-len(label)))
	column := indent
	for i, word := range strings.Fields(value) {
		width := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+width > explanationWidth:
			b.WriteString("\n" + strings.Repeat(" ", indent))
			column = indent
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += width
	}
	b.WriteByte('\n')
}
