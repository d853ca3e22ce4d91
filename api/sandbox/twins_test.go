package sandbox

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"dintero-login/flow"
)

// twins are two accounts with the same customers and clients, and with the same random
// numbers, so that every mfa_token, oob_code and code is the same in both.
func twins(t *testing.T) (one, two *rig) {
	t.Helper()
	plans := append(demoAccounts(), demoAccounts()...)
	plans[1].id = "T99887766"
	for i := range plans {
		plans[i].clients[0].id, plans[i].clients[0].secret = "shop", flow.Conceal("the same")
	}
	one = riggedWith(t, Options{}, plans)
	other := *one
	two = &other
	for _, a := range one.s.accounts {
		a.customers[identKey("customer", byPhone, karisPhone)].random = rand.NewChaCha8([32]byte{7})
	}
	two.account, two.aud = one.s.accounts["T99887766"].issuer, one.s.accounts["T99887766"].audience
	request := two.request("POST", "/auth/token", object{"grant_type": "client_credentials", "audience": two.aud})
	request.SetBasicAuth("shop", "the same")
	two.token = two.do(request).want(200, "").text("access_token")
	return one, two
}

func TestTwinAccountsAreNotConfused(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	mfaToken, same := one.signIn(), two.signIn()
	oobCode := one.challenge(mfaToken, sms)
	code := one.newestCode()
	if again := two.challenge(same, sms); mfaToken != same || oobCode != again || code != two.newestCode() {
		t.Fatal("they are no twins")
	}
	all := one.s.Messages()
	if len(all) != 2 || all[0].Account != "T11223344" || all[1].Account != "T99887766" || all[0].Replaced {
		t.Errorf("got %+v", all)
	}

	for range 5 {
		two.answer(same, oobCode, notThe(code)).want(403, "invalid_grant")
	}
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
				body = object{"grant_type": "mfa_oob", "mfa_token": mfaToken, "oob_code": oobCode, "binding_code": code}
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
	var list []map[string]string
	if err := json.Unmarshal(one.do(one.steer("GET", "/sandbox/messages", "")).want(200, "").raw, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 || list[0]["account"] != "T11223344" || list[1]["account"] != "T99887766" || list[0]["code"] != list[1]["code"] {
		t.Errorf("got %v", list)
	}
}

func TestAFailureInOneAccountLocksNobodyInAnother(t *testing.T) {
	t.Parallel()
	one, two := twins(t)
	wrong := one.mfaLoginBody().with("secret", "wrong")
	for range 100 {
		one.post("/customers/mfa_login", wrong).want(403, "invalid_credentials")
	}
	one.post("/customers/mfa_login", one.mfaLoginBody()).want(429, "too_many_attempts")
	two.login()
}
