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
	for _, tt := range []struct {
		name, token string
		held        map[flow.Call]flow.Tristate
	}{
		{"an opaque token", "opaque", all(flow.Unknown)},
		{"neither claim", newJWT(`{"sub":"x"}`), all(flow.Unknown)},
		{"claims of another type", newJWT(`{"scope":1,"scopes":{}}`), all(flow.Unknown)},
		{"a claim that is null", newJWT(`{"scope":null}`), all(flow.Unknown)},
		{"no scope", newJWT(`{"scope":""}`), all(flow.No)},
		{"an empty list", newJWT(`{"scopes":[]}`), all(flow.No)},
		{"one", newJWT(`{"scope":"read:customers"}`), with(flow.CallSettings)},
		{"text", newJWT(`{"scope":"a write:accounts:/auth/users b"}`), with(flow.CallLogin, flow.CallMFALogin, flow.CallAnswer, flow.CallRecovery, flow.CallChangePassword)},
		{"list", newJWT(`{"scope":["write:accounts:/auth/mfa","read:accounts"]}`), with(flow.CallChallenge, flow.CallKeys)},
		{"the other claim, text", newJWT(`{"scopes":"public:customers"}`), with(flow.CallSettings)},
		{"the other claim, list", newJWT(`{"scopes":["admin:customers"]}`), with(flow.CallSettings)},
		{"both claims", newJWT(`{"scope":"read:customers","scopes":["read:accounts"]}`), with(flow.CallSettings, flow.CallKeys)},
		{"without MFA", newJWT(`{"scope":"write:accounts:/auth/users/no-mfa"}`), with(flow.CallLogin, flow.CallAnswer)},
		{"the wide one, where it is documented and nowhere else", newJWT(`{"scope":"write:accounts"}`), with(flow.CallChallenge, flow.CallAnswer, flow.CallRevoke)},
		{"the widest", newJWT(`{"scope":"admin:accounts"}`), with(flow.CallChallenge, flow.CallAnswer, flow.CallRevoke, flow.CallKeys)},
		{"for refresh tokens", newJWT(`{"scope":"create:accounts:auth:refresh_token"}`), with(flow.CallRevoke)},
		{"older names", newJWT(`{"scope":"accounts:auth:users customer_customers:read"}`), with(flow.CallLogin, flow.CallMFALogin, flow.CallAnswer, flow.CallRecovery, flow.CallChangePassword, flow.CallSettings)},
		{"an older name that nobody knows, which may be any", newJWT(`{"scope":"accounts:sign_in:all"}`), all(flow.Unknown)},
		{"an older name beside a new one", newJWT(`{"scopes":["accounts:keys:list","read:customers"]}`), func() map[flow.Call]flow.Tristate {
			m := all(flow.Unknown)
			m[flow.CallSettings] = flow.Yes
			return m
		}()},
		{"in another case", newJWT(`{"scope":"READ:customers"}`), all(flow.No)},
	} {
		may := permissions(flow.Conceal(tt.token))
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
	if got := permissions(flow.Conceal("opaque")).Of(flow.CallMFALogin).Scope; got != "write:accounts:/auth/users" {
		t.Errorf("got %q", got)
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
