package recorded

import (
	"slices"
	"strings"
	"unicode"

	"dintero-login/flow"
)

// gist is the words of a short text, which may be a symptom.
type gist struct {
	text string
	long bool // it is too long to be one
}

// symptomCap is how long a symptom in words may be, in bytes.
const symptomCap = 2000

func (g *gist) take(line string) {
	if g.long = g.long || len(g.text)+len(line) > symptomCap; !g.long {
		g.text += " " + line
	}
}

// symptom finds what a customer sees, in English or bokmål, or the number of the symptom
// screen; and whether the words are bokmål.
func (g *gist) symptom() (flow.Symptom, bool) {
	words := strings.FieldsFunc(strings.ToLower(g.text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if g.long || len(words) == 0 {
		return flow.NoSymptom, false
	}
	if len(words) == 1 && len(words[0]) == 1 && words[0] >= "1" && words[0] <= "5" {
		return flow.Symptom(words[0][0] - '0'), false
	}
	has := func(list string) bool {
		return slices.ContainsFunc(strings.Fields(list), func(stem string) bool {
			return slices.ContainsFunc(words, func(word string) bool {
				if whole, ok := strings.CutSuffix(stem, "."); ok {
					return word == whole
				}
				return strings.HasPrefix(word, stem)
			})
		})
	}
	bokmal := has("ikke får kommer. ingen feil. kode koden passord låst sperret stengt virker noe annet godtatt godtas mottar kunden")
	code := has("code kode koden otp engangskode smskode")
	message := code || has("sms text tekstmelding melding mail email epost e-post post.")
	secret := has("pin pinkode pin-kode password passord passordet passcode secret")
	arrives := has("arriv receiv get. gets getting got come. comes came coming kommer kom. får fikk fått mottar mottatt deliver levert sent sendt send. waiting venter")
	not := has("no. not n't doesn didn isn won never without missing none ikke ingen aldri uten mangler nothing ingenting t. cannot can")
	wrong := has("wrong invalid reject refus denied accept incorrect feil ugyldig avvis godta godtatt godtas virker works work working expired utløpt fail glemt forgot forgotten stemmer")
	switch {
	case has("locked lock låst lås sperret blocked blokkert stengt utestengt") || has("too for.") && has("many mange") && has("tries attempts forsøk"):
		return flow.SymptomLocked, bokmal
	case message && !secret && (not && arrives || has("no. ingen missing mangler waiting venter") && !wrong):
		return flow.SymptomNoCode, bokmal
	case secret && !(code && has("sms")):
		return flow.SymptomSecret, bokmal
	case code && (wrong || not):
		return flow.SymptomCode, bokmal
	case has("other annet something noe else. else") && len(words) <= 4:
		return flow.SymptomOther, bokmal
	case has("login innlogging logg log. sign signin logger") && (not || wrong || has("trouble problem problemer")):
		return flow.SymptomOther, bokmal
	}
	return flow.NoSymptom, false
}
