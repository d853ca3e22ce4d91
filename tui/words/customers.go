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

// Ask is a question to the customer, to which a yes confirms the cause; empty where there is
// none to ask.
func Ask(_ flow.Cause, _ Language) string { return "" }

// SayTo is what the agent says to the customer about a cause, in at most two sentences.
func SayTo(_ flow.Cause, _ Language) string { return "" }
