package sandbox

// recovery is POST /accounts/{aid}/customers/mfa_login_recovery (contract 6). It needs no
// secret, so it answers everybody alike: for an unknown customer it draws a code that
// goes nowhere and is never right (R10).
//
// The first code takes the recovery channel. Answering it gives another mfa_token, with
// which a challenge over the other channel goes on; see checkCode.
func (x *exchange) recovery() (any, *refusal) {
	if !x.mfaIsOn() {
		return nil, forbidden("recovery_unavailable", "Recovery by codes needs MFA, which is not enabled for this account")
	}
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	c, refused := x.findUnlocked(x.fields["ident_type"], x.fields["ident"])
	if refused != nil {
		return nil, refused
	}
	l := x.beginLogin(c, x.account.plan.recoveryChannel, true)
	ch := x.send(l, l.channel)
	return struct {
		Links         []link `json:"links"`
		OOBCode       string `json:"oob_code"`
		MFAToken      string `json:"mfa_token"`
		ChallengeType string `json:"challenge_type"`
		BindingMethod string `json:"binding_method"`
	}{x.links("mfa_oob"), ch.oobCode, l.token, "oob", "prompt"}, nil
}

// changePassword is POST /accounts/{aid}/customers/change_password (contract 8). The answer
// does not show whether a mail goes out.
func (x *exchange) changePassword() (any, *refusal) {
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	c, refused := x.find(byEmail, x.fields["email"])
	if refused != nil {
		return nil, refused
	}
	if !c.phantom {
		x.sent = append(x.sent, x.letterTo(c, email,
			"You asked for a new password. The real mail has a link for that; this one is simulated."+x.run.flavour))
	}
	return nil, nil
}
