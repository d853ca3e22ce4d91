package sandbox

import (
	"crypto/rsa"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

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
