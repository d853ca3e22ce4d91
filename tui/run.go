package tui

import (
	"errors"
	"io"
	"os"
	"os/signal"
	"time"

	tea "charm.land/bubbletea/v2"

	"dintero-login/flow"
)

// framesPerSecond is how often the screen may be drawn. Nothing is drawn before a frame is
// due, so fewer would delay what a key does.
const framesPerSecond = 120

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

// Run shows the login on a terminal until the person leaves. A panic anywhere in the
// program's models and commands ends it with the terminal restored; the error then names
// the panic's type and place, never its value.
func Run(session Session, o Options) (Result, error) {
	app := newApp(session, o.Theme != "light", o.Presenting, o.AutoQuit)
	app.guiding = o.Guide
	app.startAfter = 2 * time.Second / framesPerSecond
	app.fixedTheme = o.Theme == "light" || o.Theme == "dark"
	crash := &crash{}
	program := tea.NewProgram(guard{model: app, crash: crash},
		tea.WithInput(o.In), tea.WithOutput(o.Out),
		tea.WithFPS(framesPerSecond), tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	crash.quit = func() { program.Send(tea.QuitMsg{}) }

	done := make(chan struct{})
	go deliverSignals(program, done)
	model, err := program.Run()
	close(done)
	if crashed := crash.err(); crashed != nil {
		return Result{State: session.Start, Code: 1}, crashed
	}
	last, ok := model.(guard)
	if !ok {
		return Result{State: session.Start, Code: 1}, errors.Join(err, errors.New("the program ended without a state"))
	}
	app, _ = last.model.(App)
	app.lanes.stop()
	if err != nil && !app.ending {
		return Result{State: app.state, Code: 1}, err
	}
	return Result{State: app.state, Code: app.code, Said: lost(app.state, app.code)}, nil
}

// deliverSignals ends the program in order on the signals that Bubble Tea would not
// restore the terminal for, and on those it would, with the exit code of each. A second
// one does not wait.
func deliverSignals(program *tea.Program, done <-chan struct{}) {
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, endingSignals()...)
	defer signal.Stop(signals)
	for sent := 0; ; sent++ {
		select {
		case <-done:
			return
		case got := <-signals:
			if sent > 0 {
				program.Kill()
				continue
			}
			go program.Send(quitMsg{code: exitFor(got)})
		}
	}
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
