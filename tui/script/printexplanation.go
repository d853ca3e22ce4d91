package script

import (
	"fmt"
	"io"
	"strings"

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
				words.Fold(&b, label, value, 13, explanationWidth)
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
				words.Fold(&b, "", words.Joined(" ", label, value), 15, explanationWidth)
			}
		}
		under("Ask", spoken(words.Ask(c.Cause, x.Language)))
		under("", words.CauseNext(c.Cause))
	}
	b.WriteByte('\n')
	line("Ruled out", words.RuledOutBy(d, words.CauseName)...)
	line("Known good", words.EachFact(d.Known, words.FactName))
	line("Not known", words.EachFact(d.Open, words.FactOpen))
	line("Say", spoken(words.SayAbout(x.Evidence, d, x.Language)))
	line("Turn to", words.TurnTo(d, x.Ticket.Contact))
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
