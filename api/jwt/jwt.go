// Package jwt reads tokens (RFC 7519): Claims decodes the header and the claims and verifies
// nothing, Verify checks the signature with an account's keys. A token of more than 64 KiB is
// neither decoded nor verified.
package jwt

import (
	"encoding/base64"
	"strings"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// sizeCap is the longest token that is decoded, in bytes (R21).
const sizeCap = 64 << 10

// decode returns the header and claims of a signed JWT (RFC 7519) and verifies nothing. It is not
// ok for any other token: opaque, encrypted, broken or too large.
func decode(token string) (header, claims *strict.Object, ok bool) {
	if len(token) > sizeCap || strings.Count(token, ".") != 2 {
		return nil, nil, false
	}
	parts := strings.Split(token, ".")
	header, claims = openPart(parts[0]), openPart(parts[1])
	return header, claims, header != nil && claims != nil
}

func openPart(part string) *strict.Object {
	if strings.ContainsAny(part, "\r\n") { // the decoder would skip them
		return nil
	}
	document, err := base64.RawURLEncoding.DecodeString(part)
	if err != nil {
		return nil
	}
	o := strict.Open(document)
	if o.Wrong != "" {
		return nil
	}
	return o
}

// Scopes returns the scopes inside a token, from the claims scope and scopes, each a
// space-separated string or a list. They are unknown if it is not a JWT or has neither claim.
func Scopes(token flow.Secret) (scopes []string, known bool) {
	_, claims, ok := decode(token.Reveal())
	if !ok {
		return nil, false
	}
	for _, name := range []string{"scope", "scopes"} {
		if v, ok := claims.Find(name); ok && (v.Kind == '"' || v.Kind == '[') {
			scopes, known = append(scopes, v.Words()...), true
		}
	}
	return scopes, known
}
