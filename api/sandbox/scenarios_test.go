package sandbox

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestTheScenariosAreThoseThatAreDocumented(t *testing.T) {
	t.Parallel()
	want := []string{
		"happy", "wrong-secret", "mfa-off", "email-channel", "late-code", "no-code", "old-code", "expired", "locked", "no-scope",
		"rate-limited", "server-error", "slow", "cut", "garbage", "hostile-link", "hostile-text", "skewed-clock",
	}
	all := Scenarios()
	if len(all) != len(want) {
		t.Fatalf("%d scenarios, want %d", len(all), len(want))
	}
	for i, s := range all {
		if s.Name != want[i] || s.Does == "" || s.Reads == "" {
			t.Errorf("scenario %d is %+v, want %s", i, s, want[i])
		}
	}
}

func TestAnUnknownScenarioNamesTheNearest(t *testing.T) {
	r := parallel(t, Options{})
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
		t.Error("started with a scenario that does not exist")
	}
	if r.s.Scenario() != "happy" {
		t.Errorf("the scenario is %s now", r.s.Scenario())
	}
}

func TestWrongSecret(t *testing.T) {
	r := parallel(t, Options{Scenario: "wrong-secret"})
	r.often(101, "/customers/mfa_login", r.mfaLoginBody(), 403, "invalid_credentials")
	r.post("/customers/login", r.passwordBody()).want(403, "invalid_credentials")
	r.play("happy")
	r.login() // what the scenario refused counts for nothing
}

func TestMFAOff(t *testing.T) {
	r := parallel(t, Options{Scenario: "mfa-off"})
	r.post("/customers/mfa_login", r.mfaLoginBody()).want(403, "mfa_not_enabled")
	r.post("/customers/mfa_login", r.mfaLoginBody().with("secret", "wrong")).want(403, "mfa_not_enabled")
	r.post("/customers/mfa_login_recovery", r.recoveryBody()).want(403, "recovery_unavailable")
	r.post("/customers/login", r.passwordBody()).want(200, "").text("access_token")
}

func TestEmailChannel(t *testing.T) {
	r := parallel(t, Options{Scenario: "email-channel"})
	got := r.post("/customers/mfa_login", r.mfaLoginBody()).want(200, "")
	if got.text("oob_channel") != email {
		t.Errorf("oob_channel %s", got.text("oob_channel"))
	}
	r.challenge(got.text("mfa_token"), email)
	r.newestCame(email, 1)
	// The contract's default is sms, even here; that is why a client has to name it.
	r.post("/auth/mfa/challenge", challengeBody(got.text("mfa_token"))).want(200, "")
	r.newestCame(sms, 1)
}

func TestLateCode(t *testing.T) {
	r := parallel(t, Options{Scenario: "late-code"})
	sent := r.clock.read()
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.play("happy")
	r.clock.turn(19 * time.Second)
	r.arrived(0)
	r.clock.turn(time.Second)
	if m := r.newest(); !m.SentAt.Equal(sent) || !m.DeliveredAt.Equal(sent.Add(20*time.Second)) {
		t.Errorf("got %+v", m)
	}
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
	r.challenge(r.signIn(), sms)
	r.arrived(2)
}

func TestALateCodeThatWasReplacedSaysSo(t *testing.T) {
	r := parallel(t, Options{Scenario: "late-code"})
	mfaToken := r.signIn()
	r.challenge(mfaToken, sms)
	r.challenge(mfaToken, sms)
	r.clock.turn(20 * time.Second)
	for _, m := range r.s.Messages() {
		if m.Replaced != (m.Number == 1) {
			t.Errorf("got %+v", m)
		}
	}
}

func TestNoCode(t *testing.T) {
	r := parallel(t, Options{Scenario: "no-code"})
	mfaToken := r.signIn()
	r.challenge(mfaToken, sms)
	r.challenge(mfaToken, sms)
	r.clock.turn(time.Hour / 5)
	r.arrived(0)
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
	r.play("happy")
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
	r := parallel(t, Options{Scenario: "expired"})
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.clock.turn(5 * time.Second)
	r.answer(mfaToken, oobCode, r.newestCode()).want(403, "expired_token")
	oobCode = r.challenge(mfaToken, sms)
	r.clock.turn(4 * time.Second)
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestALoginKeepsTheScenarioThatItBeganWith(t *testing.T) {
	r := parallel(t, Options{})
	patient := r.signIn()
	r.play("expired")
	hasty := r.signIn()
	r.play("happy")

	oobPatient := r.challenge(patient, sms)
	codePatient := r.newestCode()
	oobHasty := r.challenge(hasty, sms)
	codeHasty := r.newestCode()
	r.clock.turn(5 * time.Second)
	r.answer(patient, oobPatient, codePatient).want(200, "")
	r.answer(hasty, oobHasty, codeHasty).want(403, "expired_token")
	mfaToken := r.signIn()
	oobCode := r.challenge(mfaToken, sms)
	r.clock.turn(5 * time.Second)
	r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}
