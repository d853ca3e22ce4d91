package sandbox

import (
	"cmp"
	"crypto/subtle"

	"dintero-login/flow"
)

// challenge is POST /accounts/{aid}/auth/mfa/challenge (contract 4): a code goes out.
//
// The contract has no words for a channel that the customer has no address for, and the
// answer names none: the code takes the other one. In the second half of a recovery it
// takes the channel that the first half did not, whatever is asked for.
func (x *exchange) challenge() (any, *refusal) {
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	if x.login == nil {
		return nil, notFound("this mfa_token is not known")
	}
	if x.login.dead(x.now) {
		return nil, expiredToken("the mfa_token is past its time, or was used")
	}
	if refused := x.account.locked(x.login.customer, x.now); refused != nil {
		return nil, refused
	}
	channel := cmp.Or(x.fields["oob_channel"], sms) // so the contract, even where the login named another (R11)
	if x.login.avoid != "" {
		channel = otherChannel(x.login.avoid)
	}
	ch := x.send(x.login, x.login.customer.channel(channel))
	return struct {
		ChallengeType string `json:"challenge_type"`
		BindingMethod string `json:"binding_method"`
		OOBCode       string `json:"oob_code"`
	}{"oob", "prompt", ch.oobCode}, nil
}

// send draws a code and gives it to the mail. The account's lock is held.
func (x *exchange) send(l *login, channel string) *challenge {
	if l.challenge != nil {
		x.s.mail.replace(l.challenge.letter)
	}
	ch := l.newChallenge(channel, x.now)
	if l.customer.phantom {
		return ch
	}
	l.sends[channel]++
	ch.letter = x.letterTo(l.customer, channel, "Your code is "+ch.code+l.run.flavour)
	ch.letter.Number, ch.letter.Code, ch.letter.Expires = l.sends[channel], flow.Conceal(ch.code), ch.expires
	if l.run.post == nil {
		x.sent = append(x.sent, ch.letter)
	} else {
		x.sent = append(x.sent, l.run.post(l, ch.letter)...)
	}
	return ch
}

func (x *exchange) letterTo(c *customer, channel, text string) *letter {
	return &letter{Message: Message{
		Channel: channel, Account: x.account.id, Name: c.person.Name, Type: c.person.Type, To: c.address(channel),
		Text: text, SentAt: x.now,
	}}
}

// answer is POST /accounts/{oid}/auth/token with grant_type mfa_oob (contract 5).
func (x *exchange) answer() (any, *refusal) {
	if refused := x.checkCode(); refused != nil {
		return nil, refused
	}
	return x.signIn(x.login.customer, x.login.audience)
}

// checkCode ends a login, or the first half of a recovery, if the code is right.
func (x *exchange) checkCode() *refusal {
	x.account.mu.Lock()
	defer x.account.mu.Unlock()
	l := x.login
	switch {
	case l == nil:
		return expiredToken("this mfa_token is not known any more")
	case l.done:
		return invalidGrant("the code was used")
	case l.dead(x.now):
		return expiredToken("the mfa_token is past its time")
	}
	if refused := x.account.locked(l.customer, x.now); refused != nil {
		return refused
	}
	right, refused := l.challenge.try(x.fields["oob_code"], x.fields["binding_code"], x)
	if x.run.cutsAnswers && !l.cut {
		l.cut = true // once: after it, a new code brings the login to its end
		return dropped()
	}
	if !right {
		return refused
	}

	l.done = true
	if l.halfway {
		second := *l
		second.done, second.halfway, second.challenge = false, false, nil
		second.held, second.overtaken = nil, false
		second.avoid = l.challenge.channel
		second.channel = l.customer.channel(otherChannel(second.avoid))
		return mfaRequired(x.account.beginLogin(second, x.now).token)
	}
	x.account.failures.forgive(l.customer.key)
	return nil
}

// try looks at an answer. It is right once; a wrong one uses up a try and counts against
// the customer; an oob_code other than the newest is no try at all.
func (ch *challenge) try(oobCode, code string, x *exchange) (right bool, refused *refusal) {
	switch {
	case ch == nil || subtle.ConstantTimeCompare([]byte(ch.oobCode), []byte(oobCode)) != 1:
		return false, invalidGrant("the oob_code is not this login's newest")
	case ch.used:
		return false, invalidGrant("the code was used")
	case ch.dropped || !x.now.Before(ch.expires):
		return false, expiredToken("the code is past its time: ask for another")
	case ch.tries == triesPerChallenge:
		return false, tooManyAttempts(lockedFor)
	}
	ch.tries++
	if subtle.ConstantTimeCompare([]byte(ch.code), []byte(code)) != 1 || x.login.customer.phantom {
		x.account.failures.add(x.login.customer.key, x.now)
		return false, invalidGrant("the code is wrong")
	}
	ch.used = true
	return true, nil
}
