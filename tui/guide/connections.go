package guide

import "dintero-login/flow"

// connections are the scenarios in which answers are slow, lost or make no sense.
func connections() []Scene { return []Scene{slow(), cut(), garbage()} }

func slow() Scene {
	sent := sendsPIN("Two slow answers later the code is here: one said that the PIN is right, the other that the message went out. The seconds were counted all the way.")
	sent.Runs = "Every answer takes three seconds. Nothing is frozen: the seconds count, and esc stops the waiting. It does not call back what was sent."
	in := givesCode("Signed in, slowly. At no moment did anybody have to guess whether something was still going on.")
	in.Runs = "The code is being checked. Nothing that is typed meanwhile is taken, so that nothing lands in the wrong field."
	return Scene{"slow", []Step{
		begins("Everything takes three seconds here, even the first questions about the account. Nobody is kept from typing by that."),
		types("Her number and her PIN are typed. Watch the screen while the next step sends both."),
		sent,
		in,
		opensSettings("The settings are in order. They were read once, at the start, and not again for each step."),
	}}
}

func cut() Scene {
	return Scene{"cut", []Step{
		begins("The worst moment to lose the connection: the code has been sent, and the answer never comes. Did it count?"),
		types("Her number and her PIN are typed. They will arrive safely; the code will not be so lucky."),
		sendsPIN("The PIN is right and the code is here. So far all is well."),
		{
			Name: "cut", Acts: []Act{enters(Code), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.MaybeUsed, Sends: 1, Channel: flow.SMS, Filled: true}, Wire: []Call{{flow.CallAnswer, 0}},
			Text: "The line was cut after the code went out. The screen claims neither success nor failure: the code may have been used. Nothing is repeated by itself.",
		},
		{
			Name: "used", Acts: []Act{does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.CodeNotAccepted, Sends: 1, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 403}},
			Text: "The same code, sent once more, is refused: the lost try had used it up. The screen remembers that try, and names it as the likely reason.",
		},
		{
			Name: "again", Acts: []Act{does(flow.DeedSendAgain)}, Ends: Stop{Kind: flow.AtCode, Sends: 2, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}},
			Text: "30 seconds after the first code a new one was sent, and is here. The PIN did not have to be typed again.",
		},
		givesCode("Signed in with the new code. A code works only once: that also stops somebody who has read it over Kari's shoulder."),
		opensSettings("The settings are in order. A line that breaks is nobody's setting."),
	}}
}

func garbage() Scene {
	return Scene{"garbage", []Step{
		begins("Between this program and Dintero stand other machines. Here one of them answers nonsense, in three ways."),
		types("Her number and her PIN are typed. Watch what comes back."),
		{
			Name: "page", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.Unexpected, Filled: true},
			Wire: []Call{{flow.CallMFALogin, 502}},
			Text: "Instead of an answer came a web page, as a broken machine on the way sends it. The screen says what came, and does not pretend to understand it.",
		},
		{
			Name: "half", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.Unexpected, Filled: true},
			Wire: []Call{{flow.CallMFALogin, 200}},
			Text: "The second answer calls itself a success, status 200, and stops in the middle. Half an answer is not believed.",
		},
		{
			Name: "nonsense", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.Unexpected, Filled: true},
			Wire: []Call{{flow.CallMFALogin, 200}},
			Text: "The third one is complete and makes no sense: numbers where words belong. A careless program would have gone on with it.",
		},
		{
			Name: "unsent", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtUnsent, Reason: flow.Unexpected, Channel: flow.SMS},
			Wire: []Call{{flow.CallMFALogin, 200}, {flow.CallChallenge, 502}},
			Text: "The fourth answer is real: the PIN is right. The request for the code meets the same nonsense, first the web page again.",
		},
		{
			Name: "sent", Acts: []Act{does(flow.DeedSendAgain), does(flow.DeedSendAgain), does(flow.DeedSendAgain)},
			Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}, {flow.CallChallenge, 200}, {flow.CallChallenge, 200}},
			Text: "Three more tries, made in one go for this guide, and the code is here. The program never tries by itself: that could flood a phone.",
		},
		{
			Name: "code", Acts: []Act{enters(Code), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.Unexpected, Sends: 1, Channel: flow.SMS, Filled: true}, Wire: []Call{{flow.CallAnswer, 502}},
			Text: "The code was sent, and the web page came back. The code may have been used; the screen says so, and keeps it in its field.",
		},
		{
			Name: "in", Acts: []Act{does(flow.DeedEnterCode), does(flow.DeedEnterCode), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 200}, {flow.CallAnswer, 200}, {flow.CallAnswer, 200}},
			Text: "After three more tries a real answer came, with the token in it: signed in. Two answers before it had called themselves a success, too.",
		},
		opensSettings("The settings are in order: the nonsense came from a machine on the way, not from the account."),
	}}
}
