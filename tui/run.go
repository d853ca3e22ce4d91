package tui

import (
	"context"
	"errors"
	"io"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
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

// Run shows the login on a terminal until the person leaves or ctx ends, by terminal.UntilSignal.
// Whatever happens the terminal gets its modes back, also when it takes no more output. A
// panic ends the whole program.
func Run(ctx context.Context, session Session, o Options) (script.Result, error) {
	if !terminal.InForeground(ctx, o.In) {
		return script.Result{State: session.Start, Code: terminal.ExitOf(ctx)}, nil
	}
	app := newApp(session, o.Theme != "light", o.Presenting, o.AutoQuit)
	app.guiding = o.Guide
	app.startAfter = 2 * time.Second / terminal.FramesPerSecond
	app.fixedTheme = o.Theme == "light" || o.Theme == "dark"
	s := terminal.NewShow(ctx, app, o.In, o.Out)
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
