package api

import (
	"slices"
	"strings"

	"dintero-login/flow"
)

// scopes says for each call which scopes would do, the most specific one first, as the
// contract lists them: none covers another unless it is listed. Where nothing is
// documented there is nothing here, and whether the client may call is not known.
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
	flow.CallChangePassword: nil,
}

// permissions reads the scopes inside the client's token. When it is no JWT, or has no
// claim for them, they are unknown, not none (contract 1).
func permissions(token flow.Secret) flow.Permissions {
	var may flow.Permissions
	held, known := heldScopes(token)
	for call, enough := range scopes {
		if len(enough) == 0 {
			continue
		}
		may[call] = flow.Permission{Held: flow.Unknown, Scope: enough[0]}
		switch {
		case !known:
		case slices.ContainsFunc(enough, func(s string) bool { return slices.Contains(held, s) }):
			may[call].Held = flow.Yes
		default:
			may[call].Held = flow.No
		}
	}
	return may
}

func heldScopes(token flow.Secret) ([]string, bool) {
	_, claims, ok := decodeJWT(token.Reveal())
	if !ok {
		return nil, false
	}
	var held []string
	known := false
	for _, name := range []string{"scope", "scopes"} {
		if m, ok := claims.find(name); ok && (m.kind == '"' || m.kind == '[') {
			held, known = append(held, m.words()...), true
		}
	}
	return held, known
}

// words reads a space-separated string, or a list of strings.
func (m member) words() []string {
	if m.kind == '"' {
		return strings.Fields(unquoted(m.raw))
	}
	var words []string
	inside, _ := members(m.raw) // it has been read as part of the whole
	for _, in := range inside {
		if in.kind == '"' {
			words = append(words, unquoted(in.raw))
		}
	}
	return words
}
