package words

import (
	"strconv"

	"dintero-login/flow"
)

// Sentences are what the person reads about a Problem: what happened, and what to do next.
type Sentences struct {
	Happened string
	Next     string
}

// Say is the words for every Reason of flow's table, and the only place that has them. They
// name no key: scripts print them too.
func Say(p flow.Problem) Sentences {
	of, status := wordsOf(p.Call), "("+strconv.Itoa(p.Failure.Status)+")"
	switch {
	case p.Cancelled:
		return of.cancelled
	case p.OfClient() || p.Reason == flow.NoClientSecret:
		return sayClient(p)
	}
	switch p.Reason {
	case flow.TokenRenewed:
		return Sentences{"The program's access token had expired. It has been renewed.", of.counted}
	case flow.NotAllowed:
		lacks := "a scope"
		if p.Scope != "" {
			lacks = "the scope " + p.Scope
		}
		if p.Failure.Reach == flow.NotSent { // it was known before
			return Sentences{"Not sent: this API client lacks " + lacks + ".", "Whoever manages the account's API clients can grant it. Sign out here for a new token."}
		}
		return Sentences{"This API client lacks " + lacks + ".", "Whoever manages the account's API clients can grant it."}
	case flow.NotAccepted, flow.CodeNotAccepted:
		if !p.Failure.API {
			return Sentences{"Not accepted. The answer does not look like Dintero's own.", "What was typed may be right."}
		}
		if p.Reason == flow.NotAccepted && p.Failure.Status == 404 {
			return Sentences{"Not accepted: no such customer, another user type, or a wrong PIN.", "Dintero does not say which."}
		}
	case flow.NotAcceptedOrScope:
		return Sentences{"Not accepted: " + of.carried + ", or the client's permission.", "The client's scopes are not known. Check " + of.carried + " first."}
	case flow.NotAcceptedOrToken:
		return Sentences{"Not accepted: " + of.carried + ", or the program's access token.", "Dintero gave no answer that tells which. " + of.counted}
	case flow.Forbidden:
		return Sentences{"Dintero refused " + of.name + " " + status + ".", "Whoever looks into it needs the status and the request id."}
	case flow.SignInExpired:
		if p.Failure.Status == 401 {
			return Sentences{"Dintero no longer accepts this sign-in.", "Start the sign-in again."}
		}
	case flow.SessionEnded:
		if p.Call == flow.CallRevoke {
			return Sentences{"The refresh token is no longer valid.", "There is nothing left to revoke."}
		}
	case flow.Malformed:
		return Sentences{"Dintero rejected " + of.name + " as malformed " + status + ".", of.malformed}
	case flow.MustWait:
		return Sentences{tooMany(p), pausing(p)}
	case flow.NoAnswer:
		if p.Call == flow.CallSettings || p.Call == flow.CallKeys {
			return Sentences{"No answer came while " + of.name + ".", of.again}
		}
		return Sentences{"No answer came to " + of.name + ".", of.again}
	case flow.NotKnown:
		return notKnown(p.Call)
	case flow.CodeRequired, flow.Unexpected:
		return Sentences{unexpected(p), of.again}
	}
	return sentences(p.Reason)
}

// sentences are those that are the same whatever the call.
func sentences(r flow.Reason) Sentences {
	return [...]Sentences{
		flow.NoReason:          {"", ""},
		flow.ClientRefused:     {"Dintero does not accept this client's id and secret.", "Check client_id and client_secret in the profile."},
		flow.TokenRefused:      {"Dintero does not accept this client's token, not even a new one.", "Check account and audience in the profile."},
		flow.CodeRequiredAgain: {"Dintero asked for a third code. No login takes that many.", "Start again; if it happens again, ask Dintero."},
		flow.WantsCode:         {"This account asks for a code after the PIN or password.", `Sign in with a code instead (login = "mfa").`},
		flow.MFAIsOff:          {"This account asks for no code after all.", `Sign in with the PIN or password alone (login = "password").`},
		flow.AudienceUnknown:   {"This API client may not use the audience in the profile.", "Check audience; it is usually the account's own address."},
		flow.NotAccepted:       {"Not accepted: the customer, the user type, or the PIN or password.", "Dintero does not say which is wrong."},
		flow.CodeNotAccepted:   {"This code was not accepted.", "Check that it is from the newest message."},
		flow.CodeExpired:       {"This code has expired.", "Send a new one."},
		flow.SignInExpired:     {"The sign-in has expired.", "Start the sign-in again."},
		flow.NowhereToSend:     {"The sign-in has expired, or there is no address for the code.", "Try the other channel, or start the sign-in again."},
		flow.SessionEnded:      {"The refresh token is no longer valid.", "The session lasts until its end; then sign in again."},
		flow.RecoveryOff:       {"Recovery is not available for this customer.", "Mail a link instead, or ask whoever manages the account."},
		flow.ChannelRefused:    {"This channel is not available for this customer.", "Send the code over the other channel."},
		flow.StillPending:      {"Dintero is waiting for an answer from somewhere else.", "Try again in a moment."},
		flow.Denied:            {"The sign-in was denied.", "Start again; if it happens again, ask whoever manages the account."},
		flow.MaybeSent:         {"No answer came: the message may or may not be on its way.", "Wait a minute before you send it again."},
		flow.MaybeUsed:         {"No answer came: the code may have been used.", "If it is rejected next, send a new code."},
		flow.NotTrusted:        {"The server's certificate is not trusted. Nothing was sent to it.", "If a CA of your own signed it, name the CA's file in ca_file."},
		flow.NotReached:        {"Dintero was not reached. This request was not sent.", "Check the network and the host, then try again."},
		flow.NotFound:          {"There is no Dintero API at this address.", "Check base_url and account in the profile."},
		flow.Unexpected:        {"Something unexpected came back.", ""},
	}[r]
}

// SaysCause reports whether Say says all that a cause for certain would.
func SaysCause(p flow.Problem) bool {
	switch p.Reason {
	case flow.NotReached, flow.NotFound, flow.Forbidden, flow.NotAccepted, flow.NotAcceptedOrScope,
		flow.NotAcceptedOrToken, flow.CodeNotAccepted:
		return false
	case flow.Unexpected:
		return p.Failure.Status >= 500 || p.Failure.Status < 300 && !p.Failure.Page
	case flow.MustWait:
		return p.Failure.Status == 423
	}
	return true
}

func tooMany(p flow.Problem) string {
	switch {
	case p.Failure.Status == 423:
		return "Locked for now (423)."
	case p.Call == flow.CallAnswer:
		return "Too many tries."
	case p.Call == flow.CallLogin || p.Call == flow.CallMFALogin:
		return "Too many tries, or locked for a while."
	case p.Call == flow.CallChallenge || p.Call == flow.CallRecovery || p.Call == flow.CallChangePassword:
		return "Too many messages for now. Dintero did not send this one."
	default:
		return "Too many requests for now."
	}
}

func pausing(p flow.Problem) string {
	switch {
	case p.Failure.RetryAfter == 0:
		return "Wait; Dintero does not say how long."
	case p.Call == flow.CallAnswer:
		return "Wait, or send a new code."
	default:
		return "Wait; nothing typed is lost."
	}
}

func notKnown(c flow.Call) Sentences {
	switch c {
	case flow.CallRecovery, flow.CallChangePassword:
		return Sentences{"Dintero does not know this customer.", "Check the phone number or e-mail address, and the user type."}
	case flow.CallRefresh:
		return Sentences{"Dintero does not know this refresh token.", "The session lasts until its end; then sign in again."}
	case flow.CallRevoke:
		return Sentences{"Dintero does not know this refresh token.", "There is nothing left to revoke."}
	case flow.CallSettings:
		return Sentences{"Dintero has no settings for this account.", "Check account in the profile."}
	default:
		return Sentences{"Dintero has no public keys for this account.", "Check account in the profile."}
	}
}

// unexpected says what came back, by status.
func unexpected(p flow.Problem) string {
	switch status := p.Failure.Status; {
	case status >= 500 && !p.OfClient() && p.Call <= flow.CallAnswer: // which follow what was typed
		return "Dintero had an error (" + strconv.Itoa(status) + "). Nothing is wrong with what was typed."
	case status >= 500:
		return "Dintero had an error (" + strconv.Itoa(status) + ")."
	case status >= 400 && !p.Failure.API:
		return "The answer was " + strconv.Itoa(status) + ", and does not look like Dintero's own."
	case status >= 400:
		return "Dintero answered " + strconv.Itoa(status) + ", which this program does not expect."
	case status >= 300:
		return "Dintero's answer points elsewhere. It was not followed."
	case status == 0:
		return "Something unexpected came back."
	case p.Failure.Page:
		return "A page came in place of Dintero's answer."
	default:
		return "Dintero's answer made no sense to this program."
	}
}

// Evidence is what a second line wants to know, on one line.
func Evidence(p flow.Problem) string {
	f := p.Failure
	status := ""
	if f.Status != 0 {
		status = "status " + strconv.Itoa(f.Status)
	}
	request := f.Request.Shown()
	if request != "" {
		request = "request " + request
	}
	cause := f.Cause.Shown()
	if f.NoSecret {
		cause = "" // the sentence has it
	}
	return Joined(" · ", status, f.Code.Shown(), quoted(f.Message), f.Details.Shown(), f.Got.Shown(), cause, request)
}

func quoted(f flow.Foreign) string {
	if f.IsEmpty() {
		return ""
	}
	return "“" + f.Shown() + "”"
}
