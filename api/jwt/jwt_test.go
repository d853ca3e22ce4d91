package jwt

import (
	"encoding/base64"
	"strconv"
	"strings"
	"testing"
	"time"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

var noon = time.Date(2025, 11, 22, 12, 0, 0, 0, time.UTC)

func TestClaims(t *testing.T) {
	t.Parallel()
	at := func(d time.Duration) string { return strconv.FormatInt(noon.Add(d).Unix(), 10) }
	const none, odd = flow.Missing, flow.Odd
	unsigned := flow.Claims{Decoded: true, IssuerIs: none, AudienceIs: none, Expiry: flow.Stamp{Is: none}, NotBefore: flow.Stamp{Is: none}}
	signed := unsigned
	signed.Algorithm, signed.KeyID = flow.FromOutside("RS256"), flow.FromOutside("k1")
	with := func(change func(*flow.Claims)) flow.Claims { c := signed; change(&c); return c }
	ends := func(d time.Duration) flow.Claims {
		return with(func(c *flow.Claims) { c.Expiry = flow.Stamp{Is: flow.Fits, In: d} })
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
		{"an unsigned one", "e30.e30.", unsigned},
		{"all of them", jwt(`{"sub":"3f2a","iss":"i","aud":"a","scope":"x y"}`), with(func(c *flow.Claims) {
			c.Subject, c.Issuer, c.Audience, c.Scope = flow.FromOutside("3f2a"), flow.FromOutside("i"), flow.FromOutside("a"), flow.FromOutside("x y")
			c.IssuerIs, c.AudienceIs = flow.NotCompared, flow.NotCompared
		})},
		{"lists", jwt(`{"aud":["a","b",1],"scopes":["x","y"]}`), with(func(c *flow.Claims) {
			c.Audience, c.Scope, c.AudienceIs = flow.FromOutside("a b"), flow.FromOutside("x y"), odd
		})},
		{"other types", jwt(`{"sub":17,"iss":{},"aud":null,"exp":"soon"}`), with(func(c *flow.Claims) {
			c.Subject, c.IssuerIs, c.Expiry.Is = flow.FromOutside("17"), odd, odd
		})},
		{"ends in an hour", jwt(`{"exp":` + at(time.Hour) + `}`), ends(time.Hour)},
		{"ends with a fraction", jwt(`{"exp":` + at(0) + `.5}`), ends(500 * time.Millisecond)},
		{"has ended", jwt(`{"exp":` + at(-time.Hour) + `}`), ends(-time.Hour)},
		{"ends in no time that there is", jwt(`{"exp":1e300}`), ends(strict.Longest)},
		{"ends beyond a float", jwt(`{"exp":1e999}`), ends(strict.Longest)},
		{"ended before there was time", jwt(`{"exp":-1e300}`), ends(-strict.Longest)},
		{"negative", jwt(`{"exp":-1}`), ends(-time.Duration(noon.UnixNano()) - time.Second)},
	} {
		got := Claims(flow.Conceal(tt.token), Expected{}, noon)
		if (got.All != nil) != got.Decoded {
			t.Errorf("%s: decoded is %t, with a list: %t", tt.name, got.Decoded, got.All != nil)
		}
		if got.All = nil; got != tt.want {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

func FuzzClaims(f *testing.F) {
	f.Add("e30.e30.")
	f.Add(jwt(`{"sub":"a","aud":["b"],"exp":1.5e9,"scope":"c"}`))
	f.Add(jwt(`{"exp":-1e999,"scopes":[[]]}`))
	f.Fuzz(func(t *testing.T, token string) {
		c := Claims(flow.Conceal(token), Expected{}, noon)
		if !c.Decoded && c != (flow.Claims{}) {
			t.Errorf("not decoded, and yet %+v", c)
		}
		if c.Expiry.In > strict.Longest || c.Expiry.In < -2*strict.Longest {
			t.Errorf("lasts %v", c.Expiry.In)
		}
		Claims(flow.Conceal(jwt(token)), Expected{}, noon)
		Scopes(flow.Conceal(jwt(token)))
	})
}

func jwt(claims string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(`{"alg":"RS256","kid":"k1"}`)) + "." + encode([]byte(claims)) + ".c2lnbmF0dXJl"
}
