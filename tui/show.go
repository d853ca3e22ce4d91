package tui

import (
	"context"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"dintero-login/api/spawn"
)

// show is the program on its terminal.
type show struct {
	ctx      context.Context
	program  *tea.Program
	in       io.Reader
	out      io.Writer
	modes    *term.State // of the terminal before; nil where there is none
	stops    chan os.Signal
	released func() // to be called once the terminal needs no abandon any more
}

// restoredWithin is how long Bubble Tea gets to put the terminal back at once.
const restoredWithin = 150 * time.Millisecond

func newShow(ctx context.Context, model tea.Model, o Options) *show {
	s := &show{ctx: ctx, in: o.In, out: newOutlet(o.Out), stops: make(chan os.Signal, 1)}
	if tty, ok := o.In.(term.File); ok {
		s.modes, _ = term.GetState(tty.Fd())
	}
	s.program = tea.NewProgram(guard{model}, tea.WithInput(o.In), tea.WithOutput(s.out), tea.WithFPS(framesPerSecond),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithFilter(s.filter))
	return s
}

// run shows the program until it ends. A panic ends it, and a signal, in its own way.
func (s *show) run() (tea.Model, error) {
	s.released = spawn.OnExit(s.abandon)
	defer s.released()
	defer spawn.Catch() // before that, while the terminal can still be put back
	defer s.suspends()()
	defer context.AfterFunc(s.ctx, spawn.Guarded(func() { s.program.Send(quitMsg{code: ExitOf(s.ctx)}) }))()
	last, err := s.program.Run()
	if g, ok := last.(guard); ok {
		last = g.Model
	}
	return last, err
}

// filter sees each message before Bubble Tea does.
func (s *show) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg.(type) {
	case tea.SuspendMsg:
		s.suspend()
		return tea.ResumeMsg{}
	case tea.QuitMsg:
		keepBackgroundRunning()
	}
	return msg
}

// abandon puts the terminal back from anywhere: as Bubble Tea does, which may hang where
// the terminal is stuck, and the modes by hand, which never does.
func (s *show) abandon() {
	keepBackgroundRunning()
	killed := make(chan struct{})
	spawn.Go(func() {
		defer close(killed)
		s.program.Kill()
		s.flushed()
	})
	select {
	case <-killed:
	case <-time.After(restoredWithin):
	}
	if s.modes != nil {
		_ = term.Restore(s.in.(term.File).Fd(), s.modes)
	}
}

// flushed waits until the terminal has taken everything, and reports whether it has.
func (s *show) flushed() bool {
	o, ok := s.out.(*outlet)
	return !ok || o.flush(backlog)
}
