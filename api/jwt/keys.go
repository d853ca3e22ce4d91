package jwt

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
	"unicode"

	"github.com/go-jose/go-jose/v4"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// key is a public key of an account (RFC 7517). It verifies with a few algorithms only.
type key struct {
	id     string
	public crypto.PublicKey // nil for a key that no signature may rest on
	algs   []jose.SignatureAlgorithm
}

// leastBits is the size that an RSA key has at least (RFC 7518 section 3.3). go-jose takes none of
// more than 4096 bits.
const leastBits = 2048

// algorithms lists what is verified (R19): never none, and no HS*, where the key would be a secret.
var algorithms = []jose.SignatureAlgorithm{
	jose.RS256, jose.RS384, jose.RS512, jose.PS256, jose.PS384, jose.PS512,
	jose.ES256, jose.ES384, jose.ES512, jose.EdDSA,
}

// keysListed limits how many entries of a list of keys are read. Accounts have one key, or two
// during a rotation.
const keysListed = 64

// ReadKeys reads an account's public keys: a bare list, or {"keys":[…]}, as strictly as the answers
// of contract 1 to 6, or returns what is wrong. An entry that is not a key for signatures is
// skipped, and the list is then not whole.
func ReadKeys(body []byte) (keys *flow.Keys, wrong string) {
	list, wrong := strict.Read(body)
	if list.Kind == '{' {
		in, ok := list.Find("keys")
		if !ok {
			return nil, "without keys"
		}
		list = in
	}
	switch {
	case wrong != "":
		return nil, wrong
	case list.Kind != '[':
		return nil, "not a list of keys"
	}
	whole := len(list.Inside) <= keysListed
	var ids []flow.Foreign
	var material []key
	for _, entry := range list.Inside[:min(len(list.Inside), keysListed)] {
		k, ok := readKey(entry)
		ids, material, whole = append(ids, flow.FromOutside(k.id)), append(material, k), whole && ok
	}
	return flow.NewKeys(ids, whole, material), ""
}

// readKey reads an entry of a list of keys. A key for encryption is the zero key. It is not ok for
// an entry that it does not understand, such as a point that is not on its curve; one without an
// id is returned all the same.
func readKey(entry strict.Value) (k key, ok bool) {
	o := entry.Object()
	use, alg, kid := o.Optional("use"), o.Optional("alg"), o.Optional("kid")
	numbers := map[string]string{}
	for _, name := range []string{"kty", "crv", "n", "e", "x", "y"} {
		if value := o.Optional(name); value != "" {
			numbers[name] = unspaced(value)
		}
	}
	switch {
	case o.Wrong != "":
		return key{}, false
	case use == "enc":
		return key{}, true
	case use != "" && use != "sig":
		return key{}, false
	}
	public, algs := publicKey(numbers)
	if alg != "" {
		algs = only(algs, alg)
	}
	if len(algs) == 0 {
		return key{}, false
	}
	return key{id: kid, public: public, algs: algs}, kid != ""
}

// unspaced takes the line breaks out that a number may hold: the vendor's own example has them.
func unspaced(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

func only(algs []jose.SignatureAlgorithm, alg string) []jose.SignatureAlgorithm {
	if slices.Contains(algs, jose.SignatureAlgorithm(alg)) {
		return []jose.SignatureAlgorithm{jose.SignatureAlgorithm(alg)}
	}
	return nil
}

// publicKey makes a key of its numbers (RFC 7518 section 6, RFC 8037), and lists the algorithms that
// it fits. It lists none for anything that is no such key.
func publicKey(numbers map[string]string) (crypto.PublicKey, []jose.SignatureAlgorithm) {
	if numbers["kty"] == "RSA" && !(isNumber(numbers["n"]) && isNumber(numbers["e"])) {
		return nil, nil
	}
	text, _ := json.Marshal(numbers) // texts have no error
	var parsed jose.JSONWebKey
	if parsed.UnmarshalJSON(text) != nil || !parsed.Valid() {
		return nil, nil
	}
	switch public := parsed.Key.(type) {
	case *rsa.PublicKey:
		if public.N.BitLen() < leastBits {
			return nil, algorithms[:6]
		}
		return public, algorithms[:6]
	case *ecdsa.PublicKey:
		switch public.Curve {
		case elliptic.P256():
			return public, []jose.SignatureAlgorithm{jose.ES256}
		case elliptic.P384():
			return public, []jose.SignatureAlgorithm{jose.ES384}
		case elliptic.P521():
			return public, []jose.SignatureAlgorithm{jose.ES512}
		}
	case ed25519.PublicKey:
		if number, err := base64.RawURLEncoding.DecodeString(numbers["x"]); err == nil && len(number) == ed25519.PublicKeySize {
			return public, []jose.SignatureAlgorithm{jose.EdDSA}
		}
	}
	return nil, nil
}

// isNumber reports whether a text is a number as keys encode it: bytes in base64url.
func isNumber(text string) bool {
	number, err := base64.RawURLEncoding.DecodeString(text)
	return err == nil && len(number) > 0
}

func (k key) fits(alg string) bool {
	return k.public != nil && slices.Contains(k.algs, jose.SignatureAlgorithm(alg))
}
