package sandbox

import (
	"maps"
	"testing"
)

// The steps of a login, and what they send.

const (
	karisPhone  = "+4799999999"
	karisSecret = "246810"
	olasPhone   = "+4791111111"
	olasSecret  = "correct horse battery staple"
)

type object map[string]any

// without is a copy of a body that lacks a field.
func (o object) without(name string) object {
	less := maps.Clone(o)
	delete(less, name)
	return less
}

// with is a copy of a body in which one field is different.
func (o object) with(name string, value any) object {
	more := maps.Clone(o)
	more[name] = value
	return more
}

// attempt is a body, and how it is answered.
type attempt struct {
	name   string
	body   any
	status int
	code   string
}

// each posts one after the other to a path.
func (r *rig) each(t *testing.T, path string, attempts []attempt) {
	t.Helper()
	for _, a := range attempts {
		t.Run(a.name, func(t *testing.T) { r.on(t).post(path, a.body).want(a.status, a.code) })
	}
}

// often posts the same several times.
func (r *rig) often(times int, path string, body object, status int, code string) {
	r.t.Helper()
	for range times {
		r.post(path, body).want(status, code)
	}
}

func (r *rig) mfaLoginBody() object {
	return object{"ident_type": "phone_number", "ident": karisPhone, "audience": r.aud, "type": "customer", "secret": karisSecret}
}

// companyBody is that of the customer who has no phone number.
func (r *rig) companyBody() object {
	return object{"ident_type": "email", "ident": "kari@example.com", "audience": r.aud, "type": "company", "secret": "company-1357"}
}

func (r *rig) passwordBody() object {
	return object{"email": "kari@example.com", "audience": r.aud, "type": "customer", "password": karisSecret}
}

func (r *rig) recoveryBody() object { return r.mfaLoginBody().without("secret") }

func (r *rig) mailBody() object { return r.passwordBody().without("password") }

func challengeBody(mfaToken string) object {
	return object{"challenge_type": "oob", "mfa_token": mfaToken}
}

func answerBody(mfaToken, oobCode, code string) object {
	return object{"grant_type": "mfa_oob", "mfa_token": mfaToken, "oob_code": oobCode, "binding_code": code}
}

func refreshBody(token string) object {
	return object{"grant_type": "refresh_token", "refresh_token": token}
}

// signIn sends Kari's secret and returns the mfa_token.
func (r *rig) signIn() string {
	r.t.Helper()
	return r.post("/customers/mfa_login", r.mfaLoginBody()).want(200, "").text("mfa_token")
}

// challenge has a code sent over a channel and returns the oob_code.
func (r *rig) challenge(mfaToken, channel string) string {
	r.t.Helper()
	return r.post("/auth/mfa/challenge", challengeBody(mfaToken).with("oob_channel", channel)).want(200, "").text("oob_code")
}

func (r *rig) answer(mfaToken, oobCode, code string) reply {
	r.t.Helper()
	return r.post("/auth/token", answerBody(mfaToken, oobCode, code))
}

// sent begins a login and has its code sent by SMS.
func (r *rig) sent() (mfaToken, oobCode, code string) {
	r.t.Helper()
	mfaToken = r.signIn()
	oobCode = r.challenge(mfaToken, sms)
	return mfaToken, oobCode, r.newestCode()
}

// finish has a code sent by SMS and answers with it.
func (r *rig) finish(mfaToken string) reply {
	r.t.Helper()
	oobCode := r.challenge(mfaToken, sms)
	return r.answer(mfaToken, oobCode, r.newestCode()).want(200, "")
}

// login goes all the way, and returns the last answer.
func (r *rig) login() reply { r.t.Helper(); return r.finish(r.signIn()) }

// arrived checks how many messages have arrived.
func (r *rig) arrived(want int) {
	r.t.Helper()
	if got := len(r.s.Messages()); got != want {
		r.t.Errorf("%d messages have arrived, want %d", got, want)
	}
}

// newest is the message that arrived last.
func (r *rig) newest() Message {
	r.t.Helper()
	all := r.s.Messages()
	if len(all) == 0 {
		r.t.Fatal("no message arrived")
	}
	return all[len(all)-1]
}

func (r *rig) newestCode() string { r.t.Helper(); return r.newest().Code.Reveal() }

// newestCame checks the channel of the newest message, and its number in the login.
func (r *rig) newestCame(channel string, number int) {
	r.t.Helper()
	to := map[string]string{sms: karisPhone, email: "kari@example.com"}[channel]
	if m := r.newest(); m.Channel != channel || m.To != to || m.Number != number {
		r.t.Errorf("got %+v, want number %d by %s to %s", m, number, channel, to)
	}
}

func (r *rig) play(scenario string) {
	r.t.Helper()
	if err := r.s.SetScenario(scenario); err != nil {
		r.t.Fatal(err)
	}
}

// notThe is a code that is not the given one.
func notThe(code string) string {
	if code == "000000" {
		return "000001"
	}
	return "000000"
}
