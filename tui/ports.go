package tui

import (
	"context"
	"errors"
	"io"
	"net/url"
	"strconv"
	"time"

	"dintero-login/api/record"
	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/phone"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
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
	Contact  string         // whom a support desk turns to, as the profile names it
	Language words.Language // what customers are spoken to in
	Support  bool           // support mode: the symptom comes first
	Desk     bool           // of a shared host: no suspend, and a ticket's text on the screen
	ASCII    bool           // the terminal takes no UTF-8

	Chosen  *flow.CustomerChosen // who signs in, where a flag said so; nil asks
	Region  string               // ISO 3166, for numbers without a country
	Sandbox *Sandbox
	Traffic Traffic // nil where nothing is recorded
	Program string  // name and version, for a ticket bundle
	// Documents are other settings than the account's own.
	Documents Documents
	// Checks looks whether logins can work here, and tells each result as it comes, one at a time.
	Checks func(ctx context.Context, tell func(flow.CheckResult))
}

// Documents is what can be done with settings documents beside the account's own. The sentences of
// the errors are for people, and hold no secret.
type Documents interface {
	// Diff compares two documents; false when ctx ended.
	Diff(ctx context.Context, before, after []byte) (flow.Diff, bool)
	// Profiles are those of the config whose settings can be read, but for this one.
	Profiles() []string
	// ReadProfile reads a profile's settings with its own credentials, and asks for nothing else.
	ReadProfile(ctx context.Context, name string) ([]byte, error)
	ReadFile(ctx context.Context, path string) ([]byte, error)
	// Export writes a new file for its owner alone, whole or not at all.
	Export(path string, document []byte) error
}

// Traffic is what went over the wire in this run. A record.Record is one.
type Traffic interface {
	Changed() <-chan struct{} // receives after something changed, once for several changes
	Exchanges() []flow.Exchange
	Forget() // empties it, of what still runs too

	Entries() []record.Entry // the exchanges with what they held, without its secrets
	Dropped() int            // how many older ones are not kept any more
	Curl(number int) (record.Curl, bool, error)

	Safe(e flow.Evidence) flow.Evidence // without what must not leave
	SafeExchanges() []flow.Exchange
	Seal(b record.Bundle) (record.Sealed, error)
}

// Sandbox is what the demo has beside a real account.
type Sandbox struct {
	People    []Person
	Scenario  string     // the name of the one that runs
	Scenarios []Scenario // all of them, in the order to try
	Tell      func(name string) error
	Turn      func(by time.Duration) // turns the clock of program and sandbox forward
	Messages  <-chan Message
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
type Message = phone.Message

// real reports whether messages reach somebody: neither the demo's nor those of a sandbox on
// this machine do.
func (s Session) real() bool {
	address := url.URL{Host: s.Host}
	return s.Standing != Demo && !flow.IsLoopback(address.Hostname())
}

// Options is how the program is shown.
type Options struct {
	In         io.Reader
	Out        io.Writer
	Theme      string // "dark", "light", or else what the terminal says
	Presenting bool
	AutoQuit   bool              // leave as soon as the customer is signed in
	Guide      bool              // captions for an audience, in the demo
	Record     terminal.Recorder // gets what the terminal gets, in presenter mode, which stays on; nil records nothing
}

// NewApp makes the program's model. It runs nothing before Init.
func NewApp(session Session, o Options) App {
	app := newApp(session, o.Theme != "light", o.Presenting || o.Record != nil, o.AutoQuit)
	app.guide.On = o.Guide
	app.fixedTheme = o.Theme == "light" || o.Theme == "dark"
	app.recording = o.Record != nil
	return app
}

// Run shows the login on a terminal until the person leaves or ctx ends, by terminal.UntilSignal.
// Whatever happens the terminal gets its modes back, also when it takes no more output. A
// panic ends the whole program.
func Run(ctx context.Context, session Session, o Options) (script.Result, error) {
	if !terminal.InForeground(ctx, o.In) {
		return script.Result{State: session.Start, Code: terminal.ExitOf(ctx)}, nil
	}
	app := NewApp(session, o)
	app.startAfter = 2 * time.Second / terminal.FramesPerSecond
	s := terminal.NewShow(ctx, app, o.In, o.Out, o.Record)
	last, err := s.Run()
	app, ok := last.(App)
	if !ok {
		return script.Result{State: session.Start, Code: terminal.ExitUnexpected}, errors.Join(err, errors.New("the program ended without a state"))
	}
	app.lanes.Stop()
	if err != nil && !app.ending {
		return script.Result{State: app.state, Code: terminal.ExitUnexpected}, err
	}
	if !s.Flushed() && app.code != terminal.ExitOK {
		spawn.Exit(app.code) // what is said now would wait for ever
	}
	return script.Result{State: app.state, Code: app.code, Said: words.Lost(app.state, app.code)}, nil
}

// Step implements terminal.Stepper: the name of the stop that the login is at, and there the send
// or the try, as in "Code, SMS 2".
func (a App) Step() string {
	if _, open := a.overlay.(settingsScreen); open {
		return stopNames()[stopSettings]
	}
	place := flow.At(a.state)
	name := stopNames()[stopOf(place.Kind)]
	if p, ok := flow.PendingOf(a.state); ok && place.Send > 0 {
		name += ", " + words.Channel(p.Channel) + " " + strconv.Itoa(place.Send)
	}
	if place.Attempt > 0 {
		name += ", try " + strconv.Itoa(place.Attempt+1)
	}
	return name
}
