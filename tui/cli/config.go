package cli

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dintero-login/api/config"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

func (p *program) configCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Where the config is, and what it says"}
	path := &cobra.Command{
		Use: "path", Short: "Print which config counts", Example: "  dintero-login config path",
		RunE: func(*cobra.Command, []string) error {
			place, err := config.Find(config.Options{File: p.flags.account.config})
			if err != nil {
				return err
			}
			_, err = fmt.Fprintln(p.stdout, flow.FromOutside(place.Path).Shown())
			return err
		},
	}
	show := &cobra.Command{
		Use: "show", Short: "Print every value and where it came from, secrets redacted",
		Example: "  dintero-login config show --profile shop",
		RunE: func(cmd *cobra.Command, _ []string) error {
			loaded, err := config.Load(cmd.Context(), config.Options{File: p.flags.account.config})
			if err != nil {
				return err
			}
			profile, err := loaded.Profile(p.flags.account.profile)
			if err != nil {
				return err
			}
			return config.WriteRows(p.stdout, append(loaded.Rows(), profile.Rows()...))
		},
	}
	ask := &cobra.Command{
		Use: "init", Short: "Ask four questions and write a config that only you can read",
		Example: "  dintero-login config init",
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.initConfig(cmd.Context()) },
	}
	for _, sub := range []*cobra.Command{path, show, ask} {
		sub.Flags().StringVar(&p.flags.account.config, "config", "", "the config `FILE`")
		cmd.AddCommand(sub)
	}
	show.Flags().StringVar(&p.flags.account.profile, "profile", "", "the profile's `NAME`")
	return cmd
}

// initConfig writes a config from what a person answers on the terminal, and then its path
// on stdout.
func (p *program) initConfig(ctx context.Context) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	in, out, err := terminal.Find(p.stdin, p.stdout, p.stderr)
	tty, ok := in.(*os.File)
	if err != nil || !ok {
		return exit(terminal.ExitNoTerminal, script.BecauseTerminal, "config init asks questions, and there is no terminal; config.toml.example shows what to write by hand")
	}
	p.restore = terminal.EchoLater(tty)
	lines := bufio.NewReader(tty)
	path, err := config.Init(ctx, config.InitOptions{
		Options: config.Options{File: p.flags.account.config}, In: lines, Out: out,
		ReadSecret: func(ctx context.Context, prompt string) (flow.Secret, error) {
			return terminal.HiddenLine(ctx, tty, out, prompt, func() (flow.Secret, error) {
				line, err := lines.ReadString('\n')
				return flow.Conceal(strings.TrimRight(line, "\r\n")), err
			})
		},
	})
	switch {
	case ctx.Err() != nil:
		return exit(terminal.ExitOf(ctx), script.BecauseSignal, "nothing was written")
	case err != nil:
		return err
	}
	_, err = fmt.Fprintln(p.stdout, flow.FromOutside(path).Shown())
	return err
}
