package tui

import (
	"context"
	"errors"
	"io"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/terminal"
)

// Options is how the program is shown.
type Options struct {
	In         io.Reader
	Out        io.Writer
	Theme      string // "dark", "light", or else what the terminal says
	Presenting bool
	AutoQuit   bool // leave as soon as the customer is signed in
	Guide      bool // captions for an audience, in the demo
}

// Result is how a login ended.
type Result struct {
	State flow.State
	Code  int    // the exit code
	Said  string // what was lost, or why it failed, in one line; may be empty

	Problem flow.Problem // the answer that is why it failed, if one is
	Reason  string       // else a word for why; see PrintFailure
}

// Run shows the login on a terminal until the person leaves or ctx ends, by terminal.UntilSignal.
// Whatever happens the terminal gets its modes back, also when it takes no more output. A
// panic ends the whole program.
func Run(ctx context.Context, session Session, o Options) (Result, error) {
	if !terminal.InForeground(ctx, o.In) {
		return Result{State: session.Start, Code: terminal.ExitOf(ctx)}, nil
	}
	app := newApp(session, o.Theme != "light", o.Presenting, o.AutoQuit)
	app.guiding = o.Guide
	app.startAfter = 2 * time.Second / terminal.FramesPerSecond
	app.fixedTheme = o.Theme == "light" || o.Theme == "dark"
	s := terminal.NewShow(ctx, app, o.In, o.Out)
	last, err := s.Run()
	app, ok := last.(App)
	if !ok {
		return Result{State: session.Start, Code: terminal.ExitUnexpected}, errors.Join(err, errors.New("the program ended without a state"))
	}
	app.lanes.Stop()
	if err != nil && !app.ending {
		return Result{State: app.state, Code: terminal.ExitUnexpected}, err
	}
	if !s.Flushed() && app.code != terminal.ExitOK {
		spawn.Exit(app.code) // what is said now would wait for ever
	}
	return Result{State: app.state, Code: app.code, Said: lost(app.state, app.code)}, nil
}

// lost says in one line what leaving has cost.
func lost(s flow.State, code int) string {
	if code == 0 {
		return ""
	}
	switch s := s.(type) {
	case flow.EnteringCode:
		return "Left before the code was checked: " + channelWord(s.Channel) + " " + itoa(s.Number()) + " is useless now."
	case flow.CheckingCode:
		return "Left while the code was being checked: it may have been used."
	case flow.SendingCode:
		return "Left while the code was being sent: a message may still arrive. It is useless now."
	case flow.SigningIn:
		return "Left while signing in: it may count as a try."
	case flow.SignedIn, flow.Refreshing:
		return "Left signed in: the token is forgotten. It lasts until its end all the same."
	default:
		return ""
	}
}
