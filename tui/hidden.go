package tui

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/term"
)

// HiddenLine asks for a line on a terminal without showing what is typed, and gives it
// without its newline. The prompt goes to out. When ctx ends first the error is ctx's, and
// what reads the line is left behind. The terminal gets its modes back in every case.
func HiddenLine(ctx context.Context, in *os.File, out io.Writer, prompt string) ([]byte, error) {
	restore := RestoreLater(in)
	_, _ = fmt.Fprint(out, prompt)
	defer func() {
		restore()
		_, _ = fmt.Fprintln(out)
	}()
	type typed struct {
		line []byte
		err  error
	}
	lines := make(chan typed, 1)
	go func() {
		line, err := term.ReadPassword(in.Fd())
		lines <- typed{line, err}
	}()
	select {
	case got := <-lines:
		return got.line, got.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// RestoreLater gives a terminal the modes back that it has now. Where there is no terminal
// that does nothing.
func RestoreLater(terminal *os.File) (restore func()) {
	before, err := term.GetState(terminal.Fd())
	return func() {
		if err == nil {
			_ = term.Restore(terminal.Fd(), before)
		}
	}
}
