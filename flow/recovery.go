package flow

// ChoosingRecovery offers the ways to sign in for a customer who has lost the secret.
type ChoosingRecovery struct {
	Customer
	Problem Problem
}

// MailingLink waits for the mail with the link to be accepted.
type MailingLink struct {
	Customer
}

// ConfirmingSend is the production guard before a message goes to a real customer.
type ConfirmingSend struct {
	Pending
	Want Want
	Mail string // the address, for a link
}

// Want is a message that is about to be sent.
type Want int

// The messages.
const (
	LoginCode Want = iota
	RecoveryCode
	PasswordLink
)

func (s ChoosingRecovery) at() Place            { return Place{Kind: AtRecovery} }
func (s ChoosingRecovery) with(a Account) State { s.Account = a; return s }
func (s MailingLink) at() Place                 { return Place{Kind: AtRecovery} }
func (s MailingLink) with(a Account) State      { s.Account = a; return s }
func (s ConfirmingSend) at() Place              { return Place{Kind: AtConfirm} }
func (s ConfirmingSend) with(a Account) State   { s.Account = a; return s }

func (s ChoosingRecovery) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case LinkWanted:
		if e.At < s.SendAt || e.Email == "" {
			return s, nil
		}
		if p, barred := s.barred(CallChangePassword); barred {
			s.Problem = p
			return s, nil
		}
		if s.Support || s.guarded(ofMessage, s.mailed(e.Email)) { // in support mode each time: callers differ
			return ConfirmingSend{Pending: Pending{Customer: s.Customer}, Want: PasswordLink, Mail: e.Email}, nil
		}
		return MailingLink{Customer: s.Customer}, MailLink{Email: e.Email, As: s.Identity.As}
	case RecoveryWanted:
		if e.At < s.SendAt || s.away() {
			return s, nil
		}
		if p, barred := s.barred(CallRecovery); barred {
			s.Problem = p
			return s, nil
		}
		p := Pending{Customer: s.Customer, Part: 1, Channel: s.recoveryChannel(), Assumed: true}
		if s.guarded(ofMessage, s.Identity) || s.guarded(ofTry, s.Identity) {
			return ConfirmingSend{Pending: p, Want: RecoveryCode}, nil
		}
		return p.send()
	case Back:
		return EnteringSecret{Customer: s.Customer}, nil
	}
	return s, nil
}

func (s MailingLink) on(e Event) (State, Effect) {
	switch e := e.(type) {
	case LinkMailed:
		s.SendAt = e.At + resendPause
		return EnteringSecret{Customer: s.Customer, News: LinkOnItsWay}, nil
	case CallFailed:
		return s.failed(problemOf(e, s.May), e.At)
	case Back:
		return s.failed(Problem{Reason: MaybeSent, Call: CallChangePassword, Cancelled: true}, e.At)
	}
	return s, nil
}

func (s MailingLink) failed(p Problem, now Moment) (State, Effect) {
	s.SendAt = p.until(now)
	if p.Reason == MaybeSent {
		s.SendAt = max(s.SendAt, now+resendPause)
	}
	return ChoosingRecovery{Customer: s.Customer, Problem: p}, nil
}

// mailed is the customer by the address that a link goes to, which need not be how the
// customer was found.
func (c Customer) mailed(address string) Identity {
	return Identity{By: ByEmail, Ident: address, As: c.Identity.As}
}

func (s ConfirmingSend) on(e Event) (State, Effect) {
	switch e.(type) {
	case Agreed:
		if s.Want == PasswordLink {
			s.Account = s.agree(ofMessage, s.mailed(s.Mail))
			return MailingLink{Customer: s.Customer}, MailLink{Email: s.Mail, As: s.Identity.As}
		}
		s.Account = s.agree(ofMessage, s.Identity)
		if s.Want == RecoveryCode {
			s.Account = s.agree(ofTry, s.Identity) // its code is one, and the question says so
		}
		return s.send()
	case Back:
		if s.Want == LoginCode {
			return EnteringSecret{Customer: s.Customer}, nil
		}
		return ChoosingRecovery{Customer: s.Customer}, nil
	}
	return s, nil
}
