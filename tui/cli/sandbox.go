package cli

import (
	"context"
	"runtime/debug"

	"github.com/spf13/cobra"

	"dintero-login/api/sandbox"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

func (p *program) sandboxCommand() *cobra.Command {
	var (
		o        sandbox.Options
		accounts string
		asJSON   bool
	)
	cmd := &cobra.Command{
		Use: "sandbox", Short: "Run the sandbox alone, for any client",
		Example: "  dintero-login sandbox --json --scenario slow\n  dintero-login sandbox --listen 127.0.0.1:8080 --accounts accounts.toml",
		RunE: func(cmd *cobra.Command, _ []string) error {
			o.Seeded = cmd.Flags().Changed("seed")
			return p.serve(cmd.Context(), o, accounts, asJSON)
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.Listen, "listen", "127.0.0.1:0", "the `ADDRESS` on loopback")
	f.StringVar(&o.Scenario, "scenario", "happy", "the scenario, by `NAME`")
	f.Uint64Var(&o.Seed, "seed", 0, "credentials, ids and codes from a `NUMBER`")
	f.StringVar(&accounts, "accounts", "", "accounts, clients and customers from a TOML `FILE`")
	f.BoolVar(&asJSON, "json", false, "describe it in one line of JSON")
	return cmd
}

// serve runs the sandbox until a signal comes.
func (p *program) serve(ctx context.Context, o sandbox.Options, accounts string, asJSON bool) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	if accounts != "" {
		var err error
		if o.Accounts, err = sandbox.ReadAccounts(ctx, accounts); ctx.Err() != nil {
			return exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
		} else if err != nil {
			return err
		}
		debug.FreeOSMemory() // of 100,000 customers a file's text and tables leave twice what they are
	}
	// A server of small, short-lived objects: collecting them less often is a good trade
	// for the few MiB that it costs.
	debug.SetGCPercent(400)
	log := sandbox.NewLog(p.stderr)
	o.OnRequest = log.Request
	box, err := sandbox.Start(o)
	if err != nil {
		return misused("%s", err)
	}
	return box.Serve(ctx, p.stdout, asJSON, log)
}
