package jwt

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	_ "crypto/sha512" // for RS384
	"encoding/base64"
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"github.com/go-jose/go-jose/v4"

	"dintero-login/flow"
)

// forger has the private keys that the account's list belongs to, one made for this run only.
type forger struct {
	rsa   *rsa.PrivateKey
	ec    *ecdsa.PrivateKey
	ed    ed25519.PrivateKey
	other *rsa.PrivateKey // not the account's
}

var forge = sync.OnceValue(func() forger {
	var f forger
	f.rsa, _ = rsa.GenerateKey(rand.Reader, 2048)
	f.other, _ = rsa.GenerateKey(rand.Reader, 2048)
	f.ec, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	_, f.ed, _ = ed25519.GenerateKey(rand.Reader)
	return f
})

const wellMeant = `{"iss":"https://api.example/v1/accounts/T11223344","aud":"https://api.example/v1/accounts/T11223344","nbf":1763800000,"exp":1763886400}`

// signed makes a token with the header as it is written.
func signed(header, payload string, alg jose.SignatureAlgorithm, by any) string {
	hash := map[jose.SignatureAlgorithm]crypto.Hash{jose.RS256: crypto.SHA256, jose.RS384: crypto.SHA384, jose.ES256: crypto.SHA256}[alg]
	parts := base64.RawURLEncoding.EncodeToString([]byte(header)) + "." + base64.RawURLEncoding.EncodeToString([]byte(payload))
	digest := []byte(parts)
	if hash != 0 {
		h := hash.New()
		h.Write([]byte(parts))
		digest = h.Sum(nil)
	}
	var raw []byte
	switch by := by.(type) {
	case *rsa.PrivateKey:
		raw, _ = rsa.SignPKCS1v15(nil, by, hash, digest)
	case *ecdsa.PrivateKey:
		r, s, _ := ecdsa.Sign(rand.Reader, by, digest)
		raw = append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	case ed25519.PrivateKey:
		raw = ed25519.Sign(by, digest)
	}
	return parts + "." + base64.RawURLEncoding.EncodeToString(raw)
}

func (f forger) keys(t testing.TB) *flow.Keys {
	t.Helper()
	return readAll(t, `[`+asJWK(f.rsa.Public(), "k1", "RS256")+`,`+asJWK(f.ec.Public(), "k2", "ES256")+`,`+asJWK(f.ed.Public(), "k3", "EdDSA")+`]`)
}

func asJWK(key any, kid, alg string) string {
	text, _ := json.Marshal(jose.JSONWebKey{Key: key, KeyID: kid, Algorithm: alg, Use: "sig"})
	return string(text)
}

// spare changes the bits of the last letter that no byte is made of.
func spare(part string) string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	last := len(part) - 1
	return part[:last] + string(letters[strings.IndexByte(letters, part[last])^1])
}
