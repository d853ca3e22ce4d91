package words

import "dintero-login/flow"

// FactName is a single fact as a short noun, for what is known.
func FactName(f flow.Fact) string { return f.ID() }

// FactOpen is a single fact as a clause, for what is not known.
func FactOpen(f flow.Fact) string { return "whether " + f.ID() }

// FactIs says how a single fact was observed to be.
func FactIs(f flow.Fact, _ bool) string { return f.ID() }

// SymptomName is what the customer sees.
func SymptomName(s flow.Symptom) string {
	return [flow.Symptoms]string{"", "no code comes", "PIN not accepted", "code not accepted", "locked", "something else"}[s]
}

// Whose is whom to turn to, with the profile's contact where one is given.
func Whose(o flow.Owner, contact string) string {
	return Joined(", ", [flow.Owners]string{"you", "the customer", "whoever manages the API clients", "whoever runs the network", "Dintero"}[o], contact)
}
