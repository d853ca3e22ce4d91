package terminal

import (
	"io"
	"os"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/term"
)

// Find is where the program draws: on stdout, else on stderr, else on the terminal
// itself, so that stdout carries the result alone. It reads from the same terminal.
func Find() (in io.Reader, out io.Writer, err error) {
	switch {
	case term.IsTerminal(os.Stdout.Fd()):
		out = os.Stdout
	case term.IsTerminal(os.Stderr.Fd()):
		out = os.Stderr
	}
	if term.IsTerminal(os.Stdin.Fd()) && out != nil {
		return os.Stdin, out, nil
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
