package sandbox

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

var soakLogins = flag.Int("soak", 0, "how many logins TestSoak plays, with a look at memory; 2000 without one when 0")

const (
	soakConnections = 32
	soakWarmUp      = soakConnections * liveLogins * 2 // after it everything that has a limit has reached it
)

// TestSoak plays whole logins from 32 connections to two accounts with the same people.
// Each connection has a person of its own, and must get that person's code and token,
// of that account; now and then it tries its twin's code first. make soak plays 100,000.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	logins, warmUp := *soakLogins, min(soakWarmUp, *soakLogins/2)
	if logins == 0 {
		t.Parallel()
		logins, warmUp = 2_000, 0
	}
	s := newSoak(t, max(logins, warmUp))
	s.play(t, warmUp, soakConnections)
	if warmUp == 0 {
		s.play(t, logins, soakConnections)
		return
	}
	floor := signaturesPerSecond(t)
	before := weigh()
	began := time.Now()
	s.play(t, logins-warmUp, soakConnections)
	took := time.Since(began)
	after := weigh()
	floor = max(floor, signaturesPerSecond(t)) // whatever else runs takes from it

	t.Logf("%d logins from %d connections in %.1f s, after %d to warm up", logins-warmUp, soakConnections, took.Seconds(), warmUp)
	t.Logf("p50 %v, p99 %v for the three calls of a login", s.quantile(0.50), s.quantile(0.99))
	t.Logf("%.0f logins/s with the generator in the same process; signing alone allows %.0f/s", float64(logins-warmUp)/took.Seconds(), floor)
	t.Logf("before: %v", before)
	t.Logf("after:  %v", after)
	if after.heap > before.heap+2<<20 || after.resident > before.resident+before.resident/4+8<<20 || after.goroutines > before.goroutines+soakConnections {
		t.Error("it grows")
	}
}

// soak is the sandbox, and one soaker for each connection.
type soak struct {
	r       *rig
	soakers []*soaker
}

type soaker struct {
	r       *rig
	account *account
	person  Person
	sub     string
	codes   chan string // what arrives for this person in this account
	last    atomic.Pointer[string]
	twin    *soaker // the same person in the other account
	took    []time.Duration
}

func newSoak(t testing.TB, logins int) *soak {
	t.Helper()
	plans := append(crowd(soakConnections/2), crowd(soakConnections/2)...)
	plans[1].id = "T99887766"
	s := &soak{}
	byAddress := map[string]*soaker{}
	var strays atomic.Int64
	box := started(t, Options{OnMessage: func(m Message) {
		select {
		case byAddress[m.Account+m.To].codes <- m.Code.Reveal():
		default:
			strays.Add(1)
		}
	}}, plans)
	t.Cleanup(func() {
		if n := strays.Load(); n > 0 {
			t.Errorf("%d codes came to somebody who waited for none", n)
		}
	})
	s.r = rigOf(t, box)
	for i := range soakConnections {
		a := box.inOrder[i%2]
		person := fmt.Sprintf("+47400%05d", i/2)
		c := a.customers[identKey("customer", byPhone, person)]
		one := &soaker{
			r: s.r.at(a.id), account: a, person: c.person, sub: c.id, codes: make(chan string, 1),
			took: make([]time.Duration, 0, 2*logins/soakConnections+1),
		}
		byAddress[a.id+person] = one
		s.soakers = append(s.soakers, one)
	}
	for i, one := range s.soakers {
		one.twin = s.soakers[i^1]
	}
	return s
}

// play is so many logins, from the first so many connections.
func (s *soak) play(t testing.TB, logins, connections int) {
	t.Helper()
	var left atomic.Int64
	left.Store(int64(logins))
	var all sync.WaitGroup
	for _, one := range s.soakers[:connections] {
		one.took = one.took[:0]
		all.Go(func() {
			for n := 1; left.Add(-1) >= 0; n++ {
				began := time.Now()
				if err := one.login(n); err != nil {
					left.Store(0)
					t.Errorf("%s in %s, login %d: %v", one.person.Phone, one.account.id, n, err)
					return
				}
				if len(one.took) < cap(one.took) {
					one.took = append(one.took, time.Since(began))
				}
			}
		})
	}
	all.Wait()
}

var (
	errLost    = errors.New("the code did not arrive")
	errCrossed = errors.New("another person's token")
	errRefused = errors.New("not as it should be")
)

// login is a whole one. Every sixteenth types the twin's newest code first, every
// sixty-fourth has the token's signature checked.
func (o *soaker) login(n int) error {
	body := o.r.mfaLoginBody().with("ident", o.person.Phone).with("secret", o.person.Secret.Reveal())
	mfaToken, err := o.post("/customers/mfa_login", body, 200, "mfa_token")
	if err != nil {
		return err
	}
	oobCode, err := o.post("/auth/mfa/challenge", challengeBody(mfaToken), 200, "oob_code")
	if err != nil {
		return err
	}
	var code string
	select {
	case code = <-o.codes:
		o.last.Store(&code)
	default:
		return errLost
	}
	answer := answerBody(mfaToken, oobCode, code)
	if twins := o.twin.last.Load(); n%16 == 0 && twins != nil && *twins != code {
		if _, err := o.post("/auth/token", answer.with("binding_code", *twins), 403, ""); err != nil {
			return err
		}
	}
	token, err := o.post("/auth/token", answer, 200, "access_token")
	if err != nil {
		return err
	}
	return o.check(token, n%64 == 0)
}

func (o *soaker) check(token string, signature bool) error {
	var c claims
	if signature {
		signed, err := o.account.keys.signed(token)
		if err != nil {
			return err
		}
		c = signed
	} else {
		payload, err := base64.RawURLEncoding.DecodeString(strings.SplitN(token, ".", 3)[1])
		if err != nil || json.Unmarshal(payload, &c) != nil {
			return errCrossed
		}
	}
	if c.Subject != o.sub || c.Issuer != o.account.issuer || c.Party != o.account.first.id {
		return errCrossed
	}
	return nil
}

// post returns a string of the answer.
func (o *soaker) post(path string, body object, want int, name string) (string, error) {
	got := o.r.send(o.r.request("POST", path, body))
	if got.err != nil || got.status != want {
		return "", fmt.Errorf("%s: %d %s, %w", path, got.status, got.raw, errors.Join(got.err, errRefused))
	}
	text, _ := got.body[name].(string)
	return text, nil
}

// quantile is a login's duration that this share of all is below.
func (s *soak) quantile(share float64) time.Duration {
	var all []time.Duration
	for _, one := range s.soakers {
		all = append(all, one.took...)
	}
	slices.Sort(all)
	return all[int(share*float64(len(all)-1))].Round(10 * time.Microsecond)
}
