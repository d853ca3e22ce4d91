package tui

import (
	"crypto/rand"
	"crypto/rsa"
	"sync"

	"dintero-login/api/sandbox"
	"dintero-login/flow"
)

// The program's own wiring of the demo, from the package cli. It imports this one, so these
// tests are given it.
var (
	OpenDemo  func(o sandbox.Options, clock func() flow.Moment) (Session, *sandbox.Sandbox, error)
	Scenarios func() []Scenario
)

// sandboxKey signs for every sandbox of these tests: making a key takes some 100 ms.
var sandboxKey = sync.OnceValue(func() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	return key
})
