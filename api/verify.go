package api

import (
	"context"

	"dintero-login/api/jwt"
	"dintero-login/flow"
)

// Expected is what the claims of this account's tokens should be. The contract documents no issuer:
// the base URL and the account's path are an assumption, which only a match confirms.
func (a *Adapter) Expected() jwt.Expected {
	return jwt.Expected{Issuer: a.cfg.BaseURL + "/accounts/" + a.cfg.Account, Audience: a.cfg.Audience}
}

// verifyToken checks the signatures of a customer's token and of the client's own. The keys are
// read again, once, where one of them names a key that is not known: it may be a new one.
func (a *Adapter) verifyToken(ctx context.Context, e flow.VerifyToken) flow.Event {
	a.vault.mu.Lock()
	own := a.vault.held
	a.vault.mu.Unlock()
	keys := e.Keys
	check := func() (customers, clients flow.Signature) {
		return jwt.Verify(e.Token, keys), jwt.Verify(own.secret, keys)
	}
	customers, clients := check()
	if isUnknown(customers) || isUnknown(clients) {
		if again, ok := a.readKeys(ctx).(flow.KeysRead); ok {
			keys = again.Keys
			customers, clients = check()
		}
	}
	said := flow.ClientToken{}
	if !own.secret.IsEmpty() {
		said = a.own(own)
		said.Signature = clients
	}
	return flow.TokenVerified{Token: e.Token, Signature: customers, Own: said, Keys: keys}
}

func isUnknown(s flow.Signature) bool {
	return s == flow.SignatureForeignKey || s == flow.SignatureUnknownKey
}

// own returns what the client's own token says; its text is not among it.
func (a *Adapter) own(token clientToken) flow.ClientToken {
	return flow.ClientToken{Claims: jwt.Claims(token.secret, a.Expected(), a.cfg.Now()), Since: a.cfg.Clock()}
}
