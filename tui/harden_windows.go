package tui

import "os"

// Harden keeps what is typed out of Bubble Tea's own logs, which are opened from the
// environment. Windows writes no core dump unless it was told to.
func Harden() {
	_ = os.Unsetenv("TEA_TRACE")
	_ = os.Unsetenv("TEA_DEBUG")
}
