package flow

// SendingCode waits for a message to go out.
type SendingCode struct {
	Pending
	Before        Channel // where the message before this one went
	BeforeAssumed bool
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
	Asked    Secret // the code that was already rejected, with SameCodeAgain
}

// Question is a question that EnteringCode asks before it goes on.
type Question int

// The Questions. Agreed says yes, Back says no.
const (
	NoQuestion    Question = iota
	LeaveTheCode           // the code that was sent will be useless
	SameCodeAgain          // this code was already rejected
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

func (p Pending) place() Place {
	return Place{Kind: AtCode, Attempt: p.Turned, Code: p.Codes, Send: p.Sends}
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
		return s.failed(Problem{Reason: MaybeSent, Call: call, Cancelled: true}, e.At)
	}
	return s, nil
}

func (s SendingCode) failed(p Problem, now Moment) (State, Effect) {
	if p.Reason == MaybeSent {
		s.Pending = s.sent(now)
	}
	s.ResendAt = max(s.ResendAt, p.until(now))
	switch {
	case p.Reason == SignInExpired:
		return s.leave(p), nil
	case !s.OobCode.IsEmpty():
		if p.Reason != MaybeSent {
			s.Channel, s.Assumed = s.Before, s.BeforeAssumed
		}
		return EnteringCode{Pending: s.Pending, Problem: p}, nil
	case s.Part == 1:
		return s.leave(p), nil
	}
	return SendFailed{Pending: s.Pending, Problem: p}, nil
}

func (s SendFailed) on(e Event) (State, Effect) {
	if next, do, ok := s.resend(e); ok {
		return next, do
	}
	if _, ok := e.(Back); ok {
		return s.leave(Problem{}), nil
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
		case e.At < s.Wait || e.Code.IsEmpty():
			return s, nil
		case s.Refused.has(e.Code):
			s.Question, s.Asked = SameCodeAgain, e.Code
			return s, nil
		}
		return s.check(e.Code)
	case Agreed:
		switch s.Question {
		case SameCodeAgain:
			return s.check(s.Asked)
		case LeaveTheCode:
			return s.leave(Problem{}), nil
		}
	case Back:
		if s.Question != NoQuestion {
			s.Question, s.Asked = NoQuestion, Secret{}
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
		if s.Support {
			return s.accepted(s.Channel, e.Token)
		}
		next := signedIn(s.Customer, e)
		next.By, next.Codes, next.Recovered = s.Channel, s.Codes+1, s.Part > 0
		return next, nil
	case CallFailed:
		p := problemOf(e, s.May)
		next := EnteringCode{Pending: s.Pending, Problem: p}
		next.Wait = p.until(e.At)
		switch p.Reason {
		case CodeRequired:
			return s.owes(e.Failure.MFAToken, e)
		case CodeNotAccepted, NotAcceptedOrScope:
			next.Wrong++
			next.Turned++
			next.Customer = next.refused(e.Typed)
		case CodeExpired:
			next.Turned++
			next.Customer = next.refused(e.Typed)
		case MaybeUsed:
			next.Lost = true
		case Unexpected:
			next.Lost = next.Lost || p.Failure.Status/100 != 4 && p.Failure.RetryAfter == 0 // else the call was rejected before the code was checked
		}
		return next, nil
	case Back:
		s.Lost = true
		return EnteringCode{Pending: s.Pending, Problem: Problem{Reason: MaybeUsed, Call: CallAnswer, Cancelled: true}}, nil
	}
	return s, nil
}
