package guide

import "dintero-login/flow"

// refusals are the scenarios in which Dintero answers no, not now, or with an error of its own.
func refusals() []Scene { return []Scene{locked(), noScope(), rateLimited(), serverError()} }

func locked() Scene {
	return Scene{"locked", []Step{
		begins("Too many wrong tries lock the door for a while. Here somebody has tried already: the next sign-in is turned away for a minute."),
		types("Her number and her PIN are typed, and the PIN is right. It will not help."),
		{
			Name: "locked", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.MustWait, Filled: true},
			Wire: []Call{{flow.CallMFALogin, 429}},
			Text: "Turned away: too many tries. For Kari it is a minute. A machine that goes through a million PINs and waits a minute for each needs almost two years.",
		},
		{
			Name: "sent", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS},
			Wire: []Call{{flow.CallMFALogin, 200}, {flow.CallChallenge, 200}},
			Text: "One minute later the same PIN, still in its field, was sent and was right: the code is here. Nothing was sent during the wait; that could have made it longer.",
		},
		givesCode("Signed in. A lock keeps guessers out and costs the right person a little patience."),
		opensSettings("The settings are in order. The lock is not a setting; it comes and goes with wrong tries."),
	}}
}

func noScope() Scene {
	return Scene{"no-scope", []Step{
		begins("Here the fault is the shop's: its program lacks the permission to sign customers in. The screen says so before anybody types a PIN."),
		types("Her number and her PIN are typed. A careless program would send both now, fail, and let Kari believe that her PIN is wrong."),
		{
			Name: "unsent", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.NotAllowed, Filled: true},
			Text: "Not sent. It could not have worked, so the PIN stayed on this machine. The screen names the missing permission and who can grant it: nobody has to doubt the PIN.",
		},
		{
			Name: "settings", Acts: []Act{{Opens: true}}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.NotAllowed, Filled: true, Settings: true},
			Text: "This is where this scenario ends: nobody can sign in until the permission is granted. The settings of the account are in order and would not show it.",
		},
	}}
}

func rateLimited() Scene {
	return Scene{"rate-limited", []Step{
		begins("Servers protect themselves. Here every second request of a sign-in is told to come back in five seconds. Nothing may get lost by that, and nothing may be sent twice."),
		types("Her number and her PIN are typed. The next step makes two requests: one to sign in, one for the code."),
		{
			Name: "wait", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtUnsent, Reason: flow.MustWait, Channel: flow.SMS},
			Wire: []Call{{flow.CallMFALogin, 200}, {flow.CallChallenge, 429}},
			Text: "The PIN was accepted, but the request to send the code was told to wait. The screen keeps the two apart: the PIN is done and will not be asked for again.",
		},
		{
			Name: "sent", Acts: []Act{does(flow.DeedSendAgain)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}},
			Text: "5 seconds later the request was made again, and the code is here. The program waited exactly as long as it was told to.",
		},
		{
			Name: "code", Acts: []Act{enters(Code), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.MustWait, Sends: 1, Channel: flow.SMS, Filled: true}, Wire: []Call{{flow.CallAnswer, 429}},
			Text: "The code was sent, and that too was told to wait. It stays in its field: turned away is not the same as wrong.",
		},
		{
			Name: "in", Acts: []Act{does(flow.DeedEnterCode)}, Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 200}},
			Text: "5 seconds later the same code was sent once more, and was right. Signed in, and Kari typed everything just once.",
		},
		opensSettings("The settings are in order. How many requests are too many is not among them."),
	}}
}

func serverError() Scene {
	return Scene{"server-error", []Step{
		begins("Servers fail. Here the first request of each kind in a sign-in is answered by an error. After an error there is one question: is it safe to try again?"),
		types("Her number and her PIN are typed, and both are right."),
		{
			Name: "failed", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.Unexpected, Filled: true},
			Wire: []Call{{flow.CallMFALogin, 500}},
			Text: "An error on Dintero's side. Nobody can tell whether the PIN was looked at, so the screen does not pretend to know: the try may have counted. The PIN stays in its field.",
		},
		{
			Name: "unsent", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtUnsent, Reason: flow.Unexpected, Channel: flow.SMS},
			Wire: []Call{{flow.CallMFALogin, 200}, {flow.CallChallenge, 500}},
			Text: "Sent again, and the PIN is right. Now the request for the code failed: a message may be on its way, or not. The screen says just that.",
		},
		{
			Name: "sent", Acts: []Act{does(flow.DeedSendAgain)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}},
			Text: "Asked for once more, and the code is here. Had two messages come, only the newer code would work.",
		},
		{
			Name: "code", Acts: []Act{enters(Code), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.Unexpected, Sends: 1, Channel: flow.SMS, Filled: true}, Wire: []Call{{flow.CallAnswer, 500}},
			Text: "The code was sent, and an error came back. Was it used up? Nobody knows. So the code stays in its field, and nothing is repeated behind Kari's back.",
		},
		{
			Name: "in", Acts: []Act{does(flow.DeedEnterCode)}, Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 200}},
			Text: "Sent once more, and the code still worked: signed in. Each time a person decided to try again, never the program by itself.",
		},
		opensSettings("The settings are in order. An error of the server says nothing about the account."),
	}}
}
