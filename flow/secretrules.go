package flow

// secretRules are the causes around who signs in and with which secret. The API says the same
// for all of them, so most odds are from what support desks see.
func secretRules() []rule {
	return []rule{
		{
			cause: CauseUserTypeOther, id: "user-type-other", owner: OwnerCustomer, remedy: Remedy{Deed: DeedOtherUserType, price: costsLook},
			noCode: 1,
			// Few are registered as companies, but to look costs a key.
			likely: append(after(4, NotAccepted, NotAcceptedOrScope, NotAcceptedOrToken), likely{NotKnown, 2}),
			out:    FactSecret, also: onlyFor(CallLogin, CallMFALogin, CallRecovery, CallChangePassword),
		},
		{
			cause: CauseNumberOther, id: "number-other", owner: OwnerCustomer, remedy: Remedy{Deed: DeedBack, Ask: true, price: costsQuestion},
			noCode: 5,
			// Numbers change every few years; the account is not told.
			likely: append(after(5, NotAccepted, NotAcceptedOrScope, NotAcceptedOrToken),
				likely{NotKnown, 10}, likely{Malformed, 2}, likely{NowhereToSend, 1}, likely{ChannelRefused, 1}),
			out: FactExists, upNo: FactExists, also: numberOdds,
		},
		{
			cause: CausePINWrong, id: "pin-wrong", owner: OwnerCustomer, remedy: Remedy{Deed: DeedLoseSecret, Ask: true, price: costsMessage},
			// By far the most: mistyped or forgotten.
			likely: append(after(12, NotAccepted, NotAcceptedOrScope, NotAcceptedOrToken),
				likely{TokenRenewed, 4}, likely{MustWait, 2}, likely{Malformed, 8}),
			out: FactSecret, also: onlyFor(CallLogin, CallMFALogin),
		},
		{
			cause: CausePINInPasswordCall, id: "pin-in-password-call", owner: OwnerAgent, remedy: Remedy{price: costsLook},
			likely: after(1, NotAccepted, NotAcceptedOrScope, Malformed), // the profile has to ask for the password call
			out:    FactSecret, up: FactMFA,
			also: func(e Evidence, odds int) int {
				if e.Problem.Call != CallLogin || e.Problem.Reason == NoReason {
					return 0
				}
				return odds
			},
		},
		{
			cause: CauseNumberShared, id: "number-shared", owner: OwnerClients, remedy: Remedy{Deed: DeedBack, price: costsQuestion},
			noCode: 1,
			likely: after(1, NotAccepted, NotAcceptedOrScope), // only where the account lets customers share one
			out:    FactUniqueNumber | FactSecret, upNo: FactUniqueNumber,
			also: onlyFor(CallLogin, CallMFALogin),
		},
		{
			cause: CauseMFAOff, id: "mfa-off", owner: OwnerAgent, remedy: Remedy{price: costsLook},
			noCode: 1,
			likely: after(2, NotAccepted, NotAcceptedOrScope), // settings are usually read, and then say so
			out:    FactMFA | FactMessage, upNo: FactMFA, named: says(MFAIsOff),
			also: func(e Evidence, odds int) int {
				if e.Of(FactMFA) == Unknown {
					odds += odds / 2
				}
				return onlyFor(CallMFALogin)(e, odds)
			},
		},
		{
			cause: CauseMFAOn, id: "mfa-on", owner: OwnerAgent, remedy: Remedy{price: costsLook},
			likely: after(2, NotAccepted, NotAcceptedOrScope),
			outNo:  FactMFA, up: FactMFA, named: says(WantsCode),
			also: func(e Evidence, odds int) int {
				if e.Problem.Call != CallLogin || e.Problem.Reason == NoReason {
					return 0
				}
				return odds
			},
		},
		{
			cause: CauseLocked, id: "locked", owner: OwnerCustomer, remedy: Remedy{Wait: true, price: costsLook},
			likely: append(after(2, NotAccepted, NotAcceptedOrScope, NotAcceptedOrToken), likely{CodeNotAccepted, 1}, likely{MustWait, 6}), // a lock may look like any refusal
			named:  func(e Evidence) bool { return e.status() == 423 },
			also: func(e Evidence, odds int) int {
				if e.Problem.Reason == MustWait && !e.Problem.typed() {
					return 1
				}
				return odds
			},
		},
		{
			cause: CauseDenied, id: "denied", owner: OwnerCustomer, remedy: Remedy{Ask: true, price: costsQuestion},
			named: says(Denied), outNo: FactNetwork,
		},
		{
			cause: CauseAnsweredElsewhere, id: "answered-elsewhere", owner: OwnerCustomer, remedy: Remedy{Wait: true, price: costsLook},
			named: says(StillPending), outNo: FactNetwork,
		},
		{
			cause: CauseSessionExpired, id: "session-expired", owner: OwnerCustomer, remedy: Remedy{Deed: DeedSignOut, price: costsTry},
			named: says(SessionEnded), outNo: FactNetwork,
		},
	}
}

// numberOdds takes the calls that name the customer, and every symptom.
func numberOdds(e Evidence, odds int) int {
	switch e.Problem.Reason {
	case NowhereToSend, ChannelRefused, NoReason:
		return odds
	}
	if e.status() == 404 && e.Problem.Failure.API {
		odds *= 4 // the API does not know a thing, maybe the customer
	}
	return onlyFor(CallLogin, CallMFALogin, CallRecovery, CallChangePassword)(e, odds)
}
