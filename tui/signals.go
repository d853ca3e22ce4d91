package tui

import (
	"context"
	"errors"
	"os"
	"os/signal"
)

// ErrSignal is the cause of a context that a signal ended; ExitOf knows the exit code.
var ErrSignal = errors.New("ended by a signal")

type signalError struct{ code int }

func (e signalError) Error() string        { return ErrSignal.Error() }
func (e signalError) Is(target error) bool { return target == ErrSignal }

// UntilSignal is a context that ends with INT, TERM, HUP or QUIT. A second signal has its
// usual effect.
func UntilSignal(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, endingSignals()...)
	go func() {
		defer signal.Stop(signals)
		select {
		case got := <-signals:
			cancel(signalError{exitFor(got)})
		case <-ctx.Done():
		}
	}()
	return ctx, func() { cancel(context.Canceled) }
}

// ExitOf is the exit code of what ended a context: a signal's own, else that of ctrl+c.
func ExitOf(ctx context.Context) int {
	var got signalError
	if errors.As(context.Cause(ctx), &got) {
		return got.code
	}
	return 130
}
