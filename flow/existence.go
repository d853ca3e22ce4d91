package flow

import (
	"slices"
	"time"
)

// Existence is what the existence check showed about an identifier (HEAD
// /accounts/{aid}/customers/users, contract 8). An answer to a HEAD has no body, and a wrong
// address or a gateway answers 404 too: so a control is asked first, for an identifier that
// nobody can have, and a 404 counts only under the conditions of Found.
type Existence struct {
	Standing Standing
	Identity Identity // who was asked for; the user type is no part of the question

	Control int    // the status for the identifier that nobody can have; 0 when none came
	Asked   [2]int // the statuses for a number with + and without it, or for an e-mail address; 0 when not asked
	JSON    bool   // every 404 had the content type of JSON

	On      Tristate // the account's settings have the check switched on
	Base    bool     // another call to the same base URL was answered with a 2xx
	Problem Problem  // of the request that ended it; without a Reason where none did
}

// Doubt is why an existence check says neither yes nor no.
type Doubt int

// The Doubts.
const (
	NoDoubt        Doubt = iota
	NotLearned           // it was not asked, or the answer is still to come
	SwitchedOff          // the account has the check switched off
	SwitchNotKnown       // the settings do not say whether it is on, so a 404 may be anybody's
	AnswersAlike         // the identifier that nobody can have was found as well
	NotPermitted         // the client may not ask
	Redirected           // to another address; it was not followed
	ServerFailed         // a 5xx
	Unanswered           // no status came
	NotTheAPI            // the 404 may be somebody else's
	OtherAnswer          // an answer that is not documented; its status is in Problem
)

// Found reports whether the account has a customer with the identifier. Yes takes a 200 where
// the control had none. No takes a 404 to every form of the identifier and to the control, all
// with JSON's content type, on a base URL where another call succeeded, with the check known to
// be switched on.
func (e Existence) Found() Tristate {
	if e.Doubt() != NoDoubt {
		return Unknown
	}
	if slices.Contains(e.Asked[:], 200) {
		return Yes
	}
	return No
}

// Doubt is why Found is Unknown; NoDoubt where it is not.
func (e Existence) Doubt() Doubt {
	status, found := e.Problem.Failure.Status, slices.Contains(e.Asked[:], 200)
	for _, row := range []struct {
		when bool
		is   Doubt
	}{
		{e.Standing != Known, NotLearned},
		{status == 405 || e.Problem.Reason == NoReason && e.Control == 0 && e.On == No, SwitchedOff},
		{e.Problem.Reason != NoReason && (status == 401 || status == 403 || e.Problem.Reason == NotAllowed), NotPermitted},
		{status >= 300 && status < 400, Redirected},
		{status >= 500, ServerFailed},
		{e.Problem.Reason != NoReason && status == 0, Unanswered},
		{e.Problem.Reason != NoReason, OtherAnswer},
		{e.Control/100 == 2, AnswersAlike},
		{!found && slices.ContainsFunc(e.Asked[:], func(s int) bool { return s/100 == 2 }), OtherAnswer},
		{found, NoDoubt},
		{e.Control != 404 || e.Asked[0] != 404, OtherAnswer},
		{e.On == No, SwitchedOff},
		{e.On != Yes, SwitchNotKnown},
		{!e.JSON || !e.Base, NotTheAPI},
	} {
		if row.when {
			return row.is
		}
	}
	return NoDoubt
}

// ExistenceOf is what is known about the existence of the customer in a state; the zero
// Existence where nothing is.
func ExistenceOf(s State) Existence {
	c, _ := CustomerOf(s)
	if e := s.account().Existence; c.Identity.Ident == e.Identity.Ident && c.Identity.By == e.Identity.By {
		return e
	}
	return Existence{}
}

// mostAsks is how often existence may be asked for in an hour of support mode: whoever may ask
// at will can find out who is a customer.
const mostAsks = 10

// asks is when existence was asked for, as far back as the limit needs.
type asks struct {
	count int
	at    [mostAsks]Moment
}

func (a asks) with(now Moment) asks {
	a.at[a.count%mostAsks] = now
	a.count++
	return a
}

// next is the moment from which one more may be asked.
func (a asks) next() Moment {
	if a.count < mostAsks {
		return 0
	}
	return a.at[a.count%mostAsks] + time.Hour
}

// ExistenceAsked is how often existence was asked for in this run.
func (a Account) ExistenceAsked() int { return a.asked.count }

// asksExistence is whom existence can be asked for in a state, and from when.
func asksExistence(s State) (who Identity, from Moment, can bool) {
	c, chosen := CustomerOf(s)
	_, in := SessionOf(s)
	if !chosen || in || Working(s) || c.Existence.Standing == Reading {
		return Identity{}, 0, false
	}
	if c.Support {
		from = c.asked.next()
	}
	return c.Identity, from, true
}

// askExistence asks only what can be answered: a scope that is known to be missing, or a check
// that is known to be switched off, is an answer without a request.
func askExistence(s State, now Moment) (State, Effect) {
	who, from, can := asksExistence(s)
	if !can || now < from {
		return s, nil
	}
	a := s.account()
	a.Existence = Existence{Standing: Reading, Identity: who}
	switch {
	case a.May.Of(CallExists).Held == No:
		a.Existence.Standing = Known
		a.Existence.Problem, _ = a.barred(CallExists)
		return s.with(a), nil
	case a.Settings != nil && a.Settings.Existence == No:
		return s.with(a.learned(ExistenceLearned{Existence: a.Existence})), nil
	}
	a.asked = a.asked.with(now)
	return s.with(a), AskExistence{Identity: who}
}

// learned takes the answer to the question that is open, with what the account knows beside it.
func (a Account) learned(e ExistenceLearned) Account {
	if a.Existence.Standing != Reading || e.Existence.Identity != a.Existence.Identity {
		return a
	}
	is := e.Existence
	is.Standing, is.Base = Known, a.Client == Known
	if a.Settings != nil {
		is.On = a.Settings.Existence
	}
	if e.Failure != (Failure{}) {
		is.Problem = problemOf(CallFailed{Call: CallExists, Failure: e.Failure}, a.May)
	}
	a.Existence = is
	return a
}
