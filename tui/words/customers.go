package words

import "dintero-login/flow"

// Language is what a customer is spoken to in.
type Language int

// The Languages. The zero one is English.
const (
	English Language = iota
	Bokmal
	Languages // how many there are
)

// LanguageOf finds a language by its tag, "en" or "nb"; false for any other.
func LanguageOf(tag string) (Language, bool) {
	switch tag {
	case "en":
		return English, true
	case "nb":
		return Bokmal, true
	default:
		return English, false
	}
}

// spoken is a sentence in every language.
type spoken struct{ english, bokmal string }

func (s spoken) in(l Language) string { return [Languages]string{s.english, s.bokmal}[l] }

// customerRow is a cause in words for the customer. A question is one that a yes confirms.
type customerRow struct {
	cause    flow.Cause
	say, ask spoken
}

// Ask is a question to the customer, to which a yes confirms the cause; empty where there is
// none to ask.
func Ask(c flow.Cause, l Language) string { return customerRows()[c].ask.in(l) }

// SayTo is what the agent says to the customer about a cause, in at most two sentences. It
// confirms no account: where the API does not tell causes apart, the words do not either.
func SayTo(c flow.Cause, l Language) string { return customerRows()[c].say.in(l) }

// SayAbout is what the agent says to the customer about a diagnosis: by its first cause, but
// nothing about what was typed to a customer who waits for a code, where nothing was rejected.
func SayAbout(e flow.Evidence, d flow.Diagnosis, l Language) string {
	waits := e.Symptom == flow.SymptomNoCode && e.Problem.Reason == flow.NoReason
	say := SayTo(d.Causes[0].Cause, l)
	if waits && say == SayTo(flow.CausePINWrong, l) {
		return SayTo(flow.CauseMessageLate, l)
	}
	return say
}

// customerRows is complete by construction: with a row or a language too few, it does not
// compile.
func customerRows() [flow.Causes]customerRow {
	none := spoken{"", ""}
	ours := spoken{"This is on our side; you have done nothing wrong. We are looking into it.", "Feilen er hos oss, du har ikke gjort noe galt. Vi ser på saken."}
	unreached := spoken{"I cannot check this from here just now. Please give me a moment.", "Jeg får ikke sjekket dette herfra akkurat nå. Vent litt, så prøver jeg igjen."}
	typed := spoken{
		"Please check what you typed, or choose that you forgot your PIN or password. Never tell anyone either of them.",
		"Sjekk det du skrev inn, eller velg at du har glemt PIN-kode eller passord. Du skal aldri oppgi dem til andre.",
	}
	pause := spoken{"Please wait a while before you try again. More tries now would not help.", "Vent en stund før du prøver igjen. Flere forsøk nå hjelper ikke."}
	other := spoken{"Please try to get in another way. I can show you where to choose it.", "Prøv en annen måte å logge inn på. Jeg kan vise deg hvor du velger det."}
	message := spoken{
		"A message can take a few minutes, so please wait before you ask for another. Never read a code aloud.",
		"En melding kan bruke noen minutter, så vent litt før du ber om en ny. Du skal aldri lese opp en kode.",
	}
	look := spoken{
		"Please look both in your SMS messages and in your e-mail, spam included. Never read a code aloud.",
		"Se etter både i SMS og i e-post, også i søppelposten. Du skal aldri lese opp en kode.",
	}
	newest := spoken{
		"Please type the code from the newest message, without hurry. Never read a code aloud.",
		"Skriv inn koden fra den nyeste meldingen, i ro og mak. Du skal aldri lese opp en kode.",
	}
	another := spoken{"Please ask for a new code and use only that one. Never read a code aloud.", "Be om en ny kode, og bruk bare den. Du skal aldri lese opp en kode."}
	again := spoken{"Please start the sign-in again from the beginning.", "Start innloggingen på nytt fra begynnelsen."}
	return [...]customerRow{
		{flow.CauseUnknown, spoken{"I do not know the reason yet. I am passing this on to those who can find out.", "Jeg vet ikke årsaken ennå. Jeg sender saken videre til noen som kan finne ut av det."}, none},

		{flow.CauseClientSecretMissing, ours, none},
		{flow.CauseClientRefused, ours, none},
		{flow.CauseGrantType, ours, none},
		{flow.CauseAudienceNotGranted, ours, none},
		{flow.CauseEnvironmentMixed, ours, none},
		{flow.CauseClientTokenExpired, again, none},
		{flow.CauseScopeMissing, ours, none},
		{flow.CauseScopesUnknown, ours, none},
		{flow.CauseSettingsUnreadable, ours, none},
		{flow.CauseBaseURLWrong, ours, none},
		{flow.CauseDNS, unreached, none},
		{flow.CauseNoConnection, unreached, none},
		{flow.CauseTLSNotTrusted, unreached, none},
		{flow.CauseProxyLogin, unreached, none},
		{flow.CauseCaptivePortal, unreached, none},
		{flow.CauseFirewall, unreached, none},
		{flow.CauseRedirect, ours, none},
		{flow.CauseClockOff, ours, none},
		{flow.CauseDinteroFault, ours, none},
		{flow.CauseAnswerBroken, ours, none},
		{flow.CauseAnswerLate, ours, none},
		{flow.CauseRequestMalformed, ours, none},
		{flow.CauseUserTypeOther, typed, none},
		{flow.CauseNumberOther, typed, spoken{"Is your number or e-mail new?", "Nytt nummer eller ny e-post?"}},
		{flow.CausePINWrong, typed, spoken{"Is the PIN or password lost?", "Har du glemt PIN/passord?"}},
		{flow.CausePINInPasswordCall, typed, none},
		{flow.CauseNumberShared, typed, none},
		{flow.CauseMFAOff, typed, none},
		{flow.CauseMFAOn, typed, none},
		{flow.CauseLocked, pause, none},
		{flow.CauseTooManyCalls, pause, none},
		{flow.CauseDenied, again, spoken{"Did you say no to a sign-in?", "Sa du nei til en innlogging?"}},
		{flow.CauseRecoveryOff, other, none},
		{flow.CauseNoAddress, other, none},
		{flow.CauseWrongChannel, look, spoken{"Did you check one place only?", "Har du bare sett ett sted?"}},
		{flow.CauseMessageLate, message, none},
		{flow.CauseSMSNotDelivered, message, spoken{"New SIM, or are you abroad?", "Nytt SIM, eller i utlandet?"}},
		{flow.CauseMailNotFound, look, spoken{"Is there a mail in your spam?", "Ligger den i søppelposten?"}},
		{flow.CauseCodeWrong, newest, none},
		{flow.CauseCodeOlder, newest, spoken{"Did you ask more than once?", "Ba du om mer enn én kode?"}},
		{flow.CauseCodeExpired, another, none},
		{flow.CauseCodeUsed, another, none},
		{flow.CauseSignInExpired, again, none},
		{flow.CauseAnsweredElsewhere, spoken{"Please look for a request to approve the sign-in, and answer it if it is yours.", "Se etter en forespørsel om å godkjenne innloggingen, og svar på den hvis den er din."}, none},
		{flow.CauseSessionExpired, again, none},
		{flow.CauseNothingWrong, spoken{"The sign-in works from here. Please close the app and open it again.", "Innloggingen virker herfra. Lukk appen og åpne den igjen."}, none},
	}
}
