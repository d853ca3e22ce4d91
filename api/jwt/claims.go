package jwt

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"time"

	"dintero-login/api/strict"
	"dintero-login/flow"
)

// Expected is what the claims of an account's tokens should be. Empty fields are not compared.
type Expected struct {
	Issuer   string // base_url/accounts/aid; an assumption, since the API documents no issuer
	Audience string
}

// Claims returns the header and the claims of an access token: decoded, not verified.
func Claims(token flow.Secret, want Expected, now time.Time) flow.Claims {
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
	return flow.Claims{
		Decoded:    true,
		Subject:    says(claims, "sub"),
		Issuer:     says(claims, "iss"),
		Audience:   says(claims, "aud"),
		Scope:      says(claims, "scope", "scopes"),
		Algorithm:  says(header, "alg"),
		KeyID:      says(header, "kid"),
		IssuerIs:   issuer(claims, want.Issuer),
		AudienceIs: audience(claims, want.Audience),
		Expiry:     stamp(claims, "exp", now),
		NotBefore:  stamp(claims, "nbf", now),
		All:        &flow.ClaimList{Header: list(header, nil, now), Claims: list(claims, times, now)},
	}
}

// issuer compares iss with what this program assumes it to be. An issuer that names another account
// is wrong for certain.
func issuer(claims *strict.Object, want string) flow.Match {
	v, ok := claims.Find("iss")
	switch {
	case !ok:
		return flow.Missing
	case v.Kind != '"':
		return flow.Odd
	case want == "":
		return flow.NotCompared
	case v.Text == want:
		return flow.Fits
	}
	own, others := accountID.FindString(want), accountID.FindAllString(v.Text, -1)
	if own != "" && len(others) > 0 && !slices.Contains(others, own) {
		return flow.Elsewhere
	}
	return flow.Differs
}

// accountID is the form of an account's id (contract, ground rules).
var accountID = regexp.MustCompile(`\b[PT][0-9]{8}\b`)

// audience compares aud, a text or a list of texts (RFC 7519 section 4.1.3), with the audience
// that the profile asks for.
func audience(claims *strict.Object, want string) flow.Match {
	v, ok := claims.Find("aud")
	names := []string{v.Text}
	if v.Kind == '[' {
		names = v.Words()
	}
	switch {
	case !ok:
		return flow.Missing
	case v.Kind != '"' && v.Kind != '[' || len(names) < len(v.Inside):
		return flow.Odd
	case want == "":
		return flow.NotCompared
	case slices.Contains(names, want):
		return flow.Fits
	}
	return flow.Elsewhere
}

// times lists the claims that are a NumericDate (RFC 7519 section 4.1, OpenID Connect).
var times = []string{"exp", "nbf", "iat", "auth_time", "updated_at"}

func stamp(claims *strict.Object, name string, now time.Time) flow.Stamp {
	v, ok := claims.Find(name)
	switch {
	case !ok:
		return flow.Stamp{Is: flow.Missing}
	case v.Kind != '0':
		return flow.Stamp{Is: flow.Odd}
	}
	return flow.Stamp{Is: flow.Fits, In: lasts(v.Duration(), now)}
}

// lasts returns the time until end, which counts from 1970; at most strict.Longest.
func lasts(end time.Duration, now time.Time) flow.Moment {
	if end == strict.Longest || end == -strict.Longest {
		return end
	}
	return end - time.Duration(now.UnixNano())
}

func list(o *strict.Object, times []string, now time.Time) []flow.Claim {
	var all []flow.Claim
	for _, v := range o.Inside {
		c := flow.Claim{Name: flow.FromOutside(v.Key), Value: flow.FromOutside(written(v)), Time: flow.Stamp{Is: flow.Missing}}
		if slices.Contains(times, v.Key) {
			c.Time = stamp(o, v.Key, now)
		}
		all = append(all, c)
	}
	return all
}

// written returns a text or a number as it came, and anything else as JSON.
func written(v strict.Value) string {
	if v.Kind != '{' && v.Kind != '[' {
		return v.Text
	}
	var parts []string
	for _, in := range v.Inside {
		text := written(in)
		if in.Kind == '"' {
			text = quoted(text)
		}
		if v.Kind == '{' {
			text = quoted(in.Key) + ":" + text
		}
		parts = append(parts, text)
	}
	return string(v.Kind) + strings.Join(parts, ",") + string(v.Kind+2) // } is two after {, and ] after [
}

func quoted(text string) string {
	out, _ := json.Marshal(text) // a string has no error
	return string(out)
}
