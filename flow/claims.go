package flow

// Claims are a token's header and claims (RFC 7519): decoded, not verified. It is empty for a token
// that is not a signed JWT.
type Claims struct {
	Decoded   bool
	Subject   Foreign
	Issuer    Foreign
	Audience  Foreign // several are joined by a space
	Scope     Foreign
	Algorithm Foreign
	KeyID     Foreign

	IssuerIs   Match // Fits, Missing, Odd, Differs, Elsewhere, or NotCompared
	AudienceIs Match // Fits, Missing, Odd, Elsewhere, or NotCompared
	Expiry     Stamp
	NotBefore  Stamp

	All *ClaimList // every entry of the header and of the claims, as they came
}

// Stamp is a time inside a token, such as exp.
type Stamp struct {
	Is Match  // Fits, Missing, or Odd where it is not a number
	In Moment // less our clock when the token was decoded; may be negative
}

// ClaimList is the entries of a token in their order, immutable, shared by pointer.
type ClaimList struct {
	Header []Claim
	Claims []Claim
}

// Claim is one entry of a token's header or claims.
type Claim struct {
	Name  Foreign
	Value Foreign // a text or a number as written, anything else as JSON
	Time  Stamp   // for an entry that is a time by RFC 7519; Missing for every other
}

// Match is the result of comparing a token's claim with what it should be.
type Match int

// A Match starts at NotCompared.
const (
	NotCompared Match = iota // nobody said what it should be
	Missing
	Odd // of a type that it may not have
	Fits
	Differs
	Elsewhere // it names another account, or other audiences
	IsOver    // an expiry in the past
	IsAhead   // a beginning in the future
)
