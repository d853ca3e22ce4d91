package api

import (
	"encoding/base64"
	"strconv"
	"strings"
	"testing"
	"time"

	"dintero-login/flow"
)

var noon = time.Date(2025, 11, 22, 12, 0, 0, 0, time.UTC)

func TestClaims(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) string { return strconv.FormatInt(noon.Add(d).Unix(), 10) }
	signed := flow.Claims{Decoded: true, Algorithm: foreign("RS256"), KeyID: foreign("k1")}
	with := func(change func(*flow.Claims)) flow.Claims { c := signed; change(&c); return c }
	ends := func(d time.Duration) flow.Claims {
		return with(func(c *flow.Claims) { c.HasExpiry, c.Lasts = true, d })
	}
	encode := base64.RawURLEncoding.EncodeToString
	sized := func(length int) string { return jwt(`{}`) + strings.Repeat("x", length-len(jwt(`{}`))) }
	for _, tt := range []struct {
		name, token string
		want        flow.Claims
	}{
		{"nothing", "", flow.Claims{}},
		{"opaque", "abcdef", flow.Claims{}},
		{"two parts", "e30.e30", flow.Claims{}},
		{"five parts, encrypted", "e30.e30.e30.e30.e30", flow.Claims{}},
		{"no base64", "e30.!!.x", flow.Claims{}},
		{"padded", "e30=.e30.x", flow.Claims{}},
		{"a line break in it", "e\n30.e30.x", flow.Claims{}},
		{"no JSON", encode([]byte("x")) + ".e30.x", flow.Claims{}},
		{"no object", encode([]byte("[]")) + ".e30.x", flow.Claims{}},
		{"a claim twice", jwt(`{"sub":"a","sub":"b"}`), flow.Claims{}},
		{"too long", jwt(`{"sub":"` + strings.Repeat("a", 65536) + `"}`), flow.Claims{}},
		{"64 KiB", sized(65536), signed},
		{"64 KiB and a byte", sized(65537), flow.Claims{}},
		{"too deep", jwt(`{"a":` + strings.Repeat("[", 70) + strings.Repeat("]", 70) + `}`), flow.Claims{}},
		{"no claims", jwt(`{}`), signed},
		{"an unsigned one", "e30.e30.", flow.Claims{Decoded: true}},
		{"all of them", jwt(`{"sub":"3f2a","iss":"i","aud":"a","scope":"x y"}`), with(func(c *flow.Claims) {
			c.Subject, c.Issuer, c.Audience, c.Scope = foreign("3f2a"), foreign("i"), foreign("a"), foreign("x y")
		})},
		{"lists", jwt(`{"aud":["a","b",1],"scopes":["x","y"]}`), with(func(c *flow.Claims) {
			c.Audience, c.Scope = foreign("a b"), foreign("x y")
		})},
		{"other types", jwt(`{"sub":17,"iss":{},"aud":null,"exp":"soon"}`), with(func(c *flow.Claims) { c.Subject = foreign("17") })},
		{"ends in an hour", jwt(`{"exp":` + at(time.Hour) + `}`), ends(time.Hour)},
		{"ends with a fraction", jwt(`{"exp":` + at(0) + `.5}`), ends(500 * time.Millisecond)},
		{"has ended", jwt(`{"exp":` + at(-time.Hour) + `}`), ends(-time.Hour)},
		{"ends in no time that there is", jwt(`{"exp":1e300}`), ends(centuries)},
		{"ends beyond a float", jwt(`{"exp":1e999}`), ends(centuries)},
		{"ended before there was time", jwt(`{"exp":-1e300}`), ends(-centuries)},
		{"negative", jwt(`{"exp":-1}`), ends(-time.Duration(noon.UnixNano()) - time.Second)},
	} {
		if got := claimsOf(flow.Conceal(tt.token), noon); got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func FuzzClaims(f *testing.F) {
	f.Add("e30.e30.")
	f.Add(jwt(`{"sub":"a","aud":["b"],"exp":1.5e9,"scope":"c"}`))
	f.Add(jwt(`{"exp":-1e999,"scopes":[[]]}`))
	f.Fuzz(func(t *testing.T, token string) {
		c := claimsOf(flow.Conceal(token), noon)
		if !c.Decoded && c != (flow.Claims{}) {
			t.Errorf("not decoded, and yet %+v", c)
		}
		if c.Lasts > centuries || c.Lasts < -2*centuries {
			t.Errorf("lasts %v", c.Lasts)
		}
		claimsOf(flow.Conceal(jwt(token)), noon)
		permissions(flow.Conceal(jwt(token)))
	})
}

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
		{"neither claim", jwt(`{"sub":"x"}`), all(flow.Unknown)},
		{"claims of another type", jwt(`{"scope":1,"scopes":{}}`), all(flow.Unknown)},
		{"a claim that is null", jwt(`{"scope":null}`), all(flow.Unknown)},
		{"no scope", jwt(`{"scope":""}`), all(flow.No)},
		{"an empty list", jwt(`{"scopes":[]}`), all(flow.No)},
		{"one", jwt(`{"scope":"read:customers"}`), with(flow.CallSettings)},
		{"text", jwt(`{"scope":"a write:accounts:/auth/users b"}`), with(flow.CallLogin, flow.CallMFALogin, flow.CallAnswer, flow.CallRecovery, flow.CallChangePassword)},
		{"list", jwt(`{"scope":["write:accounts:/auth/mfa","read:accounts"]}`), with(flow.CallChallenge, flow.CallKeys)},
		{"the other claim, text", jwt(`{"scopes":"public:customers"}`), with(flow.CallSettings)},
		{"the other claim, list", jwt(`{"scopes":["admin:customers"]}`), with(flow.CallSettings)},
		{"both claims", jwt(`{"scope":"read:customers","scopes":["read:accounts"]}`), with(flow.CallSettings, flow.CallKeys)},
		{"without MFA", jwt(`{"scope":"write:accounts:/auth/users/no-mfa"}`), with(flow.CallLogin, flow.CallAnswer)},
		{"the wide one, where it is documented and nowhere else", jwt(`{"scope":"write:accounts"}`), with(flow.CallChallenge, flow.CallAnswer, flow.CallRevoke)},
		{"the widest", jwt(`{"scope":"admin:accounts"}`), with(flow.CallChallenge, flow.CallAnswer, flow.CallRevoke, flow.CallKeys)},
		{"for refresh tokens", jwt(`{"scope":"create:accounts:auth:refresh_token"}`), with(flow.CallRevoke)},
		{"older names", jwt(`{"scope":"accounts:auth:users customer_customers:read"}`), with(flow.CallLogin, flow.CallMFALogin, flow.CallAnswer, flow.CallRecovery, flow.CallChangePassword, flow.CallSettings)},
		{"an older name that nobody knows, which may be any", jwt(`{"scope":"accounts:sign_in:all"}`), all(flow.Unknown)},
		{"an older name beside a new one", jwt(`{"scopes":["accounts:keys:list","read:customers"]}`), func() map[flow.Call]flow.Tristate {
			m := all(flow.Unknown)
			m[flow.CallSettings] = flow.Yes
			return m
		}()},
		{"in another case", jwt(`{"scope":"READ:customers"}`), all(flow.No)},
	} {
		may := permissions(flow.Conceal(tt.token))
		for call := range scopes {
			got, want := may.Of(flow.Call(call)), tt.held[flow.Call(call)]
			if got.Held != want {
				t.Errorf("%s: %s: got %v, want %v", tt.name, names[call], got.Held, want)
			}
			if (len(scopes[call]) == 0) != (got.Scope == "") {
				t.Errorf("%s: %s: names the scope %q", tt.name, names[call], got.Scope)
			}
		}
	}
	if got := permissions(flow.Conceal("opaque")).Of(flow.CallMFALogin).Scope; got != "write:accounts:/auth/users" {
		t.Errorf("got %q", got)
	}
}

func TestSkew(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		date string
		want time.Duration
	}{
		{"", 0},
		{"garbage", 0},
		{"Sat, 22 Nov 2025 12:00:00 GMT", 0},
		{"Sat, 22 Nov 2025 11:59:59 GMT", 0}, // its last moment is when the request went out
		{"Sat, 22 Nov 2025 12:00:01 GMT", 0},
		{"Sat, 22 Nov 2025 14:00:01 GMT", 2 * time.Hour},
		{"Sat, 22 Nov 2025 09:59:59 GMT", -2 * time.Hour},
	} {
		if got := skew(map[string][]string{"Date": {tt.date}}, noon, noon.Add(time.Second)); got != tt.want {
			t.Errorf("%q: got %v, want %v", tt.date, got, tt.want)
		}
	}
}

func TestConnectTellsTheSkewOfTheServersClock(t *testing.T) {
	t.Parallel()
	s := newServer(t)
	cfg := s.config()
	cfg.Now = func() time.Time { return time.Now().Add(-2 * time.Hour) }
	got, ok := adapter(t, cfg).Perform(t.Context(), flow.Connect{}).(flow.ClientConnected)
	if !ok || got.Skew < 2*time.Hour-2*time.Second || got.Skew > 2*time.Hour+2*time.Second {
		t.Errorf("got %+v", got)
	}
}
