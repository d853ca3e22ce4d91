package jwt

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"dintero-login/flow"
)

// The account of testdata/jose.json, and the time at which its tokens are valid.
var (
	wanted = Expected{Issuer: "https://api.example/v1/accounts/T11223344", Audience: "https://api.example/v1/accounts/T11223344"}
	then   = time.Unix(1763800000, 0).Add(time.Hour)
)

type published struct {
	Keys   json.RawMessage
	Tokens map[string]string
}

func fromJose(t testing.TB) (published, *flow.Keys) {
	t.Helper()
	text, err := os.ReadFile("testdata/jose.json")
	if err != nil {
		t.Fatal(err)
	}
	var p published
	if err := json.Unmarshal(text, &p); err != nil {
		t.Fatal(err)
	}
	return p, readAll(t, string(p.Keys))
}

func readAll(t testing.TB, list string) *flow.Keys {
	t.Helper()
	keys, wrong := ReadKeys([]byte(list))
	if wrong != "" {
		t.Fatal(wrong)
	}
	return keys
}

func TestTokensThatJoseSignsAreVerified(t *testing.T) {
	t.Parallel()
	made, keys := fromJose(t)
	for _, alg := range []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"} {
		token := flow.Conceal(made.Tokens[alg])
		claims := Claims(token, wanted, then)
		if got := flow.Judge(claims, Verify(token, keys), 0, 0); got.Holds() != flow.Yes {
			t.Errorf("%s: got %+v", alg, got)
		}
		for name, other := range map[string]*flow.Keys{
			"no keys known": nil, "none at all": readAll(t, `[]`), "none usable": readAll(t, `[{"kty":"RSA","kid":"test-only-`+alg+`"}]`),
		} {
			if got := flow.Judge(claims, Verify(token, other), 0, 0).Holds(); got == flow.Yes {
				t.Errorf("%s, %s: verified", alg, name)
			}
		}
		for i, part := range strings.Split(made.Tokens[alg], ".") { // any letter changed
			middle := strings.Index(made.Tokens[alg], part) + len(part)/2
			changed := []byte(made.Tokens[alg])
			changed[middle] ^= 1
			if got := Verify(flow.Conceal(string(changed)), keys); got == flow.SignatureVerified {
				t.Errorf("%s, part %d changed: verified", alg, i)
			}
		}
	}
}

func TestHostileTokensAreNeverVerified(t *testing.T) {
	t.Parallel()
	f := forge()
	keys := f.keys(t)
	const rs256 = `{"alg":"RS256","kid":"k1"}`
	good := signed(rs256, wellMeant, jose.RS256, f.rsa)
	if Verify(flow.Conceal(good), keys) != flow.SignatureVerified {
		t.Fatal("the token that the hostile ones are made from is not verified")
	}
	parts := strings.Split(good, ".")
	encode := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
	der, _ := x509.MarshalPKIXPublicKey(f.rsa.Public())
	spki := pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der})
	hs := func(header string, secret []byte) string {
		text := encode(header) + "." + parts[1]
		mac := hmac.New(sha256.New, secret)
		mac.Write([]byte(text))
		return text + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
	}
	mine := func(header string) string { return signed(header, wellMeant, jose.RS256, f.other) }
	ours := func(header string) string { return signed(header, wellMeant, jose.RS256, f.rsa) }
	claims := func(text string) string { return signed(rs256, text, jose.RS256, f.rsa) }
	with := func(more string) string { return strings.TrimSuffix(wellMeant, "}") + "," + more + "}" }
	for _, tt := range []struct {
		name, token string
		want        flow.Signature
		holds       flow.Tristate
	}{
		{"nothing", "", flow.SignatureUnreadable, flow.Unknown},
		{"opaque", "abcdef", flow.SignatureUnreadable, flow.Unknown},
		{"two parts", parts[0] + "." + parts[1], flow.SignatureUnreadable, flow.Unknown},
		{"four parts", good + "." + parts[2], flow.SignatureUnreadable, flow.Unknown},
		{"five parts", good + ".e30.e30", flow.SignatureUnreadable, flow.Unknown},
		{"alg none, no signature", encode(`{"alg":"none"}`) + "." + parts[1] + ".", flow.SignatureForbidden, flow.No},
		{"alg nOnE, an old signature", encode(`{"alg":"nOnE","kid":"k1"}`) + "." + parts[1] + "." + parts[2], flow.SignatureForbidden, flow.No},
		{"no alg", encode(`{"kid":"k1"}`) + "." + parts[1] + "." + parts[2], flow.SignatureForbidden, flow.No},
		{"HS256, the public key in PEM as the secret", hs(`{"alg":"HS256","kid":"k1"}`, spki), flow.SignatureForbidden, flow.No},
		{"HS256, the public key in DER as the secret", hs(`{"alg":"HS256","kid":"k1"}`, der), flow.SignatureForbidden, flow.No},
		{"HS256, n as the secret", hs(`{"alg":"HS256","kid":"k1"}`, f.rsa.N.Bytes()), flow.SignatureForbidden, flow.No},
		{"alg is a list", ours(`{"alg":["RS256"],"kid":"k1"}`), flow.SignatureUnreadable, flow.Unknown},
		{"no signature", parts[0] + "." + parts[1] + ".", flow.SignatureBad, flow.No},
		{"another's signature", mine(rs256), flow.SignatureBad, flow.No},
		{"other claims under the same signature", parts[0] + "." + encode(with(`"sub":"else"`)) + "." + parts[2], flow.SignatureBad, flow.No},
		{"RS384 by a key for RS256", signed(`{"alg":"RS384","kid":"k1"}`, wellMeant, jose.RS384, f.rsa), flow.SignatureBad, flow.No},
		{"ES256 said, RSA's key", signed(`{"alg":"ES256","kid":"k1"}`, wellMeant, jose.ES256, f.ec), flow.SignatureBad, flow.No},
		{"an empty ES256 signature", encode(`{"alg":"ES256","kid":"k2"}`) + "." + parts[1] + "." + base64.RawURLEncoding.EncodeToString(make([]byte, 64)), flow.SignatureBad, flow.No},
		{"an embedded jwk of its own", mine(`{"alg":"RS256","kid":"k1","jwk":` + asJWK(f.other.Public(), "k1", "RS256") + `}`), flow.SignatureBad, flow.No},
		{"a jwk and no kid", mine(`{"alg":"RS256","jwk":` + asJWK(f.other.Public(), "k1", "RS256") + `}`), flow.SignatureForeignKey, flow.No},
		{"an embedded private jwk", mine(`{"alg":"RS256","kid":"k1","jwk":` + asJWK(f.other, "k1", "RS256") + `}`), flow.SignatureUnreadable, flow.Unknown},
		{"jku of its own", mine(`{"alg":"RS256","kid":"k9","jku":"https://evil.example/keys"}`), flow.SignatureForeignKey, flow.No},
		{"x5u of its own", mine(`{"alg":"RS256","kid":"k1","x5u":"https://evil.example/cert"}`), flow.SignatureBad, flow.No},
		{"x5c that is no certificate", mine(`{"alg":"RS256","kid":"k1","x5c":["AAAA"]}`), flow.SignatureUnreadable, flow.Unknown},
		{"crit, well signed", ours(`{"alg":"RS256","kid":"k1","crit":["exp"]}`), flow.SignatureCritical, flow.No},
		{"crit empty, well signed", ours(`{"alg":"RS256","kid":"k1","crit":[]}`), flow.SignatureCritical, flow.No},
		{"crit null, well signed", ours(`{"alg":"RS256","kid":"k1","crit":null}`), flow.SignatureCritical, flow.No},
		{"b64 false, well signed", ours(`{"alg":"RS256","kid":"k1","b64":false,"crit":["b64"]}`), flow.SignatureCritical, flow.No},
		{"b64 without crit, well signed", ours(`{"alg":"RS256","kid":"k1","b64":true}`), flow.SignatureCritical, flow.No},
		{"alg twice", ours(`{"alg":"RS256","kid":"k1","alg":"none"}`), flow.SignatureUnreadable, flow.Unknown},
		{"ALG beside alg", ours(`{"alg":"RS256","kid":"k1","ALG":"none"}`), flow.SignatureUnreadable, flow.Unknown},
		{"a claim twice", claims(with(`"exp":1`)), flow.SignatureUnreadable, flow.Unknown},
		{"something after the claims", claims(wellMeant + "{}"), flow.SignatureUnreadable, flow.Unknown},
		{"a kid that is a number", ours(`{"alg":"RS256","kid":1}`), flow.SignatureUnreadable, flow.Unknown},
		{"a kid of 40 KB", ours(`{"alg":"RS256","kid":"` + strings.Repeat("k", 40<<10) + `"}`), flow.SignatureForeignKey, flow.No},
		{"a kid of 64 KB", ours(`{"alg":"RS256","kid":"` + strings.Repeat("k", 64<<10) + `"}`), flow.SignatureUnreadable, flow.Unknown},
		{"huge claims", claims(with(`"a":"` + strings.Repeat("a", 64<<10) + `"`)), flow.SignatureUnreadable, flow.Unknown},
		{"nested 500 deep", claims(with(`"a":` + strings.Repeat("[", 500) + strings.Repeat("]", 500))), flow.SignatureUnreadable, flow.Unknown},
		{"a line break in it", parts[0] + "." + parts[1] + ".\n" + parts[2], flow.SignatureUnreadable, flow.Unknown},
		{"padded", good + "==", flow.SignatureUnreadable, flow.Unknown},
		{"spare bits", parts[0] + "." + parts[1] + "." + spare(parts[2]), flow.SignatureUnreadable, flow.Unknown},
		{"another account's key", signed(`{"alg":"RS256","kid":"k7"}`, wellMeant, jose.RS256, f.other), flow.SignatureForeignKey, flow.No},

		{"for another account", claims(strings.Replace(wellMeant, "T11223344", "T99999999", 1)), flow.SignatureVerified, flow.No},
		{"for another audience", claims(strings.Replace(wellMeant, `"aud":"`, `"aud":"x`, 1)), flow.SignatureVerified, flow.No},
		{"another issuer", claims(strings.Replace(wellMeant, `"iss":"https://api.example/v1/accounts/T11223344"`, `"iss":"else"`, 1)), flow.SignatureVerified, flow.Unknown},
		{"no issuer", claims(strings.Replace(wellMeant, `"iss"`, `"is"`, 1)), flow.SignatureVerified, flow.Unknown},
		{"no audience", claims(strings.Replace(wellMeant, `"aud"`, `"au"`, 1)), flow.SignatureVerified, flow.Unknown},
		{"audience in an object", claims(`{"aud":{"a":"https://api.example/v1/accounts/T11223344"}}`), flow.SignatureVerified, flow.No},
		{"no exp", claims(strings.Replace(wellMeant, `"exp"`, `"ex"`, 1)), flow.SignatureVerified, flow.Unknown},
		{"exp as a text", claims(strings.Replace(wellMeant, `1763886400`, `"1763886400"`, 1)), flow.SignatureVerified, flow.No},
		{"exp negative", claims(strings.Replace(wellMeant, `1763886400`, `-1`, 1)), flow.SignatureVerified, flow.No},
		{"exp -1e300", claims(strings.Replace(wellMeant, `1763886400`, `-1e300`, 1)), flow.SignatureVerified, flow.No},
		{"exp now", claims(strings.Replace(wellMeant, `1763886400`, `1763803600`, 1)), flow.SignatureVerified, flow.No},
		{"nbf in two minutes", claims(strings.Replace(wellMeant, `1763800000`, `1763803720`, 1)), flow.SignatureVerified, flow.No},
		{"nbf 1e300", claims(strings.Replace(wellMeant, `1763800000`, `1e300`, 1)), flow.SignatureVerified, flow.No},
		{"nbf as a text", claims(strings.Replace(wellMeant, `1763800000`, `"0"`, 1)), flow.SignatureVerified, flow.No},
	} {
		got := Verify(flow.Conceal(tt.token), keys)
		verdict := flow.Judge(Claims(flow.Conceal(tt.token), wanted, then), got, 0, 0)
		if got != tt.want || verdict.Holds() != tt.holds {
			t.Errorf("%s: got signature %d, holds %d; want %d, %d", tt.name, got, verdict.Holds(), tt.want, tt.holds)
		}
	}
}

func TestWhatVerifiesWithUnusualTokensAndKeys(t *testing.T) {
	t.Parallel()
	f := forge()
	k1 := asJWK(f.rsa.Public(), "k1", "RS256")
	wrong := asJWK(f.other.Public(), "k1", "RS256")
	n := base64.RawURLEncoding.EncodeToString(f.rsa.N.Bytes())
	broken := strings.Replace(k1, n, n[:70]+`\n`+n[70:140]+`\r\n`+n[140:]+` \n`, 1)
	var many []string
	for i := range 10000 {
		many = append(many, fmt.Sprintf(`{"kty":"RSA","n":"%s","e":"AQAB","kid":"m%d"}`, n[:40], i))
	}
	hostKey := func(kid string) string { return `{"alg":"RS256","kid":"` + kid + `"}` }
	point := func(x, y *big.Int) string {
		return `{"kty":"EC","crv":"P-256","kid":"k2","x":"` + base64.RawURLEncoding.EncodeToString(x.FillBytes(make([]byte, 32))) +
			`","y":"` + base64.RawURLEncoding.EncodeToString(y.FillBytes(make([]byte, 32))) + `"}`
	}
	small, _ := rsa.GenerateKey(rand.Reader, 1024)
	es := signed(`{"alg":"ES256","kid":"k2"}`, wellMeant, jose.ES256, f.ec)
	rs := signed(hostKey("k1"), wellMeant, jose.RS256, f.rsa)
	x, y := f.ec.X, f.ec.Y //nolint:staticcheck // the point itself is under test
	for _, tt := range []struct {
		name, keys, token string
		want              flow.Signature
	}{
		{"n with line breaks", `[` + broken + `]`, rs, flow.SignatureVerified},
		{"a jku that is ignored", `[` + k1 + `]`, signed(`{"alg":"RS256","kid":"k1","jku":"https://evil.example"}`, wellMeant, jose.RS256, f.rsa), flow.SignatureVerified},
		{"no kid in the token", `[` + k1 + `]`, signed(`{"alg":"RS256"}`, wellMeant, jose.RS256, f.rsa), flow.SignatureVerified},
		{"no kid in the list", `[` + strings.Replace(k1, `"kid":"k1",`, ``, 1) + `]`, rs, flow.SignatureVerified},
		{"a key twice", `[` + k1 + `,` + k1 + `]`, rs, flow.SignatureVerified},
		{"two keys of one id", `[` + wrong + `,` + k1 + `]`, rs, flow.SignatureVerified},
		{"two wrong keys of one id", `[` + wrong + `,` + wrong + `]`, rs, flow.SignatureBad},
		{"a wrong key", `[` + wrong + `]`, rs, flow.SignatureBad},
		{"for encryption", `[` + strings.Replace(k1, `"sig"`, `"enc"`, 1) + `]`, rs, flow.SignatureForeignKey},
		{"10,000 keys, ours the last", `[` + strings.Join(many, ",") + `,` + k1 + `]`, rs, flow.SignatureUnknownKey},
		{"10,000 keys, ours the first", `[` + k1 + `,` + strings.Join(many, ",") + `]`, rs, flow.SignatureVerified},
		{"1,024 bits", `[` + asJWK(small.Public(), "k1", "RS256") + `]`, signed(hostKey("k1"), wellMeant, jose.RS256, small), flow.SignatureKeyUnfit},
		{"8,200 bits, which go-jose does not take", `[{"kty":"RSA","kid":"k1","e":"AQAB","n":"` + base64.RawURLEncoding.EncodeToString(bytes.Repeat([]byte{255}, 1025)) + `"}]`, rs, flow.SignatureUnknownKey},
		{"e is one", `[{"kty":"RSA","kid":"k1","e":"AQ","n":"` + n + `"}]`, rs, flow.SignatureUnknownKey},
		{"a shared secret", `[{"kty":"oct","kid":"k1","k":"` + n + `"}]`, rs, flow.SignatureUnknownKey},
		{"a point on the curve", `[` + point(x, y) + `]`, es, flow.SignatureVerified},
		{"a point off the curve", `[` + point(x, new(big.Int).Add(y, big.NewInt(1))) + `]`, es, flow.SignatureUnknownKey},
		{"the point at infinity", `[` + point(new(big.Int), new(big.Int)) + `]`, es, flow.SignatureUnknownKey},
		{"a short Ed25519 key", `[{"kty":"OKP","crv":"Ed25519","kid":"k3","x":"AAAA"}]`, signed(`{"alg":"EdDSA","kid":"k3"}`, wellMeant, jose.EdDSA, f.ed), flow.SignatureUnknownKey},
		{"X25519", `[{"kty":"OKP","crv":"X25519","kid":"k3","x":"` + n[:43] + `"}]`, signed(`{"alg":"EdDSA","kid":"k3"}`, wellMeant, jose.EdDSA, f.ed), flow.SignatureUnknownKey},
	} {
		if got := Verify(flow.Conceal(tt.token), readAll(t, tt.keys)); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

func FuzzVerify(f *testing.F) {
	made, keys := fromJose(f)
	real := map[string]bool{}
	for _, token := range made.Tokens {
		real[token] = true
		f.Add(token)
	}
	f.Add("e30.e30.")
	f.Fuzz(func(t *testing.T, token string) {
		if Verify(flow.Conceal(token), keys) == flow.SignatureVerified && !real[token] {
			t.Errorf("verified: %q", token)
		}
		Claims(flow.Conceal(token), wanted, then)
	})
}
