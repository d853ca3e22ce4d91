package sandbox

import (
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"github.com/go-jose/go-jose/v4/jwt"
)

// tokens is the answer of contract 1, 2 and 5.
type tokens struct {
	AccessToken  string `json:"access_token"`
	TokenType    string `json:"token_type"`
	ExpiresIn    int    `json:"expires_in"`
	RefreshToken string `json:"refresh_token,omitempty"`
}

// clientToken is POST /accounts/{oid}/auth/token with grant_type client_credentials
// (contract 1).
func (x *exchange) clientToken() (any, *refusal) {
	if !x.caller.client.granted(x.fields["audience"]) {
		return nil, unknownAudience()
	}
	return x.issue(claims{
		Claims: jwt.Claims{Subject: x.caller.client.id, Audience: jwt.Audience{x.fields["audience"]}},
		Scope:  strings.Join(x.caller.client.scopesUnder(x.run.scenario), " "),
	}, clientTokenLife)
}

// signIn gives a customer's tokens. A refresh_token comes with them, MFA or not, if the
// client's own token may have one; the contract leaves that open for MFA.
func (x *exchange) signIn(c *customer, audience string) (any, *refusal) {
	answer, refused := x.issue(claims{
		Claims: jwt.Claims{Subject: c.id + x.run.flavour, Audience: jwt.Audience{audience}},
		Scope:  "user:customers",
		Party:  x.caller.client.id,
	}, customerTokenLife)
	if refused == nil && x.holds(scopeRefresh) {
		answer.RefreshToken = x.account.grantRefresh(&refreshGrant{customer: c, client: x.caller.client, audience: audience}, x.run.flavour)
	}
	return answer, refused
}

// issue signs claims, with the clock as the scenario shows it.
func (x *exchange) issue(c claims, life time.Duration) (tokens, *refusal) {
	now := x.now.Add(x.run.skew)
	c.Issuer = x.account.issuer
	c.IssuedAt = jwt.NewNumericDate(now)
	c.NotBefore = c.IssuedAt
	c.Expiry = jwt.NewNumericDate(now.Add(life))
	c.ID = rand.Text()
	signed, err := x.account.keys.sign(x.r.Context(), c)
	if err != nil {
		return tokens{}, serverError()
	}
	return tokens{AccessToken: signed, TokenType: "Bearer", ExpiresIn: int(life / time.Second)}, nil
}

// refreshGrant is what a refresh_token stands for.
type refreshGrant struct {
	customer *customer
	client   *client
	audience string
}

func (a *account) grantRefresh(g *refreshGrant, flavour string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	c := g.customer
	if len(c.refreshes) == liveRefreshes {
		delete(a.refreshes, c.refreshes[0])
		c.refreshes = slices.Delete(c.refreshes, 0, 1)
	}
	t := token(c.random) + flavour
	c.refreshes = append(c.refreshes, t)
	a.refreshes[t] = g
	return t
}

// takeRefresh ends a refresh_token and returns its grant, if this client had it. Of two
// requests with the same token, one gets nothing (R17).
func (a *account) takeRefresh(token string, by *client) *refreshGrant {
	a.mu.Lock()
	defer a.mu.Unlock()
	g := a.refreshes[token]
	if g == nil || g.client != by {
		return nil
	}
	delete(a.refreshes, token)
	g.customer.refreshes = slices.DeleteFunc(g.customer.refreshes, func(t string) bool { return t == token })
	return g
}

// refresh is POST /accounts/{oid}/auth/token with grant_type refresh_token (contract 8).
// The old one is dead afterwards, whatever happens next.
func (x *exchange) refresh() (any, *refusal) {
	g := x.account.takeRefresh(x.fields["refresh_token"], x.caller.client)
	if g == nil {
		return nil, invalidGrant("the refresh_token is not known, was used, or was revoked")
	}
	return x.signIn(g.customer, g.audience)
}

// revoke is POST /accounts/{oid}/auth/revoke (contract 8). A token that is not known is
// as revoked as can be (RFC 7009 2.2).
func (x *exchange) revoke() (any, *refusal) {
	x.account.takeRefresh(x.fields["token"], x.caller.client)
	return struct{}{}, nil
}
