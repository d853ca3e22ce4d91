package api

import (
	"cmp"
	"slices"
	"strings"

	"dintero-login/api/jwt"
	"dintero-login/flow"
)

// scopes lists for each call the scopes of which one is enough, the most specific first, as the
// contract documents them; no scope implies another. Without documented scopes it is unknown
// whether the client may make the call.
var scopes = [...][]string{
	flow.CallClientToken:    nil,
	flow.CallLogin:          {"write:accounts:/auth/users", "write:accounts:/auth/users/no-mfa"},
	flow.CallMFALogin:       {"write:accounts:/auth/users"},
	flow.CallChallenge:      {"write:accounts:/auth/mfa", "write:accounts", "admin:accounts"},
	flow.CallAnswer:         {"write:accounts:/auth/users", "write:accounts:/auth/users/no-mfa", "write:accounts", "admin:accounts"},
	flow.CallRecovery:       {"write:accounts:/auth/users"},
	flow.CallSettings:       {"read:customers", "public:customers", "admin:customers"},
	flow.CallRefresh:        nil,
	flow.CallRevoke:         {"create:accounts:auth:refresh_token", "write:accounts", "admin:accounts"},
	flow.CallKeys:           {"read:accounts", "admin:accounts"},
	flow.CallChangePassword: {"write:accounts:/auth/users"},
	flow.CallExists:         {"public:customers", "read:customers", "admin:customers"},
}

// formerly maps older names to these scopes. The vendor says that old names still work, and shows
// accounts:auth:users and customer_customers:read; the others are guesses by analogy.
var formerly = map[string]string{
	"accounts:auth:users":         "write:accounts:/auth/users",
	"accounts:auth:users:no-mfa":  "write:accounts:/auth/users/no-mfa",
	"accounts:auth:mfa":           "write:accounts:/auth/mfa",
	"accounts:auth:refresh_token": "create:accounts:auth:refresh_token",
	"accounts:read":               "read:accounts",
	"accounts:write":              "write:accounts",
	"accounts:admin":              "admin:accounts",
	"customer_customers:read":     "read:customers",
	"customer_customers:public":   "public:customers",
	"customer_customers:admin":    "admin:customers",
}

// verbs are the first parts of all current scopes.
var verbs = []string{"admin", "create", "delete", "public", "read", "user", "write"}

// permissions reads the scopes inside the client's token. When it is no JWT, or names no scope
// in a claim for them, they are unknown, not none (contract 1). A scope is missing for sure only
// where every scope of the token is written as the contract writes them, and none of them is a
// wider one: the program makes no call for which a scope is missing, so a wrong "missing" would
// lock everybody out.
func permissions(token flow.Secret) (flow.Permissions, flow.Excess) {
	var may flow.Permissions
	held, _ := jwt.Scopes(token)
	for i, name := range held {
		held[i] = cmp.Or(formerly[name], name)
	}
	holds := func(enough ...string) bool {
		return slices.ContainsFunc(enough, func(s string) bool { return slices.Contains(held, s) })
	}
	sure := len(held) > 0 && !slices.ContainsFunc(held, isOdd)
	for call, enough := range scopes {
		if len(enough) == 0 {
			continue
		}
		may[call] = flow.Permission{Held: flow.Unknown, Scope: enough[0]}
		switch {
		case holds(enough...):
			may[call].Held = flow.Yes
		case sure && !wider(held, enough):
			may[call].Held = flow.No
		}
	}
	return may, flow.Excess{
		SkipsCode:      holds("write:accounts:/auth/users/no-mfa"),
		ReadsCustomers: holds("read:customers"),
		Administers:    slices.ContainsFunc(held, func(s string) bool { return strings.HasPrefix(s, "admin:") }),
	}
}

// isOdd reports whether a scope is not written as the contract writes them, a verb, a resource
// and perhaps a part of it: then it may be any scope under a name that is not known here.
func isOdd(scope string) bool {
	verb, of, _ := strings.Cut(scope, ":")
	resource, _, _ := strings.Cut(of, ":")
	return !slices.Contains(verbs, verb) || resource == "" || strings.Trim(resource, "abcdefghijklmnopqrstuvwxyz_-") != ""
}

// wider reports whether one of the scopes that are held may hold one of those that are enough: it
// is for all of the resource or for more of it, or for an administrator of it. The contract says
// so for some calls only.
func wider(held, enough []string) bool {
	return slices.ContainsFunc(held, func(s string) bool {
		return slices.ContainsFunc(enough, func(of string) bool {
			rest, within := strings.CutPrefix(of, s)
			_, resource, _ := strings.Cut(of, ":")
			resource, _, _ = strings.Cut(resource, ":")
			return within && strings.ContainsAny(rest[:min(len(rest), 1)], ":/") || s == "admin:"+resource || strings.HasPrefix(s, "admin:"+resource+":")
		})
	})
}
