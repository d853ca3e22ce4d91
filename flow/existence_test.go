package flow

import (
	"testing"
	"time"
)

// Nobody is said not to exist unless every condition holds; nobody is said to exist where the
// account answers alike for everybody.
func TestExistenceIsSaidOnlyWhereTheAnswersShowIt(t *testing.T) {
	t.Parallel()
	on := func(e Existence) Existence { e.Standing, e.On, e.Base = Known, Yes, true; return e }
	with := func(e Existence, change func(*Existence)) Existence { change(&e); return e }
	ended := func(control int, f Failure, questions ...int) Existence {
		e := on(asked(control, questions...))
		e.Problem = problemOf(failed(CallExists, f, late), permissions(Yes))
		return e
	}
	for _, row := range []struct {
		name  string
		is    Existence
		found Tristate
		doubt Doubt
	}{
		{"nothing was asked", Existence{}, Unknown, NotLearned},
		{"the answer is still to come", Existence{Standing: Reading, On: Yes, Base: true, Asked: [2]int{200}}, Unknown, NotLearned},
		{"found with the +", on(asked(404, 200)), Yes, NoDoubt},
		{"found without the +", on(asked(404, 404, 200)), Yes, NoDoubt},
		{"found, and the control is called malformed", on(asked(400, 200)), Yes, NoDoubt},
		{"found, whatever the settings say", with(on(asked(404, 200)), func(e *Existence) { e.On = Unknown }), Yes, NoDoubt},
		{"found, and so is the control", on(asked(200, 200)), Unknown, AnswersAlike},
		{"the control alone was asked, and found", on(asked(200)), Unknown, AnswersAlike},
		{"the control has another good status", on(asked(204)), Unknown, AnswersAlike},
		{"another good status than 200", on(asked(404, 204)), Unknown, OtherAnswer},
		{"nobody, in both forms", on(asked(404, 404, 404)), No, NoDoubt},
		{"nobody, an e-mail address", on(asked(404, 404)), No, NoDoubt},
		{"nobody, and the control was not asked", on(asked(0, 404, 404)), Unknown, OtherAnswer},
		{"nobody, and the control is called malformed", on(asked(400, 404, 404)), Unknown, OtherAnswer},
		{"nobody, and the settings do not say that the check is on", with(on(asked(404, 404, 404)), func(e *Existence) { e.On = Unknown }), Unknown, SwitchNotKnown},
		{"nobody, and the settings say that it is off", with(on(asked(404, 404, 404)), func(e *Existence) { e.On = No }), Unknown, SwitchedOff},
		{"nobody, in HTML", with(on(asked(404, 404, 404)), func(e *Existence) { e.JSON = false }), Unknown, NotTheAPI},
		{"nobody, and nothing else answers here", with(on(asked(404, 404, 404)), func(e *Existence) { e.Base = false }), Unknown, NotTheAPI},
		{"switched off", ended(0, status(405)), Unknown, SwitchedOff},
		{"switched off in between", ended(404, status(405), 404), Unknown, SwitchedOff},
		{"switched off, as the settings say, so nothing was asked", with(on(asked(0)), func(e *Existence) { e.On = No }), Unknown, SwitchedOff},
		{"not allowed", ended(0, status(403)), Unknown, NotPermitted},
		{"the client's token is refused", ended(0, Failure{Status: 401, Renewal: RenewedTwice}), Unknown, NotPermitted},
		{"a redirect", ended(0, status(302)), Unknown, Redirected},
		{"a server's error", ended(0, status(500)), Unknown, ServerFailed},
		{"a server's error after the control", ended(404, status(502), 404), Unknown, ServerFailed},
		{"no answer", ended(0, Failure{Reach: TimedOut}), Unknown, Unanswered},
		{"not reached", ended(0, Failure{Reach: NotSent}), Unknown, Unanswered},
		{"too many requests", ended(0, slowDown()), Unknown, OtherAnswer},
		{"a malformed request", ended(404, status(400)), Unknown, OtherAnswer},
	} {
		if found, doubt := row.is.Found(), row.is.Doubt(); found != row.found || doubt != row.doubt {
			t.Errorf("%s: got %d, %d; want %d, %d", row.name, found, doubt, row.found, row.doubt)
		}
	}
}

func TestExistenceIsAskedOfTheCustomerWhoIsToSignIn(t *testing.T) {
	t.Parallel()
	a := known(Yes)
	a.Settings.Existence = Yes
	s := lead("", a, kariChosen())
	next, do := Next(s.state, ExistenceWanted{At: before})
	if do != (AskExistence{Identity: Identity{Ident: "+4799999999"}}) {
		t.Fatalf("it does %#v", do)
	}
	if again, do := Next(next, ExistenceWanted{At: late}); do != nil || again != next {
		t.Errorf("while the answer is to come it is asked again: %T", do)
	}
	next, _ = Next(next, ExistenceLearned{Existence: asked(404, 404, 404)})
	if got := ExistenceOf(next); got.Found() != No {
		t.Errorf("it is learned as %+v", got)
	}
	if got := AccountOf(next).May.Of(CallExists).Proved; got {
		t.Error("a 404 is taken for a proof of the scope")
	}
	switched, _ := Next(next, UserTypeSwitched{})
	if got := ExistenceOf(switched); got.Found() != No {
		t.Errorf("as the other user type it is %+v: the type was no part of the question", got)
	}
	other, _ := Next(next, Back{})
	other, _ = Next(other, otherChosen())
	if got := ExistenceOf(other); got != (Existence{}) {
		t.Errorf("another customer has %+v", got)
	}
}

func TestAnAnswerThatNobodyAskedForTeachesNothing(t *testing.T) {
	t.Parallel()
	s := lead("", known(Yes), otherChosen(), ExistenceWanted{At: before})
	if next, _ := Next(s.state, ExistenceLearned{Existence: asked(404, 200)}); ExistenceOf(next).Standing != Reading {
		t.Errorf("the answer about somebody else makes it %+v", ExistenceOf(next))
	}
}

// A request that cannot be answered is not made: its address holds the identifier.
func TestExistenceIsNotAskedWhereTheAnswerIsKnown(t *testing.T) {
	t.Parallel()
	off := known(Yes)
	off.Settings.Existence = No
	for name, row := range map[string]struct {
		a    Account
		want Doubt
	}{
		"the client may not":     {lacking(CallExists, known(Yes)), NotPermitted},
		"the check switched off": {off, SwitchedOff},
	} {
		next, do := Next(lead("", row.a, kariChosen()).state, ExistenceWanted{At: before})
		if do != nil || ExistenceOf(next).Doubt() != row.want {
			t.Errorf("%s: it does %T, and is %+v", name, do, ExistenceOf(next))
		}
		if AccountOf(next).ExistenceAsked() != 0 {
			t.Errorf("%s: it was counted", name)
		}
	}
}

// In support mode ten in an hour are the most, whoever is signed out in between.
func TestExistenceIsAskedTenTimesAnHourInSupportMode(t *testing.T) {
	t.Parallel()
	for _, support := range []bool{true, false} {
		a := known(Yes)
		a.Support = support
		s := lead("", a, kariChosen())
		now := Moment(time.Minute)
		ask := func() bool {
			next, do := Next(s.state, ExistenceWanted{At: now})
			if do == nil {
				return false
			}
			next, _ = Next(next, ExistenceLearned{Existence: asked(404, 404, 404)})
			s.state = next
			return true
		}
		for i := range 10 {
			if !ask() {
				t.Fatalf("support %t: number %d is not asked", support, i+1)
			}
			now += time.Minute
		}
		s = s.after(SignOutWanted{}).after(SignedOut{}).after(ClientConnected{May: permissions(Yes)}).after(kariChosen())
		c, _ := ChanceOf(s.state, DeedAskExistence)
		if want := Moment(61 * time.Minute); support && c.From != want || !support && c.From != 0 {
			t.Errorf("support %t: the eleventh can be asked from %s", support, c.From)
		}
		if now = 61*time.Minute - 1; ask() == support {
			t.Errorf("support %t: the eleventh within the hour: asked is %t", support, !support)
		}
		if now = 61 * time.Minute; !ask() {
			t.Errorf("support %t: after the hour it is not asked", support)
		}
		if got, want := AccountOf(s.state).ExistenceAsked(), map[bool]int{true: 11, false: 12}[support]; got != want {
			t.Errorf("support %t: %d were counted, want %d", support, got, want)
		}
	}
}
