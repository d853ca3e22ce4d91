//go:build !windows

package terminal

import (
	"os"
	"os/signal"
	"syscall"

	"github.com/charmbracelet/x/termios"
)

// hideTyping makes a terminal read lines without showing them. ctrl+c still works.
func hideTyping(fd uintptr) error {
	now, err := termios.GetTermios(int(fd))
	if err != nil {
		return err
	}
	return termios.SetTermios(int(fd), uint32(now.Ispeed), uint32(now.Ospeed), nil,
		map[termios.I]bool{termios.ICRNL: true}, nil, nil,
		map[termios.L]bool{termios.ECHO: false, termios.ICANON: true, termios.ISIG: true})
}

// dropTyped drops what was typed and not read.
func dropTyped(fd uintptr) { _ = flushInput(int(fd)) }

// withoutStops has ctrl+z do nothing until again, since a shell would show what is typed after
// it. TSTP is caught and not ignored: Go never gives an ignored signal back.
func withoutStops() (again func()) {
	stops := make(chan os.Signal, 1)
	if !signal.Ignored(syscall.SIGTSTP) {
		signal.Notify(stops, syscall.SIGTSTP)
	}
	return func() { signal.Stop(stops) }
}
