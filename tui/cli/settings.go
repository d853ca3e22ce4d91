package cli

import (
	"context"

	"github.com/spf13/cobra"

	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
)

// settingsFlags are those of settings alone.
type settingsFlags struct {
	json bool
	diff string
}

func (p *program) settingsCommand() *cobra.Command {
	var f settingsFlags
	cmd := &cobra.Command{
		Use: "settings", Short: "Print the account's settings",
		Long: "Print the account's settings: what a login depends on first, with its meaning and its default.\n\n" +
			"With --diff, print what differs from another profile's settings, or from a file that --json or the\n" +
			"screen wrote: what a login depends on first, each with its effect. A profile's name wins over a file's;\n" +
			"./NAME is always a file. The other profile is asked with its own credentials, and only for its settings.\n\n" +
			"Exit codes: 0 printed, or nothing differs; 1 something differs; the others as everywhere.",
		Example: "  dintero-login settings --profile shop\n" +
			"  dintero-login settings --json | jq .users.mfa\n" +
			"  dintero-login settings --profile shop --diff monday.json",
		RunE: func(cmd *cobra.Command, _ []string) error { return p.settings(cmd.Context(), f) },
	}
	p.accountFlags(cmd)
	cmd.Flags().BoolVar(&f.json, "json", false, "the document itself, or what differs as one JSON object")
	cmd.Flags().StringVar(&f.diff, "diff", "", "what differs from another profile's or a file's, by `NAME`")
	return cmd
}

// settings prints the account's settings, or what differs from others.
func (p *program) settings(ctx context.Context, f settingsFlags) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	o, err := p.find(ctx, false)
	if err != nil {
		return err
	}
	defer o.close()
	var other counterpart
	if f.diff != "" {
		if other, err = p.named(ctx, o.loaded, f.diff); err != nil {
			return err
		}
	}
	if o, err = p.connect(ctx, o); err != nil {
		return err
	}
	defer o.adapter.Close()
	doc, err := readOwn(ctx, o)
	switch {
	case err != nil:
		return err
	case f.diff != "":
		return p.settingsDiff(ctx, other, f.json, flow.FromOutside(o.profile.Name).Shown(), doc.Document)
	case f.json:
		return script.PrintDocument(p.stdout, doc)
	}
	return script.PrintSettings(p.stdout, doc)
}

// settingsDiff prints what differs from another document.
func (p *program) settingsDiff(ctx context.Context, from counterpart, asJSON bool, name string, document []byte) error {
	before, err := p.read(ctx, from)
	if err != nil {
		return err
	}
	found, ok := compare(ctx, before, document)
	if !ok {
		return exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	}
	d := script.SettingsDiff{Before: from.name, After: name, Diff: found}
	if asJSON {
		err = d.PrintJSON(p.stdout)
	} else {
		err = d.Print(p.stdout)
	}
	if !found.Equal() {
		p.result.Code = terminal.ExitUnexpected
	}
	return err
}
