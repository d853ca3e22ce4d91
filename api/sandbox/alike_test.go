package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// others are so many identifiers that nobody has, each tried by the same call.
func (r *rig) others(count int, try func(*exchange) (any, *refusal)) {
	for i := range count {
		x := direct(r.s)
		x.fields["ident"], x.fields["secret"] = fmt.Sprint("somebody else ", i), "wrong"
		_, _ = try(x)
	}
}

// call makes a request without a network, for tests that make many.
func (r *rig) call(request *http.Request) reply {
	r.t.Helper()
	w := httptest.NewRecorder()
	r.s.handle(w, request)
	answer := reply{t: r.t, status: w.Code, header: w.Header(), raw: w.Body.Bytes()}
	_ = json.Unmarshal(answer.raw, &answer.body)
	return answer
}

func (r *rig) callPost(path string, body object) reply {
	r.t.Helper()
	return r.call(r.request(http.MethodPost, path, body))
}

// whoIs is one transcript for somebody that there is, and one for somebody that there is not.
func whoIs(t *testing.T, tell func(r *rig, ident string) []string) {
	t.Helper()
	known, unknown := tell(rigged(t, Options{}), karisPhone), tell(rigged(t, Options{}), "+4700000000")
	if len(known) != len(unknown) {
		t.Fatalf("%d and %d answers", len(known), len(unknown))
	}
	for i := range known {
		if known[i] != unknown[i] {
			t.Fatalf("told apart at %d:\nknown    %s\nunknown  %s", i, known[i], unknown[i])
		}
	}
}

func said(a reply) string { return fmt.Sprint(a.status, " ", a.header, string(a.raw)) }

func TestALockTellsNobodyApartHoweverManyOthersAreTriedInBetween(t *testing.T) {
	t.Parallel()
	for _, others := range []int{0, 1, 257, 5_000, 20_000} {
		t.Run(fmt.Sprint(others), func(t *testing.T) {
			t.Parallel()
			whoIs(t, func(r *rig, ident string) []string {
				wrong := r.mfaLoginBody().with("ident", ident).with("secret", "wrong")
				var all []string
				try := func(path string, times int) {
					for range times {
						all = append(all, said(r.callPost(path, wrong)))
					}
				}
				try("/customers/mfa_login", 99)
				r.others(others, (*exchange).mfaLogin)
				try("/customers/mfa_login", 2)
				if !strings.HasPrefix(all[99], "403") || !strings.HasPrefix(all[100], "429") || !strings.Contains(all[100], "Retry-After:[60]") {
					t.Errorf("%s: the hundredth failure reads %s, the next try %s", ident, all[99], all[100])
				}
				all = append(all, said(r.callPost("/customers/mfa_login_recovery", r.recoveryBody().with("ident", ident))))
				r.clock.turn(60 * time.Second)
				try("/customers/mfa_login", 2)
				return all
			})
		})
	}
}

// Others' failures, as many as there is room for and more, each so often that they stay.
func TestWhoIsForgottenIsForgottenAlike(t *testing.T) {
	t.Parallel()
	whoIs(t, func(r *rig, ident string) []string {
		wrong := r.mfaLoginBody().with("ident", ident).with("secret", "wrong")
		r.callPost("/customers/mfa_login", wrong)
		for range 2 {
			r.others(1<<14, (*exchange).mfaLogin)
		}
		var all []string
		for range 101 {
			all = append(all, said(r.callPost("/customers/mfa_login", wrong)))
		}
		if !strings.HasPrefix(all[99], "403") || !strings.HasPrefix(all[100], "429") {
			t.Errorf("%s: the first failure was not forgotten: %s", ident, all[99])
		}
		return all
	})
}

func TestARecoveryTellsNobodyApartHoweverManyOthersAreBegunInBetween(t *testing.T) {
	t.Parallel()
	for _, others := range []int{0, 300, 3_000, 1<<14 - 1, 1 << 14} {
		t.Run(fmt.Sprint(others), func(t *testing.T) {
			t.Parallel()
			whoIs(t, func(r *rig, ident string) []string {
				begun := r.callPost("/customers/mfa_login_recovery", r.recoveryBody().with("ident", ident))
				mfaToken := begun.text("mfa_token")
				r.others(others, (*exchange).recovery)
				wrong := answerBody(mfaToken, begun.text("oob_code"), "wrong")
				var all []string
				for range 7 {
					all = append(all, said(r.callPost("/auth/token", wrong)))
				}
				challenge := r.callPost("/auth/mfa/challenge", challengeBody(mfaToken))
				all = append(all, fmt.Sprint(challenge.status, len(challenge.raw)))
				r.clock.turn(15 * time.Minute)
				all = append(all, said(r.callPost("/auth/token", wrong)))
				if kept := strings.HasPrefix(all[7], "200"); kept != (others < 1<<14) {
					t.Errorf("%s, after %d others: the challenge reads %s", ident, others, all[7])
				}
				return all
			})
		})
	}
}

func TestUnknownCustomersTakeABoundedPlace(t *testing.T) {
	r := parallel(t, Options{})
	for i := range 20_000 {
		x := direct(r.s)
		x.fields["ident"] = fmt.Sprint("nobody", i)
		if _, refused := x.recovery(); refused != nil {
			t.Fatal(refused)
		}
		if _, refused := x.mfaLogin(); refused == nil {
			t.Fatal("nobody signed in")
		}
	}
	a := r.s.first
	if len(a.phantoms) != 1<<14 || len(a.logins) != 1<<14 || a.byAge.Len() != 1<<14 || len(a.failures.byKey) != 1<<14 {
		t.Errorf("%d phantoms, %d logins, %d by age, %d failures", len(a.phantoms), len(a.logins), a.byAge.Len(), len(a.failures.byKey))
	}
	r.clock.turn(30*time.Minute + time.Second)
	r.signIn()
	if len(a.phantoms) != 0 || len(a.logins) != 1 || a.byAge.Len() != 1 {
		t.Errorf("%d phantoms, %d logins, %d by age are left", len(a.phantoms), len(a.logins), a.byAge.Len())
	}
}

// A wrong secret costs the same for everybody: what is compared is the fastest of many
// rounds, in turn, so that a busy machine slows both alike.
func TestAnUnknownCustomerTakesAsLongAsAKnownOne(t *testing.T) {
	r := rigged(t, Options{})
	round := func(ident string) time.Duration {
		x := direct(r.s)
		x.fields["ident"], x.fields["secret"] = ident, "wrong"
		began := time.Now()
		for range 500 {
			x.account.failures.forgive(identKey("customer", byPhone, ident))
			_, _ = x.admit(byPhone, ident, "wrong")
		}
		return time.Since(began)
	}
	known, unknown := time.Hour, time.Hour
	for range 40 {
		known, unknown = min(known, round(karisPhone)), min(unknown, round("+4700000000"))
	}
	if ratio := float64(unknown) / float64(known); ratio < 0.6 || ratio > 1.6 {
		t.Errorf("500 wrong secrets take %v for a known customer, %v for an unknown one", known, unknown)
	}
}
