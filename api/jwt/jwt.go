// Package jwt decodes a token for display (RFC 7519): its header and claims, without verifying
// anything. A token of more than 64 KiB is not decoded.
package jwt

import (
	"encoding/base64"
	"strings"
	"time"

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

// Claims returns the claims of an access token: decoded, not verified.
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

// lasts returns the time until end, which counts from 1970; at most strict.Longest.
func lasts(end time.Duration, now time.Time) flow.Moment {
	if end == strict.Longest || end == -strict.Longest {
		return end
	}
	return end - time.Duration(now.UnixNano())
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
