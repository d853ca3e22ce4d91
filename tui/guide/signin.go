package guide

import "dintero-login/flow"

// signIns are the scenarios in which the account itself makes the difference.
func signIns() []Scene {
	return []Scene{happy(), wrongSecret(), mfaOff(), emailChannel()}
}

// happy teaches what the code is for to people who have never heard of it.
func happy() Scene {
	return Scene{"happy", []Step{
		begins("Kari signs in to a shop that uses Dintero. First the shop asks who she is. Her phone number is no secret: it proves nothing about who types it."),
		{
			Name: "number", Acts: []Act{enters(Identifier)}, Ends: Stop{Kind: flow.AtCustomer, Filled: true},
			Text: "Her number is typed; nothing of it has left this machine. Somebody who wants to break in starts here too: the number is on her business card.",
		},
		{
			Name: "asked", Acts: []Act{does(flow.DeedChooseCustomer)}, Ends: Stop{Kind: flow.AtSecret},
			Text: "Next comes the PIN, a secret that only Kari should know. But PINs get out: guessed, watched, used elsewhere, told to the wrong person. So this shop asks for more than the PIN.",
		},
		typesPIN("The PIN is typed, and dots hide it from whoever looks on. An attacker who has learned it types the same. Up to here nothing tells the two apart."),
		sendsPIN("The PIN is right, and still nobody is signed in: a code went to Kari's own phone. An attacker who has only the PIN is stuck here. The code was in no answer, only in the message."),
		{
			Name: "code", Acts: []Act{enters(Code)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Channel: flow.SMS, Filled: true},
			Text: "Kari reads the code on her phone and types it. This is the weak spot: a caller who talks you out of the code still gets in. So never tell anybody a code, whoever asks.",
		},
		{
			Name: "in", Acts: []Act{does(flow.DeedEnterCode)}, Ends: Stop{Kind: flow.AtSession, Channel: flow.SMS}, Wire: []Call{{flow.CallAnswer, 200}},
			Text: "Signed in. It took two proofs: something Kari knows, the PIN, and something she has, the phone. That is MFA: multi-factor authentication. The token is her pass to the shop.",
		},
		opensSettings("The shop chose this in its settings: “MFA at login” asks for the code, and the channel says how it goes out. Were MFA off, whoever has the PIN would be in."),
	}}
}

func wrongSecret() Scene {
	return Scene{"wrong-secret", []Step{
		begins("This time Dintero refuses Kari's PIN, as if she had changed it and forgotten. Watch how little the refusal gives away, and how she gets in all the same."),
		names("Her number again. Nothing about Kari has been sent yet; it goes out together with the PIN."),
		typesPIN("The PIN is typed. To Dintero a customer who mistypes and a stranger who guesses look the same."),
		{
			Name: "refused", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSecret, Reason: flow.NotAccepted},
			Wire: []Call{{flow.CallMFALogin, 403}},
			Text: "Not accepted. The answer does not say what is wrong: the number, the kind of customer or the PIN. So a stranger who guesses does not even learn who is a customer.",
		},
		{
			Name: "lost", Acts: []Act{does(flow.DeedLoseSecret)}, Ends: Stop{Kind: flow.AtRecovery},
			Text: "Without the PIN there are two ways: a mail with a link to change the password, or two codes. Both go only to addresses that the shop already has.",
		},
		{
			Name: "recovery", Acts: []Act{does(flow.DeedRecover)}, Ends: Stop{Kind: flow.AtCode, Sends: 1, Recovering: true, Channel: flow.Email},
			Wire: []Call{{flow.CallRecovery, 200}},
			Text: "Two codes, then. The first went out by e-mail. The PIN no longer counts as a proof, so a second one has to take its place.",
		},
		{
			Name: "first", Acts: []Act{enters(Code), does(flow.DeedEnterCode)},
			Ends: Stop{Kind: flow.AtCode, Sends: 1, Accepted: 1, Recovering: true, Channel: flow.SMS},
			Wire: []Call{{flow.CallAnswer, 403}, {flow.CallChallenge, 200}},
			Text: "The first code was right, and nobody is signed in: the answer asks for a second one, which went to the phone. Her mailbox alone lets nobody in, and her phone alone does not either.",
		},
		recovered(givesCode("Signed in without the PIN. Two proofs again: her mailbox and her phone. An attacker would have needed both at once.")),
		recovered(opensSettings("The settings name both channels: one for the code of a sign-in, one for the first code of a recovery.")),
	}}
}

func mfaOff() Scene {
	return Scene{"mfa-off", []Step{
		begins("This shop has switched the code off. The program read that in the settings before anybody typed anything, and says so: PIN or password, no code."),
		names("The number as before. But the way has lost a stop: there is no code. Only the PIN stands between a stranger and Kari's account."),
		typesPIN("The PIN is typed. Here it is all that an attacker needs."),
		{
			Name: "in", Acts: []Act{does(flow.DeedEnterSecret)}, Ends: Stop{Kind: flow.AtSession}, Wire: []Call{{flow.CallLogin, 200}},
			Text: "Signed in at once, by another request that asks for the PIN alone. No phone rang. Had this been an attacker, Kari would not even have noticed.",
		},
		by(flow.NoChannel, opensSettings("Here is the reason: MFA at login is off. One setting decides whether a stolen PIN is a nuisance or a break-in.")),
	}}
}

func emailChannel() Scene {
	return Scene{"email-channel", []Step{
		begins("This shop sends its codes by e-mail. The idea is the same: a second proof that comes from something only Kari can open."),
		names("The screen says where the code will go before the PIN is sent, so that Kari knows where to look."),
		typesPIN("The PIN is typed. An attacker who has only the PIN could make the e-mail go out, and would get no further."),
		by(flow.Email, sendsPIN("The PIN is right, and the code went to the e-mail address on file. Dintero does not tell which address that is: a stranger learns nothing from this screen.")),
		by(flow.Email, givesCode("Signed in. E-mail is the weaker lock of the two: a mailbox can be opened from anywhere, a phone has to be in somebody's hand.")),
		by(flow.Email, opensSettings("One setting made the difference: the code goes out by e-mail. The program reads it and never has to guess.")),
	}}
}

// recovered is a step of a login without the PIN.
func recovered(s Step) Step {
	s.Ends.Recovering = true
	return s
}
