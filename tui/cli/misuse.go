package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

// noArgs refuses arguments. It does not repeat them: one may be a secret whose flag takes
// no value.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() || sub.Name() == "help" {
			names = append(names, sub.Name())
		}
	}
	if len(names) == 0 {
		return misused("%s takes flags only; see %s --help", cmd.CommandPath(), cmd.CommandPath())
	}
	if name := tomlfile.Nearest(args[0], names); name != "" {
		return misused("there is no such command, did you mean %s %s?", cmd.CommandPath(), name)
	}
	return misused("there is no such command; %s has %s", cmd.CommandPath(), strings.Join(names, ", "))
}

// flagError says what is wrong with a single flag, without repeating its value.
func flagError(cmd *cobra.Command, err error) error {
	if !cmd.HasParent() && cmd.Flags().NArg() > 0 {
		return noArgs(cmd, cmd.Flags().Args()) // the flag may be that command's
	}
	var (
		unknown *pflag.NotExistError
		missing *pflag.ValueRequiredError
		wrong   *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		return unknownFlag(cmd, unknown)
	case errors.As(err, &missing):
		return misused("--%s needs a value", missing.GetFlag().Name)
	case errors.As(err, &wrong):
		takes := map[string]string{"bool": "no value", "uint64": "a whole number", "duration": "a time, as in 90s or 2m"}
		return misused("--%s takes %s", wrong.GetFlag().Name, takes[wrong.GetFlag().Value.Type()])
	}
	return misused("a flag cannot be read; see %s --help", cmd.CommandPath())
}

func unknownFlag(cmd *cobra.Command, unknown *pflag.NotExistError) error {
	name := unknown.GetSpecifiedName()
	given := flow.FromOutside("--" + name).Shown()
	var names, owners []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	if letters := unknown.GetSpecifiedShortnames(); letters != "" {
		name, given = letters, flow.FromOutside("-"+name).Shown() // as in -phone
	} else {
		for _, other := range everyCommand(cmd.Root()) {
			if other.Flags().Lookup(name) != nil {
				owners = append(owners, other.CommandPath())
			}
		}
	}
	near := tomlfile.Nearest(name, names)
	switch {
	case visible(name) != "":
		return misused("There is no %s: other processes can read command-line arguments.%s", given, instead(cmd, name))
	case len(owners) > 0:
		return misused("%s has no %s; it belongs to %s", cmd.CommandPath(), given, strings.Join(owners, ", "))
	case near != "":
		return misused("there is no %s, did you mean --%s?", given, near)
	}
	return misused("there is no %s; see %s --help", given, cmd.CommandPath())
}

// visible returns which secret a flag of this name would show to every process: "secret",
// "code", "client-secret", or nothing.
func visible(name string) string {
	switch strings.ToLower(name) {
	case "secret", "pin", "password", "passwd", "pass", "passcode":
		return "secret"
	case "code", "otp":
		return "code"
	case "client-secret", "client_secret":
		return "client-secret"
	}
	return ""
}

// instead names the flags or keys that give such a value without showing it, if the command
// takes one.
func instead(cmd *cobra.Command, name string) string {
	switch of := visible(name); {
	case of == "client-secret":
		return " Use client_secret_env, client_secret_file or client_secret_command in the config."
	case cmd.Flags().Lookup(of+"-stdin") == nil:
		return ""
	case of == "code":
		return " Use --code-stdin or --code-command."
	}
	return " Use --secret-stdin, --secret-file, --secret-env or --secret-command."
}
