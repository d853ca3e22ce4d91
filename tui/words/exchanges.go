package words

import (
	"strconv"
	"time"

	"dintero-login/flow"
)

// exchangeRow is a call in the words of what went over the wire.
type exchangeRow struct {
	call   flow.Call
	asks   string // what the request brings or wants
	good   string // what a good answer means
	answer string // what a good answer brings
}

// exchangeRows is complete by construction: with a row too few or too many, it does not compile.
func exchangeRows() [flow.CallExists + 1]exchangeRow {
	return [...]exchangeRow{
		{flow.CallClientToken, "client id and secret", "client token", "client token"},
		{flow.CallLogin, "PIN or password", "accepted", "customer token"},
		{flow.CallMFALogin, "PIN or password", "code needed", "code needed"},
		{flow.CallChallenge, "send a code", "code sent", "sent"},
		{flow.CallAnswer, "the code", "code accepted", "customer token"},
		{flow.CallRecovery, "send a code, PIN lost", "code sent", "sent"},
		{flow.CallSettings, "read the settings", "settings read", "settings"},
		{flow.CallRefresh, "refresh token", "customer token renewed", "new customer token"},
		{flow.CallRevoke, "revoke refresh token", "refresh token revoked", "revoked"},
		{flow.CallKeys, "read the public keys", "public keys read", "public keys"},
		{flow.CallChangePassword, "mail a link", "accepted", "accepted"},
		{flow.CallExists, "is there a customer?", "customer found", "customer found"},
	}
}

// reasonRow is a Reason as the end of an exchange.
type reasonRow struct {
	reason flow.Reason
	short  string
}

// reasonRows is complete by construction, too.
func reasonRows() [flow.Unexpected + 1]reasonRow {
	return [...]reasonRow{
		{flow.NoReason, "no answer yet"},
		{flow.NoClientSecret, "no client secret"},
		{flow.ClientRefused, "API client not accepted"},
		{flow.TokenRenewed, "client token had expired"},
		{flow.TokenRefused, "client token not accepted"},
		{flow.CodeRequired, "code needed"},
		{flow.CodeRequiredAgain, "a third code needed"},
		{flow.WantsCode, "account asks for a code"},
		{flow.MFAIsOff, "account asks for no code"},
		{flow.NotAllowed, "a scope is missing"},
		{flow.AudienceUnknown, "audience not allowed"},
		{flow.NotAccepted, "not accepted"},
		{flow.CodeNotAccepted, "code not accepted"},
		{flow.NotAcceptedOrScope, "not accepted, or no scope"},
		{flow.NotAcceptedOrToken, "not accepted, or token old"},
		{flow.Forbidden, "refused"},
		{flow.CodeExpired, "code expired"},
		{flow.SignInExpired, "sign-in expired"},
		{flow.NowhereToSend, "expired, or no address"},
		{flow.SessionEnded, "refresh token not valid"},
		{flow.RecoveryOff, "recovery not available"},
		{flow.ChannelRefused, "channel not available"},
		{flow.StillPending, "waits for an answer"},
		{flow.Denied, "denied"},
		{flow.Malformed, "rejected as malformed"},
		{flow.MustWait, "too many, wait"},
		{flow.MaybeSent, "no answer"},
		{flow.MaybeUsed, "no answer"},
		{flow.NoAnswer, "no answer"},
		{flow.NotTrusted, "not sent: not trusted"},
		{flow.NotReached, "not sent: not reached"},
		{flow.NotKnown, "not known"},
		{flow.NotFound, "no API at this address"},
		{flow.Unexpected, "not understood"},
	}
}

// Exchanged is what an exchange came to, in at most 29 columns.
func Exchanged(x flow.Exchange, may flow.Permissions) string {
	row := exchangeRows()[x.Call]
	switch {
	case !x.Over:
		return "running"
	case x.Failed:
		return unlike(x, may)
	case x.Probe:
		return "client token still good"
	case x.Sends() && x.Channel != flow.NoChannel:
		return row.good + " by " + Channel(x.Channel)
	case x.Challenged && x.Named != flow.NoChannel:
		return row.good + " by " + Channel(x.Named)
	}
	return row.good
}

// unlike is how an exchange ended that is not good.
func unlike(x flow.Exchange, may flow.Permissions) string {
	means, f := x.Means(may), x.Failure
	switch {
	case x.Cancelled:
		return "cancelled"
	case f.Reach == flow.TimedOut:
		return "no answer in time"
	case f.Reach == flow.CutOff:
		return "connection cut, no answer"
	case x.Call == flow.CallExists && x.Status == 404:
		return "nobody found"
	case means == flow.CodeRequired && x.Call == flow.CallAnswer:
		return "accepted, another code needed"
	case means == flow.MustWait && x.Status == 423:
		return "locked"
	case means == flow.MustWait && f.RetryAfter > 0:
		return "too many, wait " + Left(f.RetryAfter)
	case means != flow.Unexpected:
	case x.Status >= 500:
		return "Dintero's error"
	case x.Status >= 400:
		return "not expected"
	case x.Status >= 300:
		return "redirect, not followed"
	case f.Page:
		return "a page, not an answer"
	}
	return reasonRows()[means].short
}

// Carried is what an arrow of the sequence carries. No answer holds a code.
func Carried(a flow.Arrow, may flow.Permissions, now time.Time) string {
	row := exchangeRows()[a.Of.Call]
	switch a.Carries {
	case flow.ACode:
		return "the code, typed by a person"
	case flow.AMessage:
		return message(a)
	case flow.NoReply:
		if !a.Of.Over {
			return "running, " + Lasted(a.Of.Ran(now), false)
		}
		return Exchanged(a.Of, may)
	case flow.AnAnswer:
		return answerOf(a.Of, row, may)
	}
	switch {
	case a.Of.Probe:
		return "is the client token good?"
	case a.Of.Call == flow.CallAnswer && (!a.Of.Over || a.Of.Unwelcome()):
		return "a code" // whose, nobody knows
	case a.Of.Channel != flow.NoChannel:
		return row.asks + " by " + Channel(a.Of.Channel)
	}
	return row.asks
}

func answerOf(x flow.Exchange, row exchangeRow, may flow.Permissions) string {
	switch {
	case x.Unwelcome():
		return strconv.Itoa(x.Status) + ", " + Exchanged(x, may)
	case x.Failed || x.Probe:
		return Exchanged(x, may)
	}
	return row.answer
}

// message names what went to the customer: "SMS 2", or "e-mail" for a link.
func message(a flow.Arrow) string {
	name := Channel(a.Channel)
	switch {
	case a.Of.Call == flow.CallChangePassword:
		return name + " with a link"
	case a.Channel == flow.NoChannel:
		name = "message"
	}
	if a.Send > 0 {
		name += " " + strconv.Itoa(a.Send)
	}
	return name
}

// Party names a side of the sequence.
func Party(p flow.Party) string {
	var names [flow.Parties]string = [...]string{"program", "Dintero", "phone"}
	return names[p]
}
