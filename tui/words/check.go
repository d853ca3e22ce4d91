package words

import (
	"strconv"

	"dintero-login/flow"
)

// CheckLabel is what a check looks at.
func CheckLabel(c flow.Check) string {
	return [flow.CheckCount]string{
		flow.CheckConfig:      "Config",
		flow.CheckSecret:      "Client secret",
		flow.CheckAccount:     "Account",
		flow.CheckName:        "DNS",
		flow.CheckConnection:  "Connection",
		flow.CheckProxy:       "Proxy",
		flow.CheckCertificate: "TLS",
		flow.CheckToken:       "Client token",
		flow.CheckClock:       "Clock",
		flow.CheckScopes:      "Scopes",
		flow.CheckSettings:    "Settings",
		flow.CheckChannel:     "MFA",
		flow.CheckKeys:        "Public keys",
		flow.CheckExistence:   "Existence",
		flow.CheckCustomer:    "Test customer",
	}[c]
}

// CheckMark is an outcome as one character.
func CheckMark(o flow.Outcome) string {
	return [...]string{flow.Passed: "✓", flow.Warned: "!", flow.NotPassed: "✗", flow.Skipped: "–"}[o]
}

// Checked is the words for how a check ended, and what to do where it did not pass.
func Checked(r flow.CheckResult) Sentences {
	switch {
	case r.Outcome == flow.Skipped && r.Finding == flow.NoFinding:
		return Sentences{"Skipped because of " + CheckLabel(r.Because) + ".", ""}
	case r.Finding == flow.CheckPanicked:
		return Sentences{"The check itself failed (" + r.Text.Shown() + ").", "This is a defect of this program; please report it."}
	case r.Finding == flow.NoFinding && r.Check == flow.CheckCustomer && r.Problem.Reason == flow.NotAccepted:
		return Sentences{"The test customer's PIN or password is not accepted.", "If it is right, everybody is affected; else change it in the profile."}
	case r.Finding == flow.NoFinding:
		said := Say(r.Problem)
		said.Happened = Joined(" ", said.Happened, inBrackets(Evidence(r.Problem)))
		return said
	case r.Problem.Reason != flow.NoReason:
		said := onTheWay(r)
		said.Happened += because(r.Problem.Failure.Cause)
		return said
	}
	return found(r)
}

// onTheWay is where the request for the client's token was stuck. Nothing of it was sent, so it says
// nothing of the client.
func onTheWay(r flow.CheckResult) Sentences {
	switch r.Finding {
	case flow.NameNotFound:
		return Sentences{"The name of the host was not found", "Check base_url, the network and its DNS."}
	case flow.NotConnected:
		return Sentences{"No connection", "Check the network, the firewall and base_url."}
	case flow.ProxyRefused:
		return Sentences{"The proxy does not let this through", "Check HTTPS_PROXY, or ask whoever runs the proxy."}
	default:
		if r.Problem.Reason == flow.NotTrusted {
			return Sentences{"The server's certificate is not trusted", "If a CA of your own signed it, name the CA's file in ca_file."}
		}
		return Sentences{"No secure connection", "Check base_url, and whether a proxy or firewall opens the connection."}
	}
}

// found is the words for each Finding without a failed call.
func found(r flow.CheckResult) Sentences {
	text := r.Text.Shown()
	return [flow.FindingCount]Sentences{
		flow.ConfigRead:        {text, ""},
		flow.ConfigCompleted:   {text, "Write the whole address into the profile."},
		flow.SecretInFile:      {"in a file that only its owner can read", ""},
		flow.SecretInVariable:  {"in " + text + "; programs started here do not inherit it", ""},
		flow.SecretFromCommand: {"from " + text + ", asked each time", ""},
		flow.SecretEmbedded:    {"the demo's own", ""},
		flow.SecretMissing:     {text, "Check where the profile says that it is."},
		flow.AccountFits:       {text + ", and the audience names it", ""},
		flow.AccountOnTestHost: {"This is a production account on " + text + ".", "Check base_url and account in the profile."},
		flow.AudienceElsewhere: {"The audience does not name the account.", "It is usually <base_url>/accounts/<account>; check it in the profile."},
		flow.AudienceOfAnother: {"The audience names another account.", "Check audience and account in the profile."},
		flow.AudienceMixedUp:   {"Test and production are mixed up: account and audience differ.", "Check audience and account in the profile."},
		flow.NameFound:         {text, ""},
		flow.NameNotNeeded:     {text + " needs no look-up here", ""},
		flow.NameNotFound:      {"The name of the host was not found.", "Check base_url, the network and its DNS."},
		flow.Connected:         {Joined(" ", "to", text), ""},
		flow.NotConnected:      {"No connection.", "Check the network, the firewall and base_url."},
		flow.ProxyNone:         {"none", ""},
		flow.ProxyUsed:         {"through " + text, ""},
		flow.ProxyRefused:      {"The proxy does not let this through.", "Check HTTPS_PROXY, or ask whoever runs the proxy."},
		flow.CertificateTaken:  {Joined(", ", "the certificate is trusted", lasting(r.Moment)), ""},
		flow.CertificateEnding: {Joined(", ", "the certificate is trusted", lasting(r.Moment)), "Tell Dintero, or whoever runs what answers here."},
		flow.CertificateNone:   {"none: plain HTTP on this machine", ""},
		flow.CertificateWrong:  {"No secure connection.", "Check base_url, and whether a proxy or firewall opens the connection."},
		flow.TokenGiven:        {"given", ""},
		flow.ClockRight:        {"right within a minute", ""},
		flow.ClockOff:          {sentenced(Skew(r.Moment)), "Set this machine's clock; tokens and codes depend on it."},
		flow.ScopesEnough:      {"all that a login needs, and no more", ""},
		flow.ScopesNotKnown:    {"The client's token does not say which scopes it has.", "Whoever manages the account's API clients can look them up."},
		flow.ScopeMissing:      {"The scope " + text + " is missing.", "Whoever manages the account's API clients can grant it."},
		flow.ScopesBeyond:      {"More than a login needs: " + excess(r.Excess) + ".", "Whoever manages the account's API clients can take it away."},
		flow.SettingsWhole:     {"read", ""},
		flow.SettingsDamaged:   {"Only partly readable: " + text + ".", "Tell Dintero."},
		flow.ChannelSet:        {"on, code by " + Channel(r.Channel), ""},
		flow.ChannelNotSet:     {"MFA is on, and no channel for the code is set.", "Whoever manages the account can set users.mfa.login."},
		flow.MFAOff:            {"off: PIN or password is enough", ""},
		flow.MFANotSaid:        {"The settings do not say whether a login asks for a code.", "It is taken to ask for one."},
		flow.LoginAgainstMFA:   {"The profile's login is not the one that this account wants.", `Write login = "auto" into the profile.`},
		flow.KeysPublished:     {Plural(r.Count, "key"), ""},
		flow.KeysMissing:       {"The account publishes no key.", "Tokens cannot be verified; logins work all the same."},
		flow.ExistenceOn:       {"can be asked for", ""},
		flow.ExistenceOff:      {"switched off by the account", ""},
		flow.ExistenceNotSaid:  {"The settings do not say whether existence can be asked for.", "The setting is users.head.enabled."},
		flow.CustomerNotNamed:  {"none: the profile names none in test_customer", ""},
		flow.CustomerAccepted:  {"accepted; no code was sent", ""},
		flow.CustomerNeedsMFA:  {"Nothing is learned: the account's MFA is off.", "Only a login with a code can be tried without a session."},
		flow.CustomerNoSecret:  {text, "Check test_customer in the profile."},
	}[r.Finding]
}

// CheckHead is the outcome of all checks in one line.
func CheckHead(all []flow.CheckResult) string {
	var count [4]int
	for _, r := range all {
		count[r.Outcome]++
	}
	parts := []string{strconv.Itoa(count[flow.Passed]) + " passed"}
	for _, part := range []struct {
		outcome flow.Outcome
		word    string
	}{{flow.Warned, "to look at"}, {flow.NotPassed, "failed"}, {flow.Skipped, "skipped"}} {
		if count[part.outcome] > 0 {
			parts = append(parts, strconv.Itoa(count[part.outcome])+" "+part.word)
		}
	}
	return Joined(", ", parts...)
}

// Took is how long a check took; empty where that is nothing to speak of.
func Took(d flow.Moment) string {
	switch ms := d.Milliseconds(); {
	case ms >= 10_000:
		return strconv.FormatInt(ms/1000, 10) + " s"
	case ms > 0:
		return strconv.FormatInt(ms, 10) + " ms"
	}
	return ""
}

func lasting(d flow.Moment) string {
	if d <= 0 {
		return ""
	}
	return "for " + Span(d)
}

func sentenced(text string) string {
	return string(text[0]-'a'+'A') + text[1:] + "."
}

func inBrackets(text string) string {
	if text == "" {
		return ""
	}
	return "(" + text + ")"
}

// excess names the scopes that a login does not need.
func excess(e flow.Excess) string {
	skips, reads, admin := "", "", ""
	if e.SkipsCode {
		skips = "…/users/no-mfa, a login without the code"
	}
	if e.ReadsCustomers {
		reads = "read:customers (public:customers is enough)"
	}
	if e.Administers {
		admin = "admin scopes"
	}
	return Joined("; ", skips, reads, admin)
}
