package flow

import "sort"

// causesAtMost is how many causes a diagnosis lists: nobody reads out more.
const causesAtMost = 5

// Diagnosis is why a login does not succeed, as far as the evidence goes.
type Diagnosis struct {
	Causes   []Ranked // the most worthwhile first, at most five, never none
	RuledOut []RuledOut
	Known    Fact // observed to be as a login needs it
	Open     Fact // not known, though a cause in the list depends on it
}

// Ranked is a cause that the evidence leaves possible.
type Ranked struct {
	Cause   Cause
	Owner   Owner
	Remedy  Remedy
	Certain bool // the answer itself says so
	By      Fact // the facts that point to it
}

// RuledOut is a cause that a fact excludes.
type RuledOut struct {
	Cause Cause
	By    Fact
}

// Remedy is the next step about a cause.
type Remedy struct {
	Deed  Deed // what a person can do about it here; NoDeed where nothing
	Ask   bool // the customer can be asked about it
	Wait  bool // it may pass by itself
	price int
}

// The prices of a next step, after what it costs the customer.
const (
	costsLook       = 0
	costsQuestion   = 1
	costsWait       = 2
	costsMessage    = 3
	costsTry        = 8
	costsSecondLine = 10
)

// Diagnose ranks the causes by their odds over the price of their next step. It rules a cause
// out only by a fact that was observed; what is not known rules nothing out, and nothing
// rules out what an answer itself says.
func Diagnose(e Evidence) Diagnosis {
	var d Diagnosis
	type scored struct {
		Ranked
		score int
	}
	var list []scored
	open := Fact(0)
	for _, r := range rules() {
		named := r.named != nil && r.named(e)
		if by := r.out&e.Yes | r.outNo&e.No; by != 0 && !named {
			d.RuledOut = append(d.RuledOut, RuledOut{r.cause, by & -by})
			continue
		}
		odds := r.oddsFor(e)
		if odds == 0 && !named {
			continue
		}
		by := r.up&e.Yes | r.upNo&e.No
		if by != 0 {
			odds *= pointedTo
		}
		switch {
		case e.Confirmed.Has(r.cause):
			odds *= confirmed
		case e.Denied.Has(r.cause):
			odds = max(1, odds/denied)
		}
		score := 100 * odds / (1 + r.remedy.price)
		if named {
			score += certain
		}
		list = append(list, scored{Ranked{r.cause, r.owner, r.remedy, named, by}, score})
		open |= r.out | r.outNo | r.up | r.upNo
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].score > list[j].score })
	for _, s := range list[:min(len(list), causesAtMost)] {
		d.Causes = append(d.Causes, s.Ranked)
	}
	if len(d.Causes) == 0 {
		r := rules()[CauseUnknown]
		d.Causes = []Ranked{{r.cause, r.owner, r.remedy, false, 0}}
	}
	d.Known, d.Open = e.Yes, open&^(e.Yes|e.No)
	return d
}

// How much evidence weighs beside the odds of a rule.
const (
	pointedTo = 6       // a fact points to it
	confirmed = 20      // the customer said so
	denied    = 8       // the customer said no, and may be wrong
	certain   = 1 << 20 // the answer itself says so
)

// ID names a diagnosis in a ticket: the ids of its causes, most worthwhile first.
func (d Diagnosis) ID() string {
	id := ""
	for i, c := range d.Causes {
		if i > 0 {
			id += ","
		}
		id += c.Cause.ID()
	}
	return id
}

// TurnTo is who can do something about the first cause. Where that is one of the two on the
// phone, it is who can when nothing helps, and last is true.
func (d Diagnosis) TurnTo() (who Owner, last bool) {
	switch first := d.Causes[0].Owner; first {
	case OwnerAgent, OwnerCustomer:
		return OwnerClients, true
	default:
		return first, false
	}
}

// Excludes reports whether a fact rules the cause out.
func (d Diagnosis) Excludes(c Cause) bool {
	for _, r := range d.RuledOut {
		if r.Cause == c {
			return true
		}
	}
	return false
}

// oddsFor is how likely a rule's cause is before the facts: by what happened, or by what the
// customer sees where nothing did.
func (r rule) oddsFor(e Evidence) int {
	odds, happened := 0, e.happened()
	switch {
	case happened != NoReason:
		for _, l := range r.likely {
			if l.after == happened {
				odds = l.odds
			}
		}
	case e.Symptom == SymptomNoCode:
		odds = r.noCode
	case e.Symptom == SymptomOther:
		odds = r.other
	}
	if r.also != nil {
		odds = r.also(e, odds)
	}
	return odds
}

// happened is the Reason that the odds go by: that of the failed call, or the one that a
// symptom amounts to.
func (e Evidence) happened() Reason {
	if e.Problem.Reason != NoReason {
		return e.Problem.Reason
	}
	return [Symptoms]Reason{SymptomSecret: NotAccepted, SymptomCode: CodeNotAccepted, SymptomLocked: MustWait}[e.Symptom]
}
