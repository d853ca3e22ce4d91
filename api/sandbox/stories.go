package sandbox

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"dintero-login/api/config/tomlfile"
)

// Story is a scenario: a name to choose it by, and what the server then does.
type Story struct {
	Name  string
	Does  string // what the server does, in one line
	Reads string // what the person at the screen reads about it
}

// Scenarios are the stories that a sandbox can tell, in the order in which to try them.
func Scenarios() []Story {
	all := make([]Story, 0, len(stories))
	for _, s := range stories {
		all = append(all, s.Story)
	}
	return all
}

// story is a Story in the terms of those who tell it. What is left zero is as in happy.
type story struct {
	Story
	refuseSecrets bool          // the right one too
	mfaOff        bool          // whatever the account has
	loginChannel  string        // instead of the account's
	codeLife      time.Duration // instead of five minutes
	withheld      string        // a scope that no client has
	skew          time.Duration // added to Date, iat, nbf and exp
	linkBase      string        // instead of the sandbox's own address
	flavour       string        // added to every string that comes from outside a client
	cutsAnswers   bool          // drops the connection once a login's first answer was processed

	// fault answers instead of the call, or is nil.
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

// stories is the table of scenarios, in the order in which to try them.
var stories = []*story{
	{Story: Story{"happy", "answers at once", "nothing out of the ordinary"}},
	{Story: Story{"wrong-secret", "refuses the right secret", "customer, user type or secret is wrong; what to say; how to go on without the secret"}, refuseSecrets: true},
	{Story: Story{"mfa-off", "has MFA off in the settings; mfa_login refuses", "no code is needed; the other call is used, and why"}, mfaOff: true},
	{Story: Story{"email-channel", "sends the login's code by e-mail", "where to look for the code"}, loginChannel: email},
	{Story: Story{"late-code", "delivers the code after 20 seconds", "wait, and for how long so far"}, post: deliverLate},
	{Story: Story{"no-code", "never delivers over the login's channel", "a wrong number on file; the other channel"}, post: loseOnChannel},
	{Story: Story{"old-code", "delivers the second message before the first", "which message is the newest"}, post: deliverSecondFirst},
	{Story: Story{"expired", "lets codes die after 5 seconds", "the code has expired; send another"}, codeLife: shortLife},
	{Story: Story{"locked", "answers 429 to a sign-in for a minute", "locked, with a countdown"}, fault: lockSignIn},
	{Story: Story{"no-scope", "the client lacks " + scopeUsers, "before the secret: what is missing, and who grants it"}, withheld: scopeUsers},
	{Story: Story{"rate-limited", "answers every second call with 429, Retry-After 5", "a countdown, and nothing lost"}, fault: limitRate},
	{Story: Story{"server-error", "answers 500, then recovers", "theirs; whether trying again is safe"}, fault: failFirst},
	{Story: Story{"slow", "takes 3 seconds to the first byte", "what is running; esc cancels"}, fault: stall},
	{Story: Story{"cut", "drops the connection after reading the code", "the code may have been used"}, cutsAnswers: true},
	{Story: Story{"garbage", "answers an HTML 502, truncated JSON and wrong types in turn", "what came back"}, fault: talkGarbage},
	{Story: Story{"hostile-link", "links to another host", "not followed; both hosts"}, linkBase: foreignBase},
	{Story: Story{"hostile-text", "puts control, bidi and escape sequences into every string", "the text, neutralised"}, flavour: hostileText},
	{Story: Story{"skewed-clock", "has Date and exp two hours ahead", "clock skew, named as the cause"}, skew: clockSkew},
}

// storyNamed finds a story; the error names the nearest one and all.
func storyNamed(name string) (*story, error) {
	for _, s := range stories {
		if s.Name == name {
			return s, nil
		}
	}
	names, start := storyNames(), name[:min(len(name), 64)] // a distance costs the product of the lengths
	nearest := slices.MinFunc(names, func(a, b string) int { return tomlfile.Distance(start, a) - tomlfile.Distance(start, b) })
	return nil, fmt.Errorf("sandbox: no scenario %q; the nearest is %q of %s", name, nearest, strings.Join(names, ", "))
}

func storyNames() []string {
	names := make([]string, 0, len(stories))
	for _, s := range stories {
		names = append(names, s.Name)
	}
	return names
}

// run is a story from the moment at which it is chosen to the end of the last login
// that began with it. What a story counts is counted here and ends with it.
type run struct {
	*story
	mu     sync.Mutex
	calls  [callCount]int
	all    int
	locked time.Time
}

func newRun(s *story) *run { return &run{story: s} }

// nth counts a call, and says the how manieth of its kind, and of all, it is.
func (r *run) nth(c call) (ofKind, ofAll int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.calls[c]++
	r.all++
	return r.calls[c], r.all
}
