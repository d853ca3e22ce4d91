package sandbox

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"io"
	"strings"
	"time"
	"unicode"
)

// Limits of what one customer, known or not, may take up.
const (
	liveChallenges = 10
	liveLogins     = 64 // mfa_tokens, used ones included: those still know that they were used
	liveRefreshes  = 64 // refresh tokens
)

// customer is somebody who may sign in, or a phantom: the stand-in for an identifier
// that nobody has. A phantom has no address and no secret, and differs in nothing else.
type customer struct {
	person  Person
	key     [32]byte // what failures are counted by: one of its identKeys
	id      string   // the sub of the tokens; a phantom gets none
	digest  [32]byte // of the secret; random where there is none
	phantom bool
	random  io.Reader // codes, mfa_tokens, oob_codes; read under the account's lock

	logins     []*login     // oldest first
	challenges []*challenge // the live ones, oldest first
	refreshes  []string     // oldest first
}

// identKey is the key of a customer: type, kind of identifier, identifier, each with its
// length. An e-mail address is compared without regard to case, a phone number
// without its +, which is optional. The key is a digest: what a caller sends never stays in
// memory, and known and unknown identifiers cost the same.
func identKey(userType, identType, ident string) [32]byte {
	if identType == byEmail {
		ident = strings.Map(oneCase, ident)
	} else {
		ident = strings.TrimPrefix(ident, "+")
	}
	var text []byte
	for _, part := range []string{userType, identType, ident} {
		text = binary.BigEndian.AppendUint64(text, uint64(len(part)))
		text = append(text, part...)
	}
	return sha256.Sum256(text)
}

// oneCase maps all cases of a letter to one, by the rule of strings.EqualFold. (ToLower would
// map the Turkish capital I with a dot, which is another letter, to i.)
func oneCase(r rune) rune {
	least := r
	for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
		least = min(least, other)
	}
	return least
}

// find returns the customer with an identifier, or its phantom. The account's lock is held.
// A phantom is kept only as long as it has a login under way.
func (a *account) find(userType, identType, ident string) *customer {
	key := identKey(userType, identType, ident)
	if c := a.customers[key]; c != nil {
		return c
	}
	if c := a.phantoms[key]; c != nil {
		return c
	}
	return &customer{key: key, phantom: true, digest: a.nobodys}
}

// knows reports whether this is the customer's secret, in constant time.
func (c *customer) knows(secret string) bool {
	given := sha256.Sum256([]byte(secret))
	return subtle.ConstantTimeCompare(given[:], c.digest[:]) == 1 && !c.phantom
}

// locked refuses a customer who had too many failures. The account's lock is held.
func (a *account) locked(c *customer, now time.Time) *refusal {
	if left := a.failures.locked(c.key, now); left > 0 {
		return tooManyAttempts(left)
	}
	return nil
}

// channel is the wanted channel, or the other one where the customer has no address
// for it. A phantom has every address.
func (c *customer) channel(wanted string) string {
	if c.address(wanted) == "" && !c.phantom {
		return otherChannel(wanted)
	}
	return wanted
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
