package words

import (
	"strconv"

	"dintero-login/flow"
)

// sayClient is the words for a client's token that could not be had. The customer can do
// nothing about it, and it says what went out: the client's credentials, the customer's, or
// neither.
func sayClient(p flow.Problem) Sentences {
	said := sentences(p.Reason)
	switch p.Reason {
	case flow.NoClientSecret:
		said = Sentences{"There is no client secret" + because(p.Failure.Cause), "Check where the profile says that it is."}
	case flow.ClientRefused, flow.AudienceUnknown, flow.NotFound, flow.NotTrusted:
	case flow.Malformed:
		said = Sentences{"Dintero rejected the request for a client token (" + strconv.Itoa(p.Failure.Status) + ").", "Check client_id, account and audience in the profile."}
	case flow.NotKnown:
		said = Sentences{"Dintero does not know this client or account.", "Check client_id and account in the profile."}
	case flow.MustWait:
		said = Sentences{"Too many requests by this API client for now.", pausing(p)}
		if p.Failure.Status == 423 {
			said.Happened = "This API client is locked for now (423)."
		}
	case flow.NoAnswer:
		said = Sentences{"No answer came to the request for a client token.", "Try again; the client's id and secret were sent."}
	case flow.NotReached:
		said = Sentences{"Dintero was not reached. The client's id and secret were not sent.", "Check the network and the host, then try again."}
	case flow.Unexpected:
		said = Sentences{unexpected(p), "Try again; the client's id and secret were sent."}
	default:
		said = Sentences{"Dintero did not give this client a token.", "Try again; the client's id and secret were sent."}
	}
	said.Next = Joined(" ", said.Next, CustomersPart(p))
	return said
}

// CustomersPart says what of the customer went out before the client's token failed.
func CustomersPart(p flow.Problem) string {
	switch p.Call {
	case flow.CallClientToken, flow.CallSettings, flow.CallKeys:
		return "" // which carry nothing of a customer
	case flow.CallLogin, flow.CallMFALogin, flow.CallAnswer:
		if p.Made() {
			return "What was typed was sent, and may have counted."
		}
		return "What was typed was not sent."
	case flow.CallRevoke:
		return "The refresh token may still be valid."
	}
	if p.Made() {
		return "" // it was answered with a 401
	}
	return "Nothing of the customer was sent."
}

func because(cause flow.Foreign) string {
	if cause.IsEmpty() {
		return "."
	}
	return ": " + cause.Shown() + "."
}
