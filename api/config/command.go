package config

import (
	"bytes"
	"context"
	"errors"
	"fmt"
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
	// What holds the pipes open after the program itself ended or was killed gets this
	// long.
	pipesClose = 500 * time.Millisecond
)

// Command is a program that prints a secret or a code. It runs without a shell, with an
// empty standard input and without our secret variables.
type Command struct {
	Argv    []string      // the program and its arguments
	Env     []string      // NAME=value, beside the inherited environment
	Hide    []string      // more variables that the program does not inherit, by name
	Timeout time.Duration // 30 s when zero
}

// Run is what the program prints on its standard output, without one newline at its
// end; at most 64 KiB. A failure, a timeout and an empty output are an ErrSource which
// names the program, not its arguments, and shows at most 300 characters of its
// standard error, neutralised; when ctx ends first the error is ctx's.
func (c Command) Run(ctx context.Context) (flow.Secret, error) {
	if len(c.Argv) == 0 || c.Argv[0] == "" {
		return flow.Secret{}, fault(ErrSource, "no program is named")
	}
	timeout := c.Timeout
	if timeout <= 0 {
		timeout = commandTimeout
	}
	limited, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	stdout, stderr := &capped{limit: maxSecret, full: cancel}, &capped{limit: maxStderr}
	cmd := exec.CommandContext(limited, c.Argv[0], c.Argv[1:]...)
	cmd.Env = append(ChildEnv(os.Environ(), c.Hide), c.Env...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = pipesClose
	err := cmd.Run()

	name := flow.FromOutside(filepath.Base(c.Argv[0])).Shown()
	text := withoutNewline(stdout.kept.String())
	said := stderr.shown(text)
	switch {
	case stdout.overflow:
		return flow.Secret{}, fault(ErrSource, "%s printed more than 64 KiB", name)
	case ctx.Err() != nil:
		return flow.Secret{}, fmt.Errorf("%s: %w", name, ctx.Err())
	case limited.Err() != nil:
		return flow.Secret{}, fault(ErrSource, "%s did not end within %s%s", name, timeout, said)
	case err != nil:
		return flow.Secret{}, fault(ErrSource, "%s %s%s", name, failure(err), said)
	case text == "":
		return flow.Secret{}, fault(ErrSource, "%s printed nothing%s", name, said)
	}
	return flow.Conceal(text), nil
}

// failure says why a program did not do its job.
func failure(err error) string {
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
	case errors.Is(err, exec.ErrWaitDelay):
		return "ended, but left something running that holds its output open"
	default:
		return "could not be run"
	}
}

// ChildEnv is environ (as os.Environ has it) for a child: without our own variables,
// except those that choose the config and the profile, and without those named in hide.
func ChildEnv(environ, hide []string) []string {
	var kept []string
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		ours := hasPrefix(name, "DINTERO_LOGIN_") && name != FileVariable && name != ProfileVariable
		for _, h := range hide {
			ours = ours || hasPrefix(name, h) && len(name) == len(h)
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

// shown is ": " and the text for an error, on one line. A program that fails may repeat
// on it the secret that it has just printed.
func (c *capped) shown(secret string) string {
	text := c.kept.String()
	if secret != "" {
		text = strings.ReplaceAll(text, secret, "[secret]")
	}
	text = strings.TrimSpace(text)
	if r := []rune(text); len(r) > stderrShown {
		text = string(r[:stderrShown]) + "…"
	}
	if text == "" {
		return ""
	}
	return ": " + flow.FromOutside(text).Shown()
}
