package main

import (
	"crypto/rsa"
	"math/big"
	"math/rand/v2"
	"sync"
	"time"

	"dintero-login/tui/dev/testclock"
)

// clock stands still but where the script turns it.
type clock struct {
	*testclock.Clock
	mu    sync.Mutex
	calls int
}

// newClock returns a clock that shows the time of the pictures.
func newClock() *clock {
	return &clock{Clock: testclock.New(time.Date(2026, time.November, 22, 23, 41, 10, 0, time.UTC))}
}

// called turns the clock by what a call to Dintero takes, as measured once.
func (c *clock) called() {
	took := []time.Duration{112, 64, 58, 84, 91, 77, 103}
	c.mu.Lock()
	d := took[c.calls%len(took)] * time.Millisecond
	c.calls++
	c.mu.Unlock()
	c.Turn(d)
}

// demoKey is what the sandbox signs with: the same one in every run, and therefore no secret. Go's own
// rsa.GenerateKey gives another one each time, whatever its source of randomness.
func demoKey() (*rsa.PrivateKey, error) {
	random := rand.NewChaCha8([32]byte([]byte("the key of dintero-login's demos")))
	const e = 65537
	one := big.NewInt(1)
	for {
		p, q := prime(random), prime(random)
		phi := new(big.Int).Mul(new(big.Int).Sub(p, one), new(big.Int).Sub(q, one))
		d := new(big.Int).ModInverse(big.NewInt(e), phi)
		if d == nil || p.Cmp(q) == 0 {
			continue
		}
		k := &rsa.PrivateKey{PublicKey: rsa.PublicKey{N: new(big.Int).Mul(p, q), E: e}, D: d, Primes: []*big.Int{p, q}}
		k.Precompute()
		return k, k.Validate()
	}
}

// prime returns the first prime of 1024 bits from a number of chance on.
func prime(random *rand.ChaCha8) *big.Int {
	const size = 1024 / 8
	digits := make([]byte, size)
	_, _ = random.Read(digits) // it never fails
	digits[0], digits[size-1] = digits[0]|0xc0, digits[size-1]|1
	p, two := new(big.Int).SetBytes(digits), big.NewInt(2)
	for !p.ProbablyPrime(20) {
		p.Add(p, two)
	}
	return p
}
