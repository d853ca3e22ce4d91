package sandbox

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

// forge makes a token of the claims that the first client may have, changed, with the key in
// its header if that is a public one.
func forge(r *rig, alg jose.SignatureAlgorithm, key any, change func(*claims)) string {
	r.t.Helper()
	now := r.clock.read()
	c := claims{
		Claims: jwt.Claims{
			Issuer: r.account, Subject: r.s.first.first.id, Audience: jwt.Audience{r.aud},
			IssuedAt: jwt.NewNumericDate(now), Expiry: jwt.NewNumericDate(now.Add(time.Hour)),
		},
		Scope: strings.Join(r.s.first.first.scopes, " "),
	}
	change(&c)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: key}, &jose.SignerOptions{EmbedJWK: true})
	if err != nil {
		r.t.Fatal(err)
	}
	text, err := jwt.Signed(signer).Claims(c).Serialize()
	if err != nil {
		r.t.Fatal(err)
	}
	return text
}

// part is a part of a token.
func part(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

func TestEveryCallRefusesForgedTokens(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	key, now := oneKey(), one.clock.read()
	foreign, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	jwk, err := json.Marshal(publicKey(one))
	if err != nil {
		t.Fatal(err)
	}
	ours := func(change func(*claims)) string { return "Bearer " + forge(one, jose.RS256, key, change) }
	by := func(alg jose.SignatureAlgorithm, key any) string {
		return "Bearer " + forge(one, alg, key, func(*claims) {})
	}
	real := strings.TrimPrefix(by(jose.RS256, key), "Bearer ")
	parts := strings.Split(real, ".")
	others := part(t, object{"iss": one.account, "aud": one.aud, "sub": "shop"})
	none := "Bearer " + part(t, object{"alg": "none", "typ": "JWT"}) + "." + parts[1] + "."
	for name, header := range map[string]string{
		"none":                               "",
		"no token":                           "Bearer ",
		"another scheme":                     "Basic " + real,
		"rubbish":                            "Bearer rubbish",
		"alg none":                           none,
		"alg none with a signature":          none + parts[2],
		"alg nOnE":                           "Bearer eyJhbGciOiJuT25FIn0." + parts[1] + "." + parts[2],
		"no alg":                             "Bearer e30." + parts[1] + "." + parts[2],
		"HS256 with the public key":          by(jose.HS256, pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public})),
		"HS256 with the modulus":             by(jose.HS256, key.N.Bytes()),
		"HS256 with the JWK":                 by(jose.HS256, jwk),
		"PS256 with the right key":           by(jose.PS256, key),
		"a key of its own, embedded":         by(jose.RS256, foreign),
		"other claims under the signature":   "Bearer " + parts[0] + "." + others + "." + parts[2],
		"another issuer":                     ours(func(c *claims) { c.Issuer = "https://api.dintero.com" }),
		"the other account as issuer":        ours(func(c *claims) { c.Issuer = two.account }),
		"another audience":                   ours(func(c *claims) { c.Audience = jwt.Audience{"x"} }),
		"the other account as audience":      ours(func(c *claims) { c.Audience = jwt.Audience{two.aud} }),
		"another client":                     ours(func(c *claims) { c.Subject = "x" }),
		"no expiry":                          ours(func(c *claims) { c.Expiry = nil }),
		"expired just now":                   ours(func(c *claims) { c.Expiry = jwt.NewNumericDate(now) }),
		"expired":                            ours(func(c *claims) { c.Expiry = jwt.NewNumericDate(now.Add(-time.Second)) }),
		"another account's of the same name": "Bearer " + two.token,
		"four parts":                         "Bearer " + real + ".x",
		"a line end within":                  "Bearer " + parts[0] + ".%0a" + parts[1] + "." + parts[2],
		"too long":                           "Bearer " + strings.Repeat("x", 60<<10),
	} {
		for path, call := range goodCalls(one) {
			request := one.request(call.method, path, call.body)
			request.Header.Set("Authorization", header)
			got := one.do(request)
			if got.status != 401 || got.code() != "invalid_token" || !strings.HasPrefix(got.header.Get("WWW-Authenticate"), "Bearer") {
				t.Errorf("%s, %s: %d %s, %v", path, name, got.status, got.raw, got.err)
			}
		}
	}
	for _, header := range []string{"Bearer " + real, "bearer " + real} {
		request := one.request("GET", "/customers/settings", nil)
		request.Header.Set("Authorization", header)
		one.do(request).want(200, "")
	}
	twice := one.request("GET", "/customers/settings", nil)
	twice.Header.Add("Authorization", "Bearer rubbish")
	one.do(twice).want(401, "invalid_token")
	one.arrived(0)
}
