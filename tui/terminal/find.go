package terminal

import (
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// Is reports whether a stream is a terminal.
func Is(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}

// Find returns the terminal to read keys from and to draw on: for drawing stdout, else stderr,
// else the controlling terminal, so that a stdout that is a file carries the result alone.
func Find(stdin io.Reader, stdout, stderr io.Writer) (in io.Reader, out io.Writer, err error) {
	switch {
	case Is(stdout):
		out = stdout
	case Is(stderr):
		out = stderr
	}
	if Is(stdin) && out != nil {
		return stdin, out, nil
	}
	ttyIn, ttyOut, err := tea.OpenTTY()
	if err != nil {
		return nil, nil, err
	}
	if out == nil {
		out = ttyOut
	}
	return ttyIn, out, nil
}
