package flow

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

const (
	architecture = "../.github/ARCHITECTURE.md"
	overviewFrom = "<!-- matrix -->\n```text\n"
	overviewTo   = "```\n<!-- /matrix -->"
)

// The overview of the matrix stands in the architecture's page: make golden writes it.
func TestTheOverviewOfTheMatrixIsAsReviewed(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(architecture)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, begins := strings.Cut(string(text), overviewFrom)
	was, after, ends := strings.Cut(rest, overviewTo)
	if !begins || !ends {
		t.Fatal("the page has no place for the overview")
	}
	now := overview()
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(architecture, []byte(before+overviewFrom+now+overviewTo+after), 0o600); err != nil {
			t.Fatal(err)
		}
	} else if now != was {
		t.Errorf("the overview is now\n%s", now)
	}
}

// overview is events × states: the letters of the states that an event leads to, = for the
// same one, and nothing where the event is ignored.
func overview() string {
	var states, events []string
	leads := map[[2]string]string{}
	letter := func(state string) string {
		if !slices.Contains(states, state) {
			states = append(states, state)
		}
		return string(rune('a' + slices.Index(states, state)))
	}
	for _, s := range samples() {
		letter(typeName(s.state))
	}
	for _, s := range samples() {
		answers := replies(s.doing, late)
		if s.doing == nil {
			answers = everyReply(late)
		}
		lane := facts()
		for i, e := range slices.Concat(lane, done(), answers) {
			event := typeName(e.Event)
			if i < len(lane) {
				event = "of the facts lane"
			}
			if !slices.Contains(events, event) {
				events = append(events, event)
			}
			next, do := Next(s.state, e.Event)
			to := "="
			if typeName(next) != typeName(s.state) {
				to = letter(typeName(next))
			}
			cell := [2]string{event, typeName(s.state)}
			if (next != s.state || do != nil) && !strings.Contains(leads[cell], to) {
				leads[cell] += to
			}
		}
	}
	var out strings.Builder
	for i, state := range states {
		end := "   "
		if i%5 == 4 || i == len(states)-1 {
			end = "\n"
		}
		fmt.Fprintf(&out, "%c %s%s", 'a'+i, state, end)
	}
	row := func(name string, cell func(state string) string) {
		line := fmt.Sprintf("%-17s", name)
		for _, state := range states {
			line += fmt.Sprintf(" %-5s", cell(state))
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	out.WriteString("\n")
	row("", letter)
	for _, event := range events {
		row(event, func(state string) string {
			to := strings.Split(leads[[2]string{event, state}], "")
			slices.Sort(to)
			return strings.Join(to, "")
		})
	}
	return out.String()
}
