package sandbox

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"
)

func TestLocked(t *testing.T) {
	r := parallel(t, Options{Scenario: "locked"})
	for _, wait := range []string{"60", "55", "50"} {
		r.post("/customers/mfa_login", r.mfaLoginBody()).want(429, "too_many_attempts").waits(wait)
		r.clock.turn(5 * time.Second)
	}
	r.clock.turn(45 * time.Second)
	r.login()
	r.post("/customers/login", r.passwordBody()).want(429, "too_many_attempts")
	r.play("happy")
	r.login()
}

func TestNoScope(t *testing.T) {
	r := parallel(t, Options{})
	begun := r.signIn()
	r.play("no-scope")
	r.get("/customers/settings").want(401, "invalid_token") // the token from before tells of scopes that are gone
	r.renew()
	r.get("/customers/settings").want(200, "")
	if got, _ := r.read(r.token); strings.Contains(got.Scope, scopeUsers) || !strings.Contains(got.Scope, scopeMFA) {
		t.Errorf("the token has the scopes %q", got.Scope)
	}
	if got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "insufficient_scope"); !strings.Contains(string(got.raw), scopeUsers) {
		t.Errorf("does not name the scope: %s", got.raw)
	}
	oobCode := r.challenge(begun, sms)
	r.answer(begun, oobCode, r.newestCode()).want(200, "")

	r.play("happy")
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(401, "invalid_token")
	r.renew()
	r.login()
}

func TestRateLimited(t *testing.T) {
	r := parallel(t, Options{Scenario: "rate-limited"})
	for range 2 {
		mfaToken := r.signIn()
		r.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(429, "too_many_attempts").waits("5")
		r.get("/customers/settings").want(200, "")
		oobCode := r.challenge(mfaToken, sms)
		r.answer(mfaToken, oobCode, r.newestCode()).want(429, "too_many_attempts")
		r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
		r.post("/customers/mfa_login", r.mfaLoginBody()).want(429, "too_many_attempts")
	}
	r.play("happy")
	r.login()
}

func TestServerError(t *testing.T) {
	r := parallel(t, Options{Scenario: "server-error"})
	r.get("/customers/settings").want(200, "")
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(500, "server_error")
	mfaToken := r.signIn()
	r.post("/auth/mfa/challenge", challengeBody(mfaToken)).want(500, "server_error")
	r.arrived(0)
	oobCode := r.challenge(mfaToken, sms)
	r.answer(mfaToken, oobCode, r.newestCode()).want(500, "server_error")
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestSlow(t *testing.T) {
	r := parallel(t, Options{})
	r.play("slow")
	got := make(chan reply, 1)
	go func() { got <- r.do(r.request("POST", "/customers/mfa_login", r.mfaLoginBody())) }()
	<-r.clock.armed
	r.clock.turn(3*time.Second - time.Millisecond)
	select {
	case early := <-got:
		t.Fatalf("answered early: %d %v", early.status, early.err)
	default:
	}
	r.clock.turn(time.Millisecond)
	(<-got).want(200, "")
}

func TestWhoGivesUpOnASlowCallHasAskedForNothing(t *testing.T) {
	t.Parallel()
	gone := make(chan Request, 8)
	r := rigged(t, Options{OnRequest: func(q Request) { gone <- q }})
	<-gone
	mfaToken := r.signIn()
	<-gone
	r.play("slow")
	impatient := r.request("POST", "/customers/mfa_login", r.mfaLoginBody())
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan reply, 1)
	go func() { done <- r.do(impatient.WithContext(ctx)) }()
	<-r.clock.armed
	cancel()
	if got := <-done; got.err == nil {
		t.Errorf("got %d", got.status)
	}
	if q := <-gone; q.Status != 0 {
		t.Errorf("answered %d to nobody", q.Status)
	}
	if left := len(r.clock.timers); left != 0 {
		t.Errorf("%d timers left", left)
	}
	r.challenge(mfaToken, sms) // a login begun before is not slow
	if got := len(r.s.first.logins); got != 1 {
		t.Errorf("%d logins, want 1", got)
	}
}

func TestCut(t *testing.T) {
	r := parallel(t, Options{Scenario: "cut"})
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.answer(mfaToken, oobCode, r.newestCode()).wantCut()
	r.answer(mfaToken, oobCode, r.newestCode()).want(403, "invalid_grant") // it was used
	r.finish(mfaToken)

	mfaToken = r.signIn()
	oobCode = r.challenge(mfaToken, sms)
	code := r.newestCode()
	r.answer(mfaToken, oobCode, notThe(code)).wantCut()
	r.answer(mfaToken, oobCode, code).want(200, "")
	r.play("happy")
	r.login()
}

func TestGarbage(t *testing.T) {
	r := parallel(t, Options{Scenario: "garbage"})
	r.get("/customers/settings").want(200, "")
	call := func(path string, body object) reply {
		t.Helper()
		html := r.post(path, body)
		if html.status != http.StatusBadGateway || !strings.HasPrefix(string(html.raw), "<html>") || html.header.Get("Content-Type") != "text/html" {
			t.Errorf("got %d %s", html.status, html.raw)
		}
		half := r.post(path, body)
		if half.err == nil || half.status != 200 || len(half.raw) == 0 || json.Valid(half.raw) {
			t.Errorf("got %d %s, %v", half.status, half.raw, half.err)
		}
		types := r.post(path, body)
		if types.err != nil || types.status != 200 || types.body["access_token"] != 7.0 {
			t.Errorf("got %d %s, %v", types.status, types.raw, types.err)
		}
		return r.post(path, body).want(200, "")
	}
	mfaToken := call("/customers/mfa_login", r.mfaLoginBody()).text("mfa_token")
	oobCode := call("/auth/mfa/challenge", challengeBody(mfaToken)).text("oob_code")
	r.arrived(1)
	call("/auth/token", answerBody(mfaToken, oobCode, r.newestCode()))
	r.play("happy")
	r.login()
}

func TestHostileLink(t *testing.T) {
	r := parallel(t, Options{Scenario: "hostile-link"})
	for path, body := range map[string]object{"/customers/mfa_login": r.mfaLoginBody(), "/customers/mfa_login_recovery": r.recoveryBody()} {
		got := r.post(path, body).want(200, "")
		if strings.Contains(string(got.raw), r.s.host) || !strings.Contains(string(got.raw), "api.dintero.com.login.example") {
			t.Errorf("got %s", got.raw)
		}
	}
	r.login()
}

func TestHostileText(t *testing.T) {
	r := parallel(t, Options{Scenario: "hostile-text"})
	hostile := func(text string) bool { return strings.HasSuffix(text, hostileText) }
	refused := r.post("/customers/mfa_login", r.mfaLoginBody().with("secret", "wrong")).want(403, "invalid_credentials")
	failure, _ := refused.body["error"].(map[string]any)
	if message, _ := failure["message"].(string); !hostile(message) {
		t.Errorf("a harmless message: %s", refused.raw)
	}
	settings := r.get("/customers/settings").want(200, "")
	if got := strings.Count(string(settings.raw), "HOSTILE"); got < 20 {
		t.Errorf("settings are nearly harmless: %s", settings.raw)
	}
	for _, raw := range [][]byte{refused.raw, settings.raw} {
		if strings.ContainsAny(string(raw), "\x1b\x00\r\n") {
			t.Errorf("not JSON: %q", raw)
		}
	}

	got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(200, "")
	if !hostile(got.text("mfa_token")) || got.text("oob_channel") != sms {
		t.Errorf("got %s", got.raw)
	}
	oobCode := r.challenge(got.text("mfa_token"), sms)
	m := r.newest()
	if !hostile(oobCode) || !hostile(m.Text) || len(m.Code.Reveal()) != 6 {
		t.Errorf("got %q, %q", oobCode, m.Text)
	}
	tokens := r.answer(got.text("mfa_token"), oobCode, m.Code.Reveal()).want(200, "")
	if c, _ := r.read(tokens.text("access_token")); !hostile(c.Subject) {
		t.Errorf("sub %q", c.Subject)
	}
	r.post("/auth/token", refreshBody(tokens.text("refresh_token"))).want(200, "")
	r.play("happy")
	if got := r.login(); strings.Contains(string(got.raw), "HOSTILE") {
		t.Errorf("got %s", got.raw)
	}
}

func TestSkewedClock(t *testing.T) {
	r := parallel(t, Options{Scenario: "skewed-clock"})
	r.renew()
	got := r.login()
	date, err := http.ParseTime(got.header.Get("Date"))
	if err != nil || !date.Equal(r.clock.read().Add(2*time.Hour)) {
		t.Errorf("Date %s at %s, %v", got.header.Get("Date"), r.clock.read(), err)
	}
	if c, _ := r.read(got.text("access_token")); !c.Expiry.Time().Equal(r.clock.read().Add(26 * time.Hour)) {
		t.Errorf("exp %v", c.Expiry.Time())
	}
	r.play("happy")
	if date := r.login().header.Get("Date"); date != r.clock.read().Format(http.TimeFormat) {
		t.Errorf("Date %s at %s", date, r.clock.read())
	}
}
