package words

import (
	"strconv"

	"dintero-login/flow"
)

// Saying is what the person reads about a Problem: what happened, and what to do next.
type Saying struct {
	Happened string
	Next     string
}

// Say is the words for every Reason of flow's table, and the only place that has them. They
// name no key: scripts print them too.
func Say(p flow.Problem) Saying {
	if p.Cancelled {
		return cancelled(p.Call)
	}
	if p.OfClient() || p.Reason == flow.NoClientSecret {
		return sayClient(p)
	}
	doing, status := Call(p.Call), "("+strconv.Itoa(p.Failure.Status)+")"
	switch p.Reason {
	case flow.NoReason:
		return Saying{}
	case flow.ClientRefused:
		return Saying{"Dintero does not accept this client's id and secret.", "Check client_id and client_secret in the profile."}
	case flow.TokenRenewed:
		return Saying{"The program's access token had expired. It has been renewed.", counted(p.Call)}
	case flow.TokenRefused:
		return Saying{"Dintero does not accept this client's token, not even a new one.", "Check account and audience in the profile."}
	case flow.CodeOwedAgain:
		return Saying{"Dintero asked for a third code. No login takes that many.", "Start again; if it happens again, ask Dintero."}
	case flow.WantsCode:
		return Saying{"This account asks for a code after the PIN or password.", `Sign in with a code instead (login = "mfa").`}
	case flow.MFAIsOff:
		return Saying{"This account asks for no code after all.", `Sign in with the PIN or password alone (login = "password").`}
	case flow.NotAllowed:
		lacks := "a scope"
		if p.Scope != "" {
			lacks = "the scope " + p.Scope
		}
		if p.Failure.Reach == flow.NotSent { // it was known before
			return Saying{"Not sent: this API client lacks " + lacks + ".", "Whoever manages the account's API clients can grant it. Sign out here for a new token."}
		}
		return Saying{"This API client lacks " + lacks + ".", "Whoever manages the account's API clients can grant it."}
	case flow.AudienceUnknown:
		return Saying{"This API client may not use the audience in the profile.", "Check audience; it is usually the account's own address."}
	case flow.NotAccepted:
		if p.Failure.Status == 404 {
			return Saying{"Not accepted: no such customer, another user type, or a wrong PIN.", "Dintero does not say which."}
		}
		return Saying{"Not accepted: the customer, the user type, or the PIN or password.", "Dintero does not say which is wrong."}
	case flow.CodeNotAccepted:
		return Saying{"This code was not accepted.", "Check that it is from the newest message."}
	case flow.NotAcceptedOrScope:
		return Saying{"Not accepted: " + carried(p.Call) + ", or the client's permission.", "The client's scopes are not known. Check " + carried(p.Call) + " first."}
	case flow.NotAcceptedOrToken:
		return Saying{"Not accepted: " + carried(p.Call) + ", or the program's access token.", "Dintero gave no answer that tells which. " + counted(p.Call)}
	case flow.Forbidden:
		return Saying{"Dintero refused " + doing + " " + status + ".", "Ask Dintero; name the status and the request id."}
	case flow.CodeExpired:
		return Saying{"This code has expired.", "Send a new one."}
	case flow.SignInExpired:
		if p.Failure.Status == 401 {
			return Saying{"Dintero no longer accepts this sign-in.", "Start the sign-in again."}
		}
		return Saying{"The sign-in has expired.", "Start the sign-in again."}
	case flow.NowhereToSend:
		return Saying{"The sign-in has expired, or there is no address for the code.", "Try the other channel, or start the sign-in again."}
	case flow.SessionEnded:
		if p.Call == flow.CallRevoke {
			return Saying{"The refresh token is no longer valid.", "There is nothing left to revoke."}
		}
		return Saying{"The refresh token is no longer valid.", "The session lasts until its end; then sign in again."}
	case flow.RecoveryOff:
		return Saying{"Recovery is not available for this customer.", "Mail a link instead, or ask whoever manages the account."}
	case flow.ChannelRefused:
		return Saying{"This channel is not available for this customer.", "Send the code over the other channel."}
	case flow.StillPending:
		return Saying{"Dintero is waiting for an answer from somewhere else.", "Try again in a moment."}
	case flow.Denied:
		return Saying{"The sign-in was denied.", "Start again; if it happens again, ask whoever manages the account."}
	case flow.Malformed:
		return Saying{"Dintero rejected " + doing + " as malformed " + status + ".", checking(p.Call)}
	case flow.MustWait:
		return Saying{tooMany(p), pausing(p)}
	case flow.MaybeSent:
		return Saying{"No answer came: the message may or may not be on its way.", "Wait a minute before you send it again."}
	case flow.MaybeUsed:
		return Saying{"No answer came: the code may have been used.", "If it is rejected next, send a new code."}
	case flow.NoAnswer:
		if p.Call == flow.CallSettings || p.Call == flow.CallKeys {
			return Saying{"No answer came while " + doing + ".", again(p.Call)}
		}
		return Saying{"No answer came to " + doing + ".", again(p.Call)}
	case flow.NotTrusted:
		return Saying{"The server's certificate is not trusted. Nothing was sent to it.", "If a CA of your own signed it, name the CA's file in ca_file."}
	case flow.NotReached:
		return Saying{"Dintero was not reached. This request was not sent.", "Check the network and the host, then try again."}
	case flow.NotKnown:
		return notKnown(p.Call)
	case flow.NotFound:
		return Saying{"There is no Dintero API at this address.", "Check base_url and account in the profile."}
	default:
		return Saying{unexpected(p), again(p.Call)}
	}
}

// carried is what a call had with it to be accepted.
func carried(c flow.Call) string {
	switch c {
	case flow.CallLogin, flow.CallMFALogin:
		return "the PIN or password"
	case flow.CallAnswer:
		return "the code"
	case flow.CallChallenge:
		return "this sign-in"
	case flow.CallRefresh, flow.CallRevoke:
		return "the refresh token"
	default:
		return "the request"
	}
}

// counted says what a call may have led to that is not made again by itself.
func counted(c flow.Call) string {
	switch c {
	case flow.CallLogin, flow.CallMFALogin, flow.CallAnswer:
		return "What was typed may have counted. Send it again."
	case flow.CallRevoke:
		return "The refresh token may still be valid."
	default:
		return "Send it again."
	}
}

// checking says what a malformed request may be about.
func checking(c flow.Call) string {
	switch c {
	case flow.CallSettings, flow.CallKeys:
		return "Check account and audience in the profile."
	case flow.CallRefresh:
		return "The session lasts until its end; then sign in again."
	case flow.CallRevoke:
		return "The refresh token may still be valid."
	default:
		return "Check the customer and the profile."
	}
}

// again says what trying again may lead to, after an answer that nobody describes.
func again(c flow.Call) string {
	switch c {
	case flow.CallLogin, flow.CallMFALogin:
		return "It may count as a try. Try again."
	case flow.CallChallenge, flow.CallRecovery, flow.CallChangePassword:
		return "Try again; a message may be on its way all the same."
	case flow.CallAnswer:
		return "Try again; the code may have been used."
	case flow.CallRefresh:
		return "Try again; the refresh token may have been used."
	case flow.CallRevoke:
		return "The refresh token may still be valid."
	default:
		return "Try again; it is safe."
	}
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

func notKnown(c flow.Call) Saying {
	switch c {
	case flow.CallRecovery, flow.CallChangePassword:
		return Saying{"Dintero does not know this customer.", "Check the phone number or e-mail address, and the user type."}
	case flow.CallRefresh:
		return Saying{"Dintero does not know this refresh token.", "The session lasts until its end; then sign in again."}
	case flow.CallRevoke:
		return Saying{"Dintero does not know this refresh token.", "There is nothing left to revoke."}
	case flow.CallSettings:
		return Saying{"Dintero has no settings for this account.", "Check account in the profile."}
	default:
		return Saying{"Dintero has no public keys for this account.", "Check account in the profile."}
	}
}

// unexpected says what came back, by status.
func unexpected(p flow.Problem) string {
	switch status := p.Failure.Status; {
	case status >= 500 && !p.OfClient() && p.Call <= flow.CallAnswer: // which follow what was typed
		return "Dintero had an error (" + strconv.Itoa(status) + "). Nothing is wrong with what was typed."
	case status >= 500:
		return "Dintero had an error (" + strconv.Itoa(status) + ")."
	case status >= 400:
		return "Dintero answered " + strconv.Itoa(status) + ", which this program does not expect."
	case status >= 300:
		return "Dintero's answer points elsewhere. It was not followed."
	case status == 0:
		return "Something unexpected came back."
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
