package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dintero-login/api/config"
	"dintero-login/api/sandbox"
)

// flags are the values from the command line, grouped by their reader. The flags of one command
// alone are declared with that command.
type flags struct {
	account accountFlags
	login   loginFlags
}

// accountFlags say which account, and what the demo is like.
type accountFlags struct {
	config, profile string
	demo            bool
	sandbox         sandbox.Options
}

// loginFlags say who signs in, how, and what is printed afterwards.
type loginFlags struct {
	customerFlags
	secretFlags
	codeFlags
	production, present bool
	print, record       string
	guide               string // the scenarios, with commas between; empty without a guide
}

type customerFlags struct{ phone, email, identType, ident, userType, login string }

type secretFlags struct {
	secretStdin                          bool
	secretFile, secretEnv, secretCommand string
}

type codeFlags struct {
	codeStdin   bool
	codeCommand string
	codeTimeout time.Duration
}

// script reports whether flags answer in a person's place. On a screen --production answers
// nothing: the person does.
func (f loginFlags) script() bool {
	return f.secretFlags != secretFlags{} || f.codeStdin || f.codeCommand != ""
}

func (p *program) accountFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&p.flags.account.config, "config", "", "the config `FILE`")
	f.StringVar(&p.flags.account.profile, "profile", "", "the profile's `NAME` in the config")
	f.BoolVar(&p.flags.account.demo, "demo", false, "the embedded sandbox, whatever the config")
	f.StringVar(&p.flags.account.sandbox.Scenario, "scenario", "happy", "the demo's scenario, by `NAME`")
	f.Uint64Var(&p.flags.account.sandbox.Seed, "seed", 0, "the demo's credentials, ids and codes from a `NUMBER`")
}

func (p *program) loginFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&p.flags.login.production, "production", false, "let a script reach real customers")
	f.BoolVar(&p.flags.login.present, "present", false, "start in presenter mode")
	f.StringVar(&p.flags.login.record, "record", "", "record the screen in a new `FILE` (asciicast), in presenter mode")
	p.guideFlag(f)
	f.StringVar(&p.flags.login.phone, "phone", "", "the customer's phone `NUMBER`")
	f.StringVar(&p.flags.login.email, "email", "", "the customer's e-mail `ADDRESS`")
	f.StringVar(&p.flags.login.identType, "ident-type", "", "what --ident is, a `KIND`: phone_number or email")
	f.StringVar(&p.flags.login.ident, "ident", "", "the identifier `VALUE`, sent as it is")
	f.StringVar(&p.flags.login.userType, "user-type", "", "the customer's `TYPE`: customer or company")
	f.StringVar(&p.flags.login.login, "login", "", "which call signs in, a `WORD`: auto, mfa or password")
	f.BoolVar(&p.flags.login.secretStdin, "secret-stdin", false, "the PIN or password from a line of standard input")
	f.StringVar(&p.flags.login.secretFile, "secret-file", "", "the PIN or password from a `FILE`")
	f.StringVar(&p.flags.login.secretEnv, "secret-env", "", "the PIN or password from the environment variable `NAME`")
	f.StringVar(&p.flags.login.secretCommand, "secret-command", "", "the PIN or password from what `COMMAND` prints")
	f.BoolVar(&p.flags.login.codeStdin, "code-stdin", false, "the code from a line of standard input")
	f.StringVar(&p.flags.login.codeCommand, "code-command", "", "the code from what `COMMAND` prints")
	f.DurationVar(&p.flags.login.codeTimeout, "code-timeout", 2*time.Minute, "how much `TIME` --code-command gets")
	f.StringVar(&p.flags.login.print, "print", "none", "after the login, a `WORD`: none, access-token, header or json")
}

// printable returns the values of --print.
func printable() []string { return []string{"none", "access-token", "header", "json"} }

// choices returns the values of each flag that takes one of a few words, with their meanings.
func choices() map[string][]cobra.Completion {
	all := map[string][]cobra.Completion{"print": printable(), "say-language": {"en", "nb"}}
	for _, key := range []string{"login", "user_type", "ident_type"} {
		all[strings.ReplaceAll(key, "_", "-")] = config.Choices(key)
	}
	for _, s := range sandbox.Scenarios() {
		all["scenario"] = append(all["scenario"], s.Name)
	}
	return all
}
