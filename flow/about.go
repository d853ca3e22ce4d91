package flow

// These functions answer for every state, so that no other package needs a switch over states.

// CallOf is the call that a state waits for: CallSettings where a sign-in waits for the
// settings. It is false in a state that waits for a person.
func CallOf(s State) (Call, bool) {
	switch s := s.(type) {
	case SigningIn:
		if s.Waiting {
			return CallSettings, true
		}
		return s.SignInCall(), true
	case MailingLink:
		return CallChangePassword, true
	case SendingCode:
		if s.Part == 1 {
			return CallRecovery, true
		}
		return CallChallenge, true
	case CheckingCode:
		return CallAnswer, true
	case Refreshing:
		return CallRefresh, true
	case Accepted:
		if s.Dropping {
			return CallRevoke, true
		}
	case SigningOut:
		return CallRevoke, true
	}
	return 0, false
}

// Working reports whether the state waits for an effect of the login lane. The lane is
// idle in all others.
func Working(s State) bool {
	_, works := CallOf(s)
	return works
}

// Asking reports whether a question is open that takes a yes (Agree) or a no (GoBack).
func Asking(s State) bool {
	switch s := s.(type) {
	case EnteringSecret:
		return s.Asking || s.away()
	case EnteringCode:
		return s.Question != NoQuestion
	case ConfirmingSend:
		return true
	}
	return false
}

// CustomerOf returns the customer who signs in; false where nobody has been chosen.
func CustomerOf(s State) (Customer, bool) {
	c, ok := s.(interface{ customer() Customer })
	if !ok {
		return Customer{}, false
	}
	return c.customer(), true
}

// PendingOf returns the code that a state sends, waits for or checks; false in other states.
func PendingOf(s State) (Pending, bool) {
	about, ok := s.(interface{ pending() Pending })
	if !ok {
		return Pending{}, false
	}
	p := about.pending()
	return p, p.Channel != NoChannel // a mail with a link has none
}

// SessionOf is the session of a customer who is signed in; false where nobody is.
func SessionOf(s State) (SignedIn, bool) {
	in, ok := s.(interface{ session() SignedIn })
	if !ok {
		return SignedIn{}, false
	}
	return in.session(), true
}

// ProblemOf returns the problem of a state; without a Reason where there is none.
func ProblemOf(s State) Problem {
	switch s := s.(type) {
	case ChoosingCustomer:
		return s.Problem
	case EnteringSecret:
		return s.Problem
	case ChoosingRecovery:
		return s.Problem
	case SendFailed:
		return s.Problem
	case EnteringCode:
		return s.Problem
	case SignedIn:
		return s.Problem
	case Accepted:
		return s.Problem
	}
	return Problem{}
}

// SignInCallOf is the call of a state's sign-in, whoever the customer is.
func SignInCallOf(s State) Call {
	if c, ok := CustomerOf(s); ok {
		return c.SignInCall()
	}
	return s.account().SignInCall()
}

// Loss is what would be lost if the login ended in a state.
type Loss int

// The losses, in the order in which a person meets them.
const (
	NothingLost Loss = iota
	LoginLost        // who signs in has to be chosen again
	TryLost          // a sign-in runs, and may count as a try
	MailLost         // a mail may be sent all the same
	MessageLost      // a message may be sent all the same, and its code will be useless
	CodeLost         // the code that was sent will be useless
	CheckLost        // the same, and it may have been used
	SessionLost      // the token is forgotten
)

// LossOf returns what would be lost if the login ended in this state.
func LossOf(s State) Loss {
	switch s := s.(type) {
	case ChoosingCustomer, SigningOut, Accepted:
		return NothingLost
	case SigningIn:
		if !s.Waiting {
			return TryLost
		}
	case MailingLink:
		return MailLost
	case SendingCode:
		return MessageLost
	case CheckingCode:
		return CheckLost
	case SendFailed:
		if s.Sends > 0 {
			return CodeLost
		}
	case EnteringCode:
		return CodeLost
	case SignedIn, Refreshing:
		return SessionLost
	}
	return LoginLost
}
