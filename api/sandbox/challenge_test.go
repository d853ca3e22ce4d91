package sandbox

import (
	"regexp"
	"testing"
	"time"
)

func TestChallenge(t *testing.T) {
	r := parallel(t, Options{})
	good := object{"challenge_type": "oob", "mfa_token": r.signIn(), "oob_channel": "sms"}
	r.each(t, "/auth/mfa/challenge", []attempt{
		{"by SMS", good, 200, ""},
		{"by e-mail", good.with("oob_channel", "email"), 200, ""},
		{"no channel", good.without("oob_channel"), 200, ""},
		{"a channel that does not exist", good.with("oob_channel", "fax"), 400, "invalid_parameters"},
		{"another challenge type", good.with("challenge_type", "otp"), 400, "invalid_parameters"},
		{"an mfa_token that nobody gave", good.with("mfa_token", "nobody"), 404, "not_found"},
	})
}

func TestAChallengeSendsOneMessageWithSixDigits(t *testing.T) {
	t.Parallel()
	var seen []Message
	r := rigged(t, Options{OnMessage: func(m Message) { seen = append(seen, m) }})
	got := r.post("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": r.signIn()}).want(200, "")
	if got.text("challenge_type") != "oob" || got.text("binding_method") != "prompt" || len(got.body) != 3 {
		t.Errorf("got %s", got.raw)
	}
	m := r.newest()
	if m.Number != 1 || m.Channel != sms || m.To != karisPhone || m.Name != "Kari Nordmann" || m.Replaced ||
		!m.SentAt.Equal(r.clock.read()) || !m.DeliveredAt.Equal(r.clock.read()) {
		t.Errorf("got %+v", m)
	}
	if !regexp.MustCompile(`^\d{6}$`).MatchString(m.Code.Reveal()) || m.Text != "Your code is "+m.Code.Reveal() {
		t.Errorf("got %q", m.Text)
	}
	if len(seen) != 1 || seen[0] != m {
		t.Errorf("told of %v", seen)
	}
}

func TestAnswer(t *testing.T) {
	r := parallel(t, Options{})
	other, othersOOB, othersCode := r.sent()
	mfaToken, oobCode, code := r.sent()

	good := answerBody(mfaToken, oobCode, code)
	r.each(t, "/auth/token", []attempt{
		{"a wrong code", good.with("binding_code", notThe(code)), 403, "invalid_grant"},
		{"letters", good.with("binding_code", "abcdef"), 403, "invalid_grant"},
		{"another challenge's oob_code", good.with("oob_code", othersOOB), 403, "invalid_grant"},
		{"another challenge's oob_code and code", good.with("oob_code", othersOOB).with("binding_code", othersCode), 403, "invalid_grant"},
		{"another login's mfa_token", good.with("mfa_token", other), 403, "invalid_grant"},
		{"an mfa_token that nobody gave", good.with("mfa_token", "nobody"), 403, "expired_token"},
		{"another grant", good.with("grant_type", "password"), 400, "invalid_parameters"},
		{"the code", good, 200, ""},
		{"the code once more", good, 403, "invalid_grant"},
		{"the other login's code", good.with("mfa_token", other).with("oob_code", othersOOB).with("binding_code", othersCode).with("grant_type", "mfa-oob"), 200, ""},
	})
	r.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(403, "expired_token")
}

func TestTheSameCodeOfAnotherLoginIsWrong(t *testing.T) {
	r := parallel(t, Options{})
	_, _, code := r.sent()
	second, oobCode, its := r.sent()
	if its == code {
		t.Skip("one in a million: the same code twice")
	}
	r.answer(second, oobCode, code).want(403, "invalid_grant")
}

func TestFiveTriesAChallenge(t *testing.T) {
	r := parallel(t, Options{})
	mfaToken, oobCode, code := r.sent()
	r.often(5, "/auth/token", answerBody(mfaToken, oobCode, notThe(code)), 403, "invalid_grant")
	r.answer(mfaToken, oobCode, code).want(429, "too_many_attempts").waits("60")
	r.finish(mfaToken)
}

func TestWrongCodesLockACustomerToo(t *testing.T) {
	r := parallel(t, Options{})
	for range 100 / 5 {
		mfaToken, oobCode, code := r.sent()
		r.often(5, "/auth/token", answerBody(mfaToken, oobCode, notThe(code)), 403, "invalid_grant")
	}
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(429, "too_many_attempts")
}

func TestAResendReplacesTheCodeBefore(t *testing.T) {
	r := parallel(t, Options{})
	mfaToken, oob1, code1 := r.sent()
	oob2 := r.challenge(mfaToken, sms)
	code2 := r.newestCode()
	all := r.s.Messages()
	if len(all) != 2 || all[0].Number != 1 || !all[0].Replaced || all[1].Number != 2 || all[1].Replaced {
		t.Errorf("got %+v", all)
	}
	r.challenge(mfaToken, email)
	r.newestCame(email, 1)
	oob3 := r.challenge(mfaToken, sms)
	r.newestCame(sms, 3)
	r.answer(mfaToken, oob1, code1).want(403, "invalid_grant")
	r.answer(mfaToken, oob2, code2).want(403, "invalid_grant")
	if code2 != r.newestCode() {
		r.answer(mfaToken, oob3, code2).want(403, "invalid_grant")
	}
	r.answer(mfaToken, oob3, r.newestCode()).want(200, "")
}

func TestWhatIsTooOld(t *testing.T) {
	r := parallel(t, Options{})
	mfaToken, oobCode, code := r.sent()
	r.clock.turn(5*time.Minute - time.Second)
	r.answer(mfaToken, oobCode, notThe(code)).want(403, "invalid_grant")
	r.clock.turn(time.Second)
	r.answer(mfaToken, oobCode, code).want(403, "expired_token")

	r.clock.turn(10*time.Minute - time.Second)
	oobCode = r.challenge(mfaToken, sms)
	r.clock.turn(time.Second)
	r.answer(mfaToken, oobCode, r.newestCode()).want(403, "expired_token")
	r.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(403, "expired_token")

	r.clock.turn(15*time.Minute + time.Second)
	r.signIn()
	r.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(404, "not_found")
}

func TestALoginBelongsToTheClientThatBeganIt(t *testing.T) {
	t.Parallel()
	plans := demoAccounts()
	plans[0].clients = append(plans[0].clients, clientPlan{id: "another", scopes: []string{scopeUsers, scopeMFA, scopeRefresh}})
	r := riggedWith(t, Options{}, plans)
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	refreshToken := r.login().text("refresh_token")

	other := r.on(t)
	other.token = clientToken(r, "another")
	other.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(404, "not_found")
	other.answer(mfaToken, oobCode, r.s.Messages()[0].Code.Reveal()).want(403, "expired_token")
	other.post("/auth/token", refreshBody(refreshToken)).want(403, "invalid_grant")
	other.post("/auth/revoke", object{"token": refreshToken}).want(200, "")
	r.post("/auth/token", refreshBody(refreshToken)).want(200, "")
}

func TestRecoveryTakesTwoCodes(t *testing.T) {
	r := parallel(t, Options{})
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
	r := parallel(t, Options{})
	mfaToken := r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(200, "").text("mfa_token")
	oobCode := r.challenge(mfaToken, sms)
	second := r.answer(mfaToken, oobCode, r.newestCode()).want(403, "mfa_required").text("mfa_token")
	r.challenge(second, sms)
	r.newestCame(email, 2) // after a first code by SMS
}

func TestRecoveryOfACustomerWithOneAddress(t *testing.T) {
	r := parallel(t, Options{})
	got := r.post("/customers/mfa_login_recovery", r.companyBody().without("secret")).want(200, "")
	second := r.answer(got.text("mfa_token"), got.text("oob_code"), r.newestCode()).want(403, "mfa_required").text("mfa_token")
	oobCode := r.challenge(second, sms)
	r.newestCame(email, 2)
	r.answer(second, oobCode, r.newestCode()).want(200, "")
}

func TestRecoveryTakesNoSecretAndNoOtherAudience(t *testing.T) {
	r := parallel(t, Options{})
	r.post("/customers/mfa_login_recovery", r.mfaLoginBody()).want(400, "invalid_parameters")
	r.post("/customers/mfa_login_recovery", r.recoveryBody().with("audience", "x")).want(403, "unknown_audience")
}

func TestRecoveryOfAnUnknownCustomerLooksLikeAnyOther(t *testing.T) {
	r := parallel(t, Options{})
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
	r := parallel(t, Options{})
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
