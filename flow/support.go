package flow

// Support mode is for an agent who helps a customer. The customer's PIN, password and codes
// are for the customer's own hands, so the agent is asked whether the customer is here, at the
// counter, before anything of that kind can be typed. A login shows whether it is accepted,
// and no more: its token is not kept.

// person is a customer as an agent knows them: one person, whatever the user type.
func (i Identity) person() Identity { i.As = AsCustomer; return i }

// away reports whether support mode has yet to be told that this customer is at the counter.
func (c Customer) away() bool {
	return c.Support && !c.agreed.has(consent{atCounter, c.Identity.person()})
}

// here notes that the customer is at the counter.
func (c Customer) here() Customer {
	c.agreed = c.agreed.with(consent{atCounter, c.Identity.person()})
	return c
}

// Accepted is the end of a login in support mode: it was accepted, and the token is dropped.
type Accepted struct {
	Customer
	By       Channel // the channel of the code; NoChannel for the secret alone
	Dropping bool    // the refresh token is being revoked
	Problem  Problem // why it could not be revoked
}

func (s Accepted) at() Place            { return Place{Kind: AtAccepted} }
func (s Accepted) with(a Account) State { s.Account = a; return s }

// accepted ends a login of support mode. Of its token only the refresh token goes on, to be
// revoked; no state holds it.
func (c Customer) accepted(by Channel, t Token) (State, Effect) {
	c.Refused = nil
	next := Accepted{Customer: c, By: by}
	if t.Refresh.IsEmpty() {
		return next, nil
	}
	next.Dropping = true
	return next, SignOut{Refresh: t.Refresh}
}

func (s Accepted) on(e Event) (State, Effect) {
	if !s.Dropping {
		if _, ok := e.(Back); ok {
			return s.choosing(), nil
		}
		return s, nil
	}
	s.Dropping = false
	switch e := e.(type) {
	case SignedOut:
	case CallFailed:
		s.Problem = problemOf(e, s.May)
	case Back:
		s.Problem = Problem{Reason: NoAnswer, Call: CallRevoke, Cancelled: true}
	default:
		s.Dropping = true
		return s, nil
	}
	return Next(s, Started{}) // SignOut forgot the client's token too
}

func (s Accepted) can() []Chance { return []Chance{back()} }
