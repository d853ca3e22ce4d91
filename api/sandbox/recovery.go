package sandbox

// recovery is POST /accounts/{aid}/customers/mfa_login_recovery (contract 6). It needs no
// secret, so it says yes to anybody: for an unknown customer a code is drawn that
// goes nowhere and is never right (R10).
//
// The first code takes the recovery channel. Answering it gives another mfa_token, with
// which a challenge over the other channel goes on; see checkCode.
func (x *exchange) recovery() (any, *refusal) {
	if !x.mfaIsOn() {
		return nil, recoveryUnavailable()
	}
	if !x.caller.client.granted(x.fields["audience"]) {
		return nil, unknownAudience()
	}
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	c := x.account.find(x.fields["type"], x.fields["ident_type"], x.fields["ident"])
	if refused := x.account.locked(c, x.now); refused != nil {
		return nil, refused
	}
	l := x.account.beginLogin(login{
		run: x.run, client: x.caller.client, customer: c, audience: x.fields["audience"],
		channel: c.channel(x.account.plan.recoveryChannel), halfway: true,
	}, x.now)
	ch := x.send(l, l.channel)
	return struct {
		Links         []link `json:"links"`
		OOBCode       string `json:"oob_code"`
		MFAToken      string `json:"mfa_token"`
		ChallengeType string `json:"challenge_type"`
		BindingMethod string `json:"binding_method"`
	}{x.links("mfa_oob"), ch.oobCode, l.token, "oob", "prompt"}, nil
}

// changePassword is POST /accounts/{aid}/customers/change_password (contract 8). Whether
// a mail goes out, the answer does not say.
func (x *exchange) changePassword() (any, *refusal) {
	if !x.caller.client.granted(x.fields["audience"]) {
		return nil, unknownAudience()
	}
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	c := x.account.find(x.fields["type"], byEmail, x.fields["email"])
	if !c.phantom {
		x.sent = append(x.sent, &letter{Message: Message{
			Channel: email, Account: x.account.id, Name: c.person.Name, Type: c.person.Type, To: c.person.Email,
			Text:   "You asked for a new password. The real mail has a link for that; this one is simulated." + x.run.flavour,
			SentAt: x.now,
		}})
	}
	return nil, nil
}
