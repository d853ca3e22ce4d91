//go:build !windows

package terminal

import "syscall"

// noCoreDump: a dump would hold all that was typed.
func noCoreDump() { _ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) }
