package flow

import "slices"

// proved notes that a call succeeded. That proves its scope, whatever the client's token
// says: scopes have older names, and not all of them are documented.
func (a Account) proved(c Call) Account {
	a.May[c].Held, a.May[c].Proved = Yes, true
	return a
}

// barred is the Problem of a call that the client's scopes forbid for sure: it is not made, so
// that nothing is sent only to be rejected. Next makes a challenge, its answer and what only
// reads all the same: the vendor's list of a client's scopes lacks one of theirs, and a success
// proves what the token does not say.
func (a Account) barred(c Call) (Problem, bool) {
	may := a.May.Of(c)
	return Problem{Reason: NotAllowed, Call: c, Scope: may.Scope, Failure: Failure{Reach: NotSent}}, may.Held == No
}

// keeping is the scope matrix of a new client token, with the scopes that were proved before.
func (p Permissions) keeping(shown Permissions) Permissions {
	for c := range p {
		if shown[c].Proved {
			p[c].Held, p[c].Proved = Yes, true
		}
	}
	return p
}

// provenBy returns the call that succeeded, by an event. It reports false for an event that
// proves nothing, or that the state does not wait for.
func provenBy(s State, e Event) (Call, bool) {
	switch e := e.(type) {
	case SettingsRead:
		return CallSettings, true
	case KeysRead:
		return CallKeys, true
	case ExistenceLearned:
		return CallExists, s.account().Existence.Standing == Reading && slices.Contains(e.Existence.Asked[:], 200)
	}
	switch s.(type) {
	case SigningIn:
		switch e.(type) {
		case ChallengeOffered:
			return CallMFALogin, true
		case TokenReceived:
			return CallLogin, true
		}
	case SendingCode:
		switch e.(type) {
		case CodeSent:
			return CallChallenge, true
		case RecoveryStarted:
			return CallRecovery, true
		}
	case CheckingCode:
		if _, ok := e.(TokenReceived); ok {
			return CallAnswer, true
		}
	}
	return 0, false
}
