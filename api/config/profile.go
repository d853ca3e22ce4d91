package config

import (
	"strings"
	"time"

	"dintero-login/flow"
)

// DefaultBaseURL is the vendor's API, for test and production accounts alike.
const DefaultBaseURL = "https://api.dintero.com" + apiPath

// apiPath is the path of the API on its host.
const apiPath = "/v1"

// Profile is one account, and how to sign in to it. Every value has been checked, is printable ASCII
// (except paths), and has its default where the file has none. The client's secret is part of it
// only if the config file itself holds it, as a flow.Secret.
type Profile struct {
	Name         string // letters, digits, . _ -, at most 40
	BaseURL      string // https, or http on loopback; host in lower case; no slash at the end
	Account      string // T or P, then 8 digits
	Audience     string
	ClientID     string
	Login        flow.LoginMode
	UserType     flow.UserType
	IdentType    flow.IdentType
	Region       string        // two capital letters
	CodeLength   int           // 4 to 12 characters; 0 when unknown
	MFAGrantType string        // "mfa_oob" or "mfa-oob"
	CAFile       string        // a PEM file whose certificates are trusted beside the system's; empty for none
	Timeout      time.Duration // for one call, 1 s to 10 min
	Contact      string        // whom an agent can turn to, at most 200 characters; empty for nobody
	SayLanguage  string        // of what is said to a customer: "en" or "nb"; nb by default where Region is NO
	Support      bool          // support mode

	test    testCustomer
	notes   []string
	source  secretSource
	lookup  func(string) (string, bool)
	hide    []string          // variables that hold secrets, of all profiles
	origins map[string]string // by key, where its value comes from, safe to show; without the defaults
}

// secretSource is the source of the client's secret; exactly one field is set.
type secretSource struct {
	literal flow.Secret
	env     string
	file    string
	argv    []string
}

func defaults(name string) Profile {
	return Profile{
		Name:         name,
		BaseURL:      DefaultBaseURL,
		Region:       "NO",
		SayLanguage:  "nb",
		MFAGrantType: "mfa_oob",
		Timeout:      30 * time.Second,
		origins:      map[string]string{},
	}
}

// Embedded returns a profile for the demo, without a file: everything else has its default. The
// arguments are not checked.
func Embedded(name, baseURL, account, audience, clientID string, secret flow.Secret) Profile {
	p := defaults(name)
	p.BaseURL, p.Account, p.Audience, p.ClientID = baseURL, account, audience, clientID
	p.source.literal = secret
	for _, key := range []string{"profile", "base_url", "account", "audience", "client_id", "client_secret"} {
		p.origins[key] = "embedded"
	}
	return p
}

// Production reports whether this account has real customers: P is production, T is test.
func (p Profile) Production() bool { return strings.HasPrefix(p.Account, "P") }

// Notes returns what a person should know about the profile, a sentence each, safe to show: a base
// URL without a path was completed.
func (p Profile) Notes() []string { return p.notes }

// Override returns the profile with one value from a flag: key is login, user_type or
// ident_type, and the flag is the same word with dashes. The error names the flag and
// what is allowed; it is an ErrConfig.
func (p Profile) Override(key, value string) (Profile, error) {
	flag := "--" + strings.ReplaceAll(key, "_", "-")
	r, ok := ruleOf(key)
	if !ok || !r.flag {
		return Profile{}, fault("there is no flag %s", flag)
	}
	if wrong := r.take(&p, value); wrong != "" {
		return Profile{}, fault("%s %s", flag, wrong)
	}
	return p.from(key, flag), nil
}
