package tui

import (
	"dintero-login/flow"
)

// saying is what the person reads about a Problem: what happened, and what to do next.
type saying struct {
	happened string
	next     string
}

// say is the words for every Reason of flow's table, and the only place that has them.
func say(p flow.Problem) saying {
	doing := callWord(p.Call)
	if p.Cancelled {
		return cancelled(p.Call)
	}
	switch p.Reason {
	case flow.NoReason:
		return saying{}
	case flow.ClientRefused:
		return saying{
			"Dintero does not accept this program's client id and secret.",
			"Check client_id and client_secret of the profile; the customer can do nothing about it.",
		}
	case flow.TokenRenewed:
		return saying{"This program's own access had run out and is renewed now. Nothing was done.", "Press enter once more."}
	case flow.TokenRefused:
		return saying{
			"Dintero refuses this program's own, fresh access.",
			"Check that account and audience of the profile belong to this client.",
		}
	case flow.CodeOwedAgain:
		return saying{"Dintero asked for a third code. No login takes that many.", "Start again; if it stays so, ask Dintero."}
	case flow.MFAIsOff:
		return saying{"This account asks for no code.", "Sign in with the secret alone."}
	case flow.NotAllowed:
		lacks := "a scope"
		if p.Scope != "" {
			lacks = "the scope " + p.Scope
		}
		looked := ""
		if p.Call == flow.CallLogin || p.Call == flow.CallMFALogin {
			looked = " The secret was not looked at."
		}
		return saying{
			"This program's client may not do this: it lacks " + lacks + ".",
			"Whoever manages the account's API clients can grant it." + looked,
		}
	case flow.AudienceUnknown:
		return saying{"The audience of the profile is none of this client's.", "Check audience; it is usually the account's own address."}
	case flow.NotAccepted:
		return saying{"Not accepted. Dintero does not say if customer, user type or PIN is wrong.", ""}
	case flow.CodeNotAccepted:
		return saying{"Not accepted.", "Is it from the newest message?"}
	case flow.NotAcceptedOrScope:
		if p.Call == flow.CallAnswer {
			return saying{"Not accepted: the code, or this program's permission.", "Its scopes are not known. Try the newest code once more."}
		}
		return saying{"Not accepted: the secret, or this program's permission.", "Its scopes are not known. Check customer, user type and secret first."}
	case flow.Forbidden:
		return saying{"Dintero forbids " + doing + ", though the scope is held.", "Ask Dintero, with the status and the request id."}
	case flow.CodeExpired:
		return saying{"This code is past its time.", "Send a new one: ctrl+x n."}
	case flow.SignInExpired:
		return saying{"The sign-in took too long and has run out.", "Type the secret again; the customer is kept."}
	case flow.SessionEnded:
		return saying{"The refresh token is no longer good.", "The session lasts until its end; then sign in again."}
	case flow.RecoveryOff:
		return saying{"Recovery is not to be had for this customer.", "Mail a link, or let the account's owner help."}
	case flow.ChannelRefused:
		return saying{"This channel is not to be had for this customer.", "Try the other one: ctrl+x e."}
	case flow.StillPending:
		return saying{"Dintero still waits for an answer elsewhere.", "Try again in a moment."}
	case flow.Denied:
		return saying{"The sign-in was denied.", "Start again; if it stays so, ask the account's owner."}
	case flow.Malformed:
		return saying{"Dintero refuses " + doing + " as malformed.", "Check the customer and the profile."}
	case flow.MustWait:
		if p.Call == flow.CallAnswer {
			return saying{"Too many tries.", "Wait, or send a new code."}
		}
		if p.Call == flow.CallChallenge || p.Call == flow.CallRecovery || p.Call == flow.CallChangePassword {
			return saying{"Too many messages for now. None was sent.", "Wait; nothing typed is lost."}
		}
		return saying{"Too many tries, or locked for a while.", "Wait; trying earlier makes it longer."}
	case flow.MaybeSent:
		return saying{"No answer came: the message may or may not be on its way.", "Wait a minute before you send it again."}
	case flow.MaybeUsed:
		return saying{"No answer came: the code may have been used.", "If the next try is refused, send a new code."}
	case flow.NoAnswer:
		return saying{"No answer came to " + doing + ". It may count as a try.", "Try again."}
	case flow.NotReached:
		return saying{"Dintero was not reached. Nothing was sent.", "Check the network and the host, then try again."}
	case flow.NotFound:
		return saying{"Dintero knows nothing at this address.", "Check base_url and account of the profile."}
	default:
		return saying{unexpected(p), "Theirs, not the customer's. " + again(p.Call)}
	}
}

// again says what trying again may lead to, after an answer that nobody describes.
func again(c flow.Call) string {
	switch c {
	case flow.CallLogin, flow.CallMFALogin:
		return "Try again; it may count as a try."
	case flow.CallChallenge, flow.CallRecovery, flow.CallChangePassword:
		return "Try again; a message may be on its way all the same."
	case flow.CallAnswer:
		return "Try again; the code may have been used."
	case flow.CallRefresh:
		return "Try again; the refresh token may have been used."
	case flow.CallRevoke:
		return "The refresh token may live on."
	default:
		return "Try again; it is safe."
	}
}

// unexpected says what came back, by status.
func unexpected(p flow.Problem) string {
	switch status := p.Failure.Status; {
	case status >= 500:
		return "Dintero has a fault of its own."
	case status >= 300 && status < 400:
		return "The answer sends us elsewhere. It is not followed."
	case status == 0:
		return "Something unexpected came back."
	default:
		return "An answer that this program does not understand."
	}
}

// evidence is what a second line wants to know, on one line.
func evidence(p flow.Problem) string {
	f := p.Failure
	status := ""
	if f.Status != 0 {
		status = "status " + itoa(f.Status)
	}
	request := f.Request.Shown()
	if request != "" {
		request = "request " + request
	}
	return joined(" · ", status, f.Code.Shown(), quoted(f.Message), f.Details.Shown(), f.Got.Shown(), f.Cause.Shown(), request)
}

func quoted(f flow.Foreign) string {
	if f.IsEmpty() {
		return ""
	}
	return "“" + f.Shown() + "”"
}

// tellProblem puts a Problem at the top of a page.
func (p *page) tellProblem(problem flow.Problem) {
	if problem.Reason == flow.NoReason {
		return
	}
	said := say(problem)
	p.problem(said.happened)
	if said.next != "" {
		p.tell(should, p.frame.styles.value, " ", said.next)
	}
	if text := evidence(problem); text != "" {
		p.tell(may, p.frame.styles.hint, " ", text)
	}
	p.gap()
}
