//go:build !windows

package terminal

import (
	"os"
	"os/signal"
	"syscall"
)

// endingSignals are those that end the program. nohup means what it says.
func endingSignals() []os.Signal {
	signals := []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGQUIT}
	if !signal.Ignored(syscall.SIGHUP) {
		signals = append(signals, syscall.SIGHUP)
	}
	return signals
}

// exitFor is the exit code that a shell gives a program that a signal ended.
func exitFor(s os.Signal) int {
	if number, ok := s.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return 1
}
