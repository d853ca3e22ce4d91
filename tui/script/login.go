package script

import (
	"context"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/lanes"
)

// Login is everything that a login needs beside the customer, with or without a screen.
type Login struct {
	Start  flow.State
	API    lanes.Performer
	Clock  func() flow.Moment // since the program started
	Wall   func() time.Time
	Length int // of a code, where the profile knows it; 0 where nobody does

	// Secret and Code answer in the person's place, where a flag said how; nil asks.
	Secret func(ctx context.Context) (flow.Secret, error)
	Code   func(ctx context.Context, asked CodeAsked) (flow.Secret, error)
}

// CodeAsked is which code is asked for, for a program that fetches it.
type CodeAsked struct {
	Channel flow.Channel
	Send    int // the number of the message, from 1
	At      time.Time
}

// Asked returns which code a state waits for.
func (l Login) Asked(s flow.State) CodeAsked {
	p, _ := flow.PendingOf(s)
	at := l.Wall().Add(p.SentAt - l.Clock())
	return CodeAsked{Channel: p.Channel, Send: p.Number(), At: at}
}

// Result is how a login ended.
type Result struct {
	State flow.State
	Code  int    // the exit code
	Said  string // what was lost, or why it failed, in one line; may be empty

	Problem flow.Problem // the answer that is why it failed, if one is
	Reason  string       // else a word for why; see PrintFailure
}
