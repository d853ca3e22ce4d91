package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"dintero-login/api/config/tomlfile"
)

// Scenario is a name to choose a scenario by, and what it does.
type Scenario struct {
	Name  string
	Does  string // what the server does, in one line
	Reads string // what the person at the screen reads about it
}

// Scenarios are the scenarios that a sandbox can play, in the order in which to try them.
func Scenarios() []Scenario {
	var all []Scenario
	for _, s := range scenarios {
		all = append(all, s.Scenario)
	}
	return all
}

// scenario is a Scenario in the terms of the code that plays it. What is left zero is as in happy.
type scenario struct {
	Scenario
	refuseSecrets bool          // the right one too
	mfaOff        bool          // whatever the account has
	loginChannel  string        // instead of the account's
	codeLife      time.Duration // instead of five minutes
	withheld      string        // a scope that no client has
	skew          time.Duration // added to Date, iat, nbf and exp
	linkBase      string        // instead of the sandbox's own address
	flavour       string        // added to every string that comes from outside a client
	slow          bool          // keeps every call waiting
	cutsAnswers   bool          // drops the connection once a login's first answer was processed

	// fault answers instead of a call of a login, or is nil.
	fault func(*run, *exchange) *refusal
	// post says which messages go out when a code is sent; nil: that one, at once.
	post func(*login, *letter) []*letter
}

// The numbers of the scenarios.
const (
	lateBy      = 20 * time.Second
	shortLife   = 5 * time.Second
	limitedFor  = 5 * time.Second
	stalledFor  = 3 * time.Second
	clockSkew   = 2 * time.Hour // ahead: nbf and iat lie in the client's future, where skew shows
	foreignBase = "https://api.dintero.com.login.example/v1"
)

// scenarios is the table of scenarios, in the order in which to try them.
var scenarios = []*scenario{
	{Scenario: Scenario{"happy", "answers at once", "nothing out of the ordinary"}},
	{Scenario: Scenario{"wrong-secret", "refuses the right secret", "customer, user type or secret is wrong; what to say; how to go on without the secret"}, refuseSecrets: true},
	{Scenario: Scenario{"mfa-off", "has MFA off in the settings; mfa_login refuses", "no code is needed; the other call is used, and why"}, mfaOff: true},
	{Scenario: Scenario{"email-channel", "sends the login's code by e-mail", "where to look for the code"}, loginChannel: email},
	{Scenario: Scenario{"late-code", "delivers the code after 20 seconds", "wait, and for how long so far"}, post: deliverLate},
	{Scenario: Scenario{"no-code", "never delivers over the login's channel", "a wrong number on file; the other channel"}, post: loseOnChannel},
	{Scenario: Scenario{"old-code", "delivers the second message before the first", "which message is the newest"}, post: deliverSecondFirst},
	{Scenario: Scenario{"expired", "lets codes die after 5 seconds", "the code has expired; send another"}, codeLife: shortLife},
	{Scenario: Scenario{"locked", "answers 429 to a sign-in for a minute", "locked, with a countdown"}, fault: lockSignIn},
	{Scenario: Scenario{"no-scope", "the client lacks " + scopeUsers, "before the secret: what is missing, and who grants it"}, withheld: scopeUsers},
	{Scenario: Scenario{"rate-limited", "answers every second call with 429, Retry-After 5", "a countdown, and nothing lost"}, fault: limitRate},
	{Scenario: Scenario{"server-error", "answers 500, then recovers", "theirs; whether trying again is safe"}, fault: failFirst},
	{Scenario: Scenario{"slow", "takes 3 seconds to the first byte", "what is running; esc cancels"}, slow: true},
	{Scenario: Scenario{"cut", "drops the connection after reading the code", "the code may have been used"}, cutsAnswers: true},
	{Scenario: Scenario{"garbage", "answers an HTML 502, truncated JSON and wrong types in turn", "what came back"}, fault: talkGarbage},
	{Scenario: Scenario{"hostile-link", "links to another host", "not followed; both hosts"}, linkBase: foreignBase},
	{Scenario: Scenario{"hostile-text", "puts control, bidi and escape sequences into every string", "the text, neutralised"}, flavour: hostileText},
	{Scenario: Scenario{"skewed-clock", "has Date and exp two hours ahead", "clock skew, named as the cause"}, skew: clockSkew},
}

// scenarioNamed finds a scenario; the error names the nearest one and all.
func scenarioNamed(name string) (*scenario, error) {
	if i := slices.IndexFunc(scenarios, func(s *scenario) bool { return s.Name == name }); i >= 0 {
		return scenarios[i], nil
	}
	names, start := scenarioNames(), name[:min(len(name), 64)] // a distance costs the product of the lengths
	nearest := slices.MinFunc(names, func(a, b string) int { return tomlfile.Distance(start, a) - tomlfile.Distance(start, b) })
	return nil, fmt.Errorf("sandbox: no scenario %q; the nearest is %q of %s", name, nearest, strings.Join(names, ", "))
}

func scenarioNames() []string {
	var names []string
	for _, s := range scenarios {
		names = append(names, s.Name)
	}
	return names
}

// run is a scenario from the moment at which it is chosen to the end of the last login
// that began with it. What a scenario counts is counted here and ends with it.
type run struct {
	*scenario
	mu     sync.Mutex
	calls  [callCount]int
	all    int
	locked time.Time
}

// nth counts a call, and returns its number among those of its kind and among all.
func (r *run) nth(c call) (ofKind, ofAll int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls[c]++
	r.all++
	return r.calls[c], r.all
}
