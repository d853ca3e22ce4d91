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
	// What holds the output open after the program itself ended gets this long.
	pipesClose = 500 * time.Millisecond
)

// Command is a program that prints a secret or a code. It runs without a shell, with an
// empty standard input, without our secret variables and, on Unix, in a session of its own:
// it has no terminal, and ends with all that it started, except what took a session of its
// own in turn. On Windows only the program itself is ended.
type Command struct {
	Argv    []string      // the program and its arguments
	Env     []string      // NAME=value, beside the inherited environment
	Hide    []string      // more variables that the program does not inherit, by name
	Timeout time.Duration // 30 s when zero

	// Said, if there is one, gets the lines of the program's standard error after it has
	// succeeded, at most 4 KiB: neutralised, without the secret, each cut at 300 characters.
	// After a failure they are in the error.
	Said func(line string)
}

// Find looks the program up without running it. The error is an Err.
func (c Command) Find() error {
	if c.name() == "" {
		return errNoProgram
	}
	if wrong := c.Missing(); wrong != "" {
		return Errorf("%s %s", c.name(), wrong)
	}
	return nil
}

// missing says why the program cannot be run, or "".
func (c Command) Missing() string {
	if _, err := exec.LookPath(c.Argv[0]); err != nil {
		return explainRun(err)
	}
	return ""
}

var errNoProgram = Errorf("no program is named")

// name is the program without its folder, safe to show.
func (c Command) name() string {
	if len(c.Argv) == 0 || c.Argv[0] == "" {
		return ""
	}
	return flow.FromOutside(filepath.Base(c.Argv[0])).Shown()
}

// Run is what the program prints on its standard output, without one newline at its
// end; at most 64 KiB. A failure, a timeout and an empty output are an Err which
// names the program, not its arguments, and shows at most 300 characters of its
// standard error, neutralised; when ctx ends first the error is ctx's.
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
		_ = killGroup(cmd.Process) // what it left behind, if anything
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
	// Something that went its own way may hold the output open; the program itself is done.
	case err != nil && !errors.Is(err, exec.ErrWaitDelay):
		return flow.Secret{}, Errorf("%s %s%s", name, explainRun(err), inError(said))
	case text == "":
		return flow.Secret{}, Errorf("%s printed nothing%s", name, inError(said))
	}
	c.pass(said)
	return flow.Conceal(text), nil
}

// prepared is the program as it will be started.
func (c Command) prepared(ctx context.Context, stdout, stderr io.Writer) *exec.Cmd {
	cmd := exec.CommandContext(ctx, c.Argv[0], c.Argv[1:]...)
	cmd.Env = append(childEnv(os.Environ(), c.Hide), c.Env...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = pipesClose
	inOwnSession(cmd)
	cmd.Cancel = func() error { return killGroup(cmd.Process) } // all of it at once: we may be leaving
	return cmd
}

// pass gives the lines of a program's standard error to Said.
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

// explainRun says why a program did not do its job.
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

// childEnv is environ (as os.Environ has it) for a child: without our own variables,
// except those that choose the config and the profile, and without those named in hide.
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

// capped keeps what is written up to a limit. Beyond, it calls full, or drops the rest
// when there is none.
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

// without is the text without a secret: a program may repeat on its standard error what
// it has just printed, and the limit may have cut that.
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

// inLine is text on one line, safe to show, cut when long.
func inLine(text string) string {
	text = strings.TrimSpace(text)
	if r := []rune(text); len(r) > stderrShown {
		text = string(r[:stderrShown]) + "…"
	}
	return flow.FromOutside(text).Shown()
}

// inError is ": " and the text for an error, or nothing.
func inError(text string) string {
	if text = inLine(text); text == "" {
		return ""
	}
	return ": " + text
}
