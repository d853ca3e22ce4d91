package cli

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dintero-login/api/config"
	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/cast"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// login is the program's main job, on a screen or without one.
func (p *program) login(cmd *cobra.Command) error {
	ctx, stop := terminal.UntilSignal(cmd.Context())
	defer stop()
	opened, err := p.open(ctx, p.bare(cmd))
	if err != nil {
		return err
	}
	defer opened.close()
	session, chosen, err := p.session(opened)
	if err != nil {
		return err
	}
	p.result, err = p.play(ctx, session, chosen, opened.profile)
	if err != nil {
		return err
	}
	signedIn, ok := p.result.State.(flow.SignedIn)
	if !ok || p.result.Code != 0 {
		return nil
	}
	return script.PrintToken(p.stdout, p.flags.login.print, signedIn.Token)
}

// play runs the login with everything given, or on the terminal that there is. Without a
// terminal the customer and the secret are enough for an account that asks for no code.
func (p *program) play(ctx context.Context, session tui.Session, chosen *flow.CustomerChosen, profile config.Profile) (script.Result, error) {
	if profile.Support {
		if err := p.unsupported(); err != nil {
			return script.Result{}, err
		}
	}
	if p.flags.login.script() && profile.Production() && !p.flags.login.production {
		return script.Result{}, misused("%s is a production account; a script that reaches real customers needs --production", profile.Account)
	}
	if p.flags.login.record != "" && profile.Production() {
		return script.Result{}, misused("%s is a production account, and the screen of one is not recorded: leave --record out, or use the demo or a test account", profile.Account)
	}
	given := chosen != nil && session.Secret != nil
	if given && p.flags.login.record == "" && (session.Code != nil || profile.Login == flow.LoginPassword) {
		return script.Run(ctx, session.Login, *chosen), nil
	}
	in, out, err := terminal.Find(p.stdin, p.stdout, p.stderr)
	switch {
	case err != nil && given && p.flags.login.record == "":
		return script.Run(ctx, session.Login, *chosen), nil
	case err != nil && p.flags.login.record != "":
		return script.Result{}, exit(terminal.ExitNoTerminal, script.BecauseTerminal, "no terminal to record")
	case err != nil:
		return script.Result{}, exit(terminal.ExitNoTerminal, script.BecauseTerminal, "no terminal to ask on%s", p.missing(chosen, session))
	case in == p.stdin && (p.flags.login.secretStdin || p.flags.login.codeStdin):
		return script.Result{}, misused("--secret-stdin and --code-stdin cannot share a terminal with the screen: leave them out and type there, or give customer, PIN and code by flags")
	}
	session.Chosen = chosen
	return p.show(ctx, session, tui.Options{
		In: in, Out: out, Theme: p.theme, Presenting: p.flags.login.present, AutoQuit: p.flags.login.print != "none", Guide: p.flags.login.guide != "",
	})
}

// show runs the login on a screen, and records it where --record says so. What becomes of the
// recording changes nothing about the login and its exit code.
func (p *program) show(ctx context.Context, session tui.Session, o tui.Options) (script.Result, error) {
	p.screen = true
	if p.flags.login.record == "" {
		return tui.Run(ctx, session, o)
	}
	began := p.clock()
	recording, err := cast.Start(p.flags.login.record, func() time.Duration { return p.clock() - began })
	if err != nil {
		return script.Result{}, misused("--record takes a new file: %s", err)
	}
	o.Record = recording
	result, err := tui.Run(ctx, session, o)
	if failed := recording.End(result.Code); failed != nil {
		p.say("the recording " + failed.Error())
	}
	return result, err
}

// unsupported refuses what support mode does not do: it prints no token, and takes a PIN or a
// code from nobody but a customer at the counter.
func (p *program) unsupported() error {
	switch {
	case p.flags.login.print != "none":
		return misused("this profile is in support mode, which keeps no token and prints none: leave --print out, or use another profile")
	case p.flags.login.script():
		return misused("this profile is in support mode, where only the customer types a PIN or a code: leave the flags for them out, or use another profile")
	}
	return nil
}

// missing returns the flags that a script has to give beside those that it gave.
func (p *program) missing(chosen *flow.CustomerChosen, session tui.Session) string {
	var flags []string
	if chosen == nil {
		flags = append(flags, "the customer (--phone, --email or --ident)")
	}
	if session.Secret == nil {
		flags = append(flags, "the PIN or password (--secret-stdin, --secret-file, --secret-env or --secret-command)")
	}
	if p.flags.login.guide != "" || len(flags) == 0 {
		return ""
	}
	return "; give " + strings.Join(flags, " and ")
}

// bare reports whether the command was given nothing but its name, so that without a config
// it may become the demo.
func (p *program) bare(cmd *cobra.Command) bool {
	for _, name := range []string{
		"print", "profile", "phone", "email", "ident", "secret-stdin", "secret-file", "secret-env",
		"secret-command", "code-stdin", "code-command", "production",
	} {
		if cmd.Flags().Changed(name) {
			return false
		}
	}
	return !cmd.HasParent() && (terminal.Is(p.stdout) || terminal.Is(p.stderr))
}
