package script

import (
	"fmt"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/words"
)

// Sentence returns a Problem in one line, for whoever runs a script: what happened, what to do
// about it with flags and the profile, and how many seconds to wait. It names no key.
func Sentence(p flow.Problem) string {
	line := words.Joined(" ", words.Say(p).Happened, advice(p))
	if text := words.Evidence(p); text != "" {
		line += " (" + text + ")"
	}
	return line
}

// sentenceIn returns the Sentence of a Problem in a state, which may know that the clock is the
// cause.
func sentenceIn(s flow.State, p flow.Problem) string {
	line := Sentence(p)
	if skew := flow.AccountOf(s).Skew; skew.Abs() >= words.SkewShown && clockMatters(p.Reason) {
		line += "; " + words.Skew(skew)
	}
	return line
}

// clockMatters reports whether a wrong clock may be why: what is refused is a token, or
// has expired.
func clockMatters(r flow.Reason) bool {
	switch r {
	case flow.ClientRefused, flow.TokenRenewed, flow.TokenRefused, flow.CodeExpired, flow.SignInExpired, flow.SessionEnded:
		return true
	}
	return false
}

// advice says what a script can do next. It never says to repeat a call at once, since a try
// may count.
func advice(p flow.Problem) string {
	if wait := retryAfter(p); wait > 0 {
		again := fmt.Sprintf("Try again in %d s.", wait)
		if p.OfClient() {
			again = words.Joined(" ", again, words.CustomersPart(p))
		}
		return again
	}
	if p.OfClient() {
		return words.Say(p).Next // which says what was sent, and has no screen in mind
	}
	if notDinteros(p) {
		return "Check base_url, and what stands in front of Dintero: a proxy or a firewall."
	}
	if p.Reason == flow.Unexpected && p.Failure.Status >= 500 {
		return "Run it again later."
	}
	if p.Reason == flow.TokenRenewed && (p.Call == flow.CallLogin || p.Call == flow.CallMFALogin || p.Call == flow.CallAnswer) {
		return "What was typed may have counted; run it again."
	}
	if p.Reason >= 0 && int(p.Reason) < len(advices) && advices[p.Reason] != "" {
		return advices[p.Reason]
	}
	for _, d := range p.Advice() {
		if text := asFlag(d); text != "" {
			return text
		}
	}
	return ""
}

// notDinteros reports whether something else than Dintero is the likely author of an answer that
// has no better advice. A server that fails, or whose JSON makes no sense, may be Dintero's.
func notDinteros(p flow.Problem) bool {
	f := p.Failure
	switch p.Reason {
	case flow.NotAccepted, flow.CodeNotAccepted:
		return !f.API
	case flow.Forbidden, flow.Unexpected:
		return !f.API && (f.Page && f.Status < 500 || f.Status >= 300 && f.Status < 500)
	}
	return false
}

// asFlag returns how a script does a Deed with a flag; empty where only a person can do it.
func asFlag(d flow.Deed) string {
	switch d {
	case flow.DeedEnterCode:
		return "Use --code-stdin or --code-command."
	case flow.DeedSendAgain:
		return "Run it again for a new code."
	case flow.DeedEnterSecret:
		return "Run it again."
	}
	return ""
}

// retryAfter returns how many whole seconds to wait, rounded up; 0 if no answer said.
func retryAfter(p flow.Problem) int {
	return int((p.Failure.RetryAfter + time.Second - 1) / time.Second)
}

// advices is, for each Reason, the help that is not a Deed: a look at the profile, another flag,
// somebody to ask.
var advices = [...]string{
	flow.NoReason:           "",
	flow.NoClientSecret:     "Check where the profile says that it is.",
	flow.ClientRefused:      "Check client_id and the client's secret in the profile.",
	flow.TokenRenewed:       "Run it again.",
	flow.TokenRefused:       "Check that account and audience in the profile belong to this client.",
	flow.CodeRequiredAgain:  "Run it again; if it happens again, ask Dintero.",
	flow.WantsCode:          "Use --login mfa, and --code-stdin or --code-command.",
	flow.MFAIsOff:           "Use --login password.",
	flow.NotAllowed:         "Whoever manages the account's API clients can grant it.",
	flow.AudienceUnknown:    "Check audience in the profile; it is usually the account's own address.",
	flow.NotAccepted:        "Check the customer, --user-type, and the PIN or password; each try may count towards a lock.",
	flow.CodeNotAccepted:    "Run it again, and give the code from the newest message.",
	flow.NotAcceptedOrScope: "Check the client's scopes, and what was given; each try may count towards a lock.",
	flow.NotAcceptedOrToken: "What was typed may have counted; check it before you run it again.",
	flow.Forbidden:          "Ask Dintero, with the status and the request id.",
	flow.NowhereToSend:      "Run it again; if it happens again, the customer has no address for the code.",
	flow.SessionEnded:       "Sign in again.",
	flow.RecoveryOff:        "The account's owner can help.",
	flow.ChannelRefused:     "The account's settings choose the channel; sign in on a screen to use another.",
	flow.StillPending:       "Run it again later.",
	flow.Denied:             "Ask the account's owner.",
	flow.Malformed:          "Check the customer and the profile.",
	flow.MustWait:           "Try again later; Dintero did not say when.",
	flow.MaybeSent:          "Wait for the message before you run it again: that sends another.",
	flow.NoAnswer:           "Run it again.",
	flow.NotTrusted:         "If a CA of your own signed it, name the CA's file in ca_file.",
	flow.NotReached:         "Check the network and base_url, then run it again.",
	flow.NotKnown:           "Check client_id and account in the profile, and the customer.",
	flow.NotFound:           "Check base_url and account in the profile.",
	flow.Unexpected:         "Ask Dintero, with the status and the request id.",
}
