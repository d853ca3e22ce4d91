package terminal

import (
	"context"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/charmbracelet/x/term"

	"dintero-login/api/spawn"
	"dintero-login/flow"
)

// HiddenLine asks on a terminal for what read takes from it, without showing what is
// typed. The prompt goes to out. The terminal shows what is typed again once there is an
// answer, or ctx ends; read is not waited for then, and what was typed for it is dropped: a
// shell would show it.
func HiddenLine(ctx context.Context, terminal *os.File, out io.Writer, prompt string, read func() (flow.Secret, error)) (flow.Secret, error) {
	restore, stopsAgain := EchoLater(terminal), withoutStops()
	if err := hideTyping(terminal.Fd()); err != nil {
		stopsAgain()
		return flow.Secret{}, fmt.Errorf("the terminal cannot be kept from showing what is typed: %w", err)
	}
	over := sync.OnceFunc(func() {
		if ctx.Err() != nil {
			dropTyped(terminal.Fd())
		}
		restore()
		stopsAgain()
		_, _ = fmt.Fprintln(out)
	})
	defer over()
	defer spawn.OnExit(over)()
	defer context.AfterFunc(ctx, spawn.Guarded(over))()
	_, _ = fmt.Fprint(out, prompt)
	return spawn.Await(ctx, func(context.Context) (flow.Secret, error) { return read() })
}

// EchoLater returns a function that gives a terminal the modes back that it has now.
func EchoLater(terminal *os.File) (restore func()) {
	before, err := term.GetState(terminal.Fd())
	return func() {
		if err == nil {
			_ = term.Restore(terminal.Fd(), before)
		}
	}
}
