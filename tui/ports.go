package tui

import (
	"net"
	"net/netip"
	"time"

	"dintero-login/flow"
	"dintero-login/tui/script"
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

// Session is an account to sign in to, and how: a Login with what only a screen shows.
type Session struct {
	Standing Standing
	Profile  string // as the config names it; empty in the demo
	Account  string
	Host     string // where every call goes, host and port

	script.Login
	Chosen  *flow.CustomerChosen // who signs in, where a flag said so; nil asks
	Region  string               // ISO 3166, for numbers without a country
	Sandbox *Sandbox
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
