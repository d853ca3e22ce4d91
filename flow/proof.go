package flow

// proved notes that a call was answered as it should be. That shows its scope to be held,
// whatever the client's token says of itself: scopes have older names, and not all of them
// are documented.
func (a Account) proved(c Call) Account {
	a.May[c].Held, a.May[c].Proved = Yes, true
	return a
}

// keeping is the scope matrix of a new client's token, with what was shown before.
func (p Permissions) keeping(shown Permissions) Permissions {
	for c := range p {
		if shown[c].Proved {
			p[c].Held, p[c].Proved = Yes, true
		}
	}
	return p
}

// provenBy is the call that an event shows to have been answered well; false for an event
// that shows nothing, or that nobody waits for.
func provenBy(s State, e Event) (Call, bool) {
	switch e.(type) {
	case SettingsRead:
		return CallSettings, true
	case KeysRead:
		return CallKeys, true
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
