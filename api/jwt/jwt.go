// Package jwt reads a token for showing (RFC 7519): it opens header and claims and verifies
// nothing. A token of more than 64 KiB is not looked into.
package jwt

import (
	"encoding/base64"
	"strings"
	"time"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// sizeCap is the longest token that is looked into (R21).
const sizeCap = 64 << 10

// decode opens header and claims of a signed JWT (RFC 7519) and verifies nothing. It
// is not ok for anything else: an opaque token, an encrypted one, or one that is broken
// or out of bounds.
func decode(token string) (header, claims *strict.Object, ok bool) {
	if len(token) > sizeCap || strings.Count(token, ".") != 2 {
		return nil, nil, false
	}
	parts := strings.Split(token, ".")
	header, claims = openPart(parts[0]), openPart(parts[1])
	return header, claims, header != nil && claims != nil
}

func openPart(part string) *strict.Object {
	if strings.ContainsAny(part, "\r\n") { // which the decoder would skip
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

// Claims is what an access token says of itself: decoded, not verified.
func Claims(token flow.Secret, now time.Time) flow.Claims {
	header, claims, ok := decode(token.Reveal())
	if !ok {
		return flow.Claims{}
	}
	says := func(o *strict.Object, keys ...string) flow.Foreign {
		for _, key := range keys {
			v, _ := o.Find(key)
			text := v.Scalar()
			if v.Kind == '[' {
				text = strings.Join(v.Words(), " ")
			}
			if text != "" {
				return flow.FromOutside(text)
			}
		}
		return flow.Foreign{}
	}
	c := flow.Claims{
		Decoded:   true,
		Subject:   says(claims, "sub"),
		Issuer:    says(claims, "iss"),
		Audience:  says(claims, "aud"),
		Scope:     says(claims, "scope", "scopes"),
		Algorithm: says(header, "alg"),
		KeyID:     says(header, "kid"),
	}
	if exp, ok := claims.Find("exp"); ok && exp.Kind == '0' {
		c.HasExpiry = true
		c.Lasts = lasts(exp.Duration(), now)
	}
	return c
}

// lasts is how long it is until end, which counts from 1970; bounded by strict.Longest.
func lasts(end time.Duration, now time.Time) flow.Moment {
	if end == strict.Longest || end == -strict.Longest {
		return end
	}
	return end - time.Duration(now.UnixNano())
}

// Scopes are the scopes inside a token, from the claims scope and scopes, each a
// space-separated string or a list. They are not known when it is no JWT or has neither claim.
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
