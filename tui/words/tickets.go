package words

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dintero-login/flow"
)

// Ticket is what a diagnosis is copied into a ticket as.
type Ticket struct {
	When                          time.Time
	Standing, Account, Host, Step string
	Customer                      string // masked
	Contact                       string // the profile's; whom to turn to
	Problem                       flow.Problem
	Diagnosis                     flow.Diagnosis
}

// The widths of a ticket, in columns.
const (
	ticketWidth = 77
	ticketLabel = 13
)

// ticketForeign is how many bytes of a text from outside a ticket repeats.
const ticketForeign = 600

// Text is plain text of several lines, with no secret in it. Identifiers in what the server
// said are masked too.
func (t Ticket) Text() string {
	var b strings.Builder
	line := func(label string, values ...string) {
		for _, value := range values {
			if value != "" {
				Fold(&b, label, value, ticketLabel, ticketWidth)
				label = ""
			}
		}
	}
	own := func(text string) string { return flow.FromOutside(text).ShownTo(200) }
	p, d := t.Problem, t.Diagnosis
	when := t.When.UTC().Format("2006-01-02 15:04:05 UTC")
	if _, away := t.When.Zone(); away != 0 {
		when += t.When.Format(" (15:04:05 -07:00)")
	}
	line("Time", when)
	line("Account", Joined(" ", own(t.Standing), own(t.Account), own(t.Host)))
	line("Customer", own(t.Customer))
	line("Step", own(t.Step))
	if p.Reason != flow.NoReason || p.Cancelled {
		line("Call", Call(p.Call)+": "+reached(p))
		line("Happened", masked(Say(p).Happened))
	}
	line("Answer", answered(p.Failure)...)
	line("Request id", p.Failure.Request.ShownTo(200))
	if p.Failure.RetryAfter > 0 {
		line("Wait", Left(p.Failure.RetryAfter))
	}
	line("Diagnosis", strings.ReplaceAll(d.ID(), ",", ", "))
	line("Possible", possible(d, p.Failure.Status != 0)...)
	line("Ruled out", RuledOutBy(d, flow.Cause.ID)...)
	line("Known good", EachFact(d.Known, FactName))
	line("Not known", EachFact(d.Open, FactOpen))
	if len(d.Causes) > 0 {
		line("Turn to", TurnTo(d, t.Contact))
	}
	return b.String()
}

// reached says how far a call came.
func reached(p flow.Problem) string {
	switch {
	case p.Cancelled:
		return "cancelled, the outcome is not known"
	case p.Failure.Reach == flow.NotSent || p.Failure.NoSecret:
		return "not sent"
	case p.Failure.Reach == flow.CutOff:
		return "sent, but the connection ended early"
	case p.Failure.Reach == flow.TimedOut:
		return "sent, but no answer came in time"
	case p.Failure.Status == 0:
		return "no status came"
	default:
		return "answered with status " + strconv.Itoa(p.Failure.Status)
	}
}

// answered is what came back, in the server's and the network's own words.
func answered(f flow.Failure) []string {
	list := []string{}
	for _, text := range []flow.Foreign{f.Code, f.Message, f.Details, f.Got, f.Cause} {
		list = append(list, masked(text.ShownTo(ticketForeign)))
	}
	return list
}

// possible are the causes. Where no answer came, none says so.
func possible(d flow.Diagnosis, answered bool) []string {
	list := []string{}
	for i, c := range d.Causes {
		said := strconv.Itoa(i+1) + " " + CauseName(c.Cause) + " (" + c.Cause.ID() + ")"
		switch {
		case c.Certain && answered:
			said += ", as the answer says"
		case c.Certain:
			said += ", certain"
		}
		list = append(list, said)
	}
	return list
}

// RuledOutBy gives each fact the causes that it excludes. A fact that is not known good and yet
// excludes was observed to be otherwise.
func RuledOutBy(d flow.Diagnosis, name func(flow.Cause) string) []string {
	list := []string{}
	for _, f := range (^flow.Fact(0)).Each() {
		names := []string{}
		for _, r := range d.RuledOut {
			if r.By == f {
				names = append(names, name(r.Cause))
			}
		}
		if len(names) > 0 {
			list = append(list, strings.Join(names, ", ")+": "+FactIs(f, d.Known&f != 0))
		}
	}
	return list
}

// EachFact lists facts in words.
func EachFact(facts flow.Fact, said func(flow.Fact) string) string {
	list := []string{}
	for _, f := range facts.Each() {
		list = append(list, said(f))
	}
	return strings.Join(list, ", ")
}

// masked takes identifiers out of what others wrote, and what looks like a token.
func masked(text string) string {
	text = regexp.MustCompile(`eyJ[\w-]+\.[\w.-]+`).ReplaceAllString(text, "[secret]")
	text = regexp.MustCompile(`([^\s@"'<>(),;:=])[^\s@"'<>(),;:=]*(?:@|%40)([^\s@"'<>(),;:=]+)`).ReplaceAllString(text, "$1•••@$2")
	return regexp.MustCompile(`\+\d(?:[ .()-]{0,2}\d){6,}|\d(?: ?\d){7,}`).ReplaceAllStringFunc(text, func(number string) string {
		digits := regexp.MustCompile(`\D`).ReplaceAllString(number, "")
		return "••• •• " + digits[len(digits)-3:]
	})
}

// Fold writes a value behind its label, from a column on and up to a width, on as many lines
// as it takes. A word that is longer than a line stays whole.
func Fold(b *strings.Builder, label, value string, from, width int) {
	column := from
	b.WriteString(label + strings.Repeat(" ", from-len(label)))
	for i, word := range strings.Fields(value) {
		size := utf8.RuneCountInString(word)
		switch {
		case i == 0:
		case column+1+size > width:
			b.WriteString("\n" + strings.Repeat(" ", from))
			column = from
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += size
	}
	b.WriteByte('\n')
}
