package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
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
func (r *rig) call(path string, body object) *httptest.ResponseRecorder {
	r.t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		r.t.Fatal(err)
	}
	request := httptest.NewRequest(http.MethodPost, r.account+path, strings.NewReader(string(text)))
	request.Header.Set("Authorization", "Bearer "+r.token)
	request.Header.Set("Content-Type", "application/json")
	answer := httptest.NewRecorder()
	r.s.handle(answer, request)
	return answer
}

// whoIs is one transcript for somebody that there is, and one for somebody that there is not.
func whoIs(t *testing.T, tell func(r *rig, ident string) []string) {
	t.Helper()
	known, unknown := tell(rigged(t, Options{}), karisPhone), tell(rigged(t, Options{}), "+4700000000")
	if !slices.Equal(known, unknown) {
		for i := range known {
			if i < len(unknown) && known[i] != unknown[i] {
				t.Errorf("told apart at %d:\nknown    %s\nunknown  %s", i, known[i], unknown[i])
				return
			}
		}
		t.Errorf("%d and %d answers", len(known), len(unknown))
	}
}

func said(a *httptest.ResponseRecorder) string {
	return fmt.Sprint(a.Code, " ", a.Header(), a.Body)
}

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
						all = append(all, said(r.call(path, wrong)))
					}
				}
				try("/customers/mfa_login", 99)
				r.others(others, (*exchange).mfaLogin)
				try("/customers/mfa_login", 2)
				if !strings.HasPrefix(all[99], "403") || !strings.HasPrefix(all[100], "429") || !strings.Contains(all[100], "Retry-After:[60]") {
					t.Errorf("%s: the hundredth failure reads %s, the next try %s", ident, all[99], all[100])
				}
				all = append(all, said(r.call("/customers/mfa_login_recovery", r.recoveryBody().with("ident", ident))))
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
		r.call("/customers/mfa_login", wrong)
		for range 2 {
			r.others(1<<14, (*exchange).mfaLogin)
		}
		var all []string
		for range 101 {
			all = append(all, said(r.call("/customers/mfa_login", wrong)))
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
				var begun tokensOfRecovery
				if err := json.Unmarshal(r.call("/customers/mfa_login_recovery", r.recoveryBody().with("ident", ident)).Body.Bytes(), &begun); err != nil {
					t.Fatal(err)
				}
				r.others(others, (*exchange).recovery)
				wrong := object{"grant_type": "mfa_oob", "mfa_token": begun.MFAToken, "oob_code": begun.OOBCode, "binding_code": "wrong"}
				var all []string
				for range 7 {
					all = append(all, said(r.call("/auth/token", wrong)))
				}
				challenge := r.call("/auth/mfa/challenge", object{"challenge_type": "oob", "mfa_token": begun.MFAToken})
				all = append(all, fmt.Sprint(challenge.Code, challenge.Body.Len()))
				r.clock.turn(15 * time.Minute)
				all = append(all, said(r.call("/auth/token", wrong)))
				if kept := strings.HasPrefix(all[7], "200"); kept != (others < 1<<14) {
					t.Errorf("%s, after %d others: the challenge reads %s", ident, others, all[7])
				}
				return all
			})
		})
	}
}

type tokensOfRecovery struct {
	MFAToken string `json:"mfa_token"`
	OOBCode  string `json:"oob_code"`
}

func TestUnknownCustomersTakeABoundedPlace(t *testing.T) {
	t.Parallel()
	r := rigged(t, Options{})
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
