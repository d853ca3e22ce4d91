// Command dintero-login walks a person through a customer's login against the Dintero API,
// in the terminal. Without a config it is a demo on an embedded sandbox.
//
// This file is the commands: it reads flags and config, puts the account, the flow and
// the screen together, and turns what came of it into an exit code.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"dintero-login/api"
	"dintero-login/api/config"
	"dintero-login/api/sandbox"
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
	tui.Harden()
	p := &program{started: time.Now(), stdin: sync.OnceValue(func() *bufio.Reader { return bufio.NewReader(os.Stdin) })}
	os.Exit(p.run())
}

// program is one run of the command.
type program struct {
	started time.Time
	stdin   func() *bufio.Reader
	flags   flags
	theme   string
	hide    []string // variables that hold secrets, and that no child inherits
	running bool     // the command line was understood
	code    int
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

// exitError ends the program with a code and one sentence.
type exitError struct {
	code int
	text string
}

func (e exitError) Error() string { return e.text }

func exit(code int, format string, a ...any) error {
	return exitError{code: code, text: fmt.Sprintf(format, a...)}
}

func (p *program) run() int {
	err := p.commands().Execute()
	if err == nil {
		return p.code
	}
	var known exitError
	switch {
	case errors.As(err, &known):
		say(known.text)
		return known.code
	case errors.Is(err, config.ErrConfig), errors.Is(err, config.ErrSource):
		say(err.Error())
		return exitUsage
	case errors.As(err, new(*tui.PanicError)):
		say(err.Error())
		return exitUnexpected
	}
	say(flow.FromOutside(err.Error()).Shown())
	if p.running {
		return exitUnexpected
	}
	return exitUsage // cobra's own: a flag or a command that does not exist
}

func say(text string) {
	if text != "" {
		_, _ = fmt.Fprintln(os.Stderr, "dintero-login: "+text)
	}
}

func (p *program) commands() *cobra.Command {
	root := &cobra.Command{
		Use: "dintero-login", Short: "Sign in as a customer of a Dintero account, in the terminal",
		Args: cobra.NoArgs, SilenceErrors: true, SilenceUsage: true,
		PersistentPreRun: func(*cobra.Command, []string) { p.running = true },
		RunE:             func(cmd *cobra.Command, _ []string) error { return p.login(cmd) },
	}
	p.loginFlags(root)
	p.accountFlags(root)

	token := &cobra.Command{
		Use: "token", Short: "Sign in, then print only the token", Args: cobra.NoArgs,
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
		Use: "settings", Short: "Print the account's settings", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return p.settings(cmd.Context()) },
	}
	p.accountFlags(settings)
	settings.Flags().BoolVar(&p.flags.json, "json", false, "the document itself")

	root.AddCommand(token, settings, p.sandboxCommand(), p.configCommand())
	return root
}

func (p *program) accountFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVar(&p.flags.config, "config", "", "the config `FILE`")
	f.StringVar(&p.flags.profile, "profile", "", "the profile's `NAME` in the config")
	f.BoolVar(&p.flags.demo, "demo", false, "the embedded sandbox, whatever the config")
	f.StringVar(&p.flags.scenario, "scenario", "happy", "the demo's story, by `NAME`")
	f.Uint64Var(&p.flags.seed, "seed", 0, "the demo's credentials, ids and codes from a `NUMBER`")
}

func (p *program) loginFlags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.BoolVar(&p.flags.production, "production", false, "let a script reach real customers")
	f.BoolVar(&p.flags.present, "present", false, "start in presenter mode")
	f.BoolVar(&p.flags.guide, "guide", false, "the demo with captions for an audience")
	f.StringVar(&p.flags.phone, "phone", "", "the customer's phone `NUMBER`")
	f.StringVar(&p.flags.email, "email", "", "the customer's e-mail `ADDRESS`")
	f.StringVar(&p.flags.identType, "ident-type", "", "phone_number or email, with --ident")
	f.StringVar(&p.flags.ident, "ident", "", "the identifier `VALUE`, sent as it is")
	f.StringVar(&p.flags.userType, "user-type", "", "customer or company")
	f.StringVar(&p.flags.login, "login", "", "auto, mfa or password")
	f.BoolVar(&p.flags.secretStdin, "secret-stdin", false, "the secret from a line of standard input")
	f.StringVar(&p.flags.secretFile, "secret-file", "", "the secret from a `FILE`")
	f.StringVar(&p.flags.secretEnv, "secret-env", "", "the secret from the environment variable `NAME`")
	f.StringVar(&p.flags.secretCommand, "secret-command", "", "the secret from what `COMMAND` prints")
	f.BoolVar(&p.flags.codeStdin, "code-stdin", false, "the code from a line of standard input")
	f.StringVar(&p.flags.codeCommand, "code-command", "", "the code from what `COMMAND` prints")
	f.DurationVar(&p.flags.codeTimeout, "code-timeout", 2*time.Minute, "how long --code-command may take")
	f.StringVar(&p.flags.print, "print", "none", "after the login: none, access-token, header or json")
}

// login is the program's main job, on a screen or without one.
func (p *program) login(cmd *cobra.Command) error {
	if err := p.checkFlags(cmd); err != nil {
		return err
	}
	ctx, stop := tui.UntilSignal(cmd.Context())
	defer stop()
	opened, err := p.open(p.bare(cmd))
	if err != nil {
		return err
	}
	defer opened.close()
	session, chosen, err := p.session(opened)
	if err != nil {
		return err
	}
	result, err := p.play(ctx, session, chosen, opened.profile)
	if err != nil {
		return err
	}
	say(result.Said)
	p.code = result.Code
	signedIn, ok := result.State.(flow.SignedIn)
	if !ok || result.Code != 0 {
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

// play runs the login with everything given, or on the terminal that there is.
func (p *program) play(ctx context.Context, session tui.Session, chosen *flow.CustomerChosen, profile config.Profile) (tui.Result, error) {
	if p.script() && profile.Production() && !p.flags.production {
		return tui.Result{}, exit(exitUsage, "%s is a production account; a script that reaches real customers needs --production", profile.Account)
	}
	codeGiven := session.Code != nil || profile.Login == flow.LoginPassword
	if chosen != nil && session.Secret != nil && codeGiven {
		return tui.Headless(ctx, session, *chosen)
	}
	in, out, err := tui.Terminal()
	if err != nil {
		return tui.Result{}, exit(exitNoTerminal, "no terminal to ask on; give the customer, --secret-… and --code-…, or start it in one")
	}
	session.Chosen = chosen
	return tui.Run(session, tui.Options{
		In: in, Out: out, Theme: p.theme, Presenting: p.flags.present, AutoQuit: p.flags.print != "none", Guide: p.flags.guide,
	})
}

// checkFlags refuses what contradicts itself, before anything starts.
func (p *program) checkFlags(cmd *cobra.Command) error {
	f := p.flags
	p.flags.seeded = cmd.Flags().Changed("seed")
	one := func(what string, given ...bool) error {
		n := 0
		for _, g := range given {
			if g {
				n++
			}
		}
		if n > 1 {
			return exit(exitUsage, "%s can come from one place only", what)
		}
		return nil
	}
	switch f.print {
	case "none", "access-token", "header", "json":
	default:
		return exit(exitUsage, "--print is none, access-token, header or json")
	}
	if (f.ident == "") != (f.identType == "") {
		return exit(exitUsage, "--ident and --ident-type go together")
	}
	return errors.Join(
		one("the customer", f.phone != "", f.email != "", f.ident != ""),
		one("the secret", f.secretStdin, f.secretFile != "", f.secretEnv != "", f.secretCommand != ""),
		one("the code", f.codeStdin, f.codeCommand != ""),
	)
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
func (p *program) open(mayBeDemo bool) (opened, error) {
	if p.flags.demo || p.flags.guide {
		return p.openDemo()
	}
	loaded, err := config.Load(config.Options{File: p.flags.config})
	var none *config.NotFoundError
	if mayBeDemo && errors.As(err, &none) {
		return p.openDemo()
	}
	if err != nil {
		return opened{}, err
	}
	p.theme, p.hide = loaded.Theme, loaded.SecretVariables()
	profile, err := loaded.Profile(p.flags.profile)
	if err != nil {
		return opened{}, err
	}
	return p.connect(opened{profile: profile})
}

// openDemo starts the sandbox. Its messages wait in a channel; a phone that nobody looks
// at loses the newest, never the login.
func (p *program) openDemo() (opened, error) {
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
		return opened{}, exit(exitUsage, "%s", err)
	}
	d := box.Describe()
	o.sandbox = box
	o.profile = config.Embedded("demo", d.BaseURL, d.Account, d.Audience, d.ClientID, d.ClientSecret)
	return p.connect(o)
}

func received(m sandbox.Message) tui.Message {
	channel := flow.SMS
	if m.Channel == "email" {
		channel = flow.Email
	}
	return tui.Message{Number: m.Number, Channel: channel, To: m.To, Text: flow.Conceal(m.Text), Code: m.Code, Sent: m.SentAt, At: m.DeliveredAt, Expires: m.Expires}
}

// connect makes the adapter for the profile, with what the flags override.
func (p *program) connect(o opened) (opened, error) {
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
	adapter, err := api.New(api.Config{
		BaseURL: o.profile.BaseURL, Account: o.profile.Account, Audience: o.profile.Audience, ClientID: o.profile.ClientID,
		ClientSecret: o.profile.ClientSecret, MFAGrantType: o.profile.MFAGrantType, CAFile: o.profile.CAFile,
		Timeout: o.profile.Timeout, Clock: p.clock,
	})
	if err != nil {
		return opened{}, exit(exitUsage, "%s", err)
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
		return draft, nil, exit(exitUsage, "%s", problem)
	}
	return draft, &flow.CustomerChosen{Draft: draft, Ident: ident}, nil
}

// secretSource is where a flag says that the secret comes from; nil asks the person. It is
// got once, when the login comes to it.
func (p *program) secretSource() func(context.Context) (flow.Secret, error) {
	f := p.flags
	var source func(context.Context) (flow.Secret, error)
	switch {
	case f.secretStdin:
		source = func(context.Context) (flow.Secret, error) { return config.FromLine(p.stdin()) }
	case f.secretEnv != "":
		source = func(context.Context) (flow.Secret, error) { return config.FromEnv(f.secretEnv) }
	case f.secretFile != "":
		source = func(ctx context.Context) (flow.Secret, error) { return config.FromFile(ctx, f.secretFile) }
	case f.secretCommand != "":
		source = func(ctx context.Context) (flow.Secret, error) {
			return p.command(ctx, f.secretCommand, config.Command{})
		}
	default:
		return nil
	}
	var once sync.Once
	var secret flow.Secret
	var err error
	return func(ctx context.Context) (flow.Secret, error) {
		once.Do(func() { secret, err = source(ctx) })
		return secret, err
	}
}

func (p *program) codeSource() func(context.Context, tui.CodeAsked) (flow.Secret, error) {
	f := p.flags
	switch {
	case f.codeStdin:
		return func(context.Context, tui.CodeAsked) (flow.Secret, error) { return config.FromLine(p.stdin()) }
	case f.codeCommand != "":
		return func(ctx context.Context, asked tui.CodeAsked) (flow.Secret, error) {
			limited, cancel := context.WithTimeoutCause(ctx, f.codeTimeout, tui.ErrNoCode)
			defer cancel()
			code, err := p.command(limited, f.codeCommand, config.Command{Timeout: 2 * f.codeTimeout, Env: []string{
				"DINTERO_LOGIN_CHANNEL=" + map[flow.Channel]string{flow.SMS: "sms", flow.Email: "email"}[asked.Channel],
				"DINTERO_LOGIN_SENT_AT=" + asked.At.UTC().Format(time.RFC3339),
				fmt.Sprintf("DINTERO_LOGIN_SEND_NO=%d", asked.Send),
			}})
			if err != nil && errors.Is(context.Cause(limited), tui.ErrNoCode) {
				err = fmt.Errorf("%w: --code-command did not end within %s", tui.ErrNoCode, f.codeTimeout)
			}
			return code, err
		}
	default:
		return nil
	}
}

func (p *program) command(ctx context.Context, line string, c config.Command) (flow.Secret, error) {
	argv, err := config.Argv(line)
	if err != nil {
		return flow.Secret{}, fmt.Errorf("the command: %w", err)
	}
	c.Argv, c.Hide = argv, append(p.hide, p.flags.secretEnv)
	return c.Run(ctx)
}

// settings prints the account's settings, in words or as the document.
func (p *program) settings(ctx context.Context) error {
	ctx, stop := tui.UntilSignal(ctx)
	defer stop()
	opened, err := p.open(false)
	if err != nil {
		return err
	}
	defer opened.close()
	doc, problem := tui.ReadSettings(ctx, opened.adapter)
	if ctx.Err() != nil {
		return exit(tui.ExitOf(ctx), "")
	}
	if problem.Reason != flow.NoReason {
		return exit(tui.ExitCode(problem), "%s", tui.Sentence(problem))
	}
	if p.flags.json {
		return tui.PrintDocument(os.Stdout, doc)
	}
	return tui.PrintSettings(os.Stdout, doc)
}

func (p *program) sandboxCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use: "sandbox", Short: "Run the sandbox alone, for any client", Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			p.flags.seeded = cmd.Flags().Changed("seed")
			return p.serve(cmd.Context())
		},
	}
	f := cmd.Flags()
	f.StringVar(&p.flags.listen, "listen", "127.0.0.1:0", "the `ADDRESS` on loopback")
	f.StringVar(&p.flags.scenario, "scenario", "happy", "the story, by `NAME`")
	f.Uint64Var(&p.flags.seed, "seed", 0, "credentials, ids and codes from a `NUMBER`")
	f.StringVar(&p.flags.accounts, "accounts", "", "accounts, clients and customers from a TOML `FILE`")
	f.BoolVar(&p.flags.json, "json", false, "describe it in one line of JSON")
	return cmd
}

// serve runs the sandbox until a signal comes.
func (p *program) serve(ctx context.Context) error {
	// A server of small, short-lived objects: collecting them less often is a good trade
	// for the few MiB that it costs.
	debug.SetGCPercent(400)
	ctx, stop := tui.UntilSignal(ctx)
	defer stop()
	var accounts sandbox.Accounts
	if p.flags.accounts != "" {
		var err error
		if accounts, err = sandbox.ReadAccounts(p.flags.accounts); err != nil {
			return err
		}
	}
	box, err := sandbox.Start(sandbox.Options{
		Listen: p.flags.listen, Scenario: p.flags.scenario, Seed: p.flags.seed, Seeded: p.flags.seeded, Accounts: accounts,
		OnRequest: func(r sandbox.Request) {
			_, _ = fmt.Fprintf(os.Stderr, "%s %s %d %s\n", r.Method, r.Path, r.Status, r.Duration.Round(time.Microsecond))
		},
	})
	if err != nil {
		return exit(exitUsage, "%s", err)
	}
	if err := describe(os.Stdout, box.Describe(), p.flags.json); err != nil {
		return errors.Join(err, box.Close())
	}
	<-ctx.Done()
	return box.Close()
}

func describe(w io.Writer, d sandbox.Description, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(d)
	}
	var text strings.Builder
	_, _ = fmt.Fprintf(&text, "base_url       %s\nadmin_token    %s\n", d.BaseURL, d.AdminToken.Reveal())
	for _, a := range d.Accounts {
		_, _ = fmt.Fprintf(&text, "\naccount        %s\n", a.Account)
		for _, c := range a.Clients {
			_, _ = fmt.Fprintf(&text, "client_id      %s\nclient_secret  %s\n", c.ID, c.Secret.Reveal())
		}
		for _, c := range a.Customers {
			_, _ = fmt.Fprintf(&text, "%-14s %-9s %-12s %-17s %s\n", flow.FromOutside(c.Name).Shown(), c.Type, c.Phone,
				flow.FromOutside(c.Email).Shown(), flow.FromOutside(c.Secret.Reveal()).Shown())
		}
	}
	_, err := io.WriteString(w, text.String())
	return err
}

func (p *program) configCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "config", Short: "Where the config is, and what it says"}
	path := &cobra.Command{
		Use: "path", Short: "Print which config counts", Args: cobra.NoArgs,
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
		Use: "show", Short: "Print every value and where it came from, secrets redacted", Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			loaded, err := config.Load(config.Options{File: p.flags.config})
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
	for _, sub := range []*cobra.Command{path, show} {
		sub.Flags().StringVar(&p.flags.config, "config", "", "the config `FILE`")
		sub.Flags().StringVar(&p.flags.profile, "profile", "", "the profile's `NAME`")
		cmd.AddCommand(sub)
	}
	return cmd
}
