package flow

// SignedIn is the end of the login: a session.
type SignedIn struct {
	Customer
	Token     Token
	By        Channel // the channel of the code; NoChannel for the secret alone
	Codes     int     // codes that were accepted on the way
	Recovered bool    // by codes alone, without the secret
	Since     Moment
	Ends      Moment // 0 when the API did not name it
	Problem   Problem
	News      News
	RefreshAt Moment // no refresh before this moment
}

// Refreshing waits for a new token.
type Refreshing struct {
	SignedIn
}

// SigningOut waits for the refresh token to be revoked.
type SigningOut struct {
	Account
	Session bool // a customer was signed in
	Revokes bool // and there is a refresh token
}

func (s SignedIn) at() Place              { return Place{Kind: AtSession} }
func (s SignedIn) with(a Account) State   { s.Account = a; return s }
func (s Refreshing) with(a Account) State { s.Account = a; return s }
func (s SigningOut) at() Place            { return Place{Kind: AtSignOut} }
func (s SigningOut) with(a Account) State { s.Account = a; return s }

func (s SignedIn) session() SignedIn { return s }

func signedIn(c Customer, e TokenReceived) SignedIn {
	c.Refused = nil // no code will be entered again
	return SignedIn{Customer: c}.holds(e)
}

// holds takes a token. The old refresh token stays valid where a refresh brings no new one
// (RFC 6749 section 6).
func (s SignedIn) holds(e TokenReceived) SignedIn {
	old := s.Token.Refresh
	s.Token, s.Since, s.Ends, s.Problem, s.RefreshAt = e.Token, e.At, 0, Problem{}, 0
	if s.Token.Refresh.IsEmpty() {
		s.Token.Refresh = old
	}
	if s.Token.ExpiresIn > 0 {
		s.Ends = e.At + s.Token.ExpiresIn
	}
	return s
}

// verify has a session's token verified as soon as the account's keys are known.
func verify(s State) (State, Effect) {
	in, ok := SessionOf(s)
	a := s.account()
	if !ok || !in.Token.Claims.Decoded || a.Keys == nil || a.Signed.Token == in.Token.Access {
		return s, nil
	}
	a.Signed = Signed{Token: in.Token.Access, Standing: Reading}
	return s.with(a), VerifyToken{Token: in.Token.Access, Keys: a.Keys}
}

func (s SignedIn) on(e Event) (State, Effect) {
	if e, ok := e.(RefreshWanted); ok && !s.Token.Refresh.IsEmpty() && e.At >= s.RefreshAt {
		s.Problem, s.News = Problem{}, NoNews
		return Refreshing{SignedIn: s}, RefreshSession{Refresh: s.Token.Refresh}
	}
	return s, nil
}

func (s Refreshing) on(e Event) (State, Effect) {
	next := s.SignedIn
	switch e := e.(type) {
	case TokenReceived:
		next = next.holds(e)
		next.News = SessionRefreshed
		return next, nil
	case CallFailed:
		next.Problem = problemOf(e, s.May)
		next.RefreshAt = next.Problem.until(e.At)
		if next.Problem.Reason == SessionEnded {
			next.Token.Refresh = Secret{}
		}
		return next, nil
	case Back:
		next.Problem = Problem{Reason: NoAnswer, Call: CallRefresh, Cancelled: true}
		return next, nil
	}
	return s, nil
}

// signOut ends any state, and forgets what was typed.
func signOut(s State) (State, Effect) {
	var refresh Secret
	next := SigningOut{Account: s.account()}
	if call, _ := CallOf(s); call == CallRevoke {
		return s, nil
	}
	if in, ok := SessionOf(s); ok {
		refresh, next.Session = in.Token.Refresh, true
		next.Revokes = !refresh.IsEmpty()
	}
	return next, SignOut{Refresh: refresh}
}

func (s SigningOut) on(e Event) (State, Effect) {
	next := ChoosingCustomer{Account: Account{
		Production: s.Production, Login: s.Login, Unguarded: s.Unguarded, Support: s.Support, asked: s.asked,
	}}
	switch e := e.(type) {
	case SignedOut:
		next.News = EverythingForgotten
		switch {
		case s.Revokes:
			next.News = SessionRevoked
		case s.Session:
			next.News = SessionOver
		}
	case CallFailed:
		next.Problem = problemOf(e, s.May)
	case Back:
		next.Problem = Problem{Reason: NoAnswer, Call: CallRevoke, Cancelled: true}
	default:
		return s, nil
	}
	return Next(next, Started{})
}
