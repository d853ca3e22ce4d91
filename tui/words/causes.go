package words

import "dintero-login/flow"

// causeRow is a cause in the agent's words: its name, and what to do about it as a verb and the
// rest of the sentence.
type causeRow struct {
	cause            flow.Cause
	name, verb, rest string
}

// CauseName is a cause in at most 32 columns.
func CauseName(c flow.Cause) string { return causeRows()[c].name }

// CauseNext is what to do about a cause, in at most 64 columns; after a yes, where the customer
// can be asked. It speaks to the agent, and names what whoever manages the API clients has to
// look at.
func CauseNext(c flow.Cause) string { return causeRows()[c].verb + " " + causeRows()[c].rest }

// Step is what to do first to find out about a cause, as a verb of at most five columns and the
// rest: the question to the customer where there is one, CauseNext elsewhere.
func Step(c flow.Cause, l Language) (verb, rest string) {
	if question := Ask(c, l); question != "" {
		return "Ask", "“" + question + "”"
	}
	return causeRows()[c].verb, causeRows()[c].rest
}

// causeRows is complete by construction: with a row too few or too many, it does not compile.
func causeRows() [flow.Causes]causeRow {
	return [...]causeRow{
		{flow.CauseUnknown, "unknown to this program", "Send", "the ticket text to Dintero."},

		{flow.CauseClientSecretMissing, "no client secret here", "Check", "where the profile says that the client secret is."},
		{flow.CauseClientRefused, "API client's id or secret wrong", "Have", "client_id and client_secret of the profile checked."},
		{flow.CauseGrantType, "API client has another grant", "Have", "the grant checked: it must allow client_credentials."},
		{flow.CauseAudienceNotGranted, "audience not granted", "Have", "a grant made for the audience that the profile names."},
		{flow.CauseEnvironmentMixed, "test and production mixed up", "Check", "that account, audience and client are all T, or all P."},
		{flow.CauseClientTokenExpired, "program's access had expired", "Try", "the same again; the access has been renewed."},
		{flow.CauseScopeMissing, "API client lacks a permission", "Have", "the scope granted that the scope matrix shows as missing."},
		{flow.CauseScopesUnknown, "permissions are not known", "Have", "the API client's scopes compared with the scope matrix."},
		{flow.CauseSettingsUnreadable, "settings cannot be read", "Have", "the scope public:customers granted, then read them again."},
		{flow.CauseBaseURLWrong, "address is not Dintero's", "Check", "base_url and account in the profile."},
		{flow.CauseDNS, "host's name cannot be looked up", "Check", "the network and the name in base_url."},
		{flow.CauseNoConnection, "no connection", "Check", "the network here, then try again."},
		{flow.CauseTLSNotTrusted, "certificate not trusted", "Ask", "for the CA of the company's proxy; name its file in ca_file."},
		{flow.CauseProxyLogin, "a proxy is in the way", "Check", "the proxy: sign in to it, or have its address corrected."},
		{flow.CauseCaptivePortal, "network wants its own sign-in", "Open", "a browser, sign in to the network, then try again."},
		{flow.CauseFirewall, "a firewall refuses the call", "Have", "this host allowed through to the host in base_url."},
		{flow.CauseRedirect, "address leads elsewhere", "Put", "the address that Dintero documents into base_url."},
		{flow.CauseClockOff, "this machine's clock is off", "Set", "this machine's clock, then try again."},
		{flow.CauseDinteroFault, "error at Dintero", "Wait", "a while; if it lasts, send the ticket text to Dintero."},
		{flow.CauseAnswerBroken, "answer incomplete or garbled", "Try", "again; if it recurs, send the ticket text to Dintero."},
		{flow.CauseAnswerLate, "answer did not come in time", "Wait", "a minute, then try again; the first try may have counted."},
		{flow.CauseRequestMalformed, "request rejected as malformed", "Check", "the customer and the profile, then send the ticket text."},
		{flow.CauseUserTypeOther, "registered as other user type", "Try", "the other user type: customer or company."},
		{flow.CauseNumberOther, "another number on file", "Ask", "for earlier numbers and addresses, and look them up."},
		{flow.CausePINWrong, "PIN or password forgotten", "Have", "the customer type it again with care, or choose a new one."},
		{flow.CausePINInPasswordCall, "PIN used as a password", "Check", "login in the profile; a PIN usually wants login = \"mfa\"."},
		{flow.CauseNumberShared, "several share the number", "Use", "the e-mail address; have the shared number looked into."},
		{flow.CauseMFAOff, "account asks for no code", "Use", "the PIN or password alone (login = \"password\")."},
		{flow.CauseMFAOn, "account asks for a code", "Use", "a code as well (login = \"mfa\")."},
		{flow.CauseLocked, "locked for a while", "Wait", "and make no more tries: each one may prolong it."},
		{flow.CauseTooManyCalls, "too many calls by this client", "Wait", "a while; if it returns, look for other uses of the client."},
		{flow.CauseDenied, "sign-in was denied", "Have", "the customer approve the next one, if it is their own."},
		{flow.CauseRecoveryOff, "recovery not available", "Mail", "a link to change the password instead."},
		{flow.CauseNoAddress, "no address for this channel", "Send", "the code over the other channel."},
		{flow.CauseWrongChannel, "looks in the wrong place", "Say", "where the code goes: the settings show SMS or e-mail."},
		{flow.CauseMessageLate, "message still on its way", "Wait", "2 minutes before another; a new code stops the older ones."},
		{flow.CauseSMSNotDelivered, "SMS does not get through", "Send", "the code by e-mail instead."},
		{flow.CauseMailNotFound, "mail in spam or elsewhere", "Have", "the customer use the code of the newest mail there."},
		{flow.CauseCodeWrong, "code mistyped", "Have", "the customer type the code again, unhurried."},
		{flow.CauseCodeOlder, "code of an older message", "Have", "the customer use the code of the newest message."},
		{flow.CauseCodeExpired, "code expired", "Have", "a new code sent."},
		{flow.CauseCodeUsed, "code used by a lost try", "Have", "a new code sent; the older one may have counted."},
		{flow.CauseSignInExpired, "sign-in took too long", "Start", "the sign-in again."},
		{flow.CauseAnsweredElsewhere, "waits for an answer elsewhere", "Have", "the customer answer where the request came in."},
		{flow.CauseSessionExpired, "session can no longer be renewed", "Start", "again: sign out, then sign in."},
		{flow.CauseNothingWrong, "accepted: nothing is wrong here", "Look", "in the customer's app: the sign-in itself works."},
	}
}
