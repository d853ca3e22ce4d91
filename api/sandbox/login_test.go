package sandbox

import (
	"strings"
	"testing"
	"time"
)

func TestMFALogin(t *testing.T) {
	r := parallel(t, Options{})
	good := r.mfaLoginBody()
	ola, company := good.with("ident", olasPhone).with("secret", olasSecret), r.companyBody()
	r.each(t, "/customers/mfa_login", []attempt{
		{"by phone number", good, 200, ""},
		{"by e-mail", good.with("ident_type", "email").with("ident", "kari@example.com"), 200, ""},
		{"by e-mail in another case", good.with("ident_type", "email").with("ident", "KARI@EXAMPLE.com"), 200, ""},
		{"by a number without its +", good.with("ident", "4799999999"), 200, ""},
		{"a number with two +", good.with("ident", "++4799999999"), 403, "invalid_credentials"},
		{"another customer", ola, 200, ""},
		{"a company with the same e-mail", company, 200, ""},
		{"the customer's secret for the company", company.with("secret", karisSecret), 403, "invalid_credentials"},
		{"a wrong secret", good.with("secret", "1357"), 403, "invalid_credentials"},
		{"a secret with a space more", good.with("secret", "246810 "), 403, "invalid_credentials"},
		{"an unknown customer", good.with("ident", "+4700000000"), 403, "invalid_credentials"},
		{"a number in another notation", good.with("ident", "99999999"), 403, "invalid_credentials"},
		{"a number as an e-mail address", good.with("ident_type", "email"), 403, "invalid_credentials"},
		{"the wrong type", good.with("type", "company"), 403, "invalid_credentials"},
		{"a type that does not exist", good.with("type", "robot"), 400, "invalid_parameters"},
		{"a type that cannot log in", good.with("type", "contact"), 400, "invalid_parameters"},
		{"an ident_type that does not exist", good.with("ident_type", "fax"), 400, "invalid_parameters"},
		{"another audience", good.with("audience", "https://api.dintero.com/v1/accounts/T00000000"), 403, "unknown_audience"},
	})
	r.arrived(0)
}

func TestMFALoginAnswersAsContract3Says(t *testing.T) {
	r := parallel(t, Options{})
	got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(200, "")
	if got.text("challenge_type") != "oob" || got.text("oob_channel") != "sms" {
		t.Errorf("got %s", got.raw)
	}
	links, _ := got.body["links"].([]any)
	want := map[string]string{"mfa_challenge": r.account + "/auth/mfa/challenge", "mfa_oob": r.account + "/auth/token"}
	for _, l := range links {
		link, _ := l.(map[string]any)
		rel, _ := link["rel"].(string)
		if link["href"] != want[rel] {
			t.Errorf("link %s to %v, want %s", rel, link["href"], want[rel])
		}
		delete(want, rel)
	}
	if len(want) > 0 || len(got.body) != 4 {
		t.Errorf("got %s, links missing: %v", got.raw, want)
	}
}

func TestACustomerWithoutAPhoneGetsTheCodeByMail(t *testing.T) {
	r := parallel(t, Options{})
	got := r.post("/customers/mfa_login", r.companyBody()).want(200, "")
	if got.text("oob_channel") != email {
		t.Errorf("oob_channel %s, want email", got.text("oob_channel"))
	}
	r.challenge(got.text("mfa_token"), sms)
	r.newestCame(email, 1)
	if m := r.newest(); m.Type != "company" {
		t.Errorf("got %+v", m)
	}
}

func TestUnknownCustomerAndWrongSecretReadTheSame(t *testing.T) {
	r := parallel(t, Options{})
	wrong := r.post("/customers/mfa_login", r.mfaLoginBody().with("secret", "1357"))
	unknown := r.post("/customers/mfa_login", r.mfaLoginBody().with("ident", "+4700000000"))
	wrongType := r.post("/customers/mfa_login", r.mfaLoginBody().with("type", "company"))
	if string(wrong.raw) != string(unknown.raw) || string(wrong.raw) != string(wrongType.raw) {
		t.Errorf("told apart:\n%s\n%s\n%s", wrong.raw, unknown.raw, wrongType.raw)
	}
}

// The scenario mfa-off makes the account one on which a password is enough.
func TestPasswordLogin(t *testing.T) {
	r := parallel(t, Options{Scenario: "mfa-off"})
	good := r.passwordBody()
	typed := good.without("email").with("ident_type", "phone_number").with("ident", karisPhone)
	r.each(t, "/customers/login", []attempt{
		{"by email", good, 200, ""},
		{"by ident_type and ident", typed, 200, ""},
		{"by ident_type email", typed.with("ident_type", "email").with("ident", "kari@example.com"), 200, ""},
		{"both ways", typed.with("email", "kari@example.com"), 200, ""},
		{"both ways, of which the e-mail address counts", typed.with("email", "ola@example.com"), 403, "invalid_credentials"},
		{"both ways, of which the other is nobody's", typed.with("email", "kari@example.com").with("ident", "+4700000000"), 200, ""},
		{"email and half of the other way", good.with("ident", karisPhone), 200, ""},
		{"email in another case", good.with("email", "KARI@Example.COM"), 200, ""},
		{"ident_type email in another case", typed.with("ident_type", "email").with("ident", "Kari@example.com"), 200, ""},
		{"neither way", good.without("email"), 400, "invalid_parameters"},
		{"half of a way", typed.without("ident"), 400, "invalid_parameters"},
		{"the other half of it", typed.without("ident_type"), 400, "invalid_parameters"},
		{"a wrong password", good.with("password", "1357"), 403, "invalid_credentials"},
		{"an unknown customer", good.with("email", "nobody@example.com"), 403, "invalid_credentials"},
		{"the wrong type", good.with("type", "company"), 403, "invalid_credentials"},
		{"a password of 3 characters", good.with("password", "246"), 400, "invalid_parameters"},
		{"a password of 255 characters", good.with("password", strings.Repeat("å", 255)), 403, "invalid_credentials"},
		{"a password of 256 characters", good.with("password", strings.Repeat("å", 256)), 400, "invalid_parameters"},
		{"another audience", good.with("audience", "x"), 403, "unknown_audience"},
	})
	got := r.post("/customers/login", good).want(200, "")
	if got.text("token_type") != "Bearer" || got.body["expires_in"] != 86400.0 || got.text("refresh_token") == "" {
		t.Errorf("got %s", got.raw)
	}
	if got.header.Get("Cache-Control") != "no-store" || got.header.Get("Content-Type") != "application/json; charset=utf-8" {
		t.Errorf("got headers %v", got.header)
	}
}

func TestARefreshTokenNeedsItsScope(t *testing.T) {
	t.Parallel()
	r := riggedFor(t, scopeUsers, scopeMFA, scopeNoMFA)
	for _, got := range []reply{r.login(), r.post("/customers/login", r.passwordBody()).want(200, "")} {
		if _, there := got.body["refresh_token"]; there || got.text("access_token") == "" {
			t.Errorf("got %s", got.raw)
		}
	}
}

func TestPasswordLoginStepsUpOnAnAccountWithMFA(t *testing.T) {
	r := parallel(t, Options{})
	r.post("/customers/login", r.passwordBody().with("password", "1357")).want(403, "invalid_credentials")
	mfaToken := r.post("/customers/login", r.passwordBody()).want(403, "mfa_required").text("mfa_token")
	r.finish(mfaToken)
}

func TestPasswordLoginSkipsMFAWithTheScopeForThat(t *testing.T) {
	t.Parallel()
	r := riggedFor(t, scopeNoMFA) // which is enough for the call, too
	r.post("/customers/login", r.passwordBody()).want(200, "").text("access_token")
}

func TestAHundredFailuresInARowLockACustomer(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, ident string }{{"known", karisPhone}, {"unknown", "+4700000000"}} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			r := rigged(t, Options{})
			wrong := r.mfaLoginBody().with("ident", test.ident).with("secret", "wrong")
			r.often(100, "/customers/mfa_login", wrong, 403, "invalid_credentials")
			r.post("/customers/mfa_login", wrong.with("secret", karisSecret)).want(429, "too_many_attempts").waits("60")
			r.post("/customers/mfa_login_recovery", r.recoveryBody().with("ident", test.ident)).want(429, "too_many_attempts")
			r.post("/customers/mfa_login", r.mfaLoginBody().with("ident", olasPhone).with("secret", olasSecret)).want(200, "")

			r.clock.turn(60 * time.Second)
			r.post("/customers/mfa_login", wrong).want(403, "invalid_credentials")
			r.post("/customers/mfa_login", wrong).want(429, "too_many_attempts")
		})
	}
}

func TestASuccessForgivesFailures(t *testing.T) {
	r := parallel(t, Options{Scenario: "mfa-off"})
	wrongPassword := r.passwordBody().with("password", "wrong")
	r.often(99, "/customers/login", wrongPassword, 403, "invalid_credentials")
	for range 2 {
		r.post("/customers/login", r.passwordBody()).want(200, "")
		r.post("/customers/login", wrongPassword).want(403, "invalid_credentials")
	}
	r = rigged(t, Options{})
	wrong := r.mfaLoginBody().with("secret", "wrong")
	r.often(99, "/customers/mfa_login", wrong, 403, "invalid_credentials")
	r.login()
	r.post("/customers/mfa_login", wrong).want(403, "invalid_credentials")
	r.signIn()
}
