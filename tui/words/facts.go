package words

import "dintero-login/flow"

// factRow is a fact in words: a noun, a clause for what is not known, and what was observed.
type factRow struct {
	fact                flow.Fact
	name, open, yes, no string
}

// FactName is a single fact as a short noun, for what is known.
func FactName(f flow.Fact) string { return factRows()[f.Index()].name }

// FactOpen is a single fact as a clause, for what is not known.
func FactOpen(f flow.Fact) string { return factRows()[f.Index()].open }

// FactIs says how a single fact was observed to be.
func FactIs(f flow.Fact, yes bool) string {
	if yes {
		return factRows()[f.Index()].yes
	}
	return factRows()[f.Index()].no
}

func factRows() [flow.Facts]factRow {
	return [...]factRow{
		{flow.FactNetwork, "network", "whether the network works", "an answer came over the network", "nothing got out of this machine"},
		{flow.FactAddress, "address", "whether the address is right", "Dintero is at this address", "Dintero is not at this address"},
		{flow.FactAPI, "Dintero's answer", "whether Dintero itself answered", "Dintero itself answered", "something in front of Dintero answered"},
		{flow.FactClient, "access", "whether the API client has access", "the API client was accepted", "the API client was not accepted"},
		{flow.FactScope, "scopes", "whether the API client has the scope", "the API client has the scope", "the API client lacks the scope"},
		{flow.FactClock, "clock", "whether the clock is right", "this machine's clock is right", "this machine's clock is off"},
		{flow.FactSettings, "settings", "what the account's settings are", "the settings were read", "the settings could not be read"},
		{flow.FactMFA, "MFA", "whether the account asks for a code", "the account asks for a code", "the account asks for no code"},
		{flow.FactSMS, "MFA channel", "where the code goes", "the code goes by SMS", "the code goes by e-mail"},
		{flow.FactUniqueNumber, "unique numbers", "whether customers share a number", "no two customers share a number", "customers may share a number"},
		{flow.FactExists, "customer", "which number is on file", "the customer was found", "nobody was found under this number or address"},
		{flow.FactTestCustomer, "test customer", "whether everyone has the problem", "the test customer's PIN was accepted", "the test customer's PIN was not accepted"},
		{flow.FactSecret, "PIN or password", "whether the PIN is right", "the PIN or password was accepted", "the PIN or password was not accepted"},
		{flow.FactMessage, "message", "whether a message went out", "a message with a code went out", "no message went out"},
		{flow.FactOneMessage, "one message", "how many messages went out", "only one message went out", "more than one message went out"},
		{flow.FactEveryAnswer, "every answer", "whether an answer was lost", "every try of the code got an answer", "a try of the code got no answer"},
		{flow.FactAccepted, "sign-in", "whether a sign-in works", "the sign-in was accepted", "no sign-in was accepted"},
	}
}

// SymptomName is what the customer sees; empty for none.
func SymptomName(s flow.Symptom) string {
	var names [flow.Symptoms]string = [...]string{
		"", "no code comes", "PIN or password not accepted", "code not accepted", "locked", "something else",
	}
	return names[s]
}

// Everyone is whether everybody has the problem, as far as the test customer showed at a time of
// day.
func Everyone(accepted flow.Tristate, at string) string {
	return [...]string{
		flow.Unknown: "not known; have others called with the same?",
		flow.Yes:     "no: the test customer's PIN was accepted at " + at,
		flow.No:      "perhaps: the test customer's PIN was rejected too, at " + at,
	}[accepted]
}

// Whose is whom to turn to, with the profile's contact where others than the two on the phone
// have to act.
func Whose(o flow.Owner, contact string) string {
	var owners [flow.Owners]string = [...]string{
		"you, here", "the customer", "whoever manages the API clients", "whoever runs the network or this machine", "Dintero",
	}
	if o == flow.OwnerAgent || o == flow.OwnerCustomer {
		return owners[o]
	}
	return Joined(": ", owners[o], flow.FromOutside(contact).ShownTo(100))
}

// TurnTo is whom to turn to about a diagnosis, with the profile's contact.
func TurnTo(d flow.Diagnosis, contact string) string {
	who, last := d.TurnTo()
	if last {
		return "if nothing helps, " + Whose(who, contact)
	}
	return Whose(who, contact)
}
