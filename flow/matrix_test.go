package flow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

const matrixLegend = `# Every state of the login × everything that can happen to it.
#
#   event → new state, what changed · what is done about it
#
# "stays" is the same kind of state. ↻ asks the same question afresh: what was typed is
# gone. Events with the same outcome share a line. A state that waits for a call is given
# that call's answers; every other state is given all of them.
# A message went out at 2m; "early" is 2m10s, all else happens at 5m; Retry-After is 40s.
`

// The matrix is for reading: make golden writes it, and a change in it is a change of
// what the program does.
func TestTheMatrixOfStatesAndEventsIsAsReviewed(t *testing.T) {
	t.Parallel()
	p := newPrinter(t)
	var out strings.Builder
	out.WriteString(matrixLegend)
	for _, s := range samples() {
		p.chapter(&out, s)
	}
	golden.RequireEqual(named{t, "matrix"}, out.String())
}

// named gives a golden file a name of its own.
type named struct {
	testing.TB
	name string
}

func (n named) Name() string { return n.name }

// chapter is one state: its events, those that it ignores, and the facts.
func (p printer) chapter(out *strings.Builder, s sample) {
	fmt.Fprintf(out, "\n## %s: %s\n", typeName(s.state), s.name)
	_, holds, _ := strings.Cut(p.state(s.state), " ")
	for _, line := range []struct{ title, text string }{
		{"account", p.account(s.state)},
		{"holds", holds},
		{"waits for", p.effect(s.doing)},
	} {
		if line.text != "" {
			fmt.Fprintf(out, "   %s: %s\n", line.title, line.text)
		}
	}

	lines := outcomes{variants: map[string]int{}}
	for _, e := range done() {
		lines.add(e.name, p.reaction(s.state, e.Event))
	}
	answers := replies(s.doing, late)
	if s.doing == nil {
		answers = everyReply(late)
	}
	taken := false
	for _, e := range answers {
		reaction := p.reaction(s.state, e.Event)
		taken = taken || reaction != ""
		if s.doing != nil || reaction != "" {
			lines.add(e.name, reaction)
		}
	}
	if s.doing == nil && !taken {
		lines.add("answers", "")
	}

	// The facts lane does the same in every state; it is spelled out in the first.
	if _, first := s.state.(ChoosingCustomer); first || !p.factsAsAnywhere(s.state) {
		for _, e := range facts() {
			lines.add(e.name, p.reaction(s.state, e.Event))
		}
	} else {
		lines.add("facts", "as in ChoosingCustomer")
	}
	lines.write(out)
}

func (p printer) reaction(s State, e Event) string {
	next, do := Next(s, e)
	return p.step(s, next, do)
}

func (p printer) factsAsAnywhere(s State) bool {
	first := New(s.account(), Draft{})
	return !slices.ContainsFunc(facts(), func(e happening) bool {
		return p.reaction(s, e.Event) != p.reaction(first, e.Event)
	})
}

// outcomes is what came of events, in their order; equal ones together.
type outcomes struct {
	lines    []outcome
	variants map[string]int // how many variants of an event there were
}

type outcome struct {
	of     string
	events []string
}

func (o *outcomes) add(event, of string) {
	word, _, _ := strings.Cut(event, " ")
	o.variants[word]++
	i := slices.IndexFunc(o.lines, func(line outcome) bool { return line.of == of })
	if i < 0 {
		i, o.lines = len(o.lines), append(o.lines, outcome{of: of})
	}
	o.lines[i].events = append(o.lines[i].events, event)
}

func (o outcomes) write(out *strings.Builder) {
	for _, line := range o.lines {
		if line.of != "" {
			fmt.Fprintf(out, "   %-34s → %s\n", o.joined(line.events), line.of)
		}
	}
	for _, line := range o.lines {
		if line.of == "" {
			fmt.Fprintf(out, "   ignores: %s\n", o.joined(line.events))
		}
	}
}

// joined names events on a line: an event whose variants are all there by its name alone,
// and the name of any other once.
func (o outcomes) joined(events []string) string {
	here := map[string]int{}
	for _, e := range events {
		word, _, _ := strings.Cut(e, " ")
		here[word]++
	}
	var all []string
	last := ""
	for _, e := range events {
		word, variant, _ := strings.Cut(e, " ")
		switch {
		case here[word] == o.variants[word] && word == last:
		case here[word] == o.variants[word]:
			all = append(all, word)
		case word == last:
			all = append(all, variant)
		default:
			all = append(all, e)
		}
		last = word
	}
	return strings.Join(all, ", ")
}

func TestTheSamplesHoldEveryStateEventAndEffect(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	events := slices.Concat(done(), facts(), everyReply(late))
	for _, s := range samples() {
		seen[typeName(s.state)] = true
		for _, e := range events {
			seen[typeName(e.Event)] = true
			if _, do := Next(s.state, e.Event); do != nil {
				seen[typeName(do)] = true
			}
		}
	}
	files := source(t)
	for _, method := range []string{"on", "event", "Lane"} {
		names := withMethod(files, method)
		if len(names) < 10 {
			t.Errorf("only %d types with the method %s were found", len(names), method)
		}
		for _, name := range names {
			if !seen[name] {
				t.Errorf("no sample of %s", name)
			}
		}
	}
}

func TestEveryStateWaitsForItsEffectOrForAPerson(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		if got, want := Working(s.state), s.doing != nil; got != want {
			t.Errorf("%s, %s: working is %t, with the effect %T", typeName(s.state), s.name, got, s.doing)
		}
	}
}

func TestEscLeavesEveryStateThatWaits(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		if !Working(s.state) {
			continue
		}
		next, do := Next(s.state, Back{At: late})
		if Working(next) || do != nil && do.Lane() == LoginLane {
			t.Errorf("%s, %s: esc leads to %s", typeName(s.state), s.name, typeName(next))
		}
	}
}

func TestNothingButLeavingDisturbsACall(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		if !Working(s.state) {
			continue
		}
		for _, e := range done() {
			switch e.Event.(type) {
			case Back, StartedOver, SignOutWanted:
				continue
			}
			if next, do := Next(s.state, e.Event); next != s.state || do != nil {
				t.Errorf("%s, %s: %s leads to %s and %T", typeName(s.state), s.name, e.name, typeName(next), do)
			}
		}
	}
}

func TestFactsChangeNothingButWhatIsKnownOfTheAccount(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		for _, e := range facts() {
			next, do := Next(s.state, e.Event)
			if next.with(s.state.account()) != s.state || At(next) != At(s.state) {
				t.Errorf("%s, %s: %s makes it %s", typeName(s.state), s.name, e.name, typeName(next))
			}
			if _, asked := e.Event.(SettingsWanted); asked && s.state.account().Reading == Reading && do != nil {
				t.Errorf("%s, %s: settings that are being read are asked for again", typeName(s.state), s.name)
			}
			if do != nil && do.Lane() != FactsLane {
				t.Errorf("%s, %s: %s does %T", typeName(s.state), s.name, e.name, do)
			}
		}
	}
}

func TestStatesEventsAndEffectsAreComparable(t *testing.T) {
	t.Parallel()
	events := slices.Concat(done(), facts(), everyReply(late))
	for _, s := range samples() {
		for _, e := range events {
			next, do := Next(s.state, e.Event)
			for _, v := range []any{s.state, e.Event, next, do} {
				if v != nil && !reflect.TypeOf(v).Comparable() {
					t.Fatalf("%T is not comparable", v)
				}
			}
		}
	}
}
