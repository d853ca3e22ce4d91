package jwt

import (
	"encoding/base64"
	"slices"
	"strings"

	"github.com/go-jose/go-jose/v4"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// Verify checks a token's signature (RFC 7515) with an account's keys, as ReadKeys made them. The
// keys that the header brings or points to (jwk, jku, x5c, x5u) are ignored. A key is taken by its
// id, and every key that has none is tried too.
func Verify(token flow.Secret, keys *flow.Keys) flow.Signature {
	text := token.Reveal()
	header, _, ok := decode(text)
	if !ok || !isCanonical(text) {
		return flow.SignatureUnreadable
	}
	alg, kid := header.Optional("alg"), header.Optional("kid")
	switch {
	case header.Wrong != "": // of another type than a text
		return flow.SignatureUnreadable
	case holds(header, "crit") || holds(header, "b64"):
		return flow.SignatureCritical
	case !slices.Contains(algorithms, jose.SignatureAlgorithm(alg)):
		return flow.SignatureForbidden
	case keys == nil:
		return flow.SignatureUnchecked
	}
	signed, err := jose.ParseSignedCompact(text, algorithms)
	if err != nil {
		return flow.SignatureUnreadable
	}
	material, _ := keys.Material().([]key)
	named, usable := false, false
	for _, k := range material {
		if kid != "" && k.id != "" && k.id != kid {
			continue
		}
		if k.fits(alg) {
			if _, err := signed.Verify(k.public); err == nil {
				return flow.SignatureVerified
			}
		}
		named = named || kid != "" && k.id == kid
		usable = usable || k.id == kid && k.public != nil
	}
	switch {
	case named && !usable:
		return flow.SignatureKeyUnfit
	case named:
		return flow.SignatureBad
	case keys.Whole():
		return flow.SignatureForeignKey
	}
	return flow.SignatureUnknownKey
}

// isCanonical reports whether each part is base64url in its one spelling, so that what was decoded
// is what was signed.
func isCanonical(token string) bool {
	for _, part := range strings.Split(token, ".") {
		raw, err := base64.RawURLEncoding.DecodeString(part)
		if err != nil || base64.RawURLEncoding.EncodeToString(raw) != part {
			return false
		}
	}
	return true
}

// holds reports whether an object has a key, whatever its value.
func holds(o *strict.Object, key string) bool {
	return slices.ContainsFunc(o.Inside, func(v strict.Value) bool { return strings.EqualFold(v.Key, key) })
}
