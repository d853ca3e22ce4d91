package tui

import (
	"context"
	"net"
	"net/netip"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/lanes"
)

// Standing says how real the account is, in the word that opens every screen.
type Standing int

// The three. Demo is the embedded sandbox only.
const (
	Demo Standing = iota
	Test
	Production
)

func (s Standing) word() string {
	return [...]string{"DEMO", "TEST", "PRODUCTION"}[s]
}

// Session is an account to sign in to, and how.
type Session struct {
	Standing Standing
	Profile  string // as the config names it; empty in the demo
	Account  string
	Host     string // where every call goes, host and port

	Start   flow.State
	Chosen  *flow.CustomerChosen // who signs in, where a flag said so; nil asks
	API     lanes.Performer
	Clock   func() flow.Moment // since the program started
	Wall    func() time.Time
	Region  string // ISO 3166, for numbers without a country
	Length  int    // of a code, where the profile knows it; 0 where nobody does
	Sandbox *Sandbox

	// Secret and Code answer in the person's place, where a flag said how; nil asks.
	Secret func(ctx context.Context) (flow.Secret, error)
	Code   func(ctx context.Context, asked CodeAsked) (flow.Secret, error)
}

// CodeAsked is what a program that fetches codes wants to know.
type CodeAsked struct {
	Channel flow.Channel
	Send    int // the number of the message, from 1
	At      time.Time
}

// Sandbox is what the demo has beside a real account.
type Sandbox struct {
	People   []Person
	Story    string  // the name of the one that is told
	Stories  []Story // all of them, in the order to try
	Tell     func(name string) error
	Messages <-chan Message
}

// Person is somebody who lives in the sandbox.
type Person struct {
	Name   string
	As     flow.UserType
	Phone  string
	Email  string
	Secret flow.Secret
}

// Message is one that the simulated phone received.
type Message struct {
	Number  int // the send it belongs to, from 1 for each login; 0 for a mail without a code
	Channel flow.Channel
	To      string
	Text    flow.Secret // it holds the code
	Code    flow.Secret // empty when it holds none
	Sent    time.Time   // when it was sent
	At      time.Time   // when it arrived
	Expires time.Time   // when its code expires; zero when it holds none
}

// real says whether messages reach somebody: neither the demo's nor those of a sandbox on
// this machine do.
func (s Session) real() bool {
	name, _, err := net.SplitHostPort(s.Host)
	if err != nil {
		name = s.Host
	}
	ip, err := netip.ParseAddr(name)
	return s.Standing != Demo && name != "localhost" && (err != nil || !ip.IsLoopback())
}

// moment is the time as an Event wants it.
func (s Session) moment() flow.Moment { return s.Clock() }
