package sandbox

import (
	"slices"
	"sync"
	"time"

	"dintero-login/flow"
)

// Message is a text that the sandbox sent to a customer and that arrived.
type Message struct {
	Number      int    // counts those of its channel in this login: "SMS 2"; 0 for a mail without a code
	Channel     string // sms or email
	Account     string
	Name        string // of the customer
	Type        string // customer or company
	To          string // the number or address
	Text        string // holds the code in the clear
	Code        flow.Secret
	SentAt      time.Time
	DeliveredAt time.Time
	Expires     time.Time // of its code; zero where there is none
	Replaced    bool      // a newer one was sent in the same login, so that this code is dead
}

// letter is a message on its way or kept; the mailbox's lock guards it from sending on.
type letter struct {
	Message
	delay time.Duration
	stop  func() bool // ends the waiting of one that is late
}

const (
	keptMessages = 256
	lateMessages = 256 // on their way at a time; beyond, the oldest is lost
)

// mailbox carries messages to the customers, and keeps what arrived.
type mailbox struct {
	now       func() time.Time
	after     func(time.Duration, func()) func() bool // called under the lock
	onMessage func(Message)

	mu     sync.Mutex
	kept   []*letter
	late   []*letter
	closed bool
	work   sync.WaitGroup
}

// deliver hands a message over, at once or when its delay is over.
func (m *mailbox) deliver(l *letter) {
	if message, arrived := m.accept(l); arrived && m.onMessage != nil {
		_ = guarded(func() { m.onMessage(message) })
	}
}

// accept keeps a message, or lets it wait.
func (m *mailbox) accept(l *letter) (message Message, arrived bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case m.closed:
		return Message{}, false
	case l.delay > 0:
		m.wait(l)
		return Message{}, false
	}
	l.DeliveredAt = m.now()
	if len(m.kept) == keptMessages {
		m.kept = slices.Delete(m.kept, 0, 1)
	}
	m.kept = append(m.kept, l)
	return l.Message, true
}

// wait delivers a message when its delay is over. The lock is held, here and in cancel.
func (m *mailbox) wait(l *letter) {
	if len(m.late) == lateMessages {
		m.cancel(m.late[0])
		m.late = slices.Delete(m.late, 0, 1)
	}
	m.late = append(m.late, l)
	m.work.Add(1)
	l.stop = m.after(l.delay, func() {
		defer m.work.Done()
		if m.take(l) {
			m.deliver(l)
		}
	})
}

// take reports whether a message was still waiting; it waits no longer.
func (m *mailbox) take(l *letter) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := slices.Index(m.late, l)
	if i < 0 {
		return false
	}
	m.late = slices.Delete(m.late, i, i+1)
	l.delay = 0
	return true
}

// cancel stops the waiting of a message. One whose time has come finds that it was taken.
func (m *mailbox) cancel(l *letter) {
	if l.stop() {
		m.work.Done()
	}
}

// replace marks a message as one whose code is dead.
func (m *mailbox) replace(l *letter) {
	if l == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	l.Replaced = true
}

func (m *mailbox) all() []Message {
	m.mu.Lock()
	defer m.mu.Unlock()
	messages := make([]Message, 0, len(m.kept))
	for _, l := range m.kept {
		messages = append(messages, l.Message)
	}
	return messages
}

// close loses what is on its way and waits for what is being handed over.
func (m *mailbox) close() {
	m.mu.Lock()
	m.closed = true
	for _, l := range m.late {
		m.cancel(l)
	}
	m.late = nil
	m.mu.Unlock()
	m.work.Wait()
}

// The ways in which scenarios post a code's message.

func deliverLate(_ *login, l *letter) []*letter {
	l.delay = lateBy
	return []*letter{l}
}

// loseOnChannel is a wrong number on file: what goes over the login's own channel is
// lost, the other one works.
func loseOnChannel(to *login, l *letter) []*letter {
	if l.Channel == to.channel {
		return nil
	}
	return []*letter{l}
}

// deliverSecondFirst holds the first message back until there is a second.
func deliverSecondFirst(to *login, l *letter) []*letter {
	switch {
	case to.held == nil && !to.overtaken:
		to.held = l
		return nil
	case to.held != nil:
		both := []*letter{l, to.held}
		to.held, to.overtaken = nil, true
		return both
	default:
		return []*letter{l}
	}
}
