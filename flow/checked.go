package flow

// EvidenceOfChecks is what the checks found out, as evidence of why logins fail here: the first
// call that failed, and the facts about the way, the client and the account.
func EvidenceOfChecks(all []CheckResult) Evidence {
	var e Evidence
	for _, r := range all {
		e = r.shows(e)
		if r.Outcome == NotPassed && e.Problem.Reason == NoReason {
			e.Problem = r.Problem
		}
	}
	return e.Problem.shows(e)
}

// shows adds the facts that one check found out.
func (r CheckResult) shows(e Evidence) Evidence {
	switch r.Finding {
	case TokenGiven:
		e = e.With(FactNetwork|FactAddress|FactClient, Yes)
	case ClockRight, ClockOff:
		e = e.With(FactClock, yesIf(r.Finding == ClockRight))
	case ScopesEnough, ScopesBeyond:
		e = e.With(FactScope, Yes)
	case ScopeMissing:
		if r.Outcome == NotPassed { // else it is a scope that a sign-in does without
			e = e.With(FactScope, No)
		}
	case SettingsWhole, SettingsDamaged:
		e = e.With(FactSettings, Yes)
	case MFAOff:
		e = e.With(FactMFA, No)
	case ChannelSet:
		e = e.With(FactMFA, Yes).With(FactSMS, yesIf(r.Channel == SMS))
	case ChannelNotSet:
		e = e.With(FactMFA, Yes)
	}
	if learned, ok := r.Learned(0); ok {
		if tried, ok := learned.(TestCustomerTried); ok {
			e = e.With(FactTestCustomer, tried.Accepted)
		}
	}
	return e
}
