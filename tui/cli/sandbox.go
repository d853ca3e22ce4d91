package cli

import (
	"context"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"dintero-login/api/sandbox"
	"dintero-login/tui"
	"dintero-login/tui/terminal"
)

func (p *program) sandboxCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "sandbox", Short: "Run the sandbox alone, for any client",
		Example: "  dintero-login sandbox --json --scenario slow\n  dintero-login sandbox --listen 127.0.0.1:8080 --accounts accounts.toml",
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&p.flags.listen, "listen", "127.0.0.1:0", "the `ADDRESS` on loopback")
	f.StringVar(&p.flags.scenario, "scenario", "happy", "the scenario, by `NAME`")
	f.Uint64Var(&p.flags.seed, "seed", 0, "credentials, ids and codes from a `NUMBER`")
	f.StringVar(&p.flags.accounts, "accounts", "", "accounts, clients and customers from a TOML `FILE`")
	f.BoolVar(&p.flags.json, "json", false, "describe it in one line of JSON")
	return cmd
}

// serve runs the sandbox until a signal comes.
func (p *program) serve(ctx context.Context) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	var accounts sandbox.Accounts
	if p.flags.accounts != "" {
		var err error
		if accounts, err = sandbox.ReadAccounts(ctx, p.flags.accounts); ctx.Err() != nil {
			return exit(terminal.ExitOf(ctx), tui.BecauseSignal, "")
		} else if err != nil {
			return err
		}
		debug.FreeOSMemory() // of 100,000 customers a file's text and tables leave twice what they are
	}
	// A server of small, short-lived objects: collecting them less often is a good trade
	// for the few MiB that it costs.
	debug.SetGCPercent(400)
	log := sandbox.NewLog(os.Stderr)
	box, err := sandbox.Start(sandbox.Options{
		Listen: p.flags.listen, Scenario: p.flags.scenario, Seed: p.flags.seed, Seeded: p.flags.seeded, Accounts: accounts,
		OnRequest: log.Request,
	})
	if err != nil {
		return misused("%s", err)
	}
	return box.Serve(ctx, os.Stdout, p.flags.json, log)
}
