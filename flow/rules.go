package flow

import "time"

// rule is what the program knows about a cause.
type rule struct {
	cause  Cause
	id     string // stable
	owner  Owner
	remedy Remedy
	likely []likely // small odds, beside those of the other causes of the same Reason
	noCode int      // the odds where no code comes
	other  int      // the odds where the customer sees something else
	out    Fact     // a Yes to one of these rules it out
	outNo  Fact     // a No does
	up     Fact     // a Yes points to it
	upNo   Fact     // a No does
	// also is the odds where they depend on more than the Reason; nil where they do not.
	also func(e Evidence, odds int) int
	// named reports whether the answer itself says that this is the cause; nil where none can.
	named func(Evidence) bool
}

// likely is how likely a cause is after a Reason.
type likely struct {
	after Reason
	odds  int
}

// rules is the table, in the order of the Causes.
func rules() [Causes]rule {
	var all [Causes]rule
	for _, part := range [][]rule{accessRules(), networkRules(), secretRules(), codeRules()} {
		for _, r := range part {
			all[r.cause] = r
		}
	}
	return all
}

// after lists a cause that is as likely after several Reasons.
func after(odds int, reasons ...Reason) []likely {
	list := make([]likely, len(reasons))
	for i, r := range reasons {
		list[i] = likely{r, odds}
	}
	return list
}

// says is a rule's named where a Reason leaves no doubt.
func says(reasons ...Reason) func(Evidence) bool {
	return func(e Evidence) bool {
		for _, r := range reasons {
			if e.Problem.Reason == r {
				return true
			}
		}
		return false
	}
}

// status is the status of the failed call's answer; 0 where none came.
func (e Evidence) status() int { return e.Problem.Failure.Status }

// onlyFor is a rule's also: the odds hold for these calls, and for a symptom.
func onlyFor(calls ...Call) func(Evidence, int) int {
	return func(e Evidence, odds int) int {
		if e.Problem.Reason == NoReason {
			return odds
		}
		for _, c := range calls {
			if e.Problem.Call == c {
				return odds
			}
		}
		return 0
	}
}

// anyRefusal is every Reason by which something typed may have been rejected.
func anyRefusal() []Reason {
	return []Reason{NotAccepted, NotAcceptedOrScope, NotAcceptedOrToken, CodeNotAccepted}
}

// noAnswer is every Reason of a call that was sent and not answered.
func noAnswer() []Reason { return []Reason{NoAnswer, MaybeSent, MaybeUsed} }

// accessRules are the causes in the way between this program and the account: not the
// customer's.
func accessRules() []rule {
	look := Remedy{price: costsLook}
	secondLine := Remedy{price: costsSecondLine}
	return []rule{
		{
			cause: CauseUnknown, id: "unknown", owner: OwnerDintero, remedy: secondLine,
			other: 1,
			// Odds of one: said, and never before a cause that fits.
			likely: after(1, CodeRequiredAgain, Unexpected, ChannelRefused, NotKnown, Forbidden, Malformed),
		},
		{
			cause: CauseClientSecretMissing, id: "client-secret-missing", owner: OwnerAgent, remedy: look,
			out: FactClient, named: says(NoClientSecret),
		},
		{
			cause: CauseClientRefused, id: "client-refused", owner: OwnerClients, remedy: look,
			likely: []likely{{ClientRefused, 10}, {TokenRefused, 5}}, // keys are rotated and mistyped
			out:    FactClient | FactTestCustomer,
		},
		{
			cause: CauseGrantType, id: "grant-type", owner: OwnerClients, remedy: secondLine,
			likely: []likely{{ClientRefused, 10}, {AudienceUnknown, 10}, {Malformed, 40}}, // rare: a grant is made once
			out:    FactClient | FactTestCustomer,
		},
		{
			cause: CauseAudienceNotGranted, id: "audience-not-granted", owner: OwnerClients, remedy: look,
			likely: []likely{{AudienceUnknown, 10}, {ClientRefused, 3}, {TokenRefused, 4}, {Malformed, 3}},
			out:    FactClient | FactTestCustomer, named: says(AudienceUnknown),
		},
		{
			cause: CauseEnvironmentMixed, id: "test-production-mixed", owner: OwnerAgent, remedy: look,
			other:  1,
			likely: []likely{{ClientRefused, 4}, {TokenRefused, 3}, {AudienceUnknown, 4}, {NotFound, 3}, {NotKnown, 2}},
			out:    FactSettings | FactTestCustomer,
		},
		{
			cause: CauseClientTokenExpired, id: "client-token-expired", owner: OwnerAgent, remedy: look,
			likely: []likely{{NotAcceptedOrToken, 3}}, named: says(TokenRenewed),
		},
		{
			cause: CauseScopeMissing, id: "scope-missing", owner: OwnerClients, remedy: look,
			likely: []likely{{NotAcceptedOrScope, 4}, {Forbidden, 6}},
			out:    FactScope, upNo: FactTestCustomer,
			named: func(e Evidence) bool {
				return e.Problem.Reason == NotAllowed || e.No&FactScope != 0 && e.Yes&FactAccepted == 0
			},
		},
		{
			cause: CauseScopesUnknown, id: "scopes-unknown", owner: OwnerClients, remedy: secondLine,
			likely: []likely{{NotAcceptedOrScope, 2}, {Forbidden, 2}},
			out:    FactScope, outNo: FactScope,
		},
		{
			cause: CauseSettingsUnreadable, id: "settings-unreadable", owner: OwnerClients, remedy: look,
			noCode: 1,
			out:    FactSettings, upNo: FactSettings,
			also: func(e Evidence, odds int) int {
				if e.Problem.Call == CallSettings && e.Problem.Reason != NoReason {
					return 2
				}
				return odds * int(e.No&FactSettings/FactSettings)
			},
		},
		{
			cause: CauseClockOff, id: "clock-off", owner: OwnerAgent, remedy: look,
			likely: []likely{{TokenRefused, 2}, {ClientRefused, 1}, {NotTrusted, 2}, {CodeExpired, 1}, {SignInExpired, 1}, {SessionEnded, 1}},
			out:    FactClock, upNo: FactClock,
			also: func(e Evidence, odds int) int {
				if e.No&FactClock != 0 {
					return max(odds, 2) // a clock that is off is worth a word whatever fails
				}
				return odds
			},
		},
		{
			cause: CauseTooManyCalls, id: "too-many-calls", owner: OwnerClients, remedy: Remedy{Wait: true, price: costsLook},
			noCode: 1,
			likely: []likely{{MustWait, 4}},
			upNo:   FactTestCustomer,
			also: func(e Evidence, odds int) int {
				f := e.Problem.Failure
				switch {
				case e.Problem.Reason != MustWait:
				case e.status() == 423 || plainCode(f.Code) == "locked":
					return 1 // that is a customer's lock
				case !e.Problem.typed() || plainCode(f.Code) == "slow_down":
					return 20 // a call that is no try can lock nobody
				case f.RetryAfter > 0 && f.RetryAfter < lockAtLeast:
					return 10
				}
				return odds
			},
		},
		{
			cause: CauseNothingWrong, id: "accepted", owner: OwnerAgent, remedy: look,
			named: func(e Evidence) bool { return e.Yes&FactAccepted != 0 && e.Problem.Reason == NoReason },
		},
	}
}

// lockAtLeast is the least time that a customer's lock is taken to last. Limits on calls are
// counted in seconds, and locks in minutes.
const lockAtLeast = 30 * time.Second

// typed reports whether the call that failed carries what may count as a try.
func (p Problem) typed() bool { return answer{call: p.Call}.typed() }
