package cli

import (
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
)

func (p *program) commands() *cobra.Command {
	info, _ := debug.ReadBuildInfo()
	root := &cobra.Command{
		Use: "dintero-login", Short: "Sign in as a customer of a Dintero account, in the terminal",
		Long: "Sign in as a customer of a Dintero account, in the terminal. Without a config it is a demo on this machine.\n\n" +
			"Exit codes: 0 done, 2 usage or config, 3 refused or no code, 4 not allowed, 5 not reached, 6 no terminal, 1 anything else.",
		Example: "  dintero-login\n  dintero-login --demo --scenario expired\n  dintero-login --guide happy,expired\n  dintero-login --profile shop --phone 99999999",
		Version: versionText(info), SilenceErrors: true, SilenceUsage: true,
		PersistentPreRunE: p.check,
		RunE:              func(cmd *cobra.Command, _ []string) error { return p.login(cmd) },
	}
	p.loginFlags(root)
	p.accountFlags(root)
	root.Flags().Bool("version", false, "print version, revision and Go")
	root.SetVersionTemplate("{{.Version}}\n")

	token := &cobra.Command{
		Use: "token", Short: "Sign in, then print only the token",
		Example: "  dintero-login token --print header | curl -H @- https://api.example.com/me\n" +
			`  printf '%s\n' "$PIN" | dintero-login token --phone 99999999 --secret-stdin --code-command ./read-code`,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !cmd.Flags().Changed("print") {
				p.flags.login.print = "access-token"
			}
			return p.login(cmd)
		},
	}
	p.loginFlags(token)
	p.accountFlags(token)
	token.AddCommand(p.inspectCommand())

	root.AddCommand(token, p.settingsCommand(), p.checkCommand(), p.explainCommand(), p.deskCommand(), p.sandboxCommand(), p.configCommand())
	p.finish(root)
	return root
}

// finish adds to every command what all of them share: no argument but a command's name, unless it takes a file, the
// nearest name for one that does not exist, and the completion of values.
func (p *program) finish(root *cobra.Command) {
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.InitDefaultCompletionCmd()
	for _, cmd := range everyCommand(root) {
		switch {
		case cmd.Flags().Lookup("guide") != nil:
			cmd.Args, cmd.ValidArgsFunction = p.listOfGuide, p.completeArguments
		case !takesFile(cmd):
			cmd.Args = noArgs
		}
		if cmd.HasSubCommands() && !cmd.Runnable() {
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
		p.completeFlags(cmd)
	}
}

// takesFile reports whether a command takes a file as its one argument.
func takesFile(cmd *cobra.Command) bool { return strings.HasSuffix(cmd.Use, "[FILE|-]") }

func everyCommand(root *cobra.Command) []*cobra.Command {
	all := []*cobra.Command{root}
	for _, cmd := range root.Commands() {
		all = append(all, everyCommand(cmd)...)
	}
	return all
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND]", Short: "Show a command's help",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := cmd.Root().Find(args)
			if err != nil {
				return err
			}
			if err := noArgs(about, rest); err != nil {
				return err
			}
			return about.Help()
		},
	}
}
