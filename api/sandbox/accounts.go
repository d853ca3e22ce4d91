package sandbox

import (
	"container/list"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"slices"
	"strings"
	"sync"

	"dintero-login/flow"
)

// accountPlan is an account as somebody wants it; what is left empty is drawn.
type accountPlan struct {
	id              string // ^[PT]\d{8}$
	mfa             bool
	loginChannel    string
	recoveryChannel string
	existence       bool         // HEAD customers/users is switched on
	clients         []clientPlan // at least one
	customers       []Person
}

type clientPlan struct {
	id        string
	secret    flow.Secret
	scopes    []string
	audiences []string // beside the account's own
}

// demoAccounts is the demo's account and its customers, as README lists them.
func demoAccounts() []accountPlan {
	return []accountPlan{{
		id:  "T11223344",
		mfa: true, loginChannel: sms, recoveryChannel: email, existence: true,
		clients: []clientPlan{{scopes: []string{scopeUsers, scopeMFA, "read:customers", "read:accounts", scopeRefresh}}},
		customers: []Person{
			{Name: "Kari Nordmann", Type: "customer", Phone: "+4799999999", Email: "kari@example.com", Secret: flow.Conceal("246810")},
			{Name: "Nordmann AS", Type: "company", Email: "kari@example.com", Secret: flow.Conceal("company-1357")},
			{Name: "Ola Nordmann", Type: "customer", Phone: "+4791111111", Email: "ola@example.com", Secret: flow.Conceal("correct horse battery staple")},
		},
	}}
}

// account is one account: its clients, its key, its customers, and every login that
// is under way. Nothing in it is reachable from another account.
type account struct {
	plan     accountPlan
	id       string
	issuer   string // base_url/accounts/aid
	audience string // the same
	clients  map[string]*client
	inOrder  []*client
	first    *client
	keys     *keyring

	random    randomness
	nobodys   [32]byte               // the digest of a secret that nobody knows
	customers map[[32]byte]*customer // by identKey, so one customer is there under each identifier; it never changes

	mu        sync.Mutex
	failures  failures
	phantoms  map[[32]byte]*customer   // by identKey, those with a login under way
	logins    map[string]*login        // by mfa_token
	byAge     *list.List               // the same, oldest first
	refreshes map[string]*refreshGrant // by refresh_token
}

func newAccount(plan accountPlan, base string, random randomness) *account {
	issuer := base + "/accounts/" + plan.id
	a := &account{
		plan: plan, id: plan.id, issuer: issuer, audience: issuer,
		clients:   map[string]*client{},
		keys:      newKeyring(),
		random:    random,
		customers: map[[32]byte]*customer{},
		failures:  newFailures(),
		phantoms:  map[[32]byte]*customer{},
		logins:    map[string]*login{},
		byAge:     list.New(),
		refreshes: map[string]*refreshGrant{},
	}
	_, _ = rand.Read(a.nobodys[:])

	source := random.stream("clients of " + plan.id)
	for _, p := range plan.clients {
		c := &client{id: p.id, secret: p.secret, scopes: p.scopes, audiences: []string{a.audience}}
		for _, audience := range p.audiences {
			c.audiences = append(c.audiences, a.plain(audience))
		}
		if c.id == "" {
			c.id = uuid(source)
		}
		if c.secret.IsEmpty() {
			c.secret = flow.Conceal(token(source))
		}
		c.digest = sha256.Sum256([]byte(c.secret.Reveal()))
		a.clients[c.id] = c
		a.inOrder = append(a.inOrder, c)
	}
	a.first = a.inOrder[0]

	for _, p := range plan.customers {
		a.add(p)
	}
	return a
}

func (a *account) add(p Person) {
	random := a.random.stream("customer of " + a.id + "/" + p.Type + "/" + p.Phone + "/" + p.Email)
	c := &customer{person: p, random: random, id: uuid(random), digest: a.nobodys}
	if !p.Secret.IsEmpty() {
		c.digest = sha256.Sum256([]byte(p.Secret.Reveal()))
	}
	for _, by := range []struct{ identType, ident string }{{byEmail, p.Email}, {byPhone, p.Phone}} {
		if by.ident != "" {
			c.key = identKey(p.Type, by.identType, by.ident)
			a.customers[c.key] = c
		}
	}
}

// client is a program that may use an account.
type client struct {
	id        string
	secret    flow.Secret
	digest    [32]byte // of the secret
	scopes    []string
	audiences []string
}

// authenticate finds the client that Basic authentication names. An unknown id costs
// the same comparison as a known one.
func (a *account) authenticate(id, secret string) (*client, bool) {
	c, known := a.clients[id]
	if !known {
		c = a.first
	}
	given := sha256.Sum256([]byte(secret))
	same := subtle.ConstantTimeCompare(given[:], c.digest[:]) == 1
	return c, same && known
}

// scopesUnder are the scopes that the client holds while a scenario runs.
func (c *client) scopesUnder(s *scenario) []string {
	return slices.DeleteFunc(slices.Clone(c.scopes), func(scope string) bool { return scope == s.withheld })
}

func (c *client) granted(audience string) bool { return slices.Contains(c.audiences, audience) }

// plain is an audience without the account's id as userinfo. The vendor's own tests write it
// with one: https://T11223344@api.dintero.com/v1/accounts/T11223344.
func (a *account) plain(audience string) string {
	scheme, rest, _ := strings.Cut(audience, "://")
	if user, rest, found := strings.Cut(rest, "@"); found && user == a.id {
		return scheme + "://" + rest
	}
	return audience
}
