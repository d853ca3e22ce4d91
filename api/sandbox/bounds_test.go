package sandbox

import (
	"fmt"
	"testing"

	"dintero-login/flow"
)

// crowd is the demo's account with more people, so that they need not share.
func crowd(size int) []accountPlan {
	plans := demoAccounts()
	for i := range size {
		plans[0].customers = append(plans[0].customers, Person{
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

// challenges is so many logins of Kari's, each with so many challenges, without a network.
func (r *rig) challenges(logins, each int) {
	r.t.Helper()
	c := r.kari()
	for range logins {
		x := direct(r.s)
		if _, refused := x.mfaLogin(); refused != nil {
			r.t.Fatal(refused)
		}
		x.login, x.fields = c.logins[len(c.logins)-1], fields{}
		for range each {
			if _, refused := x.challenge(); refused != nil {
				r.t.Fatal(refused)
			}
		}
		for _, l := range x.sent {
			r.s.mail.deliver(l)
		}
	}
}

func (r *rig) kari() *customer { return r.s.first.customers[identKey("customer", byPhone, karisPhone)] }

func TestTenThousandChallengesForOneCustomer(t *testing.T) {
	t.Parallel()
	for _, scenario := range []string{"happy", "late-code", "old-code"} {
		r := rigged(t, Options{Scenario: scenario})
		r.challenges(5_000, 2)
		c := r.kari()
		if len(c.challenges) > 10 || len(c.logins) > 64 || len(r.s.first.logins) != len(c.logins) {
			t.Errorf("%s: %d challenges, %d logins, %d in the index", scenario, len(c.challenges), len(c.logins), len(r.s.first.logins))
		}
		if len(r.s.Messages()) > 256 || len(r.s.mail.late) > 256 || len(r.clock.timers) > 256 || scenario == "late-code" && len(r.s.mail.late) != 256 {
			t.Errorf("%s: %d messages, %d late, %d timers", scenario, len(r.s.Messages()), len(r.s.mail.late), len(r.clock.timers))
		}
	}
}

// Ten thousand challenges for one customer take no more memory than one thousand. It
// runs by itself, so that nobody else's memory is in the way.
func TestTenThousandChallengesTakeNoMoreMemoryThanAThousand(t *testing.T) {
	r := rigged(t, Options{})
	r.challenges(1_000, 1)
	before := weigh().heap
	r.challenges(10_000, 1)
	if after := weigh().heap; after > before+256<<10 {
		t.Errorf("from %d to %d bytes", before, after)
	}
}

func TestTheOldestOfElevenChallengesIsDropped(t *testing.T) {
	r := parallel(t, Options{})
	type sent struct{ mfaToken, oobCode, code string }
	var all []sent
	for range 11 {
		mfaToken, oobCode, code := r.sent()
		all = append(all, sent{mfaToken, oobCode, code})
	}
	r.answer(all[0].mfaToken, all[0].oobCode, all[0].code).want(403, "expired_token")
	for _, s := range all[1:] {
		r.answer(s.mfaToken, s.oobCode, s.code).want(200, "")
	}
	r.finish(all[0].mfaToken)
}

func TestTheOldestOf65LoginsIsDropped(t *testing.T) {
	r := parallel(t, Options{})
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
	r := parallel(t, Options{})
	c := r.kari()
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

func TestManyLoginsAtOnceCrossNothing(t *testing.T) {
	t.Parallel()
	const logins = 128
	s := newSoak(t, logins)
	s.play(t, logins, soakConnections)
	under := 0
	for _, a := range s.r.s.inOrder {
		under += len(a.logins)
	}
	s.r.arrived(logins)
	if under != logins {
		t.Errorf("%d logins, want %d", under, logins)
	}
}
