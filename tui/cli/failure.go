package cli

import (
	"errors"
	"fmt"
	"strings"

	"dintero-login/api/config"
	"dintero-login/api/config/source"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// exitError is an error that ends the program in the way of a login that failed.
type exitError struct{ script.Result }

func (e exitError) Error() string { return e.Said }

func exit(code int, because, format string, a ...any) error {
	return exitError{script.Result{Code: code, Reason: because, Said: fmt.Sprintf(format, a...)}}
}

func misused(format string, a ...any) error {
	return exit(terminal.ExitUsage, script.BecauseUsage, format, a...)
}

// failure returns the exit code, the word and the sentence of an error, for a script.
func (p *program) failure(err error) script.Result {
	var known exitError
	switch {
	case errors.As(err, &known):
		return known.Result
	case errors.Is(err, config.ErrConfig), errors.Is(err, source.Err):
		return script.Result{Code: terminal.ExitUsage, Reason: script.BecauseConfig, Said: err.Error()}
	}
	result := script.Result{Code: terminal.ExitUnexpected, Reason: script.BecauseUnexpected, Said: flow.FromOutside(err.Error()).Shown()}
	if !p.running { // cobra's own
		result.Code, result.Reason = terminal.ExitUsage, script.BecauseUsage
	}
	return result
}

func (p *program) say(text string) {
	if text != "" {
		_, _ = fmt.Fprintln(p.stderr, "dintero-login: "+text)
	}
}

// asksForJSON reports whether --print asks for JSON. It reads the arguments by itself, since a
// command line that is not understood is answered in JSON too.
func asksForJSON(args []string) bool {
	asked := ""
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--print="); ok {
			asked = value
		}
		if arg == "--print" && i+1 < len(args) {
			asked = args[i+1]
		}
	}
	return asked == "json"
}
