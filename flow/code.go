package flow

// SendingCode waits for a message to go out.
type SendingCode struct {
	Pending
}

// SendFailed says why the message did not go out, and offers to send it again.
type SendFailed struct {
	Pending
	Problem Problem
}

// EnteringCode asks for the code from the newest message.
type EnteringCode struct {
	Pending
	Problem  Problem
	Question Question
	Until    Moment // no code is checked before this moment
}

// Question is what an EnteringCode asks before it goes on.
type Question int

// The Questions. Agreed says yes, Back says no.
const (
	NoQuestion    Question = iota
	LeaveTheCode           // the code that was sent will be useless
	SameCodeAgain          // this very code was turned down
)

// CheckingCode waits for the code to be checked.
type CheckingCode struct {
	Pending
}

func (s SendingCode) with(a Account) State  { s.Account = a; return s }
func (s SendFailed) with(a Account) State   { s.Account = a; return s }
func (s EnteringCode) with(a Account) State { s.Account = a; return s }
func (s CheckingCode) with(a Account) State { s.Account = a; return s }
func (s SendingCode) at() Place             { return s.place() }
func (s SendFailed) at() Place              { return Place{Kind: AtUnsent} }
func (s EnteringCode) at() Place            { return s.place() }
func (s CheckingCode) at() Place            { return s.place() }

// place counts the sends of both halves of a recovery apart.
func (p Pending) place() Place {
	return Place{Kind: AtCode, Attempt: p.Turned, Send: p.Codes*1000 + p.Sends}
}

func (s SendingCode) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case CodeSent:
		s.OobCode = e.OobCode
		return EnteringCode{Pending: s.sent(e.At)}, nil
	case RecoveryStarted:
		s.MFAToken, s.OobCode = e.MFAToken, e.OobCode
		return EnteringCode{Pending: s.sent(e.At)}, nil
	case CallFailed:
		return s.failed(problemOf(e, s.May), e.At)
	case Back:
		call := CallChallenge
		if s.Part == 1 {
			call = CallRecovery
		}
		return s.failed(Problem{Reason: MaybeSent, Call: call}, e.At)
	}
	return s, nil
}

func (s SendingCode) failed(p Problem, now Moment) (State, Effect) {
	if p.Reason == SignInExpired {
		return EnteringSecret{Customer: s.Customer, Problem: p}, nil
	}
	if p.Reason == MaybeSent {
		s.Pending = s.sent(now)
	}
	s.ResendAt = max(s.ResendAt, p.until(now))
	switch {
	case !s.OobCode.IsEmpty():
		return EnteringCode{Pending: s.Pending, Problem: p}, nil
	case s.Part == 1:
		return ChoosingRecovery{Customer: s.Customer, Problem: p, Until: s.ResendAt}, nil
	}
	return SendFailed{Pending: s.Pending, Problem: p}, nil
}

func (s SendFailed) on(e Event) (State, Effect) {
	if next, do, ok := s.resend(e); ok {
		return next, do
	}
	if _, ok := e.(Back); ok {
		return EnteringSecret{Customer: s.Customer}, nil
	}
	return s, nil
}

func (s EnteringCode) on(e Event) (State, Effect) {
	if next, do, ok := s.resend(e); ok {
		return next, do
	}
	switch e := e.(type) {
	case CodeEntered:
		switch {
		case e.At < s.Until || e.Code.IsEmpty():
			return s, nil
		case e.Code == s.Refused:
			s.Question = SameCodeAgain
			return s, nil
		}
		return s.check(e.Code)
	case Agreed:
		switch s.Question {
		case SameCodeAgain:
			return s.check(s.Refused)
		case LeaveTheCode:
			return EnteringSecret{Customer: s.Customer}, nil
		}
	case Back:
		if s.Question != NoQuestion {
			s.Question = NoQuestion
			return s, nil
		}
		s.Question = LeaveTheCode
	}
	return s, nil
}

func (p Pending) check(code Secret) (State, Effect) {
	return CheckingCode{Pending: p}, AnswerChallenge{MFAToken: p.MFAToken, OobCode: p.OobCode, Code: code}
}

func (s CheckingCode) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case TokenReceived:
		return signedIn(s.Customer, e, s.Channel, s.Part > 0), nil
	case CallFailed:
		p := problemOf(e, s.May)
		next := EnteringCode{Pending: s.Pending, Problem: p}
		switch p.Reason {
		case CodeOwed:
			return s.owes(e.Failure.MFAToken, e)
		case CodeNotAccepted, NotAcceptedOrScope:
			next.Wrong++
			next.Turned++
			next.Refused = e.Typed
		case CodeExpired:
			next.Turned++
			next.Refused = e.Typed
		case MustWait:
			next.Until = p.until(e.At)
		}
		return next, nil
	case Back:
		return EnteringCode{Pending: s.Pending, Problem: Problem{Reason: MaybeUsed, Call: CallAnswer}}, nil
	}
	return s, nil
}
