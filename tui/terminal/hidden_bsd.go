//go:build unix && !linux

package terminal

import "golang.org/x/sys/unix"

func flushInput(fd int) error { return unix.IoctlSetPointerInt(fd, unix.TIOCFLUSH, unix.TCIFLUSH) }
