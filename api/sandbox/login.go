package sandbox

import (
	"cmp"
	"slices"
)

// mfaLogin is POST /accounts/{aid}/customers/mfa_login (contract 3).
func (x *exchange) mfaLogin() (any, *refusal) {
	if !x.mfaIsOn() {
		return nil, forbidden("mfa_not_enabled", "MFA is not enabled for this account")
	}
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	c, refused := x.admit(x.fields["ident_type"], x.fields["ident"], x.fields["secret"])
	if refused != nil {
		return nil, refused
	}
	l := x.beginLogin(c, x.loginChannel(), false)
	return struct {
		Links         []link `json:"links"`
		MFAToken      string `json:"mfa_token"`
		ChallengeType string `json:"challenge_type"`
		OOBChannel    string `json:"oob_channel"`
	}{x.links("mfa_challenge", "mfa_oob"), l.token, "oob", l.channel}, nil
}

// passwordLogin is POST /accounts/{aid}/customers/login (contract 2). With MFA on it
// ends in a step up, unless the client may skip MFA.
func (x *exchange) passwordLogin() (any, *refusal) {
	identType, ident, refused := x.oneIdent()
	if refused != nil {
		return nil, refused
	}
	c, l, refused := x.checkPassword(identType, ident)
	switch {
	case refused != nil:
		return nil, refused
	case l != nil:
		return nil, mfaRequired(l.token)
	default:
		return x.signIn(c, x.fields["audience"])
	}
}

// checkPassword gives the customer, and a login where the password is not enough.
func (x *exchange) checkPassword(identType, ident string) (*customer, *login, *refusal) {
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	c, refused := x.admit(identType, ident, x.fields["password"])
	if refused != nil {
		return nil, nil, refused
	}
	if x.mfaIsOn() && !x.holds(scopeNoMFA) {
		return c, x.beginLogin(c, x.loginChannel(), false), nil
	}
	x.account.failures.forgive(c.key)
	return c, nil, nil
}

// oneIdent takes the customer's identifier in either form. Both may be there: then the
// e-mail address counts, which the vendor names first.
func (x *exchange) oneIdent() (identType, ident string, refused *refusal) {
	mail, byMail := x.fields["email"]
	identType, typed := x.fields["ident_type"]
	ident, given := x.fields["ident"]
	switch {
	case byMail:
		return byEmail, mail, nil
	case typed && given:
		return identType, ident, nil
	default:
		return "", "", invalidParameters(problem{Message: "email, or ident_type and ident, are required"})
	}
}

// find returns the customer, known or not, if the client may use the audience. The account's
// lock is held.
func (x *exchange) find(identType, ident string) (*customer, *refusal) {
	if !x.caller.client.granted(x.fields["audience"]) {
		return nil, unknownAudience()
	}
	return x.account.find(x.fields["type"], identType, ident), nil
}

func (x *exchange) findUnlocked(identType, ident string) (*customer, *refusal) {
	c, refused := x.find(identType, ident)
	if refused == nil {
		refused = x.account.locked(c, x.now)
	}
	return c, refused
}

// admit lets in whoever the secret proves. Right or wrong, known or unknown, it does the
// same work (R10); what fails is counted, unless the scenario made it fail. The account's
// lock is held.
func (x *exchange) admit(identType, ident, secret string) (*customer, *refusal) {
	c, refused := x.findUnlocked(identType, ident)
	if refused != nil {
		return nil, refused
	}
	if !c.knows(secret) {
		x.account.failures.add(c.key, x.now)
		return nil, invalidCredentials()
	}
	if x.run.refuseSecrets {
		return nil, invalidCredentials()
	}
	return c, nil
}

func (x *exchange) beginLogin(c *customer, channel string, halfway bool) *login {
	return x.account.beginLogin(login{
		run: x.run, client: x.caller.client, customer: c, audience: x.fields["audience"],
		channel: c.channel(channel), halfway: halfway, sends: map[string]int{},
	}, x.now)
}

// link is where the vendor says that a login goes on. Its host is the sandbox's own,
// unless the scenario has another.
type link struct {
	Rel  string `json:"rel"`
	Href string `json:"href"`
}

func (x *exchange) links(rels ...string) []link {
	account := cmp.Or(x.run.linkBase, x.s.base) + "/accounts/" + x.account.id + "/"
	all := []link{{"mfa_challenge", account + "auth/mfa/challenge"}, {"mfa_oob", account + tokenPath}}
	return slices.DeleteFunc(all, func(l link) bool { return !slices.Contains(rels, l.Rel) })
}
