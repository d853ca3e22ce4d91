package sandbox

import "testing"

func TestRecoveryTakesTwoCodes(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	got := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "")
	if got.text("challenge_type") != "oob" || got.text("binding_method") != "prompt" || len(got.body) != 5 {
		t.Errorf("got %s", got.raw)
	}
	r.newestCame(email, 1)
	first := r.newest()
	mfaToken, oobCode := got.text("mfa_token"), got.text("oob_code")
	r.answer(mfaToken, oobCode, notThe(first.Code.Reveal())).want(403, "invalid_grant")
	again := r.answer(mfaToken, oobCode, first.Code.Reveal()).want(403, "mfa_required").text("mfa_token")
	r.answer(mfaToken, oobCode, first.Code.Reveal()).want(403, "invalid_grant")

	oobCode = r.challenge(again, email) // refused in effect: the two codes take different channels
	r.newestCame(sms, 1)
	r.answer(again, oobCode, r.newestCode()).want(200, "").text("access_token")
}

func TestRecoveryCanSendTheFirstCodeAgain(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	mfaToken := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "").text("mfa_token")
	oobCode := r.challenge(mfaToken, sms)
	second := r.answer(mfaToken, oobCode, r.newestCode()).want(403, "mfa_required").text("mfa_token")
	r.challenge(second, sms)
	r.newestCame(email, 2) // after a first code by SMS
}

func TestRecoveryOfACustomerWithOneAddress(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	got := r.post("/customers/mfa_login_recovery", r.companyBody().without("secret")).want(200, "")
	second := r.answer(got.text("mfa_token"), got.text("oob_code"), r.newestCode()).want(403, "mfa_required").text("mfa_token")
	oobCode := r.challenge(second, sms)
	r.newestCame(email, 2)
	r.answer(second, oobCode, r.newestCode()).want(200, "")
}

func TestRecoveryTakesNoSecretAndNoOtherAudience(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	r.post("/customers/mfa_login_recovery", r.mfaLoginBody()).want(400, "invalid_parameters")
	r.post("/customers/mfa_login_recovery", r.recoveryBody().with("audience", "x")).want(403, "unknown_audience")
}

func TestRecoveryOfAnUnknownCustomerLooksLikeAnyOther(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	known := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "")
	unknown := r.post("/customers/mfa_login_recovery", r.recoveryBody().with("ident", "+4700000000")).want(200, "")
	if len(known.raw) != len(unknown.raw) || len(known.body) != len(unknown.body) {
		t.Errorf("told apart:\n%s\n%s", known.raw, unknown.raw)
	}
	r.arrived(1)
	mfaToken := unknown.text("mfa_token")
	r.answer(mfaToken, unknown.text("oob_code"), "123456").want(403, "invalid_grant")
	oobCode := r.challenge(mfaToken, sms)
	r.often(5, "/auth/token", answerBody(mfaToken, oobCode, "123456"), 403, "invalid_grant")
	r.answer(mfaToken, oobCode, "123456").want(429, "too_many_attempts")
}

func TestChangePassword(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	good := r.mailBody()
	r.each(t, "/customers/change_password", []attempt{
		{"a customer", good, 204, ""},
		{"nobody", good.with("email", "nobody@example.com"), 204, ""},
		{"another audience", good.with("audience", "x"), 403, "unknown_audience"},
		{"a company", good.with("type", "company"), 204, ""},
	})
	r.arrived(2)
	for i, m := range r.s.Messages() {
		if m.Channel != email || m.To != "kari@example.com" || m.Type != userTypes[i] || !m.Code.IsEmpty() || m.Number != 0 {
			t.Errorf("got %+v", m)
		}
	}
}
