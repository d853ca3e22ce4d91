package cli

import (
	"context"

	"github.com/spf13/cobra"

	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

func (p *program) settingsCommand() *cobra.Command {
	asJSON := false
	cmd := &cobra.Command{
		Use: "settings", Short: "Print the account's settings",
		Example: "  dintero-login settings --profile shop\n  dintero-login settings --json | jq .users.mfa",
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.settings(cmd.Context(), asJSON) },
	}
	p.accountFlags(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "the document itself")
	return cmd
}

// settings prints the account's settings, in words or as the document.
func (p *program) settings(ctx context.Context, asJSON bool) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	opened, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer opened.close()
	doc, problem := script.ReadSettings(ctx, opened.adapter)
	if ctx.Err() != nil {
		return exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	}
	if problem.Reason != flow.NoReason {
		return exitError{script.Result{Code: script.ExitCode(problem), Said: script.Sentence(problem), Problem: problem}}
	}
	if asJSON {
		return script.PrintDocument(p.stdout, doc)
	}
	return script.PrintSettings(p.stdout, doc)
}
