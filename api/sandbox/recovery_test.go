package sandbox

import "testing"

func TestRecoveryTakesTwoCodes(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	got := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "")
	if got.text("challenge_type") != "oob" || got.text("binding_method") != "prompt" || len(got.body) != 5 {
		t.Errorf("got %s", got.raw)
	}
	first := r.newest()
	if first.Channel != email || first.Number != 1 {
		t.Errorf("the first code came as %+v", first)
	}
	mfaToken, oobCode := got.text("mfa_token"), got.text("oob_code")
	r.answer(mfaToken, oobCode, notThe(first.Code.Reveal())).want(403, "invalid_grant")
	again := r.answer(mfaToken, oobCode, first.Code.Reveal()).want(403, "mfa_required").text("mfa_token")
	r.answer(mfaToken, oobCode, first.Code.Reveal()).want(403, "invalid_grant")

	oobCode = r.challenge(again, email) // refused in effect: the two codes take different channels
	second := r.newest()
	if second.Channel != sms || second.Number != 1 {
		t.Errorf("the second code came as %+v", second)
	}
	r.answer(again, oobCode, second.Code.Reveal()).want(200, "").text("access_token")
}

func TestRecoveryCanSendTheFirstCodeAgain(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	mfaToken := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "").text("mfa_token")
	oobCode := r.challenge(mfaToken, sms)
	second := r.answer(mfaToken, oobCode, r.newestCode()).want(403, "mfa_required").text("mfa_token")
	r.challenge(second, sms)
	if m := r.newest(); m.Channel != email || m.Number != 2 {
		t.Errorf("after a first code by SMS the second came as %+v", m)
	}
}

func TestRecoveryOfACustomerWithOneAddress(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	company := object{"ident_type": "email", "ident": "kari@example.com", "audience": r.aud, "type": "company"}
	got := r.post("/customers/mfa_login_recovery", company).want(200, "")
	second := r.answer(got.text("mfa_token"), got.text("oob_code"), r.newestCode()).want(403, "mfa_required").text("mfa_token")
	oobCode := r.challenge(second, sms)
	if m := r.newest(); m.Channel != email || m.Number != 2 {
		t.Errorf("got %+v", m)
	}
	r.answer(second, oobCode, r.newestCode()).want(200, "")
}

func TestRecoveryBadInput(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	good := r.recoveryBody()
	for _, test := range []struct {
		name   string
		body   object
		status int
		code   string
	}{
		{"no ident", good.without("ident"), 400, "invalid_parameters"},
		{"no ident_type", good.without("ident_type"), 400, "invalid_parameters"},
		{"no type", good.without("type"), 400, "invalid_parameters"},
		{"no audience", good.without("audience"), 400, "invalid_parameters"},
		{"a secret", good.with("secret", karisSecret), 400, "invalid_parameters"},
		{"another audience", good.with("audience", "x"), 403, "unknown_audience"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := *r
			r.t = t
			r.post("/customers/mfa_login_recovery", test.body).want(test.status, test.code)
		})
	}
}

func TestRecoveryOfAnUnknownCustomerLooksLikeAnyOther(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	known := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "")
	unknown := r.post("/customers/mfa_login_recovery", r.recoveryBody().with("ident", "+4700000000")).want(200, "")
	if len(known.raw) != len(unknown.raw) || len(known.body) != len(unknown.body) {
		t.Errorf("told apart:\n%s\n%s", known.raw, unknown.raw)
	}
	if got := len(r.s.Messages()); got != 1 {
		t.Errorf("%d messages went out, want 1", got)
	}
	mfaToken := unknown.text("mfa_token")
	r.answer(mfaToken, unknown.text("oob_code"), "123456").want(403, "invalid_grant")
	oobCode := r.challenge(mfaToken, sms)
	for range 5 {
		r.answer(mfaToken, oobCode, "123456").want(403, "invalid_grant")
	}
	r.answer(mfaToken, oobCode, "123456").want(429, "too_many_attempts")
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	good := object{"email": "kari@example.com", "audience": r.aud, "type": "customer"}
	for _, test := range []struct {
		name     string
		body     object
		status   int
		code     string
		messages int
	}{
		{"a customer", good, 204, "", 1},
		{"nobody", good.with("email", "nobody@example.com"), 204, "", 1},
		{"no email", good.without("email"), 400, "invalid_parameters", 1},
		{"no type", good.without("type"), 400, "invalid_parameters", 1},
		{"another audience", good.with("audience", "x"), 403, "unknown_audience", 1},
		{"a company", good.with("type", "company"), 204, "", 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := *r
			r.t = t
			r.post("/customers/change_password", test.body).want(test.status, test.code)
			if got := len(r.s.Messages()); got != test.messages {
				t.Errorf("%d messages, want %d", got, test.messages)
			}
		})
	}
	if m := r.newest(); m.Channel != email || m.To != "kari@example.com" || !m.Code.IsEmpty() || m.Number != 0 {
		t.Errorf("got %+v", m)
	}
}
