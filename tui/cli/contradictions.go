package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dintero-login/api/config"
	"dintero-login/api/config/source"
	"dintero-login/api/newfile"
)

// check refuses flags that contradict each other and values that are not possible, all of them
// at once, before anything starts.
func (p *program) check(cmd *cobra.Command, _ []string) error {
	p.flags.account.sandbox.Seeded = cmd.Flags().Changed("seed")
	wrongs := append(p.wrongValues(cmd), p.contradictions(cmd)...)
	if len(wrongs) > 0 {
		return misused("%s", strings.Join(wrongs, " · "))
	}
	p.running = true
	return nil
}

// given returns those of the flags that the command line gave, as they are written.
func given(cmd *cobra.Command, names ...string) []string {
	var out []string
	for _, name := range names {
		f := cmd.Flags().Lookup(name)
		if f != nil && f.Changed && (f.Value.Type() != "bool" || f.Value.String() == "true") {
			out = append(out, "--"+name)
		}
	}
	return out
}

// wrongValues returns a sentence for each flag whose value is wrong. A value is not repeated.
func (p *program) wrongValues(cmd *cobra.Command) []string {
	var wrongs []string
	choices := choices()
	cmd.Flags().Visit(func(f *pflag.Flag) {
		value := f.Value.String()
		words, few := choices[f.Name]
		switch {
		case few:
			if err := config.OneOf(value, words); err != nil {
				wrongs = append(wrongs, "--"+f.Name+" "+err.Error())
			}
		case f.Name == "guide":
			wrongs = append(wrongs, p.flags.login.wrongGuide()...)
		case value == "":
			wrongs = append(wrongs, "--"+f.Name+" is empty")
		case f.Name == "record":
			if err := newfile.Free(value); err != nil {
				wrongs = append(wrongs, "--record takes a new file: "+err.Error())
			}
		case f.Name == "code-timeout" && p.flags.login.codeTimeout <= 0:
			wrongs = append(wrongs, "--code-timeout must be more than 0")
		case f.Name == "secret-env":
			if _, err := source.FromEnv(os.LookupEnv, value); err != nil {
				wrongs = append(wrongs, "--secret-env: "+err.Error())
			}
		case f.Name == "secret-command", f.Name == "code-command":
			if err := findCommand(value); err != nil {
				wrongs = append(wrongs, "--"+f.Name+" "+err.Error())
			}
		}
	})
	return wrongs
}

// contradictions returns a sentence for each set of flags that do not go together, with the way
// out.
func (p *program) contradictions(cmd *cobra.Command) []string {
	var wrongs []string
	add := func(format string, a ...any) { wrongs = append(wrongs, fmt.Sprintf(format, a...)) }
	and := func(flags []string) string { return strings.Join(flags, " and ") }

	customer := given(cmd, "phone", "email", "ident")
	secret := given(cmd, "secret-stdin", "secret-file", "secret-env", "secret-command")
	code := given(cmd, "code-stdin", "code-command")
	for _, one := range []struct {
		what  string
		flags []string
	}{{"the customer", customer}, {"the PIN or password", secret}, {"the code", code}} {
		if len(one.flags) > 1 {
			add("%s can come from one place only: keep one of %s", one.what, and(one.flags))
		}
	}
	if len(given(cmd, "ident", "ident-type")) == 1 {
		add("--ident and --ident-type go together: add the other one")
	}
	if len(given(cmd, "code-timeout")) > 0 && len(given(cmd, "code-command")) == 0 {
		add("--code-timeout is for --code-command: add that, or leave it out")
	}
	demo := given(cmd, "guide", "demo")
	if others := given(cmd, "config", "profile", "production"); len(demo) > 0 && len(others) > 0 {
		add("%s is the demo, and needs no %s: leave one of them out", demo[0], and(others))
	}
	if asked := append(slices.Concat(customer, secret, code), given(cmd, "print")...); len(given(cmd, "guide")) > 0 {
		if cmd.Name() == "token" {
			add("--guide is for a screen, and %s prints a token: use dintero-login --guide", cmd.CommandPath())
		}
		if p.flags.login.print != "none" || len(asked) > len(given(cmd, "print")) {
			add("--guide is for a screen: leave %s out", and(asked))
		}
	}
	if p.flags.login.told() != nil && len(given(cmd, "scenario")) > 0 {
		add("--guide has a list of scenarios, and --scenario is another one: leave one of them out")
	}
	for _, flag := range given(cmd, "present", "record") {
		if len(customer) > 0 && len(secret) > 0 && len(code) > 0 {
			add("%s is for a screen, and with customer, PIN and code from flags there is none: leave it out", flag)
		}
	}
	if only := given(cmd, "scenario", "seed"); len(only) > 0 && len(demo) == 0 && cmd.Flags().Lookup("demo") != nil && !p.becomesDemo(cmd) {
		add("%s is for the demo: add --demo, or leave it out", and(only))
	}
	return wrongs
}

// becomesDemo reports whether the command will be the demo without being told to.
func (p *program) becomesDemo(cmd *cobra.Command) bool {
	_, err := config.Find(config.Options{File: p.flags.account.config})
	return p.bare(cmd) && errors.As(err, new(*config.NotFoundError))
}

// findCommand looks up the program of a command, so that one that cannot be run is reported
// before anything is sent. The error continues a sentence that begins with the flag's name.
func findCommand(line string) error {
	argv, err := source.Argv(line)
	if err != nil {
		return err
	}
	if err := (source.Command{Argv: argv}).Find(); err != nil {
		return fmt.Errorf("names a program that cannot be run: %w", err)
	}
	return nil
}
