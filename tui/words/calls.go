package words

import "dintero-login/flow"

// callWords is what is said of a call.
type callWords struct {
	name      string // a noun
	running   string // what the login is doing meanwhile
	carried   string // what the API may not have accepted of it
	counted   string // what it may have led to, where it is not made again by itself
	malformed string // what to check
	again     string // what trying again may lead to, after an answer that nobody describes
	cancelled Sentences
}

func wordsOf(c flow.Call) callWords {
	const (
		profile   = "Check the customer and the profile."
		account   = "Check account and audience in the profile."
		typed     = "What was typed may have counted. Send it again."
		resend    = "Send it again."
		safe      = "Try again; it is safe."
		message   = "Try again; a message may be on its way all the same."
		aTry      = "The try may have counted. Try again."
		wait      = "Wait a minute before you send it again."
		untilEnd  = "The session lasts until its end; then sign in again."
		notEnded  = "The refresh token may still be valid."
		something = "the request"
		refresh   = "the refresh token"
	)
	cancelled := Sentences{"Cancelled.", ""}
	signIn := Sentences{"Cancelled. It may have counted as a try.", "You can sign in again."}
	code := Sentences{"Cancelled. The message may be on its way all the same.", wait}
	mail := Sentences{"Cancelled. The mail may be on its way all the same.", wait}
	check := Sentences{"Cancelled. The code may have been used.", "If the next try is refused, send a new code."}
	renew := Sentences{"Cancelled. The refresh token may have been used.", "The token below lasts until its end."}
	revoke := Sentences{"Cancelled. The refresh token may still work; here it is forgotten.", ""}
	return [...]callWords{
		flow.CallClientToken:    {"the request for a client token", "asking for a client token", something, resend, profile, safe, cancelled},
		flow.CallLogin:          {"the sign-in without a code", "signing in", "the PIN or password", typed, profile, aTry, signIn},
		flow.CallMFALogin:       {"the sign-in", "signing in", "the PIN or password", typed, profile, aTry, signIn},
		flow.CallChallenge:      {"sending the code", "sending the code", "this sign-in", resend, profile, message, code},
		flow.CallAnswer:         {"checking the code", "checking the code", "the code", typed, profile, "Try again; the code may have been used.", check},
		flow.CallRecovery:       {"starting the recovery", "sending the code", something, resend, profile, message, code},
		flow.CallSettings:       {"reading the settings", "reading the settings", something, resend, account, safe, cancelled},
		flow.CallRefresh:        {"the refresh", "refreshing the session", refresh, resend, untilEnd, "Try again; the refresh token may have been used.", renew},
		flow.CallRevoke:         {"the sign-out", "signing out", refresh, notEnded, notEnded, notEnded, revoke},
		flow.CallKeys:           {"reading the public keys", "reading the public keys", something, resend, account, safe, cancelled},
		flow.CallExists:         {"asking whether the customer exists", "asking", something, resend, profile, safe, cancelled},
		flow.CallChangePassword: {"mailing the link", "mailing the link", something, resend, profile, message, mail},
	}[c]
}

// Call names a call.
func Call(c flow.Call) string { return wordsOf(c).name }

// Running is what the login is doing while a call runs.
func Running(c flow.Call) string { return wordsOf(c).running }
