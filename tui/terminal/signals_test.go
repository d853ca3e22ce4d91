//go:build !windows

package terminal

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"
)

// patience is how long a test waits for what must come.
const patience = 30 * time.Second

// One after the other, since a signal goes to all who listen.
func TestASignalEndsAContextWithItsExitCode(t *testing.T) {
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, syscall.SIGHUP) // under nohup it is ignored
	defer signal.Stop(heard)
	for _, row := range []struct {
		name   string
		signal syscall.Signal
		code   int
	}{
		{"INT", syscall.SIGINT, 130}, {"TERM", syscall.SIGTERM, 143}, {"HUP", syscall.SIGHUP, 129}, {"QUIT", syscall.SIGQUIT, 131},
	} {
		t.Run(row.name, func(t *testing.T) {
			exits := make(chan int, 1)
			ctx, stop := untilSignal(t.Context(), func(code int) { exits <- code })
			defer stop()
			child, cancel := context.WithCancel(ctx)
			defer cancel()
			if err := syscall.Kill(os.Getpid(), row.signal); err != nil {
				t.Fatal(err)
			}
			select {
			case <-child.Done():
			case <-time.After(patience):
				t.Fatal("it goes on")
			}
			if got := ExitOf(child); got != row.code || !errors.Is(context.Cause(child), ErrSignal) {
				t.Errorf("ends with %d by %v, want %d by a signal", got, context.Cause(child), row.code)
			}
			began := time.Now()
			if row.signal != syscall.SIGTERM { // a second one, of any kind; TERM is left alone
				if err := syscall.Kill(os.Getpid(), syscall.SIGINT); err != nil {
					t.Fatal(err)
				}
			}
			select {
			case got := <-exits:
				if took := time.Since(began); got != row.code || row.signal == syscall.SIGTERM && took < 700*time.Millisecond {
					t.Errorf("whatever blocks is ended with %d after %s, want %d after 0.8 s", got, took, row.code)
				}
			case <-time.After(patience):
				t.Error("what blocks then keeps the program alive")
			}
		})
	}
}

func TestAContextThatNoSignalEndedHasTheExitCodeOfCtrlC(t *testing.T) {
	t.Parallel()
	parent, cancel := context.WithCancel(t.Context())
	ctx, stop := UntilSignal(parent)
	defer stop()
	if ctx.Err() != nil {
		t.Fatal("it has ended by itself")
	}
	cancel()
	<-ctx.Done()
	stopped, stop := UntilSignal(t.Context())
	stop()
	for _, ended := range []context.Context{ctx, stopped} {
		if got := ExitOf(ended); got != 130 || errors.Is(context.Cause(ended), ErrSignal) {
			t.Errorf("ends with %d by %v, want 130 by no signal", got, context.Cause(ended))
		}
	}
}
