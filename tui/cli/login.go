package cli

import (
	"context"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"dintero-login/api/config"
	"dintero-login/flow"
	"dintero-login/tui"
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
	return tui.PrintToken(os.Stdout, p.flags.print, signedIn.Token)
}

// script says whether flags answer in a person's place. On a screen --production answers
// nothing: the person does.
func (p *program) script() bool {
	f := p.flags
	return f.secretStdin || f.secretFile != "" || f.secretEnv != "" || f.secretCommand != "" || f.codeStdin || f.codeCommand != ""
}

// play runs the login with everything given, or on the terminal that there is. Without a
// terminal the customer and the secret are enough for an account that asks for no code.
func (p *program) play(ctx context.Context, session tui.Session, chosen *flow.CustomerChosen, profile config.Profile) (tui.Result, error) {
	if p.script() && profile.Production() && !p.flags.production {
		return tui.Result{}, misused("%s is a production account; a script that reaches real customers needs --production", profile.Account)
	}
	given := chosen != nil && session.Secret != nil
	if given && (session.Code != nil || profile.Login == flow.LoginPassword) {
		return tui.Headless(ctx, session, *chosen), nil
	}
	in, out, err := terminal.Find()
	switch {
	case err != nil && given:
		return tui.Headless(ctx, session, *chosen), nil
	case err != nil:
		return tui.Result{}, exit(terminal.ExitNoTerminal, tui.BecauseTerminal, "no terminal to ask on%s", p.missing(chosen, session))
	case in == io.Reader(os.Stdin) && (p.flags.secretStdin || p.flags.codeStdin):
		return tui.Result{}, misused("--secret-stdin and --code-stdin cannot share a terminal with the screen: leave them out and type there, or give customer, PIN and code by flags")
	}
	session.Chosen, p.screen = chosen, true
	return tui.Run(ctx, session, tui.Options{
		In: in, Out: out, Theme: p.theme, Presenting: p.flags.present, AutoQuit: p.flags.print != "none", Guide: p.flags.guide,
	})
}

// missing is what a script has to give beside what it gave.
func (p *program) missing(chosen *flow.CustomerChosen, session tui.Session) string {
	var flags []string
	if chosen == nil {
		flags = append(flags, "the customer (--phone, --email or --ident)")
	}
	if session.Secret == nil {
		flags = append(flags, "the PIN or password (--secret-stdin, --secret-file, --secret-env or --secret-command)")
	}
	if p.flags.guide || len(flags) == 0 {
		return ""
	}
	return "; give " + strings.Join(flags, " and ")
}

// bare says whether the command was given nothing but its name, so that without a config
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
	return !cmd.HasParent() && (term.IsTerminal(os.Stdout.Fd()) || term.IsTerminal(os.Stderr.Fd()))
}
