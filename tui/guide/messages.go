package guide

import (
	"time"

	"dintero-login/flow"
)

// messages are the scenarios in which the code does not come as it should.
func messages() []Scene { return []Scene{lateCode(), noCode(), oldCode(), expired()} }

func lateCode() Scene {
	return Scene{"late-code", []Step{
		begins("Text messages can be slow. Here the code takes 20 seconds, which is long for somebody who wants to pay."),
		types("Her number and her PIN are typed. Nothing has left this machine so far; the next step sends both."),
		sendsPIN("The PIN is right and the message is on its way, but the phone stays silent. The screen says how long it has been, so that Kari knows what is going on."),
		{
			Name: "late", Acts: []Act{ages(20 * time.Second)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS},
			Text: "20 seconds later the code is here. Had Kari asked for another one meanwhile, this one would be useless by now: only the newest code works.",
		},
		givesCode("Signed in with the first message. A little patience was right, and it helped to see how long it had been."),
		opensSettings("No setting makes messages faster. The settings only say whether there is a code, and how it goes out."),
	}}
}

func noCode() Scene {
	return Scene{"no-code", []Step{
		begins("Here text messages never arrive, as if Kari had a new number and the shop still had the old one."),
		names("The number that she types finds her account. The codes go to the number on file, which need not be the same."),
		typesPIN("The PIN is typed. The next step sends it."),
		sendsPIN("The PIN is right, and a message went out, but not to Kari. Dintero does not show the number on file: a stranger could be the one who reads it."),
		{
			Name: "again", Acts: []Act{does(flow.DeedSendAgain)}, Ends: Stop{Kind: flow.AtCode, Sends: 2, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}},
			Text: "30 seconds later a second message was sent, and that did not come either. Sending waits 30 seconds each time, so that nobody's phone is flooded.",
		},
		{
			Name: "other", Acts: []Act{does(flow.DeedOtherChannel)}, Ends: Stop{Kind: flow.AtCode, Sends: 3, Channel: flow.Email},
			Wire: []Call{{flow.CallChallenge, 200}},
			Text: "30 seconds later the code was sent by e-mail instead, and here it is. The PIN did not have to be typed again.",
		},
		by(flow.Email, givesCode("Signed in by e-mail. Kari should have her number changed now, or the next sign-in ends the same way.")),
		by(flow.Email, opensSettings("The settings still say SMS: e-mail was a choice for this one sign-in.")),
	}}
}

func oldCode() Scene {
	return Scene{"old-code", []Step{
		begins("Messages overtake each other. Here the second code arrives before the first, and only the newest code works."),
		types("Her number and her PIN are typed, as always. The difference comes after them."),
		sendsPIN("The PIN is right and a message went out, but nothing has come yet. Most people ask for another one now."),
		{
			Name: "again", Acts: []Act{does(flow.DeedSendAgain)}, Ends: Stop{Kind: flow.AtCode, Sends: 2, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}},
			Text: "30 seconds later another one was asked for, and both arrive in the wrong order. The one that came last is the older one, and dead. That is why they are numbered here.",
		},
		{
			Name: "old", Acts: []Act{enters(OldCode), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.CodeNotAccepted, Sends: 2, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 403}},
			Text: "The code of the message that came last was typed, as most people would do, and was refused. The screen does not blame anybody: it asks whether the code is from the newest message.",
		},
		givesCode("Signed in with the code of SMS 2. It is good that a new code ends the older ones: whoever finds an old message has found nothing."),
		opensSettings("All settings are in order. It is the network that lets messages overtake each other."),
	}}
}

func expired() Scene {
	return Scene{"expired", []Step{
		begins("A code is good for a short time only: in this scenario for five seconds. So a code that is found later is worth nothing."),
		types("Her number and her PIN are typed. The five seconds begin when the code is sent."),
		sendsPIN("The PIN is right and the code is here. But now the doorbell rings, and Kari puts the phone down."),
		{
			Name: "waited", Acts: []Act{ages(6 * time.Second)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS},
			Text: "6 seconds later the code has expired. This phone says so because it is simulated; a real message looks as good as new.",
		},
		{
			Name: "dead", Acts: []Act{enters(OldCode), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Reason: flow.CodeExpired, Sends: 1, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 403}},
			Text: "The code was sent all the same, and refused because it has expired. It does not count as a wrong one: Kari did nothing wrong.",
		},
		{
			Name: "in", Acts: []Act{does(flow.DeedSendAgain), enters(Code), does(flow.DeedEnterCode)}, Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS},
			Wire: []Call{{flow.CallChallenge, 200}, {flow.CallAnswer, 200}},
			Text: "30 seconds after the first code a new one was sent, and typed in time: signed in. The PIN did not have to be typed again, since the sign-in itself was still open.",
		},
		opensSettings("All settings are in order: MFA at login is on, and the code goes out by SMS."),
	}}
}
