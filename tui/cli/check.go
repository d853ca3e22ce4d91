package cli

import (
	"context"

	"github.com/spf13/cobra"

	"dintero-login/api/check"
	"dintero-login/api/config"
	"dintero-login/api/record"
	"dintero-login/api/wire"
	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

func (p *program) checkCommand() *cobra.Command {
	asJSON, bundle := false, ""
	cmd := &cobra.Command{
		Use: "check", Short: "Find out whether logins can work here, without one",
		Long: "Find out whether logins can work here: config, network, client, account and test customer.\n" +
			"Nothing reaches a customer; a test_customer of the profile is signed in as far as the code, which is not sent.\n\n" +
			"Exit codes: 0 all right or to look at, 2 config, 3 test customer refused, 4 not allowed, 5 not reached, 1 anything else.",
		Example: "  dintero-login check --profile shop\n  dintero-login check --json | jq '.checks[] | select(.outcome == \"fail\")'\n" +
			"  dintero-login check --bundle ticket.zip",
		RunE: func(cmd *cobra.Command, _ []string) error { return p.checks(cmd.Context(), asJSON, bundle) },
	}
	p.accountFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "one JSON object")
	cmd.Flags().StringVar(&bundle, "bundle", "", "write what was found and what went over the wire into a new `FILE`, without secrets, for a ticket")
	return cmd
}

// checks runs the checks, prints what they found, and writes a bundle where one is asked for.
func (p *program) checks(ctx context.Context, asJSON bool, bundle string) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	if err := free(bundle); err != nil {
		return err
	}
	o, err := p.find(ctx, false)
	if err != nil {
		return err
	}
	defer o.close()
	seen := record.New()
	all, err := p.runChecks(ctx, o, seen.Observe, func(flow.CheckResult) {})
	switch {
	case ctx.Err() != nil:
		return exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	case err != nil:
		return err
	}
	report := script.Checks{Profile: o.profile.Name, Account: o.profile.Account, Host: host(o.profile.BaseURL), Contact: o.profile.Contact, Results: all}
	if asJSON {
		err = report.PrintJSON(p.stdout)
	} else {
		err = report.Print(p.stdout)
	}
	if err == nil && bundle != "" {
		err = p.bundleChecks(bundle, [...]string{tui.Demo: "demo", tui.Test: "test", tui.Production: "production"}[standing(o)], seen, report)
	}
	if code := report.ExitCode(); err == nil && code != terminal.ExitOK {
		return exitError{script.Result{Code: code}} // the report says why
	}
	return err
}

// runChecks checks an account with an adapter of its own, so that the whole way is walked.
func (p *program) runChecks(ctx context.Context, o opened, observer wire.Observer, tell func(flow.CheckResult)) ([]flow.CheckResult, error) {
	ca, err := o.profile.Certificates(ctx)
	if err != nil {
		return nil, err
	}
	subject := check.Subject{
		API:   p.config(o.profile, config.Access{ClientSecret: o.profile.ClientSecret, CA: ca}),
		Login: o.profile.Login, Config: configFound(o), Secret: secretFound(o), CustomerSecret: o.profile.TestSecret,
	}
	subject.API.Observer = observer
	subject.Customer, _ = o.profile.TestCustomer()
	all, err := check.Run(ctx, subject, tell)
	if err != nil {
		return nil, exit(terminal.ExitUsage, script.BecauseConfig, "%s", err)
	}
	return all, nil
}

// configFound is which config counts, and what had to be made of it.
func configFound(o opened) flow.CheckResult {
	notes := o.profile.Notes()
	switch {
	case o.sandbox != nil:
		return flow.CheckResult{Finding: flow.ConfigRead, Text: flow.FromOutside("the demo's own")}
	case len(notes) > 0:
		return flow.CheckResult{Outcome: flow.Warned, Finding: flow.ConfigCompleted, Text: flow.FromOutside(notes[0])}
	}
	return flow.CheckResult{Finding: flow.ConfigRead, Text: flow.FromOutside(o.place)}
}

// secretFound is where the client's secret is. What others can read is refused before.
func secretFound(o opened) flow.CheckResult {
	key, shown := o.profile.SecretFrom()
	found := flow.CheckResult{Finding: flow.SecretInFile, Text: flow.FromOutside(shown)}
	switch {
	case o.sandbox != nil:
		found.Finding = flow.SecretEmbedded
	case key == "client_secret_env":
		found.Finding = flow.SecretInVariable
	case key == "client_secret_command":
		found.Finding = flow.SecretFromCommand
	}
	return found
}
