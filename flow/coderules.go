package flow

import "time"

// codeRules are the causes around the code: how it gets to the customer, and back.
func codeRules() []rule {
	return []rule{
		{
			cause: CauseRecoveryOff, id: "recovery-off", owner: OwnerClients, remedy: Remedy{Deed: DeedMailLink, price: costsMessage},
			likely: []likely{{Forbidden, 1}, {NotKnown, 1}}, named: says(RecoveryOff),
			also: onlyFor(CallRecovery), outNo: FactNetwork,
		},
		{
			cause: CauseNoAddress, id: "no-address", owner: OwnerCustomer, remedy: Remedy{Deed: DeedOtherChannel, price: costsMessage},
			noCode: 4,
			likely: []likely{{NowhereToSend, 20}, {ChannelRefused, 20}, {Forbidden, 8}, {Malformed, 8}},
			out:    FactMessage, also: onlyFor(CallChallenge, CallRecovery),
		},
		{
			cause: CauseWrongChannel, id: "wrong-channel", owner: OwnerCustomer, remedy: Remedy{Ask: true, price: costsQuestion},
			noCode: 3,
			// people expect an SMS
			upNo: FactSMS,
		},
		{
			cause: CauseMessageLate, id: "message-late", owner: OwnerDintero, remedy: Remedy{Wait: true, price: costsWait},
			noCode: 6,
			// operators take minutes at times
			also: func(e Evidence, odds int) int {
				switch {
				case e.Age > 10*time.Minute:
					return min(odds, 1)
				case e.Age > 0 && e.Age < 2*time.Minute:
					return 2 * odds
				}
				return odds
			},
		},
		{
			cause: CauseSMSNotDelivered, id: "sms-not-delivered", owner: OwnerCustomer, remedy: Remedy{Deed: DeedOtherChannel, Ask: true, price: costsQuestion},
			noCode: 5,
			// a new SIM, abroad, a blocked sender
			outNo: FactSMS,
		},
		{
			cause: CauseMailNotFound, id: "mail-not-found", owner: OwnerCustomer, remedy: Remedy{Deed: DeedOtherChannel, Ask: true, price: costsQuestion},
			noCode: 5,
			// mostly in spam
			out: FactSMS,
		},
		{
			cause: CauseCodeWrong, id: "code-wrong", owner: OwnerCustomer, remedy: Remedy{Deed: DeedEnterCode, price: costsQuestion},
			likely: []likely{{CodeNotAccepted, 10}, {NotAcceptedOrScope, 10}, {NotAcceptedOrToken, 10}, {TokenRenewed, 3}, {Malformed, 6}},
			also:   answered,
		},
		{
			cause: CauseCodeOlder, id: "code-older", owner: OwnerCustomer, remedy: Remedy{Deed: DeedEnterCode, Ask: true, price: costsQuestion},
			likely: after(4, CodeNotAccepted, NotAcceptedOrScope, NotAcceptedOrToken), // only the newest counts
			out:    FactOneMessage, upNo: FactOneMessage, also: answered,
		},
		{
			cause: CauseCodeExpired, id: "code-expired", owner: OwnerCustomer, remedy: Remedy{Deed: DeedSendAgain, price: costsMessage},
			likely: after(14, CodeNotAccepted, NotAcceptedOrScope, NotAcceptedOrToken), // codes live for minutes
			named:  says(CodeExpired),
			also: func(e Evidence, odds int) int {
				if e.Age > 5*time.Minute {
					odds *= 4
				}
				return answered(e, odds)
			},
		},
		{
			cause: CauseCodeUsed, id: "code-used", owner: OwnerCustomer, remedy: Remedy{Deed: DeedSendAgain, price: costsMessage},
			likely: after(4, CodeNotAccepted, NotAcceptedOrScope, NotAcceptedOrToken), // a code counts once
			out:    FactEveryAnswer, upNo: FactEveryAnswer,
			also: answered,
		},
		{
			cause: CauseSignInExpired, id: "sign-in-expired", owner: OwnerCustomer, remedy: Remedy{Deed: DeedEnterSecret, price: costsQuestion},
			likely: []likely{{NowhereToSend, 8}, {CodeNotAccepted, 2}, {NotAcceptedOrScope, 2}, {Forbidden, 4}, {NotKnown, 3}, {Malformed, 5}},
			named:  says(SignInExpired), outNo: FactNetwork,
			also: onlyFor(CallChallenge, CallAnswer),
		},
	}
}

// answered takes the call that carries a code, and the symptom.
func answered(e Evidence, odds int) int { return onlyFor(CallAnswer)(e, odds) }
