package cli

import (
	"context"
	"os"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dintero-login/api/config"
)

// completeFlags offers what a flag may be: one of a few words, a profile, a file, or
// nothing, as for every customer and every secret.
func (p *program) completeFlags(cmd *cobra.Command) {
	if !cmd.HasSubCommands() && !takesFile(cmd) {
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	choices := choices()
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		complete := cobra.FixedCompletions(choices[f.Name], cobra.ShellCompDirectiveNoFileComp)
		switch f.Name {
		case "profile":
			complete = p.completeProfiles
		case "guide":
			complete = completeGuide
		case "diff":
			complete = p.completeDocuments
		case "config", "accounts":
			complete = cobra.FixedCompletions([]cobra.Completion{"toml"}, cobra.ShellCompDirectiveFilterFileExt)
		case "secret-file", "secret-command", "code-command", "settings":
			complete = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
	})
}

// completeDocuments offers the profiles, and files where none of them fits.
func (p *program) completeDocuments(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	names, _ := p.completeProfiles(cmd, args, typed)
	return names, cobra.ShellCompDirectiveDefault
}

// completeProfiles offers the config's profiles. Whatever is wrong with the config, it
// offers nothing and says nothing; it runs no command and waits for no pipe.
func (p *program) completeProfiles(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	const nothing = cobra.ShellCompDirectiveNoFileComp
	from := config.Options{File: p.flags.account.config}
	place, err := config.Find(from)
	if err != nil {
		return nil, nothing
	}
	if info, err := os.Stat(place.Path); err != nil || !info.Mode().IsRegular() {
		return nil, nothing
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	loaded, err := config.Load(ctx, from)
	if err != nil {
		return nil, nothing
	}
	return loaded.Names(), nothing
}
