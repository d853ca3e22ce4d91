//go:build unix

package source

import (
	"errors"
	"os"
	"os/exec"
	"syscall"
)

// inOwnSession starts a command in a session, and so in a process group, of its own. In our own
// session a program that asks on the terminal would write over the screen and read its
// keys; in a mere group of its own it would be stopped for that, and hang.
func inOwnSession(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }

// killGroup kills a process that was started in its own session, and its whole group.
func killGroup(p *os.Process) error {
	err := syscall.Kill(-p.Pid, syscall.SIGKILL)
	if errors.Is(err, syscall.ESRCH) {
		return os.ErrProcessDone
	}
	return err
}
