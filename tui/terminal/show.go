package terminal

import (
	"context"
	"io"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"

	"dintero-login/api/spawn"
)

// FramesPerSecond is how often the screen may be drawn. Nothing is drawn before a frame is
// due, so fewer would delay what a key does.
const FramesPerSecond = 120

// SignalMsg asks a model to end with an exit code: the signal's, or that of ctrl+c.
type SignalMsg struct{ Code int }

// Show is a program on its terminal.
type Show struct {
	ctx      context.Context
	program  *tea.Program
	in       io.Reader
	out      io.Writer
	modes    *term.State // of the terminal before; nil where there is none
	record   Recorder    // nil where nothing is recorded
	stops    chan os.Signal
	released func() // to be called once the terminal needs no abandon any more
}

// restoredWithin is how long Bubble Tea gets to put the terminal back at once.
const restoredWithin = 150 * time.Millisecond

// NewShow has model shown on a terminal until it ends, and recorded where record is not nil. When
// ctx ends, by UntilSignal, model gets a SignalMsg.
func NewShow(ctx context.Context, model tea.Model, in io.Reader, out io.Writer, record Recorder) *Show {
	s := &Show{ctx: ctx, in: in, out: newOutlet(out, record), record: record, stops: make(chan os.Signal, 1)}
	if tty, ok := in.(term.File); ok {
		s.modes, _ = term.GetState(tty.Fd())
	}
	shown := guard{Model: model}
	if record != nil {
		shown.steps = &steps{record: record}
		if tty, ok := out.(term.File); ok {
			if columns, rows, err := term.GetSize(tty.Fd()); err == nil {
				record.Resize(columns, rows)
			}
		}
	}
	s.program = tea.NewProgram(shown, tea.WithInput(in), tea.WithOutput(s.out), tea.WithFPS(FramesPerSecond),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics(), tea.WithFilter(s.filter))
	return s
}

// Run shows the program until it ends. Whatever happens the terminal gets its modes back, also
// when it takes no more output. A panic ends the whole program.
func (s *Show) Run() (tea.Model, error) {
	s.released = spawn.OnExit(s.abandon)
	defer s.released()
	defer spawn.Catch() // before that, while the terminal can still be put back
	defer s.suspends()()
	defer context.AfterFunc(s.ctx, spawn.Guarded(func() { s.program.Send(SignalMsg{Code: ExitOf(s.ctx)}) }))()
	last, err := s.program.Run()
	if g, ok := last.(guard); ok {
		last = g.Model
	}
	return last, err
}

// filter sees each message before Bubble Tea does.
func (s *Show) filter(_ tea.Model, msg tea.Msg) tea.Msg {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if s.record != nil {
			s.record.Resize(msg.Width, msg.Height)
		}
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
func (s *Show) abandon() {
	keepBackgroundRunning()
	killed := make(chan struct{})
	spawn.Go(func() {
		defer close(killed)
		s.program.Kill()
		s.Flushed()
	})
	select {
	case <-killed:
	case <-time.After(restoredWithin):
	}
	if s.modes != nil {
		_ = term.Restore(s.in.(term.File).Fd(), s.modes)
	}
}

// Flushed waits until the terminal has taken everything, and reports whether it has.
func (s *Show) Flushed() bool {
	o, ok := s.out.(*outlet)
	return !ok || o.flush(backlog)
}
