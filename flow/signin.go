package flow

import "time"

// settingsWait is how long a sign-in waits for settings that are still being read.
const settingsWait = 2 * time.Second

// EnteringSecret asks for the customer's secret.
type EnteringSecret struct {
	Customer
	Problem Problem
	News    News
	Asking  bool // the production guard: sign in for real?
}

// SigningIn waits for the sign-in call, or for the settings that decide which it is.
type SigningIn struct {
	Customer
	Waiting bool // for the settings
}

func (s EnteringSecret) with(a Account) State { s.Account = a; return s }
func (s SigningIn) at() Place                 { return Place{Kind: AtSecret, Attempt: s.Attempt} }
func (s SigningIn) with(a Account) State      { s.Account = a; return s }

func (s EnteringSecret) at() Place {
	if s.away() {
		return Place{Kind: AtCounter}
	}
	return Place{Kind: AtSecret, Attempt: s.Attempt}
}

func (s EnteringSecret) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case SecretEntered:
		if e.At < s.Until || e.Secret.IsEmpty() || s.away() {
			return s, nil
		}
		waits := s.Login == LoginAuto && !s.Password && !s.WithCode && s.Reading == Reading
		if p, barred := s.barred(s.SignInCall()); barred && !waits {
			s.Problem, s.Asking = p, false
			return s, nil
		}
		if s.guarded(ofTry, s.Identity) {
			if !e.Agreed || !s.Asking {
				s.Asking = true
				return s, nil
			}
			s.Account = s.agree(ofTry, s.Identity)
		}
		if waits {
			return SigningIn{Customer: s.Customer, Waiting: true}, AwaitSettings{Secret: e.Secret, Within: settingsWait}
		}
		return s.signIn(e.Secret)
	case UserTypeSwitched:
		s.Draft.As = s.Draft.As.Other()
		s.Identity.As = s.Draft.As
		s.Problem, s.Asking = Problem{}, false
		return s, nil
	case Agreed:
		if s.away() {
			s.Customer = s.here()
		}
		return s, nil
	case SecretLost:
		return ChoosingRecovery{Customer: s.Customer}, nil
	case Back:
		if s.Asking {
			s.Asking = false
			return s, nil
		}
		return s.choosing(), nil
	}
	return s, nil
}

// signIn makes the call that the account requires, unless the client may not.
func (c Customer) signIn(secret Secret) (State, Effect) {
	if p, barred := c.barred(c.SignInCall()); barred {
		return EnteringSecret{Customer: c, Problem: p}, nil
	}
	if c.SignInCall() == CallMFALogin {
		return SigningIn{Customer: c}, StartMFALogin{Identity: c.Identity, Secret: secret}
	}
	return SigningIn{Customer: c}, LogIn{Identity: c.Identity, Secret: secret}
}

func (s SigningIn) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case SettingsAwaited:
		return s.signIn(e.Secret)
	case ChallengeOffered:
		return Pending{Customer: s.Customer, MFAToken: e.MFAToken, Stray: e.Stray}.over(e.Channel).challenge()
	case TokenReceived:
		if s.Support {
			return s.accepted(NoChannel, e.Token)
		}
		return signedIn(s.Customer, e), nil
	case CallFailed:
		return s.failed(e)
	case Back:
		next := EnteringSecret{Customer: s.Customer}
		if !s.Waiting {
			next.Problem = Problem{Reason: NoAnswer, Call: s.SignInCall(), Cancelled: true}
		}
		return next, nil
	}
	return s, nil
}

func (s SigningIn) failed(e CallFailed) (State, Effect) {
	p := problemOf(e, s.May)
	next := EnteringSecret{Customer: s.Customer, Problem: p}
	next.Until = p.until(e.At)
	switch p.Reason {
	case CodeRequired:
		return Pending{Customer: s.Customer, MFAToken: e.Failure.MFAToken}.over(NoChannel).challenge()
	case MFAIsOff:
		next.Password, next.WithCode, next.News = true, false, MFATurnedOff
	case WantsCode:
		next.Password, next.WithCode, next.News = false, true, MFATurnedOn
	case NotAccepted, NotAcceptedOrScope:
		next.Attempt++
	}
	return next, nil
}
