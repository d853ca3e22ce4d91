package words

import (
	"strconv"

	"dintero-login/flow"
)

// Finds is whether Dintero finds the customer, in at most 29 columns; empty where that is not
// known.
func Finds(customer flow.Tristate) string {
	return [...]string{flow.Unknown: "", flow.Yes: "Dintero finds this customer", flow.No: "Dintero finds nobody here"}[customer]
}

// Existence is what an existence check showed about an identifier, which is given as it may be
// shown: what Dintero said, and where it said nothing, why. It is for the agent, and no word of it
// for the customer.
func Existence(e flow.Existence, shown string) Sentences {
	switch e.Found() {
	case flow.Yes:
		return Sentences{"Dintero finds a customer under " + shown + ".", "It does not say as which user type."}
	case flow.No:
		return Sentences{"Dintero finds nobody under " + shown + ".", "Ask for another number or e-mail address."}
	}
	status := strconv.Itoa(e.Problem.Failure.Status)
	switch e.Doubt() {
	case flow.SwitchedOff:
		return Sentences{"This account has the existence check switched off.", "The setting is users.head.enabled."}
	case flow.SwitchNotKnown:
		return Sentences{"Dintero finds nobody, or has the check switched off.", "The settings do not say which."}
	case flow.AnswersAlike:
		return Sentences{"Dintero's answer is the same for everybody.", "It says nothing about this customer, who was not named."}
	case flow.NotPermitted:
		if e.Problem.Scope != "" {
			return Sentences{"This API client lacks the scope " + e.Problem.Scope + ".", "Whoever manages the account's API clients can grant it."}
		}
		return Sentences{"This API client may not ask who exists.", "The scope public:customers is enough for it."}
	case flow.Redirected:
		return Sentences{"Dintero's answer points elsewhere. It was not followed.", "Check base_url in the profile."}
	case flow.ServerFailed:
		return Sentences{"Dintero had an error (" + status + ").", "Ask again later; it counts as no try."}
	case flow.Unanswered:
		return Sentences{"No answer came to the question whether the customer exists.", "Check the network; asking counts as no try."}
	case flow.NotTheAPI:
		return Sentences{"The answer may not be Dintero's own.", "A wrong address and a gateway say “not found” as well."}
	case flow.OtherAnswer:
		if e.Problem.Reason != flow.NoReason {
			return Sentences{"Dintero answered " + status + ", which says nothing about the customer.", "Ask again later; it counts as no try."}
		}
		return Sentences{"Dintero's answers contradict each other.", "They say nothing about this customer."}
	default:
		return Sentences{"Nobody has asked Dintero whether this customer exists.", ""}
	}
}
