//go:build !windows

package tui

import (
	"os"
	"syscall"
)

func endingSignals() []os.Signal {
	return []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP, syscall.SIGQUIT}
}

// exitFor is the exit code that a shell gives a program that a signal ended.
func exitFor(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return 1
}
