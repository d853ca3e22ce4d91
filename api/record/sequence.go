package record

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"dintero-login/flow"
)

// sequenceOf is a Mermaid sequence diagram of entries. It has nothing in it but our own words: the
// ids of calls, numbers and statuses.
func sequenceOf(list []Entry) []byte {
	var b strings.Builder
	b.WriteString("sequenceDiagram\n  participant P as this program\n  participant D as Dintero\n")
	exchanges := make([]flow.Exchange, 0, len(list))
	for _, e := range list {
		exchanges = append(exchanges, e.Exchange)
	}
	arrows := flow.SequenceOf(exchanges, nil)
	for _, a := range arrows {
		if a.From == flow.Phone || a.To == flow.Phone {
			b.WriteString("  participant C as the customer\n")
			break
		}
	}
	party := [flow.Parties]string{flow.Program: "P", flow.Dintero: "D", flow.Phone: "C"}
	for _, a := range arrows {
		line := "->>"
		switch {
		case a.Carries == flow.NoReply:
			line = "--x"
		case a.Carries == flow.AnAnswer, a.Open:
			line = "-->>"
		}
		fmt.Fprintf(&b, "  %s%s%s: %s\n", party[a.From], line, party[a.To], carried(a))
	}
	return []byte(b.String())
}

// carried is what an arrow carries.
func carried(a flow.Arrow) string {
	x := a.Of
	number := strconv.Itoa(x.Number) + " "
	switch a.Carries {
	case flow.AMessage:
		return number + "message by " + channel(a.Channel)
	case flow.ACode:
		return "code"
	case flow.AnAnswer:
		return fmt.Sprintf("%s%s, %d ms", number, strings.TrimSpace(strconv.Itoa(x.Status)+" "+http.StatusText(x.Status)), x.Took.Milliseconds())
	case flow.NoReply:
		switch {
		case !x.Over:
			return number + "still running"
		case x.Failure.Reach == flow.NotSent:
			return number + "was not sent"
		}
		return fmt.Sprintf("%sno answer, %d ms", number, x.Took.Milliseconds())
	}
	said := number + x.Method + " " + strings.ReplaceAll(x.Call.ID(), "_", " ")
	if x.Try > 1 {
		said += ", try " + strconv.Itoa(x.Try)
	}
	return said
}

func channel(c flow.Channel) string {
	if c == flow.NoChannel {
		return "a channel that is not known"
	}
	return c.Name()
}
