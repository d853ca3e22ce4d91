package sandbox

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"io"
	"time"
)

// Limits of what one customer, known or not, may take up, and of what guessing costs
// (design 5, R3).
const (
	liveChallenges = 10
	liveLogins     = 64  // mfa_tokens, used ones included: those still know that they were used
	liveRefreshes  = 64  // refresh tokens
	livePhantoms   = 256 // identifiers without a customer that are remembered, per account

	failuresToLock = 100
	lockedFor      = time.Minute
)

// customer is somebody who may sign in, or a phantom: the stand-in for an identifier
// that nobody has. A phantom has no address and no secret, and differs in nothing else.
type customer struct {
	person  Person
	id      string   // the sub of the tokens
	digest  [32]byte // of the secret
	phantom bool
	random  io.Reader // codes, mfa_tokens, oob_codes; read under the account's lock

	failures    int // in a row
	lockedUntil time.Time

	logins     []*login     // oldest first
	challenges []*challenge // the live ones, oldest first
	refreshes  []string     // oldest first
}

func newCustomer(p Person, random io.Reader) *customer {
	return &customer{person: p, random: random, id: uuid(random), digest: sha256.Sum256([]byte(p.Secret.Reveal()))}
}

// identKey is what a customer is found by: type, kind of identifier, identifier, each
// with its length, compared byte for byte. A digest, so that what a caller sends never
// sits in memory, and known and unknown ones cost the same.
func identKey(userType, identType, ident string) [32]byte {
	var text []byte
	for _, part := range []string{userType, identType, ident} {
		text = binary.BigEndian.AppendUint64(text, uint64(len(part)))
		text = append(text, part...)
	}
	return sha256.Sum256(text)
}

// find gives the customer with an identifier, or its phantom. The account's lock is held.
func (a *account) find(userType, identType, ident string) *customer {
	key := identKey(userType, identType, ident)
	if c, known := a.customers[key]; known {
		return c
	}
	c, dropped := a.phantoms.find(key)
	if dropped != nil {
		for _, l := range dropped.logins {
			delete(a.logins, l.token)
		}
	}
	return c
}

// phantoms remembers who was asked for in vain, so that they lock like anybody.
type phantoms struct {
	random  randomness
	account string
	byKey   map[[32]byte]*customer
	oldest  [][32]byte
}

// find gives the phantom of an identifier, and the oldest one when it had to make room.
func (p *phantoms) find(key [32]byte) (found, dropped *customer) {
	if c, known := p.byKey[key]; known {
		return c, nil
	}
	if len(p.oldest) == livePhantoms {
		dropped = p.byKey[p.oldest[0]]
		delete(p.byKey, p.oldest[0])
		p.oldest = append(p.oldest[:0], p.oldest[1:]...)
	}
	found = newCustomer(Person{}, p.random.stream("phantom of "+p.account+"/"+string(key[:])))
	found.phantom = true
	_, _ = rand.Read(found.digest[:])
	p.byKey[key] = found
	p.oldest = append(p.oldest, key)
	return found, dropped
}

// knows says whether this is the customer's secret, in constant time.
func (c *customer) knows(secret string) bool {
	given := sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(given[:], c.digest[:]) == 1 && !c.phantom
}

// failed counts a wrong secret or a wrong code. From the hundredth in a row on, each
// one locks the customer for a minute, until a whole login succeeds.
func (c *customer) failed(now time.Time) {
	c.failures++
	if c.failures >= failuresToLock {
		c.failures = failuresToLock // it would only grow
		c.lockedUntil = now.Add(lockedFor)
	}
}

// locked says for how long nothing is checked for the customer, not even what is right.
func (c *customer) locked(now time.Time) *refusal {
	if left := c.lockedUntil.Sub(now); left > 0 {
		return tooManyAttempts(left)
	}
	return nil
}

// channel is the wanted channel, or the other one where the customer has no address
// for it. A phantom has every address.
func (c *customer) channel(wanted string) string {
	switch {
	case c.phantom:
		return wanted
	case wanted == sms && c.person.Phone == "":
		return email
	case wanted == email && c.person.Email == "":
		return sms
	default:
		return wanted
	}
}

func (c *customer) address(channel string) string {
	if channel == sms {
		return c.person.Phone
	}
	return c.person.Email
}

// The words of the wire for how a code travels and how a customer is found.
const (
	sms     = "sms"
	email   = "email"
	byPhone = "phone_number"
	byEmail = "email"
)

func otherChannel(channel string) string {
	if channel == sms {
		return email
	}
	return sms
}
