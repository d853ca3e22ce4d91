// Package terminal looks after the terminal that the program runs on, and the signals that end
// or stop it: it finds the terminal, shows a Bubble Tea program there, gives
// the terminal back whatever happens, and says with which exit code a program ends. It knows
// no screen.
package terminal

import (
	"context"
	"errors"
	"os"
	"os/signal"
	"time"

	"dintero-login/api/spawn"
)

// ErrSignal is the cause of a context that a signal ended; ExitOf knows the exit code.
var ErrSignal = errors.New("ended by a signal")

type signalError struct{ code int }

func (e signalError) Error() string        { return ErrSignal.Error() }
func (e signalError) Is(target error) bool { return target == ErrSignal }

// inOrder is how long the program gets to end in order after a signal. Whatever blocks
// then (a file, a pipe or a terminal that takes no more) is not waited for.
const inOrder = 800 * time.Millisecond

// UntilSignal returns a context that ends with INT, TERM, HUP or QUIT. From then on the whole
// program has 0.8 s to end by itself, or until a second signal comes; then it is
// ended with the exit code of the first. A HUP that is ignored already, as by nohup, stays
// ignored.
func UntilSignal(parent context.Context) (context.Context, context.CancelFunc) {
	return untilSignal(parent, spawn.Exit)
}

func untilSignal(parent context.Context, exit func(code int)) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, endingSignals()...)
	spawn.Go(func() {
		var got os.Signal
		select {
		case got = <-signals:
		case <-ctx.Done():
			signal.Stop(signals)
			select {
			case got = <-signals: // it came just then, and must not be lost
			default:
				return
			}
		}
		code := exitFor(got)
		cancel(signalError{code})
		select {
		case <-signals:
		case <-time.After(inOrder):
		}
		exit(code)
	})
	return ctx, func() { cancel(context.Canceled) }
}

// ExitOf returns the exit code for the end of a context: a signal's own, else that of ctrl+c.
func ExitOf(ctx context.Context) int {
	var got signalError
	if errors.As(context.Cause(ctx), &got) {
		return got.code
	}
	return 130
}
