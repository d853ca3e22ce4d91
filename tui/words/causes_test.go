package words

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"dintero-login/flow"
)

func TestEveryCauseHasItsOwnRow(t *testing.T) {
	t.Parallel()
	names := map[string]flow.Cause{}
	for c := range flow.Causes {
		if got := causeRows()[c].cause; got != c {
			t.Errorf("row %d of the agent's words is of %s", c, got.ID())
		}
		if got := customerRows()[c].cause; got != c {
			t.Errorf("row %d of the customer's words is of %s", c, got.ID())
		}
		if other, taken := names[CauseName(c)]; taken {
			t.Errorf("%s and %s have one name", c.ID(), other.ID())
		}
		names[CauseName(c)] = c
		if n := utf8.RuneCountInString(CauseName(c)); n == 0 || n > 32 {
			t.Errorf("the name of %s takes %d columns: %q", c.ID(), n, CauseName(c))
		}
		if n := utf8.RuneCountInString(CauseNext(c)); n == 0 || n > 64 {
			t.Errorf("the next step of %s takes %d columns: %q", c.ID(), n, CauseNext(c))
		}
		for l := range Languages {
			verb, rest := Step(c, l)
			if !slices.Contains([]string{"Ask", "Check", "Have", "Look", "Mail", "Open", "Put", "Say", "Send", "Set", "Start", "Try", "Use", "Wait"}, verb) || rest == "" {
				t.Errorf("the step of %s is %q, %q", c.ID(), verb, rest)
			}
			if question := Ask(c, l); question == "" && CauseNext(c) != verb+" "+rest || question != "" && (verb != "Ask" || rest != "“"+question+"”") {
				t.Errorf("the step of %s is %q, %q", c.ID(), verb, rest)
			}
		}
	}
}

func TestEveryFactHasItsOwnRow(t *testing.T) {
	t.Parallel()
	all := (^flow.Fact(0)).Each()
	if len(all) != flow.Facts {
		t.Fatalf("%d facts, %d rows", len(all), flow.Facts)
	}
	for _, f := range all {
		if got := factRows()[f.Index()].fact; got != f {
			t.Errorf("the row of %s is of %s", f.ID(), got.ID())
		}
		said := []string{FactName(f), FactOpen(f), FactIs(f, true), FactIs(f, false)}
		if slices.Contains(said, "") || said[2] == said[3] {
			t.Errorf("%s: %q", f.ID(), said)
		}
		if utf8.RuneCountInString(FactName(f)) > 18 {
			t.Errorf("%q is no short noun", FactName(f))
		}
	}
}

func TestSymptomsAndOwnersHaveWords(t *testing.T) {
	t.Parallel()
	for s := flow.NoSymptom + 1; s < flow.Symptoms; s++ {
		if SymptomName(s) == "" {
			t.Errorf("symptom %d has no words", s)
		}
	}
	for o := range flow.Owners {
		if Whose(o, "") == "" {
			t.Errorf("owner %d has no words", o)
		}
		theirs := strings.Contains(Whose(o, "it@shop.example"), "it@shop.example")
		if want := o != flow.OwnerAgent && o != flow.OwnerCustomer; theirs != want {
			t.Errorf("owner %d names the contact: %v", o, theirs)
		}
	}
	if got := Whose(flow.OwnerDintero, "\x1b[2J"); strings.ContainsRune(got, 0x1b) {
		t.Errorf("%q", got)
	}
}

// What is said may be overheard by anyone who knows a phone number.
func TestWhatIsSaidToACustomer(t *testing.T) {
	t.Parallel()
	ofTheAPI := regexp.MustCompile(`(?i)\b(tokens?|scopes?|audience|api|endpoint|mfa|oob|clients?|status|profile|proxy|server|http|dintero|\d{3})\b`)
	secret := regexp.MustCompile(`(?i)\b(tell|read|give me your|oppgi|lese|fortell)\b`)
	confirms := regexp.MustCompile(`(?i)registered|on file|registrert|your account|kontoen din|no such|exists?\b|finnes|we have you|locked|sperret|låst`)
	for c := range flow.Causes {
		for l := range Languages {
			say, ask := SayTo(c, l), Ask(c, l)
			if say == "" {
				t.Errorf("%s: nothing is said in language %d", c.ID(), l)
			}
			if n := strings.Count(say, ". ") + 1; n > 2 {
				t.Errorf("%s: %d sentences: %s", c.ID(), n, say)
			}
			if ask != "" && (!strings.HasSuffix(ask, "?") || strings.Count(ask, "?") != 1 || utf8.RuneCountInString(ask) > 29) {
				t.Errorf("%s: no question for one row beside what a yes means: %s", c.ID(), ask)
			}
			for _, text := range []string{say, ask} {
				if found := ofTheAPI.FindString(text); found != "" {
					t.Errorf("%s says %q: %s", c.ID(), found, text)
				}
				if found := confirms.FindString(text); found != "" {
					t.Errorf("%s says %q: %s", c.ID(), found, text)
				}
				if secret.MatchString(text) && !strings.Contains(text, "ever ") && !strings.Contains(text, "aldri") {
					t.Errorf("%s asks for a secret: %s", c.ID(), text)
				}
			}
		}
		if SayTo(c, English) == SayTo(c, Bokmal) {
			t.Errorf("%s is said in one language", c.ID())
		}
		if (Ask(c, English) == "") != (Ask(c, Bokmal) == "") {
			t.Errorf("%s is asked about in one language", c.ID())
		}
	}
}

func TestWhatTheAPIDoesNotTellApartSoundsTheSame(t *testing.T) {
	t.Parallel()
	for l := range Languages {
		for _, c := range []flow.Cause{
			flow.CauseNumberOther, flow.CauseUserTypeOther, flow.CauseNumberShared,
			flow.CauseMFAOff, flow.CauseMFAOn, flow.CausePINInPasswordCall,
		} {
			if SayTo(c, l) != SayTo(flow.CausePINWrong, l) {
				t.Errorf("%s does not sound as a wrong PIN does: %s", c.ID(), SayTo(c, l))
			}
		}
		if SayTo(flow.CauseLocked, l) != SayTo(flow.CauseTooManyCalls, l) {
			t.Error("a lock does not sound as too many calls do")
		}
	}
}

func TestACustomerWhoWaitsForACodeIsNotToldOfARejection(t *testing.T) {
	t.Parallel()
	wrong := flow.Diagnosis{Causes: []flow.Ranked{{Cause: flow.CausePINWrong}}}
	number := flow.Diagnosis{Causes: []flow.Ranked{{Cause: flow.CauseNumberOther}}}
	used := flow.Diagnosis{Causes: []flow.Ranked{{Cause: flow.CauseCodeUsed}}}
	refused := flow.Problem{Reason: flow.NotAccepted, Call: flow.CallMFALogin}
	for l := range Languages {
		for _, row := range []struct {
			name string
			e    flow.Evidence
			d    flow.Diagnosis
			want flow.Cause
		}{
			{"no code comes, and the number may be another", flow.Evidence{Symptom: flow.SymptomNoCode}, number, flow.CauseMessageLate},
			{"no code comes, and the PIN may be wrong", flow.Evidence{Symptom: flow.SymptomNoCode}, wrong, flow.CauseMessageLate},
			{"no code comes, and the code was used up", flow.Evidence{Symptom: flow.SymptomNoCode}, used, flow.CauseCodeUsed},
			{"the PIN is not accepted", flow.Evidence{Symptom: flow.SymptomSecret}, number, flow.CauseNumberOther},
			{"a call failed while no code came", flow.Evidence{Symptom: flow.SymptomNoCode, Problem: refused}, wrong, flow.CausePINWrong},
		} {
			if got := SayAbout(row.e, row.d, l); got != SayTo(row.want, l) {
				t.Errorf("%s: %q", row.name, got)
			}
		}
	}
}

// A customer who says yes to a cause brings it to the front, so that its remedy can be seen.
func TestAQuestionIsThereWhereTheRulesAskOne(t *testing.T) {
	t.Parallel()
	for c := range flow.Causes {
		remedy, found := remedyOf(c)
		if !found {
			t.Errorf("no evidence was found that leads to %s", c.ID())
			continue
		}
		if got := Ask(c, English) != ""; got != remedy.Ask {
			t.Errorf("%s has a question: %v; its rule asks one: %v", c.ID(), got, remedy.Ask)
		}
	}
}

func remedyOf(c flow.Cause) (flow.Remedy, bool) {
	failures := []flow.Failure{
		{},
		{Status: 302},
		{Status: 403, API: true},
		{Status: 403, Page: true},
		{Status: 200, Page: true},
		{Status: 200},
		{Status: 407},
		{Status: 423, API: true},
		{Status: 503},
		{Reach: flow.CutOff},
		{Reach: flow.TimedOut},
	}
	for reason := flow.NoReason; reason <= flow.Unexpected; reason++ {
		for call := flow.CallClientToken; call <= flow.CallChangePassword; call++ {
			for _, f := range failures {
				for symptom := range flow.Symptoms {
					e := flow.Evidence{
						Symptom: symptom, Confirmed: flow.CauseSet(0).With(c),
						Problem: flow.Problem{Reason: reason, Call: call, Failure: f},
					}
					if c == flow.CauseNothingWrong {
						e = e.With(flow.FactAccepted, flow.Yes)
					}
					if f.Page {
						e = e.With(flow.FactAPI, flow.No)
					}
					for _, r := range flow.Diagnose(e).Causes {
						if r.Cause == c {
							return r.Remedy, true
						}
					}
				}
			}
		}
	}
	return flow.Remedy{}, false
}

func TestALanguageIsFoundByItsTag(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		tag  string
		want Language
		ok   bool
	}{{"en", English, true}, {"nb", Bokmal, true}, {"", English, false}, {"NB", English, false}, {"sv", English, false}} {
		if got, ok := LanguageOf(row.tag); got != row.want || ok != row.ok {
			t.Errorf("%q: %v, %v", row.tag, got, ok)
		}
	}
}
