package source

import (
	"os"
	"os/exec"
)

func apart(*exec.Cmd) {}

func endAll(p *os.Process) error { return p.Kill() }
