package flow

import "testing"

func TestEveryCauseHasARuleAndAnIDOfItsOwn(t *testing.T) {
	t.Parallel()
	seen := map[string]Cause{}
	for c, r := range rules() {
		if r.id == "" || int(r.cause) != c {
			t.Errorf("cause %d has no rule", c)
		}
		if other, twice := seen[r.id]; twice {
			t.Errorf("%s is the id of %d and of %d", r.id, other, c)
		}
		seen[r.id] = r.cause
		if r.out&r.up != 0 || r.outNo&r.upNo != 0 {
			t.Errorf("%s: one fact both rules it out and points to it", r.id)
		}
	}
	for f := Fact(1); f < factEnd; f <<= 1 {
		if f.ID() == "" {
			t.Errorf("fact %d has no id", f.Index())
		}
	}
}

func BenchmarkDiagnose(b *testing.B) {
	e := Evidence{Problem: Problem{Reason: NotAccepted, Call: CallMFALogin, Failure: Failure{Status: 403, API: true}}, Yes: FactNetwork | FactScope | FactClock}
	for b.Loop() {
		Diagnose(e)
	}
}

func TestWhomToTurnToIsWhoCanDoSomethingAndIsNotOnThePhone(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		first, want Owner
		last        bool
	}{
		{OwnerAgent, OwnerClients, true},
		{OwnerCustomer, OwnerClients, true},
		{OwnerClients, OwnerClients, false},
		{OwnerNetwork, OwnerNetwork, false},
		{OwnerDintero, OwnerDintero, false},
	} {
		d := Diagnosis{Causes: []Ranked{{Owner: row.first}, {Owner: OwnerDintero}}}
		if who, last := d.TurnTo(); who != row.want || last != row.last {
			t.Errorf("with %d first: %d, %v", row.first, who, last)
		}
	}
}
