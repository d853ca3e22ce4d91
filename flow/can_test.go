package flow

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

const canLegend = `# What can be done in every state, as Can says.
#
#   state: its variants
#      deed, from when, at what price, where to · …
#
# "types" is a Deed for which something has to be typed. A message went out at 2m.
`

// The golden of Can is for reading, like the matrix: states with the same chances are
// told together.
func TestWhatCanBeDoneIsAsReviewed(t *testing.T) {
	t.Parallel()
	p := newPrinter(t)
	var lines []outcome
	for _, s := range samples() {
		var all []string
		for _, c := range Can(s.state) {
			all = append(all, p.chance(c))
		}
		key := typeName(s.state) + "\n   " + strings.Join(all, " · ")
		i := slices.IndexFunc(lines, func(l outcome) bool { return l.of == key })
		if i < 0 {
			i, lines = len(lines), append(lines, outcome{of: key})
		}
		lines[i].events = append(lines[i].events, s.name)
	}
	var out strings.Builder
	out.WriteString(canLegend)
	for _, line := range lines {
		kind, chances, _ := strings.Cut(line.of, "\n")
		fmt.Fprintf(&out, "\n%s: %s\n%s\n", kind, strings.Join(line.events, " | "), chances)
	}
	golden.RequireEqual(named{t, "can"}, out.String())
}

// chance is a Chance in words.
func (p printer) chance(c Chance) string {
	words := []string{strings.TrimPrefix(p.name(reflect.ValueOf(c.Deed)), "Deed")}
	if c.Event == nil {
		words = append(words, "types")
	}
	if c.From > 0 {
		words = append(words, "from "+p.value(reflect.ValueOf(c.From)))
	}
	if c.Price != Free {
		words = append(words, p.name(reflect.ValueOf(c.Price)))
	}
	if c.Channel != NoChannel {
		words = append(words, p.name(reflect.ValueOf(c.Channel)))
	}
	if c.Deed == DeedOtherUserType {
		words = append(words, p.name(reflect.ValueOf(c.As)))
	}
	return strings.Join(words, " ")
}

func TestWhatCanBeDoneIsDoneFromItsMomentOnAndNotBefore(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		seen := map[Deed]bool{}
		for _, c := range Can(s.state) {
			if seen[c.Deed] {
				t.Errorf("%s, %s: %d is there twice", typeName(s.state), s.name, c.Deed)
			}
			seen[c.Deed] = true
			if c.Event == nil {
				continue
			}
			if next, do := Next(s.state, c.Event(max(c.From, sent))); next == s.state && do == nil {
				t.Errorf("%s, %s: %d does nothing", typeName(s.state), s.name, c.Deed)
			}
			if c.From == 0 {
				continue
			}
			if next, do := Next(s.state, c.Event(c.From-1)); next != s.state || do != nil {
				t.Errorf("%s, %s: %d is done before its moment", typeName(s.state), s.name, c.Deed)
			}
		}
	}
}

// deedOf is the Deed that an event of a person's is.
func deedOf(s State, e Event) Deed {
	switch e := e.(type) {
	case CustomerChosen:
		return DeedChooseCustomer
	case SecretEntered:
		if Asking(s) {
			return DeedAgree
		}
		return DeedEnterSecret
	case UserTypeSwitched:
		return DeedOtherUserType
	case SecretLost:
		return DeedLoseSecret
	case LinkWanted:
		return DeedMailLink
	case RecoveryWanted:
		return DeedRecover
	case CodeEntered:
		return DeedEnterCode
	case ResendWanted:
		return DeedSendAgain
	case ChannelSwitched:
		return DeedOtherChannel
	case RefreshWanted:
		return DeedRefresh
	case Agreed:
		return DeedAgree
	case Back:
		return DeedBack
	case SettingsWanted:
		return DeedReadSettings
	case StartedOver:
		return DeedStartOver
	case SignOutWanted:
		return DeedSignOut
	case ExistenceWanted:
		return DeedAskExistence
	default:
		panic(fmt.Sprintf("%T is no person's", e))
	}
}

func TestWhatNextTakesOfAPersonCanBeDone(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		for _, e := range append(done(), happening{"SettingsWanted", SettingsWanted{}}) {
			next, do := Next(s.state, e.Event)
			if next == s.state && do == nil {
				continue
			}
			if _, can := ChanceOf(s.state, deedOf(s.state, e.Event)); !can {
				t.Errorf("%s, %s: %s is done, and Can does not list it", typeName(s.state), s.name, e.name)
			}
		}
	}
}

func TestWhatEndsALoginOrASessionHasThatPrice(t *testing.T) {
	t.Parallel()
	for _, s := range samples() {
		for _, c := range Can(s.state) {
			if c.Deed != DeedSignOut && c.Deed != DeedStartOver {
				continue
			}
			want := EndsLogin
			if _, in := SessionOf(s.state); in {
				want = EndsSession
			} else if _, chosen := CustomerOf(s.state); !chosen || typeName(s.state) == "Accepted" {
				want = Free
			}
			if c.Price != want {
				t.Errorf("%s, %s: the price is %d, want %d", typeName(s.state), s.name, c.Price, want)
			}
		}
	}
}

func TestAdviceCanBeFollowedWhereItIsGiven(t *testing.T) {
	t.Parallel()
	given := map[Reason]bool{}
	for _, s := range samples() {
		for _, e := range replies(s.doing, late) {
			next, _ := Next(s.state, e.Event)
			p := ProblemOf(next)
			if len(p.Advice()) == 0 {
				continue
			}
			given[p.Reason] = true
			if len(advised(next)) == 0 {
				t.Errorf("%s, %s: nothing that is advised after %s can be done in %s", typeName(s.state), s.name, e.name, typeName(next))
			}
		}
	}
	for _, r := range []Reason{NotAccepted, CodeNotAccepted, CodeExpired, SignInExpired, NowhereToSend, ChannelRefused, RecoveryOff, CodeRequiredAgain, MustWait, MaybeSent, MaybeUsed} {
		if !given[r] {
			t.Errorf("no advice was given for %d", r)
		}
	}
}

// advised is what can be done now about the problem of a state, best first.
func advised(s State) []Chance {
	var list []Chance
	for _, d := range ProblemOf(s).Advice() {
		if c, can := ChanceOf(s, d); can {
			list = append(list, c)
		}
	}
	return list
}
