//go:build !windows

package terminal

import (
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/termios"
)

// hideTyping makes a terminal read lines without showing them. ctrl+c still works; ctrl+z
// does nothing, since a shell would show what is typed after it.
func hideTyping(fd uintptr) error {
	now, err := termios.GetTermios(int(fd))
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGTSTP)
	return termios.SetTermios(int(fd), uint32(now.Ispeed), uint32(now.Ospeed), nil,
		map[termios.I]bool{termios.ICRNL: true}, nil, nil,
		map[termios.L]bool{termios.ECHO: false, termios.ICANON: true, termios.ISIG: true})
}

// dropTyped drops what was typed and not read.
func dropTyped(fd uintptr) { _ = flushInput(int(fd)) }

func suspendAgain() { signal.Reset(syscall.SIGTSTP) }
