package sandbox

import (
	"cmp"
	"container/list"
	"slices"
	"time"
)

// How long things live. A scenario may shorten a code's life.
const (
	mfaTokenLife      = 15 * time.Minute
	codeLife          = 5 * time.Minute
	clientTokenLife   = 4 * time.Hour
	customerTokenLife = 24 * time.Hour
)

// loginsUnderWay is how many mfa_tokens an account remembers, customers' and phantoms'
// together. The oldest goes first, so what is forgotten does not show who exists.
const loginsUnderWay = 1 << 14

// login is one login under way: what an mfa_token stands for. It is guarded by its
// account's lock, but for what never changes.
type login struct {
	token    string  // the mfa_token
	run      *run    // the scenario it began with
	client   *client // that began it; nobody else may go on
	customer *customer
	audience string
	expires  time.Time
	place    *list.Element // in the account's logins by age
	channel  string        // the one it named, or would have
	avoid    string        // the first code's channel, in the second half of a recovery

	halfway   bool           // the first half of a recovery: the right code earns another mfa_token
	done      bool           // the code was accepted
	cut       bool           // its answer was cut once
	sends     map[string]int // messages so far, by channel, over both halves
	challenge *challenge     // the newest; each replaces the one before (R2)
	held      *letter        // the first message, where a scenario holds it back
	overtaken bool           // the second has gone out before it
}

// beginLogin makes an mfa_token. The customer's oldest one makes room when there are
// too many, the account's likewise, and those long expired go. The account's lock is held.
func (a *account) beginLogin(l login, now time.Time) *login {
	for a.byAge.Len() > 0 {
		oldest, _ := a.byAge.Front().Value.(*login)
		longExpired := now.After(oldest.expires.Add(mfaTokenLife)) // until then it can say that it expired
		if !longExpired && a.byAge.Len() < loginsUnderWay {
			break
		}
		a.drop(oldest)
	}
	c := l.customer
	if len(c.logins) == liveLogins {
		a.drop(c.logins[0])
	}
	if c.phantom {
		a.phantoms[c.key] = c
	}
	if c.random == nil {
		c.random = a.random.stream("phantom of " + a.id + "/" + string(c.key[:]))
	}
	l.token = token(c.random) + l.run.flavour
	l.expires = now.Add(mfaTokenLife)
	l.place = a.byAge.PushBack(&l)
	c.logins = append(c.logins, &l)
	a.logins[l.token] = &l
	return &l
}

// drop forgets a login, and a phantom with its last one.
func (a *account) drop(l *login) {
	a.byAge.Remove(l.place)
	delete(a.logins, l.token)
	c := l.customer
	c.logins = slices.DeleteFunc(c.logins, func(other *login) bool { return other == l })
	if c.phantom && len(c.logins) == 0 {
		delete(a.phantoms, c.key)
	}
}

// loginOf finds the login of an mfa_token, if this client began it.
func (a *account) loginOf(mfaToken string, by *client) *login {
	a.mu.Lock()
	defer a.mu.Unlock()
	if l := a.logins[mfaToken]; l != nil && l.client == by {
		return l
	}
	return nil
}

// dead reports whether a login cannot go on: its mfa_token is used, expired or not known.
func (l *login) dead(now time.Time) bool { return l == nil || l.done || !now.Before(l.expires) }

// challenge is one code that went out.
type challenge struct {
	oobCode string
	code    string
	expires time.Time
	channel string
	tries   int
	used    bool
	dropped bool // it made room for a newer one
	letter  *letter
}

// triesPerChallenge is how many codes are compared; after that the right one is refused as
// well (R3).
const triesPerChallenge = 5

// newChallenge draws a code for a login and makes it the only one that counts. The
// account's lock is held.
func (l *login) newChallenge(channel string, now time.Time) *challenge {
	c := l.customer
	ch := &challenge{
		oobCode: token(c.random) + l.run.flavour, code: sixDigits(c.random),
		expires: now.Add(cmp.Or(l.run.codeLife, codeLife)), channel: channel,
	}
	c.challenges = slices.DeleteFunc(c.challenges, func(old *challenge) bool {
		return old == l.challenge || old.used || !now.Before(old.expires)
	})
	if len(c.challenges) == liveChallenges {
		c.challenges[0].dropped = true
		c.challenges = slices.Delete(c.challenges, 0, 1)
	}
	c.challenges = append(c.challenges, ch)
	l.challenge = ch
	return ch
}
