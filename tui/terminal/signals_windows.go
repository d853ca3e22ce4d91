package terminal

import (
	"os"
	"syscall"
)

func endingSignals() []os.Signal { return []os.Signal{os.Interrupt, syscall.SIGTERM} }

// exitFor is the exit code that a shell gives a program that a signal ended.
func exitFor(s os.Signal) int {
	if s == os.Interrupt {
		return 130
	}
	return 143
}
