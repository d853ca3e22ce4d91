package flow

// Token is the result of a customer's login (contract 2 and 5). It is never the client's
// own token, which stays in api.
type Token struct {
	Access    Secret
	Refresh   Secret // empty when the API sent none, which is normal
	ExpiresIn Moment // 0 when the API did not name it
	Claims    Claims
}

// Claims are the access token's claims: decoded, not verified. It is empty
// for a token that is no JWT (RFC 7519).
type Claims struct {
	Decoded   bool
	Subject   Foreign
	Issuer    Foreign
	Audience  Foreign // several are joined by a space
	Scope     Foreign
	Algorithm Foreign
	KeyID     Foreign
	HasExpiry bool
	Lasts     Moment // exp less our clock when the token came; may be negative
}
