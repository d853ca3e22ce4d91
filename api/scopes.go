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

// permissions reads the scopes inside the client's token. If it is not a JWT, or has no
// claim for them, they are unknown, which is not the same as none (contract 1).
func permissions(token flow.Secret) flow.Permissions {
	var may flow.Permissions
	held, known := jwt.Scopes(token)
	for i, name := range held {
		held[i] = cmp.Or(formerly[name], name)
	}
	for call, enough := range scopes {
		if len(enough) == 0 {
			continue
		}
		may[call] = flow.Permission{Held: flow.Unknown, Scope: enough[0]}
		switch {
		case !known:
		case slices.ContainsFunc(enough, func(s string) bool { return slices.Contains(held, s) }):
			may[call].Held = flow.Yes
		case !slices.ContainsFunc(held, isOld): // else it may be held under a name that is not known here
			may[call].Held = flow.No
		}
	}
	return may
}

// isOld reports whether a scope has the form of an older name.
func isOld(scope string) bool {
	first, _, several := strings.Cut(strings.ToLower(scope), ":")
	return several && !slices.Contains(verbs, first)
}
