package flow

import "time"

// Signature is the result of checking a token's signature with the account's keys.
type Signature int

// A Signature starts at SignatureUnchecked. Only SignatureVerified is a signature that holds.
const (
	SignatureUnchecked  Signature = iota // no keys are known
	SignatureVerified                    // by one of the account's keys
	SignatureBad                         // the key that the token names did not make it
	SignatureForeignKey                  // its key is not one of the account's, of which all were read
	SignatureUnknownKey                  // its key was not found among the keys that could be read
	SignatureKeyUnfit                    // the account's key of this id is broken or too weak
	SignatureForbidden                   // none, HS256 or another algorithm that is never verified
	SignatureCritical                    // the header has crit or b64, which change what is signed
	SignatureUnreadable                  // not a signed JWT
)

// Holds reports whether the account vouches for the token. It is Unknown where no key could be
// tried, and for a token that only its issuer can read.
func (s Signature) Holds() Tristate {
	switch s {
	case SignatureVerified:
		return Yes
	case SignatureBad, SignatureForeignKey, SignatureForbidden, SignatureCritical:
		return No
	default:
		return Unknown
	}
}

// Verdict is the result of every check of a token, each by itself.
type Verdict struct {
	Signature Signature
	Issuer    Statement
	Audience  Statement
	Expiry    Statement
	NotBefore Statement
}

// Statement is the result of a check of one claim.
type Statement struct {
	Holds Tristate
	Found Match
	In    Moment // until the claim's time, for exp and nbf; negative when it is over
}

// notBeforeLeeway is by how much a token may begin ahead of our clock: its issuer's may be a
// little fast (RFC 7519 section 4.1.5).
const notBeforeLeeway = time.Minute

// Judge checks a token's claims some time after they were decoded. Times are compared with the
// server's clock, which is ours and skew. A missing exp is no mistake, and no promise either; a
// missing nbf is one from the start.
func Judge(c Claims, s Signature, age, skew Moment) Verdict {
	if !c.Decoded {
		return Verdict{Signature: SignatureUnreadable}
	}
	return Verdict{
		Signature: s,
		Issuer:    compared(c.IssuerIs),
		Audience:  compared(c.AudienceIs),
		Expiry:    expiry(c.Expiry, age+skew),
		NotBefore: notBefore(c.NotBefore, age+skew),
	}
}

// Holds reports whether the token is verified: Yes only if its signature and all its claims hold,
// and No as soon as one does not.
func (v Verdict) Holds() Tristate {
	all := Yes
	for _, one := range []Tristate{v.Signature.Holds(), v.Issuer.Holds, v.Audience.Holds, v.Expiry.Holds, v.NotBefore.Holds} {
		switch one {
		case No:
			return No
		case Unknown:
			all = Unknown
		}
	}
	return all
}

// compared judges a name. The form of an issuer is not documented, so that a different one is
// open; one of another account is not, nor is a token for another audience.
func compared(f Match) Statement {
	switch f {
	case Fits:
		return Statement{Holds: Yes, Found: f}
	case Odd, Elsewhere:
		return Statement{Holds: No, Found: f}
	default:
		return Statement{Found: f}
	}
}

func expiry(s Stamp, passed Moment) Statement {
	left := s.In - passed
	switch {
	case s.Is == Odd:
		return Statement{Holds: No, Found: Odd}
	case s.Is != Fits:
		return Statement{Found: Missing}
	case left <= 0:
		return Statement{Holds: No, Found: IsOver, In: left}
	}
	return Statement{Holds: Yes, Found: Fits, In: left}
}

func notBefore(s Stamp, passed Moment) Statement {
	left := s.In - passed
	switch {
	case s.Is == Odd:
		return Statement{Holds: No, Found: Odd}
	case s.Is != Fits:
		return Statement{Holds: Yes, Found: Missing}
	case left > notBeforeLeeway:
		return Statement{Holds: No, Found: IsAhead, In: left}
	}
	return Statement{Holds: Yes, Found: Fits, In: left}
}
