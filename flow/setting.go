package flow

import (
	"strconv"
	"strings"
)

// Setting is a documented setting of an account.
type Setting int

// The settings that GET /accounts/{aid}/customers/settings documents. Those that a login
// depends on come first, in the order in which it meets them.
const (
	Undocumented        Setting = iota
	MFAAtLogin                  // whether a login has to use mfa_login
	CodeChannel                 // over which channel the code of a login goes
	RecoveryChannel             // over which channel the first code of a recovery goes
	SharedPhoneNumbers          // whether customers may share a phone number
	CodeChallenge               // how a login asks for the second proof
	RecoveryChallenge           // how a recovery asks for it
	CustomerIDFormat            // which ids new customers get
	ExistenceCheck              // whether HEAD /customers/users answers
	PhoneNumberVerified         // how a changed phone number is verified
	PhoneNumberTokens           // which tokens are made from a phone number
	EmailTokens                 // which tokens are made from an e-mail address
	ExpiryStatus                // a token event's status
	ExpiryTime                  // how many seconds a token lives after an event of that status

	lastForLogin = SharedPhoneNumbers
)

// documentation is what the API's documents say about the values under one path.
type documentation struct {
	setting Setting
	path    string // [] stands for any position in a list
	usual   string // the default; empty where none is documented
}

// documented lists the paths. A list itself is a value where it is empty.
func documented() []documentation {
	return []documentation{
		{MFAAtLogin, "users.mfa.enabled", "false"},
		{CodeChannel, "users.mfa.login.oob_channel", "sms"},
		{RecoveryChannel, "users.mfa.login_recovery.oob_channel", "sms"},
		{SharedPhoneNumbers, "users.phone_number_validation.allow_duplicates", "false"},
		{CodeChallenge, "users.mfa.login.challenge_type", "oob"},
		{RecoveryChallenge, "users.mfa.login_recovery.challenge_type", "oob"},
		{CustomerIDFormat, "users.customer_id_format", "uuid"},
		{ExistenceCheck, "users.head.enabled", "false"},
		{PhoneNumberVerified, "users.verifications.phone_number", ""},
		{PhoneNumberTokens, "auto_tokens.phone_number", ""},
		{PhoneNumberTokens, "auto_tokens.phone_number[].type", ""},
		{EmailTokens, "auto_tokens.email", ""},
		{EmailTokens, "auto_tokens.email[].type", ""},
		{ExpiryTime, "tokens.event_expiry", ""},
		{ExpiryTime, "tokens.event_expiry[].time_to_live", ""},
		{ExpiryStatus, "tokens.event_expiry[].status", ""},
	}
}

func documentedByPath() map[string]documentation {
	known := map[string]documentation{}
	for _, d := range documented() {
		known[d.path] = d
	}
	return known
}

// documentationOf finds what is documented under a path, and which element of a list it is
// about, from 1; 0 outside lists.
func documentationOf(path Foreign, known map[string]documentation) (documentation, int) {
	raw := path.text()
	list, rest, inList := strings.Cut(raw, "[")
	if !inList {
		return known[raw], 0
	}
	if _, some := known[list]; !some {
		return documentation{}, 0
	}
	position, rest, _ := strings.Cut(rest, "]")
	i, err := strconv.Atoi(position)
	d, found := known[list+"[]"+rest]
	if err != nil || !found {
		return documentation{}, 0
	}
	return d, i + 1
}
