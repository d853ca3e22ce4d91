package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"dintero-login/api/config"
	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/terminal"
)

// secretSource is where a flag says that the secret comes from; nil asks the person. It is
// got once, when the login comes to it. A variable is taken out of the environment at
// once: no child gets it.
func (p *program) secretSource() func(context.Context) (flow.Secret, error) {
	f := p.flags.login
	var source func(context.Context) (flow.Secret, error)
	flag := ""
	switch {
	case f.secretStdin:
		flag, source = "--secret-stdin", p.typedLine("PIN or password: ")
	case f.secretEnv != "":
		secret, err := config.FromEnv(f.secretEnv)
		_ = os.Unsetenv(f.secretEnv)
		flag, source = "--secret-env", func(context.Context) (flow.Secret, error) { return secret, err }
	case f.secretFile != "":
		flag, source = "--secret-file", func(ctx context.Context) (flow.Secret, error) { return config.FromFile(ctx, f.secretFile) }
	case f.secretCommand != "":
		flag, source = "--secret-command", func(ctx context.Context) (flow.Secret, error) {
			return p.command(ctx, "--secret-command", f.secretCommand, config.Command{})
		}
	default:
		return nil
	}
	var once sync.Once
	var secret flow.Secret
	var err error
	return func(ctx context.Context) (flow.Secret, error) {
		once.Do(func() { secret, err = named(flag)(source(ctx)) })
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

// typedLine is the next line of standard input; on a terminal it is asked for, and what is
// typed does not show.
func (p *program) typedLine(prompt string) func(context.Context) (flow.Secret, error) {
	line := func() (flow.Secret, error) { return config.FromLine(p.lines()) }
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

func (p *program) codeSource() func(context.Context, tui.CodeAsked) (flow.Secret, error) {
	f := p.flags.login
	switch {
	case f.codeStdin:
		source := p.typedLine("Code: ")
		return func(ctx context.Context, _ tui.CodeAsked) (flow.Secret, error) {
			return named("--code-stdin")(source(ctx))
		}
	case f.codeCommand != "":
		return func(ctx context.Context, asked tui.CodeAsked) (flow.Secret, error) {
			limited, cancel := context.WithTimeoutCause(ctx, f.codeTimeout, tui.ErrNoCode)
			defer cancel()
			code, err := p.command(limited, "--code-command", f.codeCommand, config.Command{Timeout: 2 * f.codeTimeout, Env: []string{
				"DINTERO_LOGIN_CHANNEL=" + map[flow.Channel]string{flow.SMS: "sms", flow.Email: "email"}[asked.Channel],
				"DINTERO_LOGIN_SENT_AT=" + asked.At.UTC().Format(time.RFC3339),
				fmt.Sprintf("DINTERO_LOGIN_SEND_NO=%d", asked.Send),
			}})
			if err != nil && errors.Is(context.Cause(limited), tui.ErrNoCode) {
				return code, fmt.Errorf("%w: --code-command did not end within %s", tui.ErrNoCode, f.codeTimeout)
			}
			return named("--code-command")(code, err)
		}
	default:
		return nil
	}
}

// command runs a flag's command. What it says beside its answer is passed on where no
// screen is in the way.
func (p *program) command(ctx context.Context, flag, line string, c config.Command) (flow.Secret, error) {
	argv, err := config.Argv(line)
	if err != nil {
		return flow.Secret{}, err
	}
	c.Argv, c.Hide = argv, p.hide
	if !p.screen {
		c.Said = func(line string) { p.say(flag + ": " + line) }
	}
	return c.Run(ctx)
}
