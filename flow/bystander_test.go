package flow

import "pgregory.net/rapid"

// tried is what is remembered of one customer.
type tried struct {
	who       Identity
	refused   map[Secret]bool // codes that were turned down
	owed      int             // codes that were accepted and not enough, in this sign-in
	channel   Channel         // of the newest message
	signInAt  Moment          // no sign-in before
	sendAt    Moment          // no link and no recovery before
	resendAt  Moment          // no other message of this challenge before
	answerAt  Moment          // no code before
	refreshAt Moment          // no refresh before
}

func newTried(who Identity) tried { return tried{who: who, refused: map[Secret]bool{}} }

// challenged begins another challenge.
func (m *tried) challenged() { m.resendAt, m.answerAt = 0, 0 }

// message is one that went out, or may have, for what the state waits for.
func (m *tried) message(from State, at Moment) {
	switch s := from.(type) {
	case SendingCode:
		m.channel, m.answerAt = s.Channel, 0
		m.resendAt = at + resendPause
	case MailingLink:
	default:
		return
	}
	m.sendAt = max(m.sendAt, at+resendPause)
}

// remember takes note of an event before its effect is judged.
func (w *walk) remember(from State, e Event) {
	m := &w.tried
	switch e := e.(type) {
	case CustomerChosen:
		id := Identity{By: e.Draft.By, Ident: e.Ident, As: e.Draft.As}
		if _, ok := from.(ChoosingCustomer); ok && id != m.who {
			*m = newTried(id)
		}
	case UserTypeSwitched:
		if _, ok := from.(EnteringSecret); ok {
			m.who.As = AsCustomer + AsCompany - m.who.As
		}
	case SecretEntered:
		w.entered[e.Secret] = true
		if s, ok := from.(EnteringSecret); ok && !e.Secret.IsEmpty() && e.At >= m.signInAt {
			m.owed = 0
			if s.Asking && e.Agreed {
				w.agreed[consent{ofTry, m.who}] = true
			}
		}
	case ChallengeOffered:
		m.challenged()
	case RecoveryWanted:
		if _, ok := from.(ChoosingRecovery); ok {
			m.owed = 0
			m.challenged()
		}
	case CodeEntered:
		w.entered[e.Code] = true
	case Agreed:
		if s, ok := from.(EnteringSecret); ok && s.Support {
			w.agreed[consent{atCounter, m.who.person()}] = true
		}
		if s, ok := from.(ConfirmingSend); ok {
			to := m.who
			if s.Want == PasswordLink {
				to = Identity{By: ByEmail, Ident: s.Mail, As: m.who.As}
			}
			w.agreed[consent{ofMessage, to}] = true
			if s.Want == RecoveryCode {
				w.agreed[consent{ofTry, to}] = true
			}
		}
	case CodeSent:
		m.message(from, e.At)
	case RecoveryStarted:
		m.message(from, e.At)
	case LinkMailed:
		m.message(from, e.At)
	case Back:
		m.message(from, e.At)
	case StartedOver:
		m.message(from, e.At)
	case CallFailed:
		w.rememberFailure(from, e)
	}
	delete(w.entered, Secret{})
}

func (w *walk) rememberFailure(from State, e CallFailed) {
	m, f := &w.tried, e.Failure
	again := Moment(0)
	if f.RetryAfter > 0 {
		again = e.At + f.RetryAfter
	}
	lost := (f.Reach == CutOff || f.Reach == TimedOut) && !f.Client
	switch e.Call {
	case CallLogin, CallMFALogin:
		m.signInAt = again
		if !f.MFAToken.IsEmpty() {
			m.challenged()
		}
	case CallChallenge, CallRecovery, CallChangePassword:
		if lost {
			m.message(from, e.At)
		}
		m.sendAt = max(m.sendAt, again)
		m.resendAt = max(m.resendAt, again)
	case CallAnswer:
		m.answerAt = again
		code, held := f.Code.Shown(), from.account().May.Of(CallAnswer).Held
		switch {
		case !f.MFAToken.IsEmpty():
			m.owed++
			m.challenged()
		case code == "invalid_grant", code == "expired_token", f.Status == 403 && code == "" && held != No, f.Renewal == TokenGood:
			m.refused[e.Typed] = true
		}
	case CallRefresh:
		m.refreshAt = again
	}
}

// mayDo judges an effect.
func (w *walk) mayDo(t *rapid.T, from State, e Event, do Effect) {
	m := w.tried
	guarded := func(of guard, id Identity) {
		if a := from.account(); a.Production && !a.Unguarded && !w.agreed[consent{of, id}] {
			t.Fatalf("on a production account %T does %T before anyone agreed", e, do)
		}
	}
	atTheCounter := func() {
		if from.account().Support && !w.agreed[consent{atCounter, m.who.person()}] {
			t.Fatalf("in support mode %T does %T, and nobody said that the customer is at the counter", e, do)
		}
	}
	notBefore := func(at Moment) {
		if w.now < at {
			t.Fatalf("%T does %T at %s, before %s", e, do, w.now, at)
		}
	}
	switch do := do.(type) {
	case ReadKeys:
		if a := from.account(); a.Keys != nil || a.ReadingKeys == Reading || a.May.Of(CallKeys).Held == No {
			t.Fatalf("%T asks for keys that are known, on their way, or not available", e)
		}
	case AwaitSettings:
		atTheCounter()
		notBefore(m.signInAt)
	case StartMFALogin:
		atTheCounter()
		notBefore(m.signInAt)
		w.isAbout(t, do.Identity)
		guarded(ofTry, do.Identity)
	case LogIn:
		atTheCounter()
		notBefore(m.signInAt)
		w.isAbout(t, do.Identity)
		guarded(ofTry, do.Identity)
	case MailLink:
		notBefore(m.sendAt)
		guarded(ofMessage, Identity{By: ByEmail, Ident: do.Email, As: do.As})
		if do.Email == "" {
			t.Fatal("a link is mailed to nobody")
		}
		if _, asked := from.(ConfirmingSend); from.account().Support && !asked {
			t.Fatal("in support mode a link is mailed, and nobody was asked how the caller was verified")
		}
	case StartRecovery:
		atTheCounter()
		notBefore(m.sendAt)
		w.isAbout(t, do.Identity)
		guarded(ofMessage, do.Identity)
	case SendCode:
		atTheCounter()
		guarded(ofMessage, m.who)
		w.maySend(t, from, e, do)
	case AnswerChallenge:
		atTheCounter()
		notBefore(m.answerAt)
		guarded(ofTry, m.who)
		if _, said := e.(Agreed); m.refused[do.Code] && !said {
			t.Fatal("a code that was turned down is sent again without a question")
		}
	case RefreshSession:
		notBefore(m.refreshAt)
	}
}

func (w *walk) isAbout(t *rapid.T, id Identity) {
	if id != w.tried.who {
		t.Fatalf("%v signs in, %v was chosen", id, w.tried.who)
	}
}

func (w *walk) maySend(t *rapid.T, from State, e Event, do SendCode) {
	if w.tried.owed >= codesAtMost {
		t.Fatalf("%d codes were accepted and %T asks for another", w.tried.owed, e)
	}
	p, _ := PendingOf(from)
	switch from.(type) {
	case EnteringCode, SendFailed:
		if w.now < w.tried.resendAt {
			t.Fatalf("a message is sent again at %s, before %s", w.now, w.tried.resendAt)
		}
		if _, other := e.(ChannelSwitched); other != (do.Channel != p.Channel) {
			t.Fatalf("%T sends over channel %d after channel %d", e, do.Channel, p.Channel)
		}
	case CheckingCode:
		if recovering := p.Part > 0; recovering != (do.Channel != p.Channel) {
			t.Fatalf("the second code goes over channel %d after channel %d; recovering: %t", do.Channel, p.Channel, recovering)
		}
	}
}
