package sandbox

import (
	"math/rand/v2"
	"strings"
	"testing"

	"dintero-login/flow"
)

// twoAccounts are the demo's account and another like it.
func twoAccounts() []accountPlan {
	plans := append(demoAccounts(), demoAccounts()...)
	plans[1].id = "T99887766"
	return plans
}

// twins are two accounts with the same customers and clients, and with the same random
// numbers, so that every mfa_token, oob_code and code is the same in both.
func twins(t *testing.T) (one, two *rig) {
	t.Helper()
	plans := twoAccounts()
	for i := range plans {
		plans[i].clients[0].id, plans[i].clients[0].secret = "shop", flow.Conceal("the same")
	}
	one = riggedWith(t, Options{}, plans)
	for _, a := range one.s.accounts {
		a.customers[identKey("customer", byPhone, karisPhone)].random = rand.NewChaCha8([32]byte{7})
	}
	return one, one.at("T99887766")
}

func TestSandboxesShareNothing(t *testing.T) {
	t.Parallel()
	one, two := rigged(t, Options{}), rigged(t, Options{})
	two.token = one.token
	two.get("/customers/settings").want(401, "invalid_token")
	one.play("locked")
	if two.s.Scenario() != "happy" || one.s.Scenario() != "locked" {
		t.Error("one's scenario is played by the other")
	}
}

func TestAccountsShareNothing(t *testing.T) {
	t.Parallel()
	r := riggedWith(t, Options{}, twoAccounts())
	mfaToken, oobCode, code := r.sent()
	refreshToken := r.login().text("refresh_token")
	other := r.at("T99887766")
	other.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(404, "not_found")
	other.answer(mfaToken, oobCode, code).want(403, "expired_token")
	other.post("/auth/token", refreshBody(refreshToken)).want(403, "invalid_grant")
	other.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "unknown_audience")
	other.login()
	r.answer(mfaToken, oobCode, code).want(200, "")
}

func TestTwinAccountsAreNotConfused(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	same := two.signIn()
	mfaToken, oobCode, code := one.sent()
	if again := two.challenge(same, sms); mfaToken != same || oobCode != again || code != two.newestCode() {
		t.Fatal("they are no twins")
	}
	all := one.s.Messages()
	if len(all) != 2 || all[0].Account != "T11223344" || all[1].Account != "T99887766" || all[0].Replaced {
		t.Errorf("got %+v", all)
	}

	two.often(5, "/auth/token", answerBody(same, oobCode, notThe(code)), 403, "invalid_grant")
	two.answer(same, oobCode, code).want(429, "too_many_attempts")
	first := one.answer(mfaToken, oobCode, code).want(200, "")
	one.answer(mfaToken, oobCode, code).want(403, "invalid_grant")

	two.challenge(same, sms) // their ways part: one's next number is two's newest code
	second := two.answer(same, two.s.accounts["T99887766"].logins[same].challenge.oobCode, two.newestCode()).want(200, "")
	for r, token := range map[*rig]string{one: first.text("access_token"), two: second.text("access_token")} {
		a := r.s.accounts[strings.TrimPrefix(r.account, r.s.base+"/accounts/")]
		c, err := a.keys.signed(token)
		if err != nil || c.Issuer != r.account || c.Audience[0] != r.aud {
			t.Errorf("got %+v, %v", c, err)
		}
	}

	two.token, one.token = one.token, two.token
	for _, r := range []*rig{one, two} {
		for _, to := range routes {
			var body any
			if to.method == "POST" {
				body = answerBody(mfaToken, oobCode, code)
			}
			code := "invalid_token"
			if to.method == "HEAD" {
				code = "" // has no body
			}
			r.do(r.request(to.method, "/"+to.path, body)).want(401, code)
		}
	}
}

func TestMessagesNameTheAccountWhereThereAreMore(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	one.challenge(one.signIn(), sms)
	two.challenge(two.signIn(), sms)
	list, _ := one.mailbox(one.steer("GET", "/sandbox/messages", ""), 2)
	if list[0]["account"] != "T11223344" || list[1]["account"] != "T99887766" || list[0]["code"] != list[1]["code"] {
		t.Errorf("got %v", list)
	}
}

func TestAFailureInOneAccountLocksNobodyInAnother(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	wrong := one.mfaLoginBody().with("secret", "wrong")
	one.often(100, "/customers/mfa_login", wrong, 403, "invalid_credentials")
	one.post("/customers/mfa_login", one.mfaLoginBody()).want(429, "too_many_attempts")
	two.login()
}
