package sandbox

import (
	"crypto/rsa"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func TestListensOnLoopbackOnly(t *testing.T) {
	t.Parallel()
	for _, address := range []string{":0", "0.0.0.0:0", "[::]:0", "192.0.2.1:0", "example.com:0", "127.0.0.1", "127.0.0.1:99999"} {
		if s, err := Start(Options{Listen: address}); err == nil {
			_ = s.Close()
			t.Errorf("listens on %q", address)
		}
	}
	for _, address := range []string{"localhost:0", "127.0.0.2:0"} {
		started(t, Options{Listen: address}, demoAccounts())
	}
}

func TestStart(t *testing.T) {
	t.Parallel()
	s, err := Start(Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := rigOf(t, s)
	r.renew() // waits for the key
	r.login()
	if key, ok := publicKey(r).Key.(*rsa.PublicKey); !ok || key.N.BitLen() != 2048 {
		t.Errorf("got the key %v", key)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if got := r.get("/auth/keys"); got.err == nil {
		t.Error("answers after Close")
	}
}

func TestAGivenKeySignsForEveryAccount(t *testing.T) {
	t.Parallel()
	s, err := Start(Options{Key: oneKey(), Accounts: Accounts{twoAccounts()}})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	for _, a := range s.inOrder {
		if err := a.keys.wait(t.Context()); err != nil || !oneKey().PublicKey.Equal(a.keys.public.Key) {
			t.Errorf("%s: got the key %v, %v", a.id, a.keys.public.Key, err)
		}
	}
}

func TestCloseEndsWhatIsUnderWay(t *testing.T) {
	r := parallel(t, Options{Scenario: "late-code"})
	r.challenge(r.signIn(), sms)
	<-r.clock.armed
	r.play("slow")
	got := make(chan reply)
	go func() { got <- r.do(r.request("GET", "/customers/settings", nil)) }()
	<-r.clock.armed
	began := time.Now()
	if err := r.s.Close(); err != nil {
		t.Error(err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
	(<-got).wantCut()
	r.clock.turn(time.Hour)
	r.arrived(0)
}

func TestDescribe(t *testing.T) {
	r := parallel(t, Options{})
	d := r.s.Describe()
	line := lineOf(t, d)
	want := fmt.Sprintf(`{"base_url":"http://%s/v1","account":"T11223344","audience":"http://%s/v1/accounts/T11223344","client_id":%q,"client_secret":%q,"admin_token":%q,"customers":[`+
		`{"name":"Kari Nordmann","type":"customer","email":"kari@example.com","phone_number":"+4799999999","secret":"246810"},`+
		`{"name":"Nordmann AS","type":"company","email":"kari@example.com","phone_number":"","secret":"company-1357"},`+
		`{"name":"Ola Nordmann","type":"customer","email":"ola@example.com","phone_number":"+4791111111","secret":"correct horse battery staple"}]}`,
		r.s.host, r.s.host, d.ClientID, d.ClientSecret.Reveal(), d.AdminToken.Reveal())
	if string(line) != want {
		t.Errorf("got  %s\nwant %s", line, want)
	}
	for _, text := range []string{fmt.Sprintf("%+v", d), fmt.Sprintf("%#v", d), fmt.Sprintf("%+v", r.s.Messages())} {
		for _, canary := range []string{d.ClientSecret.Reveal(), d.AdminToken.Reveal(), karisSecret} {
			if strings.Contains(text, canary) {
				t.Errorf("%s tells a secret", text)
			}
		}
	}
}

func TestASeedRepeatsCredentialsAndCodes(t *testing.T) {
	t.Parallel()
	tell := func(o Options) []string {
		r := rigged(t, o)
		d := r.s.Describe()
		all := []string{d.ClientID, d.ClientSecret.Reveal(), d.AdminToken.Reveal()}
		for range 2 {
			mfaToken, oobCode, code := r.sent()
			all = append(all, mfaToken, oobCode, code)
		}
		return all
	}
	one, same := tell(Options{Seeded: true, Seed: 7}), tell(Options{Seeded: true, Seed: 7})
	another, fresh := tell(Options{Seeded: true, Seed: 8}), tell(Options{Seed: 7})
	for i := range one {
		if one[i] != same[i] {
			t.Errorf("%d: %s and %s from the same seed", i, one[i], same[i])
		}
		if len(one[i]) > 6 && (one[i] == another[i] || one[i] == fresh[i]) {
			t.Errorf("%d: %s without that seed", i, one[i])
		}
	}
}

func TestCodesAreSixDigitsAndSpreadEvenly(t *testing.T) {
	t.Parallel()
	source := rand.NewChaCha8([32]byte{1})
	var firsts [10]int
	for range 10_000 {
		code := sixDigits(source)
		if len(code) != 6 || strings.Trim(code, "0123456789") != "" {
			t.Fatalf("got %q", code)
		}
		firsts[code[0]-'0']++
	}
	for digit, n := range firsts {
		if n < 800 || n > 1200 {
			t.Errorf("%d of 10000 codes begin with %d", n, digit)
		}
	}
}

const panicked = "c4n4ry-53cr37 in a panic"

// What panics in here would otherwise end the test's process.
func TestAKeyThatCannotBeMadeIsAnswered500(t *testing.T) {
	t.Parallel()
	for name, newKey := range map[string]func() (*rsa.PrivateKey, error){
		"an error":                 func() (*rsa.PrivateKey, error) { return nil, errors.New(panicked) },
		"a panic":                  func() (*rsa.PrivateKey, error) { panic(panicked) },
		"a panic with an error":    func() (*rsa.PrivateKey, error) { panic(errors.New(panicked)) },
		"a key that is not usable": func() (*rsa.PrivateKey, error) { return nil, nil },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := start(Options{}, demoAccounts(), newKey)
			if err != nil {
				t.Fatal(err)
			}
			d, r := s.Describe(), rigOf(t, s)
			for range 2 {
				got := r.askToken(d.ClientID, d.ClientSecret.Reveal()).want(500, "server_error")
				if strings.Contains(string(got.raw), "c4n4ry") {
					t.Errorf("got %s", got.raw)
				}
			}
			r.token = "a.b.c"
			r.get("/customers/settings").want(500, "server_error")
			if err := s.Close(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestACallbackThatPanicsIsNoneOfTheCallers(t *testing.T) {
	t.Parallel()
	var asked atomic.Int32
	r := rigged(t, Options{
		OnMessage: func(Message) { panic(panicked) },
		OnRequest: func(Request) { asked.Add(1); panic(panicked) },
	})
	r.login()
	if got := asked.Load(); got < 3 {
		t.Errorf("told of %d calls, want 4", got)
	}
}

// A late message is delivered in a goroutine of the clock's.
func TestALateMessageWhoseCallbackPanicsHasArrived(t *testing.T) {
	t.Parallel()
	after := make(chan struct{})
	s := started(t, Options{
		Scenario: "late-code", OnMessage: func(Message) { panic(panicked) },
		After: func(_ time.Duration, f func()) func() bool {
			return time.AfterFunc(time.Millisecond, func() { f(); close(after) }).Stop
		},
	}, demoAccounts())
	r := rigOf(t, s)
	r.renew()
	r.challenge(r.signIn(), sms)
	<-after
	r.arrived(1)
}
