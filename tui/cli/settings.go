package cli

import (
	"context"
	"os"

	"dintero-login/flow"
	"dintero-login/tui"
	"dintero-login/tui/terminal"
)

// settings prints the account's settings, in words or as the document.
func (p *program) settings(ctx context.Context) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	opened, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer opened.close()
	doc, problem := tui.ReadSettings(ctx, opened.adapter)
	if ctx.Err() != nil {
		return exit(terminal.ExitOf(ctx), tui.BecauseSignal, "")
	}
	if problem.Reason != flow.NoReason {
		return exitError{tui.Result{Code: tui.ExitCode(problem), Said: tui.Sentence(problem), Problem: problem}}
	}
	if p.flags.json {
		return tui.PrintDocument(os.Stdout, doc)
	}
	return tui.PrintSettings(os.Stdout, doc)
}
