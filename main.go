// Command dintero-login walks a person through a customer's login against the Dintero API,
// in the terminal. Without a config it is a demo on an embedded sandbox.
//
// This file is the commands: it reads flags and config, puts the account, the flow and
// the screen together, and turns what came of it into an exit code.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dintero-login/api"
	"dintero-login/api/config"
	"dintero-login/api/config/source"
	"dintero-login/api/config/tomlfile"
	"dintero-login/api/sandbox"
	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui"
)

// The exit codes that are decided here; those of a login are tui's.
const (
	exitUnexpected = 1
	exitUsage      = 2
	exitNoTerminal = 6
)

func main() {
	defer spawn.Catch()
	tui.Harden()
	p := &program{started: time.Now(), stdin: sync.OnceValue(func() *bufio.Reader { return bufio.NewReader(os.Stdin) })}
	os.Exit(p.run(os.Args[1:]))
}

// program is one run of the command.
type program struct {
	started time.Time
	stdin   func() *bufio.Reader
	flags   flags
	theme   string
	hide    []string // variables that hold secrets, and that no child inherits
	running bool     // the command line was understood
	screen  bool     // the terminal is taken
	result  tui.Result
	restore func() // gives the terminal its echo back; nil where it was not taken
}

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

func (p *program) run(args []string) int {
	root := p.commands()
	root.SetArgs(args)
	if err := root.Execute(); err != nil {
		p.result = p.failure(err)
	}
	if p.restore != nil {
		p.restore()
	}
	say(p.result.Said)
	if p.result.Code != 0 && asksForJSON(args) {
		_ = tui.PrintFailure(os.Stdout, p.result) // the exit code says it too
	}
	return p.result.Code
}

// --- What goes wrong ---

// exitError ends the program as a login that failed does.
type exitError struct{ tui.Result }

func (e exitError) Error() string { return e.Said }

func exit(code int, because, format string, a ...any) error {
	return exitError{tui.Result{Code: code, Reason: because, Said: fmt.Sprintf(format, a...)}}
}

func misused(format string, a ...any) error { return exit(exitUsage, tui.BecauseUsage, format, a...) }

// failure is what an error means for a script.
func (p *program) failure(err error) tui.Result {
	var known exitError
	switch {
	case errors.As(err, &known):
		return known.Result
	case errors.Is(err, config.ErrConfig), errors.Is(err, source.Err):
		return tui.Result{Code: exitUsage, Reason: tui.BecauseConfig, Said: err.Error()}
	}
	result := tui.Result{Code: exitUnexpected, Reason: tui.BecauseUnexpected, Said: flow.FromOutside(err.Error()).Shown()}
	if !p.running { // cobra's own
		result.Code, result.Reason = exitUsage, tui.BecauseUsage
	}
	return result
}

func say(text string) {
	if text != "" {
		_, _ = fmt.Fprintln(os.Stderr, "dintero-login: "+text)
	}
}

// asksForJSON reads --print by itself: a command line that is not understood has to be
// answered in JSON too.
func asksForJSON(args []string) bool {
	asked := ""
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--print="); ok {
			asked = value
		}
		if arg == "--print" && i+1 < len(args) {
			asked = args[i+1]
		}
	}
	return asked == "json"
}

// --- The commands ---

func (p *program) commands() *cobra.Command {
	info, _ := debug.ReadBuildInfo()
	root := &cobra.Command{
		Use: "dintero-login", Short: "Sign in as a customer of a Dintero account, in the terminal",
		Long: "Sign in as a customer of a Dintero account, in the terminal. Without a config it is a demo on this machine.\n\n" +
			"Exit codes: 0 done, 2 usage or config, 3 refused or no code, 4 not allowed, 5 not reached, 6 no terminal, 1 anything else.",
		Example: "  dintero-login\n  dintero-login --demo --scenario expired\n  dintero-login --profile shop --phone 99999999",
		Version: tui.Version(info), SilenceErrors: true, SilenceUsage: true,
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
				p.flags.print = "access-token"
			}
			return p.login(cmd)
		},
	}
	p.loginFlags(token)
	p.accountFlags(token)

	settings := &cobra.Command{
		Use: "settings", Short: "Print the account's settings",
		Example: "  dintero-login settings --profile shop\n  dintero-login settings --json | jq .users.mfa",
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.settings(cmd.Context()) },
	}
	p.accountFlags(settings)
	settings.Flags().BoolVar(&p.flags.json, "json", false, "the document itself")

	root.AddCommand(token, settings, p.sandboxCommand(), p.configCommand())
	p.finish(root)
	return root
}

// finish gives every command what all of them have: no argument but a command's name, the
// nearest name for one that does not exist, and values to complete.
func (p *program) finish(root *cobra.Command) {
	root.SetFlagErrorFunc(flagError)
	root.SetHelpCommand(helpCommand())
	root.InitDefaultCompletionCmd()
	for _, cmd := range everyCommand(root) {
		cmd.Args = noArgs
		if cmd.HasSubCommands() && !cmd.Runnable() {
			cmd.RunE = func(cmd *cobra.Command, _ []string) error { return cmd.Help() }
		}
		p.completeFlags(cmd)
	}
}

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

// --- What a command line may not say ---

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

// flagError is what is wrong with a flag by itself, without its value.
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

// visible is what a flag of this name would show to every process: "secret", "code",
// "client-secret", or nothing.
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

// instead is where such a value comes from, if the command takes one.
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

// check refuses flags that contradict each other or cannot be, all of them at once, before
// anything starts.
func (p *program) check(cmd *cobra.Command, _ []string) error {
	p.flags.seeded = cmd.Flags().Changed("seed")
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

// wrongValues is what is wrong with each flag's value. A value is not repeated.
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
		case value == "":
			wrongs = append(wrongs, "--"+f.Name+" is empty")
		case f.Name == "code-timeout" && p.flags.codeTimeout <= 0:
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

// contradictions is which flags do not go together, each with the way out.
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
		if p.flags.print != "none" || len(asked) > len(given(cmd, "print")) {
			add("--guide is for a screen: leave %s out", and(asked))
		}
	}
	if len(given(cmd, "present")) > 0 && len(customer) > 0 && len(secret) > 0 && len(code) > 0 {
		add("--present is for a screen, and with customer, PIN and code from flags there is none: leave it out")
	}
	if only := given(cmd, "scenario", "seed"); len(only) > 0 && len(demo) == 0 && cmd.Flags().Lookup("demo") != nil && !p.becomesDemo(cmd) {
		add("%s is for the demo: add --demo, or leave it out", and(only))
	}
	return wrongs
}

// becomesDemo reports whether the command will be the demo without being told to.
func (p *program) becomesDemo(cmd *cobra.Command) bool {
	_, err := config.Find(config.Options{File: p.flags.config})
	return p.bare(cmd) && errors.As(err, new(*config.NotFoundError))
}

// findCommand looks the program of a command up, so that one that cannot be run is told
// before anything is sent. The error goes on from the flag's name.
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

// --- Completion ---

// completeFlags offers what a flag may be: one of a few words, a profile, a file, or
// nothing, as for every customer and every secret.
func (p *program) completeFlags(cmd *cobra.Command) {
	if !cmd.HasSubCommands() {
		cmd.ValidArgsFunction = cobra.NoFileCompletions
	}
	choices := choices()
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		complete := cobra.FixedCompletions(choices[f.Name], cobra.ShellCompDirectiveNoFileComp)
		switch f.Name {
		case "profile":
			complete = p.completeProfiles
		case "config", "accounts":
			complete = cobra.FixedCompletions([]cobra.Completion{"toml"}, cobra.ShellCompDirectiveFilterFileExt)
		case "secret-file", "secret-command", "code-command":
			complete = cobra.FixedCompletions(nil, cobra.ShellCompDirectiveDefault)
		}
		_ = cmd.RegisterFlagCompletionFunc(f.Name, complete)
	})
}

// completeProfiles offers the config's profiles. Whatever is wrong with the config, it
// offers nothing and says nothing; it runs no command and waits for no pipe.
func (p *program) completeProfiles(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	const nothing = cobra.ShellCompDirectiveNoFileComp
	from := config.Options{File: p.flags.config}
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

// --- The login ---

// login is the program's main job, on a screen or without one.
func (p *program) login(cmd *cobra.Command) error {
	ctx, stop := tui.UntilSignal(cmd.Context())
	defer stop()
	opened, err := p.open(ctx, p.bare(cmd))
	if err != nil {
		return err
	}
	defer opened.close()
	session, chosen, err := p.session(opened)
	if err != nil {
		return err
	}
	p.result, err = p.play(ctx, session, chosen, opened.profile)
	if err != nil {
		return err
	}
	signedIn, ok := p.result.State.(flow.SignedIn)
	if !ok || p.result.Code != 0 {
		return nil
	}
	return tui.PrintToken(os.Stdout, p.flags.print, signedIn.Token)
}

// script says whether flags answer in a person's place. On a screen --production answers
// nothing: the person does.
func (p *program) script() bool {
	f := p.flags
	return f.secretStdin || f.secretFile != "" || f.secretEnv != "" || f.secretCommand != "" || f.codeStdin || f.codeCommand != ""
}

// play runs the login with everything given, or on the terminal that there is. Without a
// terminal the customer and the secret are enough for an account that asks for no code.
func (p *program) play(ctx context.Context, session tui.Session, chosen *flow.CustomerChosen, profile config.Profile) (tui.Result, error) {
	if p.script() && profile.Production() && !p.flags.production {
		return tui.Result{}, misused("%s is a production account; a script that reaches real customers needs --production", profile.Account)
	}
	given := chosen != nil && session.Secret != nil
	if given && (session.Code != nil || profile.Login == flow.LoginPassword) {
		return tui.Headless(ctx, session, *chosen)
	}
	in, out, err := tui.Terminal()
	switch {
	case err != nil && given:
		return tui.Headless(ctx, session, *chosen)
	case err != nil:
		return tui.Result{}, exit(exitNoTerminal, tui.BecauseTerminal, "no terminal to ask on%s", p.missing(chosen, session))
	case in == io.Reader(os.Stdin) && (p.flags.secretStdin || p.flags.codeStdin):
		return tui.Result{}, misused("--secret-stdin and --code-stdin cannot share a terminal with the screen: leave them out and type there, or give customer, PIN and code by flags")
	}
	session.Chosen, p.screen = chosen, true
	return tui.Run(ctx, session, tui.Options{
		In: in, Out: out, Theme: p.theme, Presenting: p.flags.present, AutoQuit: p.flags.print != "none", Guide: p.flags.guide,
	})
}

// missing is what a script has to give beside what it gave.
func (p *program) missing(chosen *flow.CustomerChosen, session tui.Session) string {
	var flags []string
	if chosen == nil {
		flags = append(flags, "the customer (--phone, --email or --ident)")
	}
	if session.Secret == nil {
		flags = append(flags, "the PIN or password (--secret-stdin, --secret-file, --secret-env or --secret-command)")
	}
	if p.flags.guide || len(flags) == 0 {
		return ""
	}
	return "; give " + strings.Join(flags, " and ")
}

// bare says whether the command was given nothing but its name, so that without a config
// it may become the demo.
func (p *program) bare(cmd *cobra.Command) bool {
	for _, name := range []string{
		"print", "profile", "phone", "email", "ident", "secret-stdin", "secret-file", "secret-env",
		"secret-command", "code-stdin", "code-command", "production",
	} {
		if cmd.Flags().Changed(name) {
			return false
		}
	}
	return !cmd.HasParent() && (term.IsTerminal(os.Stdout.Fd()) || term.IsTerminal(os.Stderr.Fd()))
}

// opened is an account, ready to be talked to.
type opened struct {
	profile  config.Profile
	adapter  *api.Adapter
	sandbox  *sandbox.Sandbox
	messages chan tui.Message
}

func (o opened) close() {
	o.adapter.Close()
	if o.sandbox != nil {
		_ = o.sandbox.Close()
	}
}

// open finds the account: the demo's, or the config's.
func (p *program) open(ctx context.Context, mayBeDemo bool) (opened, error) {
	if p.flags.demo || p.flags.guide {
		return p.openDemo(ctx)
	}
	loaded, err := config.Load(ctx, config.Options{File: p.flags.config, Hide: []string{p.flags.secretEnv}})
	if ctx.Err() != nil {
		return opened{}, exit(tui.ExitOf(ctx), tui.BecauseSignal, "")
	}
	var none *config.NotFoundError
	if mayBeDemo && errors.As(err, &none) {
		return p.openDemo(ctx)
	}
	if err != nil {
		return opened{}, err
	}
	p.theme, p.hide = loaded.Theme, loaded.SecretVariables()
	profile, err := loaded.Profile(p.flags.profile)
	if err != nil {
		return opened{}, err
	}
	return p.connect(ctx, opened{profile: profile})
}

// openDemo starts the sandbox. Its messages wait in a channel; a phone that nobody looks
// at loses the newest, never the login.
func (p *program) openDemo(ctx context.Context) (opened, error) {
	o := opened{messages: make(chan tui.Message, 256)}
	box, err := sandbox.Start(sandbox.Options{
		Scenario: p.flags.scenario, Seed: p.flags.seed, Seeded: p.flags.seeded,
		OnMessage: func(m sandbox.Message) {
			select {
			case o.messages <- received(m):
			default:
			}
		},
	})
	if err != nil {
		return opened{}, misused("%s", err)
	}
	d := box.Describe()
	o.sandbox = box
	o.profile = config.Embedded("demo", d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret)
	return p.connect(ctx, o)
}

func received(m sandbox.Message) tui.Message {
	channel := flow.SMS
	if m.Channel == "email" {
		channel = flow.Email
	}
	return tui.Message{Number: m.Number, Channel: channel, To: m.To, Text: flow.Conceal(m.Text), Code: m.Code, Sent: m.SentAt, At: m.DeliveredAt, Expires: m.Expires}
}

// connect makes the adapter for the profile, with what the flags override.
func (p *program) connect(ctx context.Context, o opened) (opened, error) {
	overrides := []struct{ key, value string }{{"login", p.flags.login}, {"user_type", p.flags.userType}, {"ident_type", p.flags.identType}}
	for _, override := range overrides {
		if override.value == "" {
			continue
		}
		profile, err := o.profile.Override(override.key, override.value)
		if err != nil {
			return opened{}, err
		}
		o.profile = profile
	}
	for _, note := range o.profile.Notes() {
		say(note)
	}
	access, err := o.profile.Access(ctx, say)
	if ctx.Err() != nil {
		return opened{}, exit(tui.ExitOf(ctx), tui.BecauseSignal, "")
	}
	if err != nil {
		return opened{}, err
	}
	adapter, err := api.New(api.Config{
		BaseURL: o.profile.BaseURL, Account: o.profile.Account, Audience: o.profile.Audience, ClientID: o.profile.ClientID,
		ClientSecret: access.ClientSecret, MFAGrantType: o.profile.MFAGrantType, CA: access.CA,
		Timeout: o.profile.Timeout, Clock: p.clock,
	})
	if err != nil {
		return opened{}, exit(exitUsage, tui.BecauseConfig, "%s", err)
	}
	o.adapter = adapter
	return o, nil
}

func (p *program) clock() flow.Moment { return time.Since(p.started) }

// session is the account as the screens want it, with what the flags say of the customer.
func (p *program) session(o opened) (tui.Session, *flow.CustomerChosen, error) {
	profile := o.profile
	draft, chosen, err := p.customer(profile)
	if err != nil {
		return tui.Session{}, nil, err
	}
	account := flow.Account{Production: profile.Production(), Login: profile.Login, Unguarded: p.script() && p.flags.production}
	s := tui.Session{
		Standing: standing(o), Profile: profile.Name, Account: profile.Account, Host: host(profile.BaseURL),
		Start: flow.New(account, draft), API: o.adapter, Clock: p.clock, Wall: time.Now,
		Region: profile.Region, Length: profile.CodeLength,
		Secret: p.secretSource(), Code: p.codeSource(),
	}
	if o.sandbox != nil {
		s.Sandbox = demo(o)
	}
	return s, chosen, nil
}

func standing(o opened) tui.Standing {
	switch {
	case o.sandbox != nil:
		return tui.Demo
	case o.profile.Production():
		return tui.Production
	default:
		return tui.Test
	}
}

func host(baseURL string) string {
	u, err := url.Parse(baseURL)
	if err != nil {
		return baseURL
	}
	return u.Host
}

func demo(o opened) *tui.Sandbox {
	box := &tui.Sandbox{Messages: o.messages, Story: o.sandbox.Scenario(), Tell: o.sandbox.SetScenario}
	for _, story := range sandbox.Scenarios() {
		box.Stories = append(box.Stories, tui.Story{Name: story.Name, Does: story.Does, Reads: story.Reads})
	}
	for _, person := range o.sandbox.Describe().Customers {
		as := flow.AsCustomer
		if person.Type == "company" {
			as = flow.AsCompany
		}
		box.People = append(box.People, tui.Person{
			Name: person.Name, As: as, Phone: person.Phone, Email: person.Email, Secret: person.Secret,
		})
	}
	return box
}

// customer is who signs in, as far as the flags and the profile say. A phone number is
// read as on the screen; --ident is sent as it is.
func (p *program) customer(profile config.Profile) (flow.Draft, *flow.CustomerChosen, error) {
	f := p.flags
	draft := flow.Draft{By: profile.IdentType, As: profile.UserType, Phone: f.phone, Email: f.email}
	switch {
	case f.phone != "":
		draft.By = flow.ByPhone
	case f.email != "":
		draft.By = flow.ByEmail
	case f.ident == "":
		return draft, nil, nil
	case draft.By == flow.ByEmail:
		draft.Email = f.ident
	default:
		draft.Phone = f.ident
	}
	if f.ident != "" {
		return draft, &flow.CustomerChosen{Draft: draft, Ident: f.ident}, nil
	}
	ident, problem := tui.Identify(draft, profile.Region)
	if problem != "" {
		return draft, nil, misused("%s", problem)
	}
	return draft, &flow.CustomerChosen{Draft: draft, Ident: ident}, nil
}

// secretSource is where a flag says that the secret comes from; nil asks the person. It is
// got once, when the login comes to it. A variable is taken out of the environment at
// once: no child gets it.
func (p *program) secretSource() func(context.Context) (flow.Secret, error) {
	f := p.flags
	var get func(context.Context) (flow.Secret, error)
	flag := ""
	switch {
	case f.secretStdin:
		flag, get = "--secret-stdin", p.typedLine("PIN or password: ")
	case f.secretEnv != "":
		secret, err := source.FromEnv(os.LookupEnv, f.secretEnv)
		_ = os.Unsetenv(f.secretEnv)
		flag, get = "--secret-env", func(context.Context) (flow.Secret, error) { return secret, err }
	case f.secretFile != "":
		flag, get = "--secret-file", func(ctx context.Context) (flow.Secret, error) { return source.FromFile(ctx, f.secretFile) }
	case f.secretCommand != "":
		flag, get = "--secret-command", func(ctx context.Context) (flow.Secret, error) {
			return p.command(ctx, "--secret-command", f.secretCommand, source.Command{})
		}
	default:
		return nil
	}
	var once sync.Once
	var secret flow.Secret
	var err error
	return func(ctx context.Context) (flow.Secret, error) {
		once.Do(func() { secret, err = named(flag)(get(ctx)) })
		return secret, err
	}
}

// named puts the flag in front of an error of its source.
func named(flag string) func(flow.Secret, error) (flow.Secret, error) {
	return func(secret flow.Secret, err error) (flow.Secret, error) {
		if err != nil {
			err = fmt.Errorf("%s: %w", flag, err)
		}
		return secret, err
	}
}

// typedLine is the next line of standard input; on a terminal it is asked for, and what is
// typed does not show.
func (p *program) typedLine(prompt string) func(context.Context) (flow.Secret, error) {
	line := func() (flow.Secret, error) { return source.FromLine(p.stdin()) }
	if !term.IsTerminal(os.Stdin.Fd()) {
		return func(context.Context) (flow.Secret, error) { return line() }
	}
	if p.restore == nil {
		p.restore = tui.EchoLater(os.Stdin)
	}
	return func(ctx context.Context) (flow.Secret, error) {
		return tui.HiddenLine(ctx, os.Stdin, os.Stderr, prompt, line)
	}
}

func (p *program) codeSource() func(context.Context, tui.CodeAsked) (flow.Secret, error) {
	f := p.flags
	switch {
	case f.codeStdin:
		get := p.typedLine("Code: ")
		return func(ctx context.Context, _ tui.CodeAsked) (flow.Secret, error) {
			return named("--code-stdin")(get(ctx))
		}
	case f.codeCommand != "":
		return func(ctx context.Context, asked tui.CodeAsked) (flow.Secret, error) {
			limited, cancel := context.WithTimeoutCause(ctx, f.codeTimeout, tui.ErrNoCode)
			defer cancel()
			code, err := p.command(limited, "--code-command", f.codeCommand, source.Command{Timeout: 2 * f.codeTimeout, Env: []string{
				"DINTERO_LOGIN_CHANNEL=" + map[flow.Channel]string{flow.SMS: "sms", flow.Email: "email"}[asked.Channel],
				"DINTERO_LOGIN_SENT_AT=" + asked.At.UTC().Format(time.RFC3339),
				fmt.Sprintf("DINTERO_LOGIN_SEND_NO=%d", asked.Send),
			}})
			if err != nil && errors.Is(context.Cause(limited), tui.ErrNoCode) {
				return code, fmt.Errorf("%w: --code-command did not end within %s", tui.ErrNoCode, f.codeTimeout)
			}
			return named("--code-command")(code, err)
		}
	default:
		return nil
	}
}

// command runs a flag's command. What it says beside its answer is passed on where no
// screen is in the way.
func (p *program) command(ctx context.Context, flag, line string, c source.Command) (flow.Secret, error) {
	argv, err := source.Argv(line)
	if err != nil {
		return flow.Secret{}, err
	}
	c.Argv, c.Hide = argv, p.hide
	if !p.screen {
		c.Said = func(line string) { say(flag + ": " + line) }
	}
	return c.Run(ctx)
}

// settings prints the account's settings, in words or as the document.
func (p *program) settings(ctx context.Context) error {
	ctx, stop := tui.UntilSignal(ctx)
	defer stop()
	opened, err := p.open(ctx, false)
	if err != nil {
		return err
	}
	defer opened.close()
	doc, problem := tui.ReadSettings(ctx, opened.adapter)
	if ctx.Err() != nil {
		return exit(tui.ExitOf(ctx), tui.BecauseSignal, "")
	}
	if problem.Reason != flow.NoReason {
		return exitError{tui.Result{Code: tui.ExitCode(problem), Said: tui.Sentence(problem), Problem: problem}}
	}
	if p.flags.json {
		return tui.PrintDocument(os.Stdout, doc)
	}
	return tui.PrintSettings(os.Stdout, doc)
}

func (p *program) sandboxCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "sandbox", Short: "Run the sandbox alone, for any client",
		Example: "  dintero-login sandbox --json --scenario slow\n  dintero-login sandbox --listen 127.0.0.1:8080 --accounts accounts.toml",
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.serve(cmd.Context()) },
	}
	f := cmd.Flags()
	f.StringVar(&p.flags.listen, "listen", "127.0.0.1:0", "the `ADDRESS` on loopback")
	f.StringVar(&p.flags.scenario, "scenario", "happy", "the scenario, by `NAME`")
	f.Uint64Var(&p.flags.seed, "seed", 0, "credentials, ids and codes from a `NUMBER`")
	f.StringVar(&p.flags.accounts, "accounts", "", "accounts, clients and customers from a TOML `FILE`")
	f.BoolVar(&p.flags.json, "json", false, "describe it in one line of JSON")
	return cmd
}

// serve runs the sandbox until a signal comes.
func (p *program) serve(ctx context.Context) error {
	ctx, stop := tui.UntilSignal(ctx)
	defer stop()
	var accounts sandbox.Accounts
	if p.flags.accounts != "" {
		var err error
		if accounts, err = sandbox.ReadAccounts(ctx, p.flags.accounts); ctx.Err() != nil {
			return exit(tui.ExitOf(ctx), tui.BecauseSignal, "")
		} else if err != nil {
			return err
		}
		debug.FreeOSMemory() // of 100,000 customers a file's text and tables leave twice what they are
	}
	// A server of small, short-lived objects: collecting them less often is a good trade
	// for the few MiB that it costs.
	debug.SetGCPercent(400)
	log := sandbox.NewLog(os.Stderr)
	box, err := sandbox.Start(sandbox.Options{
		Listen: p.flags.listen, Scenario: p.flags.scenario, Seed: p.flags.seed, Seeded: p.flags.seeded, Accounts: accounts,
		OnRequest: log.Request,
	})
	if err != nil {
		return misused("%s", err)
	}
	return box.Serve(ctx, os.Stdout, p.flags.json, log)
}

func (p *program) configCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Where the config is, and what it says"}
	path := &cobra.Command{
		Use: "path", Short: "Print which config counts", Example: "  dintero-login config path",
		RunE: func(*cobra.Command, []string) error {
			place, err := config.Find(config.Options{File: p.flags.config})
			if err != nil {
				return err
			}
			_, err = fmt.Println(flow.FromOutside(place.Path).Shown())
			return err
		},
	}
	show := &cobra.Command{
		Use: "show", Short: "Print every value and where it came from, secrets redacted",
		Example: "  dintero-login config show --profile shop",
		RunE: func(cmd *cobra.Command, _ []string) error {
			loaded, err := config.Load(cmd.Context(), config.Options{File: p.flags.config})
			if err != nil {
				return err
			}
			profile, err := loaded.Profile(p.flags.profile)
			if err != nil {
				return err
			}
			return config.WriteRows(os.Stdout, append(loaded.Rows(), profile.Rows()...))
		},
	}
	ask := &cobra.Command{
		Use: "init", Short: "Ask four questions and write a config that only you can read",
		Example: "  dintero-login config init",
		RunE:    func(cmd *cobra.Command, _ []string) error { return p.initConfig(cmd.Context()) },
	}
	for _, sub := range []*cobra.Command{path, show, ask} {
		sub.Flags().StringVar(&p.flags.config, "config", "", "the config `FILE`")
		cmd.AddCommand(sub)
	}
	show.Flags().StringVar(&p.flags.profile, "profile", "", "the profile's `NAME`")
	return cmd
}

// initConfig writes a config from what a person answers on the terminal, and then its path
// on stdout.
func (p *program) initConfig(ctx context.Context) error {
	ctx, stop := tui.UntilSignal(ctx)
	defer stop()
	in, out, err := tui.Terminal()
	terminal, ok := in.(*os.File)
	if err != nil || !ok {
		return exit(exitNoTerminal, tui.BecauseTerminal, "config init asks questions, and there is no terminal; config.toml.example shows what to write by hand")
	}
	p.restore = tui.EchoLater(terminal)
	lines := bufio.NewReader(terminal)
	path, err := config.Init(ctx, config.InitOptions{
		Options: config.Options{File: p.flags.config}, In: lines, Out: out,
		ReadSecret: func(ctx context.Context) (flow.Secret, error) {
			return tui.HiddenLine(ctx, terminal, out, "", func() (flow.Secret, error) {
				line, err := lines.ReadString('\n')
				return flow.Conceal(strings.TrimRight(line, "\r\n")), err
			})
		},
	})
	switch {
	case ctx.Err() != nil:
		return exit(tui.ExitOf(ctx), tui.BecauseSignal, "nothing was written")
	case err != nil:
		return err
	}
	_, err = fmt.Println(flow.FromOutside(path).Shown())
	return err
}
