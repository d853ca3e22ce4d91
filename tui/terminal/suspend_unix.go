//go:build !windows

package terminal

import (
	"context"
	"os"
	"os/signal"
	"syscall"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
	"golang.org/x/sys/unix"

	"dintero-login/api/spawn"
)

// suspends makes a TSTP from outside what ctrl+z is. Stop ends that.
func (s *Show) suspends() (stop func()) {
	s.catchStops()
	ended := make(chan struct{})
	spawn.Go(func() {
		for {
			select {
			case <-s.stops:
				s.program.Send(tea.KeyPressMsg{Code: 'z', Mod: tea.ModCtrl})
			case <-ended:
				return
			}
		}
	})
	return func() {
		signal.Stop(s.stops)
		close(ended)
	}
}

func (s *Show) catchStops() {
	if !signal.Ignored(syscall.SIGTSTP) {
		signal.Notify(s.stops, syscall.SIGTSTP)
	}
}

// settled is how long Bubble Tea's renderer gets to end before the program stops. Its goroutine
// stops the ticker after ReleaseTerminal has returned; where it came to that only once the
// program was continued, it stopped the new ticker, and nothing was drawn any more.
const settled = 20 * time.Millisecond

// suspend gives the terminal back and stops, with the rest of its process group, as ctrl+z
// does elsewhere, until somebody continues it and it has the terminal again. Bubble Tea's
// own suspend waits for ever where nobody could continue it, and where TSTP is caught: Go
// does not give a caught signal its usual effect back. So this one is SIGSTOP.
func (s *Show) suspend() {
	if signal.Ignored(syscall.SIGTSTP) || !continuable() || s.program.ReleaseTerminal() != nil {
		return
	}
	time.Sleep(settled)
	continued := make(chan os.Signal, 1)
	signal.Notify(continued, syscall.SIGCONT)
	// Our own TSTP is taken before we stop: a thread that still had it to handle when we are
	// continued would stop us once more.
	own := make(chan os.Signal, 1)
	signal.Notify(own, syscall.SIGTSTP)
	signal.Stop(s.stops)
	if syscall.Kill(0, syscall.SIGTSTP) == nil { // the rest of the process group
		<-own
	}
	signal.Stop(own)
	_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP)
	<-continued
	signal.Stop(continued)
	s.catchStops()
	if !InForeground(s.ctx, s.in) {
		s.released() // the terminal is the shell's; there is nothing to put back
		spawn.Exit(ExitOf(s.ctx))
	}
	_ = s.program.RestoreTerminal()
}

// continuable reports whether a shell with jobs started the program. Otherwise it is all
// that a window or a container runs, and once stopped it would hang there.
func continuable() bool {
	session, err := unix.Getsid(0)
	if err != nil || session == unix.Getpgrp() {
		return false
	}
	of, err := unix.Getsid(os.Getppid())
	return err == nil && of == session
}

// InForeground waits until the program may use its terminal: in the background, setting
// its modes would stop the program before a signal could end it. It reports false when
// ctx ends first.
func InForeground(ctx context.Context, in any) bool {
	tty, ok := in.(term.File)
	if !ok || !term.IsTerminal(tty.Fd()) {
		return true
	}
	for {
		group, err := unix.IoctlGetInt(int(tty.Fd()), unix.TIOCGPGRP) // #nosec G115: a descriptor
		if err != nil || group == unix.Getpgrp() {
			return true
		}
		select {
		case <-ctx.Done():
			return false
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// keepBackgroundRunning lets a program that ends in the background set the terminal's
// modes, which would stop it otherwise.
func keepBackgroundRunning() { signal.Ignore(syscall.SIGTTOU) }
