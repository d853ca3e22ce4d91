package cli

import (
	"strings"
	"time"

	"github.com/spf13/cobra"

	"dintero-login/api/config"
	"dintero-login/api/sandbox"
)

// flags are those of the login and of the commands that talk to an account.
type flags struct {
	config, profile                      string
	demo, production, present, guide     bool
	scenario                             string
	seed                                 uint64
	phone, email, identType, ident       string
	userType, login                      string
	secretStdin, codeStdin               bool
	secretFile, secretEnv, secretCommand string
	codeCommand                          string
	codeTimeout                          time.Duration
	print                                string
	json                                 bool
	listen, accounts                     string
	seeded                               bool
}

func (p *program) accountFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&p.flags.config, "config", "", "the config `FILE`")
	f.StringVar(&p.flags.profile, "profile", "", "the profile's `NAME` in the config")
	f.BoolVar(&p.flags.demo, "demo", false, "the embedded sandbox, whatever the config")
	f.StringVar(&p.flags.scenario, "scenario", "happy", "the demo's scenario, by `NAME`")
	f.Uint64Var(&p.flags.seed, "seed", 0, "the demo's credentials, ids and codes from a `NUMBER`")
}

func (p *program) loginFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&p.flags.production, "production", false, "let a script reach real customers")
	f.BoolVar(&p.flags.present, "present", false, "start in presenter mode")
	f.BoolVar(&p.flags.guide, "guide", false, "the demo with captions for an audience")
	f.StringVar(&p.flags.phone, "phone", "", "the customer's phone `NUMBER`")
	f.StringVar(&p.flags.email, "email", "", "the customer's e-mail `ADDRESS`")
	f.StringVar(&p.flags.identType, "ident-type", "", "what --ident is, a `KIND`: phone_number or email")
	f.StringVar(&p.flags.ident, "ident", "", "the identifier `VALUE`, sent as it is")
	f.StringVar(&p.flags.userType, "user-type", "", "the customer's `TYPE`: customer or company")
	f.StringVar(&p.flags.login, "login", "", "which call signs in, a `WORD`: auto, mfa or password")
	f.BoolVar(&p.flags.secretStdin, "secret-stdin", false, "the PIN or password from a line of standard input")
	f.StringVar(&p.flags.secretFile, "secret-file", "", "the PIN or password from a `FILE`")
	f.StringVar(&p.flags.secretEnv, "secret-env", "", "the PIN or password from the environment variable `NAME`")
	f.StringVar(&p.flags.secretCommand, "secret-command", "", "the PIN or password from what `COMMAND` prints")
	f.BoolVar(&p.flags.codeStdin, "code-stdin", false, "the code from a line of standard input")
	f.StringVar(&p.flags.codeCommand, "code-command", "", "the code from what `COMMAND` prints")
	f.DurationVar(&p.flags.codeTimeout, "code-timeout", 2*time.Minute, "how much `TIME` --code-command gets")
	f.StringVar(&p.flags.print, "print", "none", "after the login, a `WORD`: none, access-token, header or json")
}

// printable is what --print takes.
func printable() []string { return []string{"none", "access-token", "header", "json"} }

// choices is what a flag may be, where that is one of a few words, and what each means.
func choices() map[string][]cobra.Completion {
	all := map[string][]cobra.Completion{"print": printable()}
	for _, key := range []string{"login", "user_type", "ident_type"} {
		all[strings.ReplaceAll(key, "_", "-")] = config.Choices(key)
	}
	for _, s := range sandbox.Scenarios() {
		all["scenario"] = append(all["scenario"], s.Name)
	}
	return all
}
