package flow

// networkRules are the causes between this machine and the API, and those within the API.
// Whatever answers as the API does has been reached.
func networkRules() []rule {
	look := Remedy{price: costsLook}
	secondLine := Remedy{price: costsSecondLine}
	reached := FactNetwork
	network := func(kind Network) func(Evidence) bool {
		return func(e Evidence) bool { return e.Problem.Failure.Network == kind }
	}
	return []rule{
		{
			cause: CauseBaseURLWrong, id: "base-url-wrong", owner: OwnerAgent, remedy: look,
			likely: []likely{{NotFound, 8}, {NotReached, 2}, {NotTrusted, 1}, {Unexpected, 1}},
			out:    FactAddress | FactAPI,
		},
		{
			cause: CauseDNS, id: "dns", owner: OwnerNetwork, remedy: look,
			other:  1,
			likely: []likely{{NotReached, 4}},
			out:    reached, named: network(NetworkName),
		},
		{
			cause: CauseNoConnection, id: "no-connection", owner: OwnerNetwork, remedy: look,
			other:  4,
			likely: append(after(3, noAnswer()...), likely{NotReached, 6}),
			out:    reached, named: network(NetworkRefused),
		},
		{
			cause: CauseTLSNotTrusted, id: "tls-not-trusted", owner: OwnerNetwork, remedy: look,
			likely: []likely{{NotTrusted, 10}, {NotReached, 1}},
			out:    reached, named: says(NotTrusted),
		},
		{
			cause: CauseProxyLogin, id: "proxy", owner: OwnerNetwork, remedy: look,
			likely: append(after(1, noAnswer()...), likely{NotReached, 2}, likely{Unexpected, 1}),
			out:    FactAPI,
			named:  func(e Evidence) bool { return e.Problem.Failure.Network == NetworkProxy || e.status() == 407 },
		},
		{
			cause: CauseCaptivePortal, id: "captive-portal", owner: OwnerNetwork, remedy: look,
			likely: []likely{{NotTrusted, 2}, {NotReached, 1}, {NotFound, 1}, {Unexpected, 1}},
			out:    FactAPI,
			named:  func(e Evidence) bool { return e.status()/100 == 2 && e.Problem.Failure.Page },
		},
		{
			cause: CauseFirewall, id: "firewall", owner: OwnerNetwork, remedy: look,
			// A refusal that is not the API's own comes from what stands before it.
			likely: append(after(2, anyRefusal()...), likely{Forbidden, 4}, likely{NotFound, 1}, likely{Unexpected, 1}, likely{MustWait, 1}),
			out:    FactAPI, upNo: FactAPI,
			named: func(e Evidence) bool { return e.status() == 403 && e.Problem.Failure.Page },
			also: func(e Evidence, odds int) int {
				if e.No&FactAPI == 0 {
					return 0 // no answer to judge by
				}
				return odds
			},
		},
		{
			cause: CauseRedirect, id: "redirect", owner: OwnerAgent, remedy: look,
			out:   FactAPI,
			named: func(e Evidence) bool { return e.status()/100 == 3 },
		},
		{
			cause: CauseDinteroFault, id: "dintero-fault", owner: OwnerDintero, remedy: Remedy{Wait: true, price: costsLook},
			noCode: 1, other: 2,
			likely: append(after(2, noAnswer()...), likely{Unexpected, 4}, likely{CodeRequiredAgain, 3}),
			upNo:   FactTestCustomer, // a Yes rules nothing out: faults come and go
			also: func(e Evidence, odds int) int {
				if e.status()/100 == 4 && e.Problem.Failure.API && e.Problem.Reason == Unexpected {
					return 0 // it is sure of itself
				}
				return odds
			},
			named: func(e Evidence) bool { return e.status()/100 == 5 },
		},
		{
			cause: CauseAnswerBroken, id: "answer-broken", owner: OwnerDintero, remedy: look,
			other:  1,
			likely: []likely{{NoAnswer, 5}, {MaybeSent, 5}, {MaybeUsed, 5}, {Unexpected, 3}},
			out:    FactAPI,
			named: func(e Evidence) bool {
				f := e.Problem.Failure
				return e.status()/100 == 2 && !f.Page || e.Problem.Reason != NoReason && f.Reach == CutOff && !e.Problem.Cancelled
			},
		},
		{
			cause: CauseAnswerLate, id: "answer-late", owner: OwnerDintero, remedy: Remedy{Wait: true, price: costsLook},
			likely: after(4, noAnswer()...),
			out:    FactAPI,
			named:  func(e Evidence) bool { return e.Problem.Failure.Reach == TimedOut },
		},
		{
			cause: CauseRequestMalformed, id: "request-malformed", owner: OwnerDintero, remedy: secondLine,
			likely: []likely{{Malformed, 60}},
			outNo:  FactAPI,
		},
	}
}
