package sandbox

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"dintero-login/flow"
)

// crowd is the demo's account with more people, so that they need not share.
func crowd(size int) []accountPlan {
	plans := demoAccounts()
	for i := range size {
		plans[0].people = append(plans[0].people, Person{
			Name: fmt.Sprint("Person ", i), Type: "customer", Phone: fmt.Sprintf("+47400%05d", i),
			Email: fmt.Sprintf("p%d@example.com", i), Secret: flow.Conceal(fmt.Sprint("secret ", i)),
		})
	}
	return plans
}

// direct is a caller on the inside, for loops that are about memory and not about HTTP.
func direct(s *Sandbox) *exchange {
	return &exchange{
		s: s, now: s.options.Now(), account: s.first, run: s.scenario.Load(), caller: caller{client: s.first.first},
		fields: fields{"audience": s.first.audience, "type": "customer", "ident_type": byPhone, "ident": karisPhone, "secret": karisSecret},
	}
}

func TestTenThousandChallengesForOneCustomer(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"happy", "late-code", "old-code"} {
		r := rigged(t, Options{Scenario: scenario})
		c := r.s.first.customers[identKey("customer", byPhone, karisPhone)]
		for range 5_000 {
			x := direct(r.s)
			if _, refused := x.mfaLogin(); refused != nil {
				t.Fatal(refused)
			}
			x.login = c.logins[len(c.logins)-1]
			x.fields = fields{}
			for range 2 {
				if _, refused := x.challenge(); refused != nil {
					t.Fatal(refused)
				}
			}
			for _, l := range x.sent {
				r.s.mail.deliver(l)
			}
		}
		if len(c.challenges) > 10 || len(c.logins) > 64 || len(r.s.first.logins) != len(c.logins) {
			t.Errorf("%s: %d challenges, %d logins, %d in the index", scenario, len(c.challenges), len(c.logins), len(r.s.first.logins))
		}
		if len(r.s.Messages()) > 256 || len(r.s.mail.late) > 256 || len(r.clock.timers) > 256 || scenario == "late-code" && len(r.s.mail.late) != 256 {
			t.Errorf("%s: %d messages, %d late, %d timers", scenario, len(r.s.Messages()), len(r.s.mail.late), len(r.clock.timers))
		}
	}
}

func TestTheOldestOfElevenChallengesIsDropped(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	type sent struct{ mfaToken, oobCode, code string }
	var all []sent
	for range 11 {
		mfaToken := r.signIn()
		oobCode := r.challenge(mfaToken, sms)
		all = append(all, sent{mfaToken, oobCode, r.newestCode()})
	}
	r.answer(all[0].mfaToken, all[0].oobCode, all[0].code).want(403, "expired_token")
	for _, s := range all[1:] {
		r.answer(s.mfaToken, s.oobCode, s.code).want(200, "")
	}
	oobCode := r.challenge(all[0].mfaToken, sms)
	r.answer(all[0].mfaToken, oobCode, r.newestCode()).want(200, "")
}

func TestTheOldestOf65LoginsIsDropped(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	var all []string
	for range 65 {
		all = append(all, r.signIn())
	}
	r.post("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": all[0]}).want(404, "not_found")
	for _, mfaToken := range []string{all[1], all[64]} {
		r.challenge(mfaToken, sms)
	}
}

func TestRefreshTokensAndCheckedTokensTakeABoundedPlace(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
	c := r.s.first.customers[identKey("customer", byPhone, karisPhone)]
	g := &refreshGrant{customer: c, client: r.s.first.first}
	for range 640 {
		r.s.first.grantRefresh(g, "")
	}
	if len(r.s.first.refreshes) != 64 || len(c.refreshes) != 64 {
		t.Errorf("%d refresh tokens", len(r.s.first.refreshes))
	}
	for range 3 {
		r.renew()
		r.get("/customers/settings").want(200, "")
	}
	k := r.s.first.keys
	k.mu.Lock()
	for i := len(k.seen); i < 128; i++ {
		k.seen[fmt.Sprint(i)] = claims{}
	}
	k.mu.Unlock()
	r.renew()
	r.get("/customers/settings").want(200, "")
	if len(k.seen) > 128 {
		t.Errorf("%d checked tokens", len(k.seen))
	}
}

// Every connection has a person of its own, and must get that person's code and token.
func TestManyLoginsAtOnceCrossNothing(t *testing.T) {
	t.Parallel()
	const connections, logins = 32, 4
	r := riggedWith(t, Options{}, crowd(connections))
	subjects := map[string]string{}
	for key, c := range r.s.first.customers {
		if key == identKey("customer", byPhone, c.person.Phone) {
			subjects[c.person.Phone] = c.id
		}
	}
	results := make(chan error, connections)
	for i := range connections {
		go func() { results <- signInOften(r, i, logins, subjects) }()
	}
	for range connections {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	if want := connections * logins; len(r.s.first.logins) != want || len(r.s.Messages()) != min(want, 256) {
		t.Errorf("%d logins, %d messages, want %d", len(r.s.first.logins), len(r.s.Messages()), want)
	}
}

func signInOften(r *rig, person, times int, subjects map[string]string) error {
	phone := fmt.Sprintf("+47400%05d", person)
	post := func(path string, body object) (reply, error) {
		got := r.do(r.request(http.MethodPost, path, body))
		if got.err != nil || got.status != 200 {
			return got, fmt.Errorf("person %d: %s: %d %s, %w", person, path, got.status, got.raw, errors.Join(got.err))
		}
		return got, nil
	}
	for range times {
		signedIn, err := post("/customers/mfa_login", r.mfaLoginBody().with("ident", phone).with("secret", fmt.Sprint("secret ", person)))
		if err != nil {
			return err
		}
		mfaToken, _ := signedIn.body["mfa_token"].(string)
		challenged, err := post("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": mfaToken})
		if err != nil {
			return err
		}
		oobCode, _ := challenged.body["oob_code"].(string)
		var code string
		for _, m := range r.s.Messages() {
			if m.To == phone {
				code = m.Code.Reveal()
			}
		}
		got, err := post("/auth/token", object{"grant_type": "mfa_oob", "mfa_token": mfaToken, "oob_code": oobCode, "binding_code": code})
		if err != nil {
			return err
		}
		token, _ := got.body["access_token"].(string)
		c, err := r.s.first.keys.signed(token)
		if err != nil || c.Subject != subjects[phone] {
			return fmt.Errorf("person %d got a token of %s, %w", person, c.Subject, errors.Join(err))
		}
	}
	return nil
}
