// Package sandbox is a Dintero account on this machine: a real HTTP server on
// loopback that speaks contract 1 to 8, keeps its state, and needs no phone, no account
// and no network.
//
// A client asks for a token, a customer gives a secret, a code goes out to a
// simulated phone, the code comes back, and a signed token is the answer. A scenario
// (see Scenarios) changes how the account answers, down to faults of the connection, and
// can be switched while it runs.
//
// The rules:
//
//   - Everything lives in the Sandbox value; a hundred of them share nothing.
//   - It listens on loopback only and answers only to its own address (R59).
//   - A login keeps the scenario under which mfa_login, login or recovery began it,
//     through its challenges and answers; every other call follows the scenario of the
//     moment. Nothing that a scenario did outlives it otherwise.
//   - An unknown customer takes the path of a known one to the end: phantoms have
//     failures, locks and challenges like everybody else, only no address and no secret (R10).
//   - openapi.json describes requests and answers field by field. A request that it does not
//     describe is refused, and only the scenarios that exist for that answer differently.
//   - Everything that a caller can make grow has a limit, and the oldest goes first.
//   - Where the contract is silent the choice is the sandbox's own, written down where
//     it is made, and no client may depend on it.
package sandbox

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/rsa"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/flow"
)

// Options say how a sandbox is to run. The zero value is the demo: a free port,
// the scenario "happy", fresh credentials, the real clock.
type Options struct {
	Listen   string // host:port, "127.0.0.1:0" when empty; a host that is not loopback is refused
	Scenario string // the first scenario, "happy" when empty
	Seed     uint64 // fixes credentials, ids and codes, if Seeded, and never a key
	Seeded   bool
	Accounts Accounts // the demo's when zero

	// Key signs the tokens of every account, so that many sandboxes in one process need not
	// make one each; when nil, every account makes a fresh one in the background.
	Key *rsa.PrivateKey

	// The clock. Late messages and slow answers wait on After.
	Now   func() time.Time                                   // time.Now when nil
	After func(d time.Duration, f func()) (stop func() bool) // time.AfterFunc when nil; it never calls f itself

	// Both run in the call that they report, under no lock: they return soon, and do not call
	// Close. A panic in one ends that one only.
	OnMessage func(Message) // a message has reached the customer; the answer comes after
	OnRequest func(Request) // a call was answered; for a log line
}

// Request is what a log may hold of a call that was answered. It holds no secret, and is one
// line of printable text: header, query and body are left out, and so is every part of method
// and path that is not a word of the contract, since a token may have landed there.
type Request struct {
	Method   string
	Path     string
	Status   int // 0 when the connection was cut instead
	Duration time.Duration
}

// Sandbox is a running server with its accounts.
type Sandbox struct {
	options  Options
	host     string // 127.0.0.1:PORT
	base     string // http://127.0.0.1:PORT/v1
	accounts map[string]*account
	inOrder  []*account
	first    *account
	admin    flow.Secret
	scenario atomic.Pointer[run]
	mail     mailbox

	server   *http.Server
	closing  context.Context // done as soon as Close is called
	close    context.CancelFunc
	closed   sync.Once
	closeErr error
	work     sync.WaitGroup
	inside   sync.RWMutex // held for reading by every call that is being answered
}

// Start listens and serves. It returns at once: a key is made in the background when the
// first call needs it, and that call waits.
func Start(options Options) (*Sandbox, error) {
	plans := options.Accounts.plans
	if len(plans) == 0 {
		plans = demoAccounts()
	}
	return start(options, plans, func() (*rsa.PrivateKey, error) { return rsa.GenerateKey(rand.Reader, 2048) })
}

// start is Start with the accounts of the caller's choice, and the keys where none is given.
func start(options Options, plans []accountPlan, newKey func() (*rsa.PrivateKey, error)) (*Sandbox, error) {
	options = withDefaults(options)
	if options.Key != nil {
		newKey = func() (*rsa.PrivateKey, error) { return options.Key, nil }
	}
	scenario, err := scenarioNamed(options.Scenario)
	if err != nil {
		return nil, err
	}
	listener, err := listenOnLoopback(options.Listen)
	if err != nil {
		return nil, err
	}

	s := &Sandbox{options: options, host: listener.Addr().String(), accounts: map[string]*account{}}
	s.base = "http://" + s.host + "/v1"
	s.scenario.Store(&run{scenario: scenario})
	s.closing, s.close = context.WithCancel(context.Background())
	s.mail.now, s.mail.after, s.mail.onMessage = options.Now, options.After, options.OnMessage

	random := randomness{seeded: options.Seeded, seed: options.Seed}
	s.admin = flow.Conceal(token(random.stream("admin")))
	for _, plan := range plans {
		a := newAccount(plan, s.base, random)
		s.accounts[a.id] = a
		s.inOrder = append(s.inOrder, a)
		a.keys.begin = sync.OnceFunc(func() { s.work.Go(spawn.Guarded(func() { a.keys.make(newKey) })) })
	}
	s.first = s.inOrder[0]

	s.server = &http.Server{
		Handler:           http.HandlerFunc(s.handle),
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		// net/http would write about a peer's broken connection; stderr belongs to the screen.
		ErrorLog: log.New(io.Discard, "", 0),
	}
	s.work.Go(spawn.Guarded(func() { _ = s.server.Serve(listener) }))
	return s, nil
}

func withDefaults(o Options) Options {
	o.Listen = cmp.Or(o.Listen, "127.0.0.1:0")
	o.Scenario = cmp.Or(o.Scenario, "happy")
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.After == nil {
		o.After = func(d time.Duration, f func()) func() bool { return time.AfterFunc(d, spawn.Guarded(f)).Stop }
	}
	return o
}

// listenOnLoopback takes literal loopback addresses and the name localhost, which it does not
// look up: a resolver's answer cannot be trusted.
func listenOnLoopback(address string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("sandbox: listen on %q: %w", address, err)
	}
	if strings.EqualFold(host, "localhost") {
		host = "127.0.0.1"
	}
	if !flow.IsLoopback(host) {
		return nil, fmt.Errorf("sandbox: listen on %q: not a loopback address", address)
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(host, port))
	if err != nil {
		return nil, fmt.Errorf("sandbox: %w", err)
	}
	return listener, nil
}

// SetScenario switches the scenario for everything that begins from now on. Setting
// the one that runs starts it afresh.
func (s *Sandbox) SetScenario(name string) error {
	scenario, err := scenarioNamed(name)
	if err == nil {
		s.scenario.Store(&run{scenario: scenario})
	}
	return err
}

// Scenario is the name of the scenario of the moment.
func (s *Sandbox) Scenario() string { return s.scenario.Load().Name }

// Messages are the last 256 messages that reached a customer, in the order in which
// they arrived.
func (s *Sandbox) Messages() []Message { return s.mail.all() }

// graceful is how long Close waits for calls that are being answered.
const graceful = 250 * time.Millisecond

// Close stops listening, lets the calls under way end, for a quarter of a second,
// then cuts them. Messages on their way are lost. When it returns, nothing of the
// sandbox runs any more; a key that is still being made (some 100 ms) is waited for.
func (s *Sandbox) Close() error {
	s.closed.Do(func() {
		s.close()
		s.mail.close()
		ctx, cancel := context.WithTimeout(context.Background(), graceful)
		defer cancel()
		err := s.server.Shutdown(ctx)
		if errors.Is(err, context.DeadlineExceeded) {
			err = s.server.Close()
		}
		s.closeErr = err
		s.inside.Lock() // once the last call is out
		defer s.inside.Unlock()
		s.work.Wait()
	})
	return s.closeErr
}
