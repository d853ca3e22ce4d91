// Package cli is the commands: it reads flags and config, puts the account, the flow and
// the screen together, and turns what came of it into an exit code.
package cli

import (
	"bufio"
	"os"
	"sync"
	"time"

	"dintero-login/flow"
	"dintero-login/tui"
)

// program is one run of the command.
type program struct {
	started time.Time
	stdin   func() *bufio.Reader
	flags   flags
	theme   string
	hide    []string // variables that hold secrets, and that no child inherits
	running bool     // the command line was understood
	screen  bool     // the terminal is taken
	result  tui.Result
	restore func() // gives the terminal its echo back; nil where it was not taken
}

// Run runs the command that the arguments name, and returns its exit code.
func Run(args []string) int {
	p := &program{started: time.Now(), stdin: sync.OnceValue(func() *bufio.Reader { return bufio.NewReader(os.Stdin) })}
	return p.run(args)
}

func (p *program) run(args []string) int {
	root := p.commands()
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		p.result = p.failure(err)
	}
	if p.restore != nil {
		p.restore()
	}
	say(p.result.Said)
	if p.result.Code != 0 && asksForJSON(args) {
		_ = tui.PrintFailure(os.Stdout, p.result) // the exit code says it too
	}
	return p.result.Code
}

func (p *program) clock() flow.Moment { return time.Since(p.started) }
