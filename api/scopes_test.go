package api

import (
	"testing"
	"time"

	"dintero-login/flow"
)

func TestPermissions(t *testing.T) {
	t.Parallel()
	all := func(held flow.Tristate) map[flow.Call]flow.Tristate {
		m := map[flow.Call]flow.Tristate{}
		for call, enough := range scopes {
			if enough != nil {
				m[flow.Call(call)] = held
			}
		}
		return m
	}
	with := func(yes ...flow.Call) map[flow.Call]flow.Tristate {
		m := all(flow.No)
		for _, call := range yes {
			m[call] = flow.Yes
		}
		return m
	}
	signIn := []flow.Call{flow.CallLogin, flow.CallMFALogin, flow.CallRecovery, flow.CallChangePassword}
	perhaps := func(unknown []flow.Call, yes ...flow.Call) map[flow.Call]flow.Tristate {
		m := all(flow.No)
		for _, call := range unknown {
			m[call] = flow.Unknown
		}
		for _, call := range yes {
			m[call] = flow.Yes
		}
		return m
	}
	for _, tt := range []struct {
		name, token string
		held        map[flow.Call]flow.Tristate
	}{
		{"an opaque token", "opaque", all(flow.Unknown)},
		{"neither claim", newJWT(`{"sub":"x"}`), all(flow.Unknown)},
		{"claims of another type", newJWT(`{"scope":1,"scopes":{}}`), all(flow.Unknown)},
		{"a claim that is null", newJWT(`{"scope":null}`), all(flow.Unknown)},
		{"no scope, which says nothing", newJWT(`{"scope":""}`), all(flow.Unknown)},
		{"an empty list", newJWT(`{"scopes":[]}`), all(flow.Unknown)},
		{"one that no call needs", newJWT(`{"scope":"read:checkout"}`), all(flow.No)},
		{"one", newJWT(`{"scope":"read:customers"}`), with(flow.CallSettings, flow.CallExists)},
		{"text", newJWT(`{"scope":"read:x write:accounts:/auth/users read:y"}`), with(flow.CallLogin, flow.CallMFALogin, flow.CallAnswer, flow.CallRecovery, flow.CallChangePassword)},
		{"list", newJWT(`{"scope":["write:accounts:/auth/mfa","read:accounts"]}`), with(flow.CallChallenge, flow.CallKeys)},
		{"the other claim, text", newJWT(`{"scopes":"public:customers"}`), with(flow.CallSettings, flow.CallExists)},
		{"the other claim, list", newJWT(`{"scopes":["admin:customers"]}`), with(flow.CallSettings, flow.CallExists)},
		{"both claims", newJWT(`{"scope":"read:customers","scopes":["read:accounts"]}`), with(flow.CallSettings, flow.CallExists, flow.CallKeys)},
		{"without MFA", newJWT(`{"scope":"write:accounts:/auth/users/no-mfa"}`), with(flow.CallLogin, flow.CallAnswer)},
		{"the wide one, which may be enough where it is not documented", newJWT(`{"scope":"write:accounts"}`), perhaps(signIn, flow.CallChallenge, flow.CallAnswer, flow.CallRevoke)},
		{"the widest", newJWT(`{"scope":"admin:accounts"}`), perhaps(signIn, flow.CallChallenge, flow.CallAnswer, flow.CallRevoke, flow.CallKeys)},
		{"for more of the accounts' paths", newJWT(`{"scope":"write:accounts:/auth"}`), perhaps(append(signIn, flow.CallChallenge, flow.CallAnswer))},
		{"for an administrator of a part", newJWT(`{"scope":"admin:customers:/users"}`), perhaps([]flow.Call{flow.CallSettings, flow.CallExists})},
		{"for another path that begins alike", newJWT(`{"scope":"write:accounts:/auth/user"}`), all(flow.No)},
		{"for refresh tokens", newJWT(`{"scope":"create:accounts:auth:refresh_token"}`), with(flow.CallRevoke)},
		{"older names", newJWT(`{"scope":"accounts:auth:users customer_customers:read"}`), with(flow.CallLogin, flow.CallMFALogin, flow.CallAnswer, flow.CallRecovery, flow.CallChangePassword, flow.CallSettings, flow.CallExists)},
		{"an older name that nobody knows, which may be any", newJWT(`{"scope":"accounts:sign_in:all"}`), all(flow.Unknown)},
		{"an older name beside a new one", newJWT(`{"scopes":["accounts:keys:list","read:customers"]}`), func() map[flow.Call]flow.Tristate {
			m := all(flow.Unknown)
			m[flow.CallSettings], m[flow.CallExists] = flow.Yes, flow.Yes
			return m
		}()},
		{"in another case, which may be the same", newJWT(`{"scope":"READ:customers"}`), all(flow.Unknown)},
		{"a word that is no scope of the contract's shape", newJWT(`{"scope":"read:checkout openid"}`), all(flow.Unknown)},
		{"everything, by a star", newJWT(`{"scope":"admin:*"}`), all(flow.Unknown)},
		{"a verb alone", newJWT(`{"scope":"write"}`), all(flow.Unknown)},
	} {
		may, _ := permissions(flow.Conceal(tt.token))
		for call := range scopes {
			got, want := may.Of(flow.Call(call)), tt.held[flow.Call(call)]
			if got.Held != want {
				t.Errorf("%s: %s: got %v, want %v", tt.name, names[flow.Call(call)], got.Held, want)
			}
			if (len(scopes[call]) == 0) != (got.Scope == "") {
				t.Errorf("%s: %s: names the scope %q", tt.name, names[flow.Call(call)], got.Scope)
			}
		}
	}
	if may, _ := permissions(flow.Conceal("opaque")); may.Of(flow.CallMFALogin).Scope != "write:accounts:/auth/users" {
		t.Errorf("got %q", may.Of(flow.CallMFALogin).Scope)
	}
}

// Whoever has the client's secret can do all that its scopes allow.
func TestScopesThatNoLoginNeedsAreNamed(t *testing.T) {
	t.Parallel()
	for scopes, want := range map[string]flow.Excess{
		"write:accounts:/auth/users public:customers":        {},
		"write:accounts:/auth/users/no-mfa":                  {SkipsCode: true},
		"accounts:auth:users:no-mfa customer_customers:read": {SkipsCode: true, ReadsCustomers: true},
		"read:customers":                  {ReadsCustomers: true},
		"admin:customers":                 {Administers: true},
		"admin:accounts public:customers": {Administers: true},
	} {
		if _, got := permissions(flow.Conceal(newJWT(`{"scope":"` + scopes + `"}`))); got != want {
			t.Errorf("%s: got %+v, want %+v", scopes, got, want)
		}
	}
}

func TestConnectTellsTheSkewOfTheServersClock(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	cfg := s.config()
	cfg.Now = func() time.Time { return time.Now().Add(-2 * time.Hour) }
	got := ends[flow.ClientConnected](t, adapter(t, cfg), flow.Connect{})
	if got.Skew < 2*time.Hour-2*time.Second || got.Skew > 2*time.Hour+2*time.Second {
		t.Errorf("got %+v", got)
	}
}
