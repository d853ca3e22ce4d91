//go:build !windows

package tui

import (
	"os"
	"syscall"
)

// Harden keeps what is typed from places that nobody asked for: no core dump, which would
// hold it, and none of Bubble Tea's own logs, which are opened from the environment. What
// cannot be switched off is left as it is.
func Harden() {
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{})
	_ = os.Unsetenv("TEA_TRACE")
	_ = os.Unsetenv("TEA_DEBUG")
}
