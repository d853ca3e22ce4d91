// Package cli is the commands: it reads flags and config, puts the account, the flow and
// the screen together, and turns what came of it into an exit code.
package cli

import (
	"bufio"
	"io"
	"sync"
	"time"

	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// program is one run of the program, from its arguments to its exit code.
type program struct {
	clock          func() flow.Moment // since the start
	now            func() time.Time
	stdin          io.Reader
	stdout, stderr io.Writer
	lines          func() *bufio.Reader // those of stdin
	flags          flags
	theme          string
	hide           []string // variables that hold secrets, and that no child inherits
	running        bool     // the command line was understood
	screen         bool     // the terminal is taken
	result         script.Result
	restore        func() // gives the terminal its echo back; nil where it was not taken
}

// Run runs the command that the arguments name, on these streams, and returns its exit
// code. A panic, and a signal that the command does not follow in time, end the process.
func Run(args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	defer spawn.Catch()
	terminal.Harden()
	p := &program{now: time.Now, stdin: stdin, stdout: stdout, stderr: stderr}
	started := time.Now()
	p.clock = func() flow.Moment { return time.Since(started) }
	p.lines = sync.OnceValue(func() *bufio.Reader { return bufio.NewReader(stdin) })
	root := p.commands()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	if err := root.Execute(); err != nil {
		p.result = p.failure(err)
	}
	if p.restore != nil {
		p.restore()
	}
	p.say(p.result.Said)
	if p.result.Code != 0 && asksForJSON(args) {
		_ = script.PrintFailure(stdout, p.result) // the exit code says it too
	}
	return p.result.Code
}
