package flow

// Token is the result of a customer's login (contract 2 and 5). It is never the client's
// own token, which stays in api.
type Token struct {
	Access    Secret
	Refresh   Secret // empty when the API sent none, which is normal
	ExpiresIn Moment // 0 when the API did not name it
	Claims    Claims
}

// ClientToken is what the client's own token says of itself. Its text stays in api.
type ClientToken struct {
	Claims    Claims
	Since     Moment // when Claims was decoded
	Signature Signature
}

// Signed is how far the check of a customer's token is.
type Signed struct {
	Token     Secret // the access token that is meant; empty before any
	Standing  Standing
	Signature Signature
}
