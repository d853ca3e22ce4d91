package words

import (
	"strconv"

	"dintero-login/flow"
)

// sayClient is the words for a client's token that could not be had. The customer can do
// nothing about it, and it says what went out: the client's credentials, the customer's, or
// neither.
func sayClient(p flow.Problem) Saying {
	said := Saying{"Dintero did not give this client a token.", "Try again; the client's id and secret were sent."}
	switch p.Reason {
	case flow.NoClientSecret:
		said = Saying{"There is no client secret" + because(p.Failure.Cause), "Check where the profile says that it is."}
	case flow.ClientRefused:
		said = Saying{"Dintero does not accept this client's id and secret.", "Check client_id and client_secret in the profile."}
	case flow.AudienceUnknown:
		said = Saying{"This API client may not use the audience in the profile.", "Check audience; it is usually the account's own address."}
	case flow.Malformed:
		said = Saying{"Dintero rejected the request for a client token (" + strconv.Itoa(p.Failure.Status) + ").", "Check client_id, account and audience in the profile."}
	case flow.NotKnown:
		said = Saying{"Dintero does not know this client or account.", "Check client_id and account in the profile."}
	case flow.NotFound:
		said = Saying{"There is no Dintero API at this address.", "Check base_url and account in the profile."}
	case flow.MustWait:
		said = Saying{"Too many requests by this API client for now.", pausing(p)}
		if p.Failure.Status == 423 {
			said.Happened = "This API client is locked for now (423)."
		}
	case flow.NoAnswer:
		said = Saying{"No answer came to the request for a client token.", "Try again; the client's id and secret were sent."}
	case flow.NotTrusted:
		said = Saying{"The server's certificate is not trusted. Nothing was sent to it.", "If a CA of your own signed it, name the CA's file in ca_file."}
	case flow.NotReached:
		said = Saying{"Dintero was not reached. The client's id and secret were not sent.", "Check the network and the host, then try again."}
	case flow.Unexpected:
		said.Happened = unexpected(p)
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
