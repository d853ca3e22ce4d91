package flow

// ChoosingCustomer asks who signs in.
type ChoosingCustomer struct {
	Account
	Draft   Draft
	Problem Problem // of a sign-out that failed
	News    News
	Last    Customer // who was tried before, without the Account
}

// News is something that a state reports and that is not a problem.
type News int

// The News.
const (
	NoNews News = iota
	LinkOnItsWay
	MFATurnedOff        // mfa_login reported it; the other call is used next
	MFATurnedOn         // the password call reported it; the other call is used next
	EverythingForgotten // nobody was signed in
	SessionOver         // a customer was, and everything is forgotten
	SessionRevoked      // the same, and Dintero has revoked the refresh token
	SessionRefreshed
)

func (s ChoosingCustomer) at() Place            { return Place{Kind: AtCustomer} }
func (s ChoosingCustomer) with(a Account) State { s.Account = a; return s }

func (s ChoosingCustomer) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case CustomerChosen:
		next := Customer{Identity: Identity{By: e.Draft.By, Ident: e.Ident, As: e.Draft.As}}
		if next.Identity == s.Last.Identity {
			next = s.Last // the same one again: tries and waits go on
		}
		next.Account, next.Draft = s.Account, e.Draft
		return EnteringSecret{Customer: next}, nil
	}
	return s, nil
}

// Customer is what every state after the first question knows.
type Customer struct {
	Account
	Draft    Draft
	Identity Identity
	Attempt  int          // secrets that were rejected
	Password bool         // MFA turned out to be off, so the password call is used
	WithCode bool         // a code turned out to be required, so mfa_login is used
	Until    Moment       // no sign-in before this moment
	SendAt   Moment       // no link and no recovery before this moment
	Refused  *set[Secret] // the rejected codes
}

// refused adds a rejected code.
func (c Customer) refused(code Secret) Customer {
	c.Refused = c.Refused.with(code)
	return c
}

// choosing goes back to the first question and keeps what is known about this customer.
func (c Customer) choosing() ChoosingCustomer {
	last := c
	last.Account = Account{}
	return ChoosingCustomer{Account: c.Account, Draft: c.Draft, Last: last}
}

// SignInCall is the call that this customer's sign-in will make.
func (c Customer) SignInCall() Call {
	switch {
	case c.Password:
		return CallLogin
	case c.WithCode:
		return CallMFALogin
	}
	return c.Account.SignInCall()
}

func startOver(s State, now Moment) (State, Effect) {
	switch LossOf(s) {
	case NothingLost, SessionLost:
		return s, nil
	}
	if Working(s) {
		s, _ = s.on(Back{At: now}) // what runs is cancelled, and may have gone out
	}
	c, _ := CustomerOf(s)
	return c.choosing(), nil
}

func (c Customer) customer() Customer { return c }
