package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"dintero-login/api/config/source"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// secretSource returns the source of the PIN or password that a flag names; nil: the person is
// asked. It is read once, when the login needs it. A variable is removed from the environment
// at once, so that no child process inherits it.
func (p *program) secretSource() func(context.Context) (flow.Secret, error) {
	f := p.flags.login
	var get func(context.Context) (flow.Secret, error)
	flag := ""
	switch {
	case f.secretStdin:
		flag, get = "--secret-stdin", p.typedLine("PIN or password: ")
	case f.secretEnv != "":
		secret, err := source.FromEnv(os.LookupEnv, f.secretEnv)
		_ = os.Unsetenv(f.secretEnv)
		flag, get = "--secret-env", func(context.Context) (flow.Secret, error) { return secret, err }
	case f.secretFile != "":
		flag, get = "--secret-file", func(ctx context.Context) (flow.Secret, error) { return source.FromFile(ctx, f.secretFile) }
	case f.secretCommand != "":
		flag, get = "--secret-command", func(ctx context.Context) (flow.Secret, error) {
			return p.command(ctx, "--secret-command", f.secretCommand, source.Command{})
		}
	default:
		return nil
	}
	var once sync.Once
	var secret flow.Secret
	var err error
	return func(ctx context.Context) (flow.Secret, error) {
		once.Do(func() { secret, err = named(flag)(get(ctx)) })
		return secret, err
	}
}

// named puts the flag in front of an error of its source.
func named(flag string) func(flow.Secret, error) (flow.Secret, error) {
	return func(secret flow.Secret, err error) (flow.Secret, error) {
		if err != nil {
			err = fmt.Errorf("%s: %w", flag, err)
		}
		return secret, err
	}
}

// typedLine returns a source that reads the next line of standard input. On a terminal it asks
// for the line, and does not show what is typed.
func (p *program) typedLine(prompt string) func(context.Context) (flow.Secret, error) {
	line := func() (flow.Secret, error) { return source.FromLine(p.lines()) }
	tty, ok := p.stdin.(*os.File)
	if !ok || !terminal.Is(tty) {
		return func(context.Context) (flow.Secret, error) { return line() }
	}
	if p.restore == nil {
		p.restore = terminal.EchoLater(tty)
	}
	return func(ctx context.Context) (flow.Secret, error) {
		return terminal.HiddenLine(ctx, tty, p.stderr, prompt, line)
	}
}

func (p *program) codeSource() func(context.Context, script.CodeAsked) (flow.Secret, error) {
	f := p.flags.login
	switch {
	case f.codeStdin:
		get := p.typedLine("Code: ")
		return func(ctx context.Context, _ script.CodeAsked) (flow.Secret, error) {
			return named("--code-stdin")(get(ctx))
		}
	case f.codeCommand != "":
		return func(ctx context.Context, asked script.CodeAsked) (flow.Secret, error) {
			limited, cancel := context.WithTimeoutCause(ctx, f.codeTimeout, script.ErrNoCode)
			defer cancel()
			code, err := p.command(limited, "--code-command", f.codeCommand, source.Command{Timeout: 2 * f.codeTimeout, Env: []string{
				"DINTERO_LOGIN_CHANNEL=" + asked.Channel.Name(),
				"DINTERO_LOGIN_SENT_AT=" + asked.At.UTC().Format(time.RFC3339),
				fmt.Sprintf("DINTERO_LOGIN_SEND_NO=%d", asked.Send),
			}})
			if err != nil && errors.Is(context.Cause(limited), script.ErrNoCode) {
				return code, fmt.Errorf("%w: --code-command did not end within %s", script.ErrNoCode, f.codeTimeout)
			}
			return named("--code-command")(code, err)
		}
	default:
		return nil
	}
}

// command runs the command that a flag names. What it writes to stderr is passed on, unless a
// screen is on the terminal.
func (p *program) command(ctx context.Context, flag, line string, c source.Command) (flow.Secret, error) {
	argv, err := source.Argv(line)
	if err != nil {
		return flow.Secret{}, err
	}
	c.Argv, c.Hide = argv, p.hide
	if !p.screen {
		c.Said = func(line string) { p.say(flag + ": " + line) }
	}
	return c.Run(ctx)
}
