package source

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"dintero-login/flow"
)

const (
	commandTimeout = 30 * time.Second
	maxStderr      = 4 << 10 // bytes
	stderrShown    = 300     // characters
	// How long other processes may hold the output open after the program itself ended.
	pipesClose = 500 * time.Millisecond
)

// Command is a program that prints a secret or a code. It runs without a shell, with an
// empty standard input, without our secret variables and, on Unix, in a session of its own:
// it has no terminal, and ends with all processes that it started, except those that began a
// session of their own. On Windows only the program itself is ended.
type Command struct {
	Argv    []string      // the program and its arguments
	Env     []string      // NAME=value, beside the inherited environment
	Hide    []string      // more variables that the program does not inherit, by name
	Timeout time.Duration // 30 s when zero

	// Said, if set, is called for each line of the program's standard error after it succeeded, at
	// most 4 KiB: neutralised, without the secret, at most 300 characters. After a failure the
	// lines are in the error.
	Said func(line string)
}

// Find looks up the program without running it. The error is an Err.
func (c Command) Find() error {
	if c.name() == "" {
		return errNoProgram
	}
	if wrong := c.Missing(); wrong != "" {
		return Errorf("%s %s", c.name(), wrong)
	}
	return nil
}

// Missing explains why the program cannot be run, or returns "".
func (c Command) Missing() string {
	if _, err := exec.LookPath(c.Argv[0]); err != nil {
		return explainRun(err)
	}
	return ""
}

var errNoProgram = Errorf("no program is named")

// name returns the program without its folder, safe to show.
func (c Command) name() string {
	if len(c.Argv) == 0 || c.Argv[0] == "" {
		return ""
	}
	return flow.FromOutside(filepath.Base(c.Argv[0])).Shown()
}

// Run returns the standard output of the program, at most 64 KiB, without one newline at its end.
// A failure, a timeout and an empty output are an Err, which names the program, not its arguments,
// and shows at most 300 characters of its standard error, neutralised; when ctx ends first the error
// is ctx's.
func (c Command) Run(ctx context.Context) (flow.Secret, error) {
	name := c.name()
	if name == "" {
		return flow.Secret{}, errNoProgram
	}
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = commandTimeout
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	stdout, stderr := &capped{limit: Max, full: cancel}, &capped{limit: maxStderr}
	cmd := c.prepared(limited, stdout, stderr)
	err := cmd.Run()
	if cmd.Process != nil {
		_ = killGroup(cmd.Process) // processes that it left behind, if any
	}

	text := withoutNewline(stdout.kept.String())
	said := stderr.without(text)
	switch {
	case stdout.overflow:
		return flow.Secret{}, Errorf("%s printed more than 64 KiB", name)
	case ctx.Err() != nil:
		return flow.Secret{}, fmt.Errorf("%s: %w", name, ctx.Err())
	case limited.Err() != nil:
		return flow.Secret{}, Errorf("%s did not end within %s%s", name, timeout, inError(said))
	// A process in a session of its own may hold the output open; the program itself has ended.
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return flow.Secret{}, Errorf("%s %s%s", name, explainRun(err), inError(said))
	case text == "":
		return flow.Secret{}, Errorf("%s printed nothing%s", name, inError(said))
	}
	c.pass(said)
	return flow.Conceal(text), nil
}

// prepared returns the program, ready to start.
func (c Command) prepared(ctx context.Context, stdout, stderr io.Writer) *exec.Cmd {
	cmd := exec.CommandContext(ctx, c.Argv[0], c.Argv[1:]...)
	cmd.Env = append(childEnv(os.Environ(), c.Hide), c.Env...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = pipesClose
	inOwnSession(cmd)
	cmd.Cancel = func() error { return killGroup(cmd.Process) } // at once: this program may be about to end
	return cmd
}

// pass passes the lines of a program's standard error to Said.
func (c Command) pass(said string) {
	if c.Said == nil {
		return
	}
	for line := range strings.Lines(said) {
		if line = inLine(line); line != "" {
			c.Said(line)
		}
	}
}

// explainRun explains why a program failed.
func explainRun(err error) string {
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		return "ended with " + ended.Error()
	case errors.Is(err, exec.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return "was not found; is it installed and in the PATH?"
	case errors.Is(err, fs.ErrPermission):
		return "may not be run: permission denied"
	case errors.Is(err, exec.ErrDot):
		return "lies in the working directory, and is run only by its path"
	default:
		return "could not be run"
	}
}

// childEnv returns environ (in the form of os.Environ) for a child process: without our own
// variables, except those that choose the config and the profile, and without those in hide.
func childEnv(environ, hide []string) []string {
	var kept []string
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		ours := hasPrefix(name, "DINTERO_LOGIN_") && name != "DINTERO_LOGIN_CONFIG" && name != "DINTERO_LOGIN_PROFILE"
		for _, h := range hide {
			ours = ours || h != "" && hasPrefix(name, h) && len(name) == len(h)
		}
		if !ours {
			kept = append(kept, entry)
		}
	}
	return kept
}

// hasPrefix compares names of variables as the system does.
func hasPrefix(name, prefix string) bool {
	if runtime.GOOS == "windows" {
		return len(name) >= len(prefix) && strings.EqualFold(name[:len(prefix)], prefix)
	}
	return strings.HasPrefix(name, prefix)
}

// capped keeps written bytes up to a limit. Beyond it calls full, or drops the rest without one.
type capped struct {
	kept     bytes.Buffer // not embedded: its ReadFrom would go around the limit
	limit    int
	overflow bool
	full     func()
}

func (c *capped) Write(p []byte) (int, error) {
	room := min(c.limit-c.kept.Len(), len(p))
	c.kept.Write(p[:room])
	if room < len(p) {
		c.overflow = true
		if c.full != nil {
			c.full()
		}
	}
	return len(p), nil
}

// without returns the text without a secret: a program may repeat its output on standard error, and
// the limit may have cut that.
func (c *capped) without(secret string) string {
	text := c.kept.String()
	if secret == "" {
		return text
	}
	text = strings.ReplaceAll(text, secret, "[secret]")
	for n := min(len(secret), len(text)); c.overflow && n > 0; n-- {
		if rest, ok := strings.CutSuffix(text, secret[:n]); ok {
			return rest
		}
	}
	return text
}

// inLine returns text on one line, safe to show, cut when long.
func inLine(text string) string {
	text = strings.TrimSpace(text)
	if r := []rune(text); len(r) > stderrShown {
		text = string(r[:stderrShown]) + "…"
	}
	return flow.FromOutside(text).Shown()
}

// inError returns ": " and the text for an error, or nothing.
func inError(text string) string {
	if text = inLine(text); text == "" {
		return ""
	}
	return ": " + text
}
