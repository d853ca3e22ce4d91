package words

import (
	"time"

	"dintero-login/flow"
)

// Check is one check of a token in words.
type Check struct {
	Label string
	Holds flow.Tristate
	Text  string // who vouches for what, or what is wrong
}

// keyShown is how many bytes of a key's id are shown: enough to tell two apart.
const keyShown = 16

// Verdict gives every check of a token that can be read.
func Verdict(v flow.Verdict, c flow.Claims) []Check {
	return []Check{
		{"Signature", v.Signature.Holds(), Signature(v.Signature, c)},
		{"Issuer", v.Issuer.Holds, issuer(v.Issuer.Found)},
		{"Audience", v.Audience.Holds, audience(v.Audience.Found)},
		{"Expiry", v.Expiry.Holds, expiry(v.Expiry)},
		{"Not before", v.NotBefore.Holds, notBefore(v.NotBefore)},
	}
}

// Conclusion is a verdict in a few words.
func Conclusion(v flow.Verdict, c flow.Claims) string {
	switch {
	case !c.Decoded:
		return "opaque or broken: only its issuer can read it"
	case v.Holds() == flow.Yes:
		return "verified: signature, issuer, audience and times"
	case v.Holds() == flow.No:
		return "bad: do not trust it"
	case v.Signature == flow.SignatureVerified:
		return "signed by this account, the rest is not verified"
	default:
		return "decoded, not verified"
	}
}

// Signature says who made a signature, or why nobody can tell.
func Signature(s flow.Signature, c flow.Claims) string {
	key := "its key"
	if !c.KeyID.IsEmpty() {
		key = "key " + c.KeyID.ShownTo(keyShown)
	}
	switch s {
	case flow.SignatureVerified:
		return "made by this account, " + Joined(", ", key, c.Algorithm.ShownTo(keyShown))
	case flow.SignatureBad:
		return "not made by this account's " + key
	case flow.SignatureForeignKey:
		return key + " is not among this account's keys"
	case flow.SignatureUnknownKey:
		return key + " was not found; some keys could not be read"
	case flow.SignatureKeyUnfit:
		return "this account's " + key + " is too weak or broken"
	case flow.SignatureForbidden:
		if c.Algorithm.IsEmpty() {
			return "the token does not name its algorithm"
		}
		return c.Algorithm.ShownTo(keyShown) + " is never accepted: anybody could make it"
	case flow.SignatureCritical:
		return "crit or b64 in the header change what is signed"
	case flow.SignatureUnreadable:
		return "not a signed JWT that can be read in one way only"
	default:
		return "not verified: no keys to check it with"
	}
}

func issuer(f flow.Match) string {
	switch f {
	case flow.Fits:
		return "this account, by the profile's base URL"
	case flow.Elsewhere:
		return "another account than the profile's"
	case flow.Differs:
		return "not the expected one; Dintero documents none"
	case flow.Odd:
		return "iss is not a text"
	case flow.Missing:
		return "the token names none"
	default:
		return "not compared: no profile is named"
	}
}

func audience(f flow.Match) string {
	switch f {
	case flow.Fits:
		return "the one that the profile asks for"
	case flow.Elsewhere:
		return "not the one that the profile asks for"
	case flow.Odd:
		return "aud is neither a text nor a list of texts"
	case flow.Missing:
		return "the token names none"
	default:
		return "not compared: no profile is named"
	}
}

func expiry(s flow.Statement) string {
	switch s.Found {
	case flow.Fits:
		return "ends " + From(s.In)
	case flow.IsOver:
		return "ended " + From(s.In)
	case flow.Odd:
		return "exp is not a number"
	default:
		return "the token names none"
	}
}

func notBefore(s flow.Statement) string {
	switch s.Found {
	case flow.IsAhead:
		return "begins " + From(s.In)
	case flow.Odd:
		return "nbf is not a number"
	case flow.Missing:
		return "not named: valid from the start"
	default:
		return "has begun, " + From(min(s.In, 0))
	}
}

// farAway is a time that no clock shows: nearly a hundred years away.
const farAway = 90 * 365 * 24 * time.Hour

// From is a time as it is seen from now.
func From(in time.Duration) string {
	switch {
	case in > farAway:
		return "in more than 90 years"
	case in < -farAway:
		return "more than 90 years ago"
	case in > 0:
		return "in " + Left(in)
	default:
		if -in < time.Minute {
			return "less than a minute ago"
		}
		return Span(-in) + " ago"
	}
}

// Instant is a time that is so far away, by this machine's clock and in UTC.
func Instant(now time.Time, in time.Duration) string {
	if in.Abs() > farAway {
		return From(in)
	}
	at := now.Add(in)
	local := at.Format("Mon 2 Jan 2006 15:04:05 MST")
	if _, offset := at.Zone(); offset != 0 {
		local += " · " + at.UTC().Format("15:04:05 UTC")
	}
	return local + " · " + From(in)
}

// ClaimMeaning is what an entry of a header or of claims means; empty for one that is not known
// (RFC 7515 section 4.1, RFC 7519 section 4.1, RFC 9068).
func ClaimMeaning(name string) string {
	return map[string]string{
		"alg": "algorithm of the signature", "kid": "key of the signature", "typ": "type", "cty": "type of the claims",
		"jku": "ignored: a token does not choose its keys", "jwk": "ignored: a token does not bring its key",
		"x5u": "ignored: a token does not choose its keys", "x5c": "ignored: a token does not bring its key",
		"x5t": "thumbprint of a certificate", "crit": "what a reader has to know", "b64": "how the claims are written",
		"iss": "issuer", "sub": "the customer or client", "aud": "for whom it is", "exp": "ends", "nbf": "begins",
		"iat": "made", "jti": "number of the token", "azp": "the client that asked for it", "client_id": "the client that asked for it",
		"scope": "what it permits", "scopes": "what it permits", "auth_time": "the customer signed in", "amr": "how the customer signed in",
	}[name]
}
