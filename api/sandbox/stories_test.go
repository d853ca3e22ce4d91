package sandbox

import (
	"context"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"
)

func TestScenariosAreThoseOfDesign5(t *testing.T) {
	t.Parallel()
	want := []string{
		"happy", "wrong-secret", "mfa-off", "email-channel", "late-code", "no-code", "old-code", "expired", "locked", "no-scope",
		"rate-limited", "server-error", "slow", "cut", "garbage", "hostile-link", "hostile-text", "skewed-clock",
	}
	all := Scenarios()
	if len(all) != len(want) {
		t.Fatalf("%d stories, want %d", len(all), len(want))
	}
	for i, s := range all {
		if s.Name != want[i] || s.Does == "" || s.Reads == "" {
			t.Errorf("story %d is %+v, want %s", i, s, want[i])
		}
	}
}

func TestAnUnknownScenarioNamesTheNearest(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	for name, nearest := range map[string]string{"expird": "expired", "Late code": "late-code", "mfaoff": "mfa-off", "": "cut"} {
		err := r.s.SetScenario(name)
		if err == nil || !strings.Contains(err.Error(), strconv.Quote(nearest)) || !strings.Contains(err.Error(), "skewed-clock") {
			t.Errorf("%q: %v, want %s named, and all", name, err, nearest)
		}
	}
	if err := r.s.SetScenario(strings.Repeat("\x1b", 100_000)); err == nil {
		t.Error("took rubbish")
	}
	if _, err := Start(Options{Scenario: "sad"}); err == nil {
		t.Error("started with a story that does not exist")
	}
	if r.s.Scenario() != "happy" {
		t.Errorf("the story is %s now", r.s.Scenario())
	}
}

func TestWrongSecret(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "wrong-secret"})
	for range failuresToLock + 1 {
		r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "invalid_credentials")
	}
	r.post("/customers/login", r.passwordBody()).want(403, "invalid_credentials")
	r.tell("happy")
	r.login() // what the story refused counts for nothing
}

func TestMFAOff(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "mfa-off"})
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "mfa_not_enabled")
	r.post("/customers/mfa_login", r.mfaLoginBody().with("secret", "wrong")).want(403, "mfa_not_enabled")
	r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(403, "recovery_unavailable")
	r.post("/customers/login", r.passwordBody()).want(200, "").text("access_token")
}

func TestEmailChannel(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "email-channel"})
	got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(200, "")
	if got.text("oob_channel") != email {
		t.Errorf("oob_channel %s", got.text("oob_channel"))
	}
	r.challenge(got.text("mfa_token"), email)
	if m := r.newest(); m.Channel != email || m.To != "kari@example.com" {
		t.Errorf("got %+v", m)
	}
	// The contract's default is sms, even here; that is why a client has to name it.
	r.post("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": got.text("mfa_token")}).want(200, "")
	if m := r.newest(); m.Channel != sms {
		t.Errorf("got %+v", m)
	}
}

func TestLateCode(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "late-code"})
	sent := r.clock.read()
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.tell("happy")
	r.clock.turn(lateBy - time.Second)
	if got := len(r.s.Messages()); got != 0 {
		t.Fatalf("%d messages arrived early", got)
	}
	r.clock.turn(time.Second)
	if m := r.newest(); !m.SentAt.Equal(sent) || !m.DeliveredAt.Equal(sent.Add(lateBy)) {
		t.Errorf("got %+v", m)
	}
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
	r.challenge(r.signIn(), sms)
	if got := len(r.s.Messages()); got != 2 {
		t.Errorf("%d messages, want 2: the next login is not late", got)
	}
}

func TestALateCodeThatWasReplacedSaysSo(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "late-code"})
	mfaToken := r.signIn()
	r.challenge(mfaToken, sms)
	r.challenge(mfaToken, sms)
	r.clock.turn(lateBy)
	for _, m := range r.s.Messages() {
		if m.Replaced != (m.Number == 1) {
			t.Errorf("got %+v", m)
		}
	}
}

func TestNoCode(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "no-code"})
	mfaToken := r.signIn()
	r.challenge(mfaToken, sms)
	r.challenge(mfaToken, sms)
	r.clock.turn(time.Hour / 5)
	if got := len(r.s.Messages()); got != 0 {
		t.Fatalf("%d messages arrived", got)
	}
	oobCode := r.challenge(mfaToken, email)
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestOldCode(t *testing.T) {
	t.Parallel()
	var order []Message
	r := rigged(t, Options{Scenario: "old-code", OnMessage: func(m Message) { order = append(order, m) }})
	mfaToken := r.signIn()
	oob1 := r.challenge(mfaToken, sms)
	if len(order) != 0 {
		t.Fatalf("the first message arrived at once")
	}
	r.tell("happy")
	oobCode := r.challenge(mfaToken, sms)
	if len(order) != 2 || order[0].Number != 2 || order[0].Replaced || order[1].Number != 1 || !order[1].Replaced {
		t.Fatalf("arrived: %+v", order)
	}
	r.answer(mfaToken, oob1, order[1].Code.Reveal()).want(403, "invalid_grant")
	oobCode3 := r.challenge(mfaToken, sms)
	if len(order) != 3 || order[2].Number != 3 {
		t.Fatalf("arrived: %+v", order)
	}
	r.answer(mfaToken, oobCode, order[0].Code.Reveal()).want(403, "invalid_grant")
	r.answer(mfaToken, oobCode3, order[2].Code.Reveal()).want(200, "")
}

func TestExpired(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "expired"})
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.clock.turn(shortLife)
	r.answer(mfaToken, oobCode, r.newestCode()).want(403, "expired_token")
	oobCode = r.challenge(mfaToken, sms)
	r.clock.turn(shortLife - time.Second)
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestALoginKeepsTheStoryThatItBeganWith(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	patient := r.signIn()
	r.tell("expired")
	hasty := r.signIn()
	r.tell("happy")

	oobPatient := r.challenge(patient, sms)
	codePatient := r.newestCode()
	oobHasty := r.challenge(hasty, sms)
	codeHasty := r.newestCode()
	r.clock.turn(shortLife)
	r.answer(patient, oobPatient, codePatient).want(200, "")
	r.answer(hasty, oobHasty, codeHasty).want(403, "expired_token")
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.clock.turn(shortLife)
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestLocked(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "locked"})
	for _, wait := range []string{"60", "55", "50"} {
		got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(429, "too_many_attempts")
		if got.header.Get("Retry-After") != wait {
			t.Errorf("Retry-After %s, want %s", got.header.Get("Retry-After"), wait)
		}
		r.clock.turn(5 * time.Second)
	}
	r.clock.turn(45 * time.Second)
	r.login()
	r.post("/customers/login", r.passwordBody()).want(429, "too_many_attempts")
	r.tell("happy")
	r.login()
}

func TestNoScope(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	begun := r.signIn()
	r.tell("no-scope")
	r.get("/customers/settings").want(401, "invalid_token") // the token from before tells of scopes that are gone
	r.renew()
	r.get("/customers/settings").want(200, "")
	parsed, err := jwt.ParseSigned(r.token, []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	var got claims
	if err := parsed.UnsafeClaimsWithoutVerification(&got); err != nil || strings.Contains(got.Scope, scopeUsers) || !strings.Contains(got.Scope, scopeMFA) {
		t.Errorf("the token says %q, %v", got.Scope, err)
	}
	if got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "insufficient_scope"); !strings.Contains(string(got.raw), scopeUsers) {
		t.Errorf("does not name the scope: %s", got.raw)
	}
	oobCode := r.challenge(begun, sms)
	r.answer(begun, oobCode, r.newestCode()).want(200, "")

	r.tell("happy")
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(401, "invalid_token")
	r.renew()
	r.login()
}

func TestRateLimited(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "rate-limited"})
	for range 2 {
		mfaToken := r.signIn()
		challenge := object{"challenge_type": "oob", "mfa_token": mfaToken}
		if got := r.post("/auth/mfa/challenge", challenge).want(429, "too_many_attempts"); got.header.Get("Retry-After") != "5" {
			t.Errorf("Retry-After %s, want 5", got.header.Get("Retry-After"))
		}
		r.get("/customers/settings").want(200, "")
		oobCode := r.post("/auth/mfa/challenge", challenge).want(200, "").text("oob_code")
		r.answer(mfaToken, oobCode, r.newestCode()).want(429, "too_many_attempts")
		r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
		r.post("/customers/mfa_login", r.mfaLoginBody()).want(429, "too_many_attempts")
	}
	r.tell("happy")
	r.login()
}

func TestServerError(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "server-error"})
	r.get("/customers/settings").want(200, "")
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(500, "server_error")
	mfaToken := r.signIn()
	r.post("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": mfaToken}).want(500, "server_error")
	if got := len(r.s.Messages()); got != 0 {
		t.Errorf("%d messages from a call that failed", got)
	}
	oobCode := r.challenge(mfaToken, sms)
	r.answer(mfaToken, oobCode, r.newestCode()).want(500, "server_error")
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestSlow(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	r.tell("slow")
	got := make(chan reply, 1)
	go func() { got <- r.do(r.request("POST", "/customers/mfa_login", r.mfaLoginBody())) }()
	<-r.clock.armed
	r.clock.turn(stalledFor - time.Millisecond)
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
	r.tell("slow")
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
	t.Parallel()
	r := rigged(t, Options{Scenario: "cut"})
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.answer(mfaToken, oobCode, r.newestCode()).wantCut()
	r.answer(mfaToken, oobCode, r.newestCode()).want(403, "invalid_grant") // it was used
	oobCode = r.challenge(mfaToken, sms)
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")

	mfaToken = r.signIn()
	oobCode = r.challenge(mfaToken, sms)
	code := r.newestCode()
	r.answer(mfaToken, oobCode, notThe(code)).wantCut()
	r.answer(mfaToken, oobCode, code).want(200, "")
	r.tell("happy")
	r.login()
}

func TestGarbage(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "garbage"})
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
	oobCode := call("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": mfaToken}).text("oob_code")
	if got := len(r.s.Messages()); got != 1 {
		t.Errorf("%d messages, want 1", got)
	}
	call("/auth/token", object{"grant_type": "mfa_oob", "mfa_token": mfaToken, "oob_code": oobCode, "binding_code": r.newestCode()})
	r.tell("happy")
	r.login()
}

func TestHostileLink(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "hostile-link"})
	for path, body := range map[string]object{"/customers/mfa_login": r.mfaLoginBody(), "/customers/mfa_login_recovery": r.recoveryBody()} {
		got := r.post(path, body).want(200, "")
		if strings.Contains(string(got.raw), r.s.host) || !strings.Contains(string(got.raw), "api.dintero.com.login.example") {
			t.Errorf("got %s", got.raw)
		}
	}
	r.login()
}

func TestHostileText(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "hostile-text"})
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
	parsed, err := jwt.ParseSigned(tokens.text("access_token"), []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	var c claims
	if err := parsed.Claims(publicKey(r).Key, &c); err != nil || !hostile(c.Subject) {
		t.Errorf("sub %q, %v", c.Subject, err)
	}
	r.post("/auth/token", object{"grant_type": "refresh_token", "refresh_token": tokens.text("refresh_token")}).want(200, "")
	r.tell("happy")
	if got := r.login(); strings.Contains(string(got.raw), "HOSTILE") {
		t.Errorf("got %s", got.raw)
	}
}

func TestSkewedClock(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{Scenario: "skewed-clock"})
	r.renew()
	got := r.login()
	date, err := http.ParseTime(got.header.Get("Date"))
	if err != nil || !date.Equal(r.clock.read().Add(clockSkew)) {
		t.Errorf("Date %s at %s, %v", got.header.Get("Date"), r.clock.read(), err)
	}
	parsed, err := jwt.ParseSigned(got.text("access_token"), []jose.SignatureAlgorithm{jose.RS256})
	if err != nil {
		t.Fatal(err)
	}
	var c claims
	if err := parsed.Claims(publicKey(r).Key, &c); err != nil || !c.Expiry.Time().Equal(r.clock.read().Add(clockSkew+customerTokenLife)) {
		t.Errorf("exp %v, %v", c.Expiry.Time(), err)
	}
	r.tell("happy")
	if date := r.login().header.Get("Date"); date != r.clock.read().Format(http.TimeFormat) {
		t.Errorf("Date %s at %s", date, r.clock.read())
	}
}
