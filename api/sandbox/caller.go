package sandbox

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
)

// caller is the client that makes a call, as far as its credentials prove it.
type caller struct {
	client   *client
	basic    bool   // it came with its secret, not with a token
	customer bool   // the token is a customer's, which no call of the contract takes (R22)
	scope    string // as the token says
}

// authenticate finds the caller: by a token of this account or, where a client may be asking
// for that token, by HTTP Basic (contract 1).
func (x *exchange) authenticate(basicToo bool) *refusal {
	refused := x.readCredentials(basicToo)
	if refused != nil && refused.status == http.StatusUnauthorized && basicToo && x.wantsClientToken() {
		return x.unauthenticated(true)
	}
	return refused
}

func (x *exchange) readCredentials(basicToo bool) *refusal {
	if len(x.r.Header["Authorization"]) != 1 {
		return x.unauthenticated(false)
	}
	if id, secret, ok := x.r.BasicAuth(); ok && basicToo {
		c, known := x.account.authenticate(id, secret)
		if !known {
			return x.unauthenticated(true)
		}
		x.caller = caller{client: c, basic: true}
		return nil
	}
	token, ok := bearer(x.r.Header.Get("Authorization"))
	if !ok {
		return x.unauthenticated(false)
	}
	c, err := x.account.keys.verify(x.r.Context(), token, x.account.issuer, x.account.audience, x.now)
	x.caller = caller{client: x.account.clients[cmp.Or(c.Party, c.Subject)], customer: c.Party != "", scope: c.Scope}
	switch {
	case errors.Is(err, errTokenRefused) || err == nil && x.caller.client == nil:
		return x.unauthenticated(false)
	case err != nil:
		return serverError()
	default:
		return nil
	}
}

func (x *exchange) unauthenticated(basic bool) *refusal {
	if basic {
		x.w.Header().Set("WWW-Authenticate", `Basic realm="sandbox"`)
		return newRefusal(401, "invalid_client", "client_id or client_secret is wrong")
	}
	x.w.Header().Set("WWW-Authenticate", `Bearer error="invalid_token"`) // RFC 6750 3
	return invalidToken("the token is missing, is not one of this account, or has expired")
}

// wantsClientToken reports whether a request without good credentials asks for a client's
// token, so that Basic is the right scheme. Only the first 4 KiB of the body are searched,
// and only for that word: other vendors take a form here, and clients send one.
func (x *exchange) wantsClientToken() bool {
	const enough = 4 << 10
	text, _ := io.ReadAll(io.LimitReader(x.r.Body, enough))
	return bytes.Contains(text, []byte("client_credentials"))
}

// bearer takes the token out of an Authorization header.
func bearer(header string) (token string, ok bool) {
	scheme, token, _ := strings.Cut(header, " ")
	return token, strings.EqualFold(scheme, "Bearer") && token != ""
}

// permit checks the scopes. What a client holds is what the scenario leaves it, so a token
// from under a scenario with other scopes is refused like an expired one, and the client
// fetches a new one: that is how no-scope neither misses nor outlives its turn. A login
// under way is judged by the scopes of the scenario that it began with. A sign-out ends a login of
// before, so any token does.
func (x *exchange) permit(to route) *refusal {
	if to.basic {
		return nil
	}
	if x.caller.customer {
		return insufficientScope("this call needs the client's own token, not a customer's")
	}
	held := x.caller.client.scopesUnder(x.run.scenario)
	if x.login == nil && x.call != callRevoke && x.caller.scope != strings.Join(held, " ") {
		refused := x.unauthenticated(false)
		refused.message = "the client's permissions have changed since this token was given"
		return refused
	}
	if len(to.scopes) > 0 && !slices.ContainsFunc(to.scopes, func(s string) bool { return slices.Contains(held, s) }) {
		return insufficientScope("this call needs the scope " + strings.Join(to.scopes, " or "))
	}
	return nil
}

// holds reports whether the caller's client has a scope, as far as the scenario goes.
func (x *exchange) holds(scope string) bool {
	return slices.Contains(x.caller.client.scopesUnder(x.run.scenario), scope)
}
