package flow

// Evidence is what is known about a login that does not succeed. A fact is in Yes, in No, or
// in neither where it is not known.
type Evidence struct {
	Yes, No Fact
	Symptom Symptom // what the customer sees; it counts where no call failed
	Problem Problem // how a call failed; without a Reason where none did
	Age     Moment  // of the newest message with a code; 0 when that is not known

	Confirmed CauseSet // what the customer said yes to, when asked
	Denied    CauseSet // what the customer said no to
}

// CauseSet is a set of causes.
type CauseSet uint64

// With is the set and one more.
func (s CauseSet) With(c Cause) CauseSet { return s | 1<<c }

// Without is the set and one less.
func (s CauseSet) Without(c Cause) CauseSet { return s &^ (1 << c) }

// Has reports whether a cause is in the set.
func (s CauseSet) Has(c Cause) bool { return s&(1<<c) != 0 }

// With is the evidence and a fact that was observed; Unknown takes what is known of it away.
func (e Evidence) With(f Fact, is Tristate) Evidence {
	e.Yes, e.No = e.Yes&^f, e.No&^f
	switch is {
	case Yes:
		e.Yes |= f
	case No:
		e.No |= f
	}
	return e
}

// Of is what is known of a single fact.
func (e Evidence) Of(f Fact) Tristate {
	switch {
	case e.Yes&f != 0:
		return Yes
	case e.No&f != 0:
		return No
	}
	return Unknown
}

// clockTolerance is how far a clock may be off before a token's times suffer.
const clockTolerance = 60 * 1e9

// EvidenceOf is what a login shows at a moment. The newest failed call counts most: what an
// earlier call proved is taken back where this one contradicts it.
func EvidenceOf(s State, now Moment) Evidence {
	a := s.account()
	_, chosen := CustomerOf(s)
	e := a.evidence()
	e.Problem = ProblemOf(s)
	switch {
	case e.Problem.Reason != NoReason:
	case a.Client == Failed:
		e.Problem = a.ClientProblem
	case a.Reading == Failed && !chosen:
		e.Problem = a.SettingsProblem
	}
	e = shownByCustomer(s, e)
	if p, ok := PendingOf(s); ok {
		e = p.shows(e, now)
	}
	_, accepted := s.(Accepted)
	if _, in := SessionOf(s); in || accepted {
		e = e.With(FactAccepted|FactSecret, Yes)
	}
	call := SignInCallOf(s)
	if e.Problem.Reason != NoReason {
		call = e.Problem.Call
	}
	if call != CallClientToken { // which needs no scope
		e = e.With(FactScope, a.May.Of(call).Held)
	}
	return e.Problem.shows(e)
}

// Failing is the evidence and a call that failed: what that means, where it is known what the
// client may do, and what the call itself shows. It is EvidenceOf for a call that was made
// elsewhere, with no state around it.
func (e Evidence) Failing(failed CallFailed, may Permissions) Evidence {
	e.Problem = problemOf(failed, may)
	if held := may.Of(failed.Call).Held; held != Unknown {
		e = e.With(FactScope, held)
	}
	return e.Problem.shows(e)
}

// SymptomOf is what is known where a customer fails elsewhere and says what they see: the
// account's facts, and nothing of a login that this program tried.
func SymptomOf(s State, sees Symptom, now Moment) Evidence {
	a := s.account()
	e := shownByCustomer(s, a.evidence())
	e.Symptom = sees
	if p, ok := PendingOf(s); ok && sees == SymptomNoCode {
		e = p.shows(e, now)
	}
	return e.With(FactScope, a.May.Of(a.SignInCall()).Held)
}

// evidence is what the facts lane has found out.
func (a Account) evidence() Evidence {
	var e Evidence
	if a.Client == Known {
		e = e.With(FactNetwork|FactAddress|FactClient, Yes).With(FactClock, yesIf(a.Skew.Abs() < clockTolerance))
	}
	if a.Reading == Known {
		e = e.With(FactSettings, Yes)
	}
	if a.Reading == Failed {
		e = e.With(FactSettings, No)
	}
	if a.Settings != nil {
		e = e.With(FactMFA, a.Settings.MFA)
		for _, line := range a.Settings.ForLogin() {
			if line.Setting == SharedPhoneNumbers && !line.Missing {
				e = e.With(FactUniqueNumber, yesIf(line.Value == FromOutside("false")))
			}
		}
		if a.Settings.LoginChannel != NoChannel {
			e = e.With(FactSMS, yesIf(a.Settings.LoginChannel == SMS))
		}
	}
	return e.With(FactTestCustomer, a.TestCustomer)
}

// shownByCustomer adds what is known about the customer.
func shownByCustomer(s State, e Evidence) Evidence {
	c, chosen := CustomerOf(s)
	if chosen && c.Identity.By == ByEmail {
		e = e.With(FactUniqueNumber, Unknown)
	}
	return e.With(FactExists, ExistenceOf(s).Found())
}

// shows adds what a login that waits for a code has found out.
func (p Pending) shows(e Evidence, now Moment) Evidence {
	e = e.With(FactSMS, yesIf(p.Channel == SMS))
	if p.Part == 0 {
		e = e.With(FactSecret, Yes)
	}
	if p.Sends > 0 {
		e.Age = now - p.SentAt
		e = e.With(FactOneMessage, yesIf(p.Sends == 1)).With(FactEveryAnswer, yesIf(!p.Lost))
		if !p.OobCode.IsEmpty() {
			e = e.With(FactMessage, Yes)
		}
	}
	if e.Problem.Reason == NoReason {
		e.Symptom = SymptomNoCode
	}
	return e
}

// shows adds what a failed call itself shows.
func (p Problem) shows(e Evidence) Evidence {
	if p.Reason == NoReason || p.Cancelled {
		return e
	}
	f := p.Failure
	switch {
	case f.NoSecret:
		return e.With(FactClient, No)
	case f.Reach == NotSent:
		return e.With(FactNetwork, No).With(FactAddress|FactAPI, Unknown)
	case f.Status == 0:
		return e.With(FactNetwork|FactAPI, Unknown)
	}
	e = e.With(FactNetwork, Yes).With(FactAPI, yesIf(f.API))
	if f.API {
		e = e.With(FactAddress, Yes)
	}
	if p.OfClient() || p.Reason == TokenRefused {
		e = e.With(FactClient, No)
	}
	if p.Reason == NotAllowed {
		e = e.With(FactScope, No)
	}
	return e
}

func yesIf(yes bool) Tristate {
	if yes {
		return Yes
	}
	return No
}
