package flow

// ChoosingCustomer asks who signs in.
type ChoosingCustomer struct {
	Account
	Draft   Draft
	Problem Problem // of a sign-out that did not get through
	News    News
}

// News is what a state has to tell that is no problem.
type News int

// The News.
const (
	NoNews News = iota
	LinkOnItsWay
	MFATurnedOff // found out from mfa_login; the other call is used now
	EverythingForgotten
	SessionRefreshed
)

func (s ChoosingCustomer) at() Place            { return Place{Kind: AtCustomer} }
func (s ChoosingCustomer) with(a Account) State { s.Account = a; return s }

func (s ChoosingCustomer) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case CustomerChosen:
		return EnteringSecret{Customer: Customer{
			Account: s.Account, Draft: e.Draft,
			Identity: Identity{By: e.Draft.By, Ident: e.Ident, As: e.Draft.As},
		}}, nil
	}
	return s, nil
}

// Customer is what every state after the first question knows.
type Customer struct {
	Account
	Draft    Draft
	Identity Identity
	Attempt  int  // secrets that were turned down
	Password bool // found out that MFA is off, so the password call is used
}

// SignInCall is the call that this customer's sign-in will make.
func (c Customer) SignInCall() Call {
	if c.Password {
		return CallLogin
	}
	return c.Account.SignInCall()
}

func startOver(s State) (State, Effect) {
	switch s := s.(type) {
	case ChoosingCustomer, SignedIn, Refreshing, SigningOut:
		return s, nil
	}
	return ChoosingCustomer{Account: s.account(), Draft: draftOf(s)}, nil
}

func draftOf(s State) Draft {
	if c, ok := s.(interface{ customer() Customer }); ok {
		return c.customer().Draft
	}
	return Draft{}
}

func (c Customer) customer() Customer { return c }
