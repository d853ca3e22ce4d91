package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"dintero-login/api"
	"dintero-login/api/record"
	"dintero-login/api/recorded"
	"dintero-login/api/spawn"
	"dintero-login/flow"
	"dintero-login/tui/script"
	"dintero-login/tui/terminal"
	"dintero-login/tui/words"
)

// explainFlags are those of explain alone.
type explainFlags struct {
	settings, language string
	json               bool
}

func (p *program) explainCommand() *cobra.Command {
	var f explainFlags
	cmd := &cobra.Command{
		Use: "explain [FILE|-]", Short: "Explain why a login failed, from what somebody else recorded",
		Long: "Explain why a login failed, from what somebody else recorded: a HAR, a ticket bundle, the output of\n" +
			"curl -i or curl -v, lines of a log with a method, a path and a status, or what the customer sees, in words.\n" +
			"Words are English or Norwegian, or a number: 1 no code comes, 2 PIN not accepted, 3 code not accepted, 4 locked, 5 other.\n\n" +
			"It needs no config and no network, and repeats no secret and no identifier of what it reads. With --profile\n" +
			"the client's own token and the account's settings are asked for, and nothing about a customer.\n\n" +
			"Exit codes: 0 explained, 1 nothing in it was recognised or a bundle is not whole, 2 usage, config or a file that cannot be read.",
		Example: "  dintero-login explain login.har\n" +
			"  dintero-login explain ticket.zip\n" +
			"  echo 'no code comes' | dintero-login explain\n" +
			"  dintero-login explain --profile shop --say-language nb access.log\n" +
			"  dintero-login explain --json login.har | jq '.causes[].name'",
		Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error { return p.explain(cmd.Context(), f, args) },
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveDefault
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.flags.account.config, "config", "", "the config `FILE`")
	flags.StringVar(&p.flags.account.profile, "profile", "", "ask about the client and the account of this profile, by `NAME`")
	flags.StringVar(&f.settings, "settings", "", "a `FILE` with the account's settings, as settings --json prints them")
	flags.StringVar(&f.language, "say-language", "", "what to say to the customer in, a `LANGUAGE`: en or nb")
	flags.BoolVar(&f.json, "json", false, "one JSON object")
	return cmd
}

// explain reads, asks for the facts that flags name, and prints.
func (p *program) explain(ctx context.Context, f explainFlags, args []string) error {
	ctx, stop := terminal.UntilSignal(ctx)
	defer stop()
	read, err := p.readRecorded(ctx, args)
	if err != nil {
		return err
	}
	if !read.Recognised() {
		return exit(terminal.ExitUnexpected, script.BecauseUsage, "nothing in it was recognised; looked for %s", lookedFor)
	}
	x := script.Explanation{
		Calls: read.Calls, Others: read.Others, Attempts: read.Attempts, Lost: read.Lost, Cut: read.Cut, From: read.From, To: read.To,
		At: read.Last.At, Before: read.Before, Later: read.Later(), Symptom: read.Symptom,
	}
	if read.Bundle {
		x.Notes = append(x.Notes, "This is a ticket bundle: the diagnosis is of what its maker knew.")
	}
	account := flow.Account{}
	if p.flags.account.profile != "" {
		if account, err = p.profileFacts(ctx, &x, read.Account); err != nil {
			return err
		}
	}
	if account.Settings == nil && read.Settings != nil {
		account.Reading, account.Settings = flow.Known, read.Settings
	}
	if f.settings != "" {
		if account.Settings, err = readSettingsFile(ctx, f.settings); err != nil {
			return err
		}
		account.Reading = flow.Known
	}
	read.Settings = account.Settings
	x.Evidence = read.Evidence(flow.EvidenceOf(flow.New(account, flow.Draft{}), 0), account.May)
	switch {
	case f.language != "":
		x.Language, _ = words.LanguageOf(f.language)
	case read.Bokmal:
		x.Language = words.Bokmal
	}
	x = x.Complete(p.now())
	if f.json {
		return x.PrintJSON(p.stdout)
	}
	return x.Print(p.stdout)
}

// lookedFor is what explain knows.
const lookedFor = "a HAR with calls of a customer's login, a ticket bundle, output of curl -i or -v, log lines with a method, " +
	"a path such as /accounts/T…/customers/mfa_login and a status, or a symptom in words, such as: no code comes"

// readRecorded reads what the arguments name: a file, standard input, or words.
func (p *program) readRecorded(ctx context.Context, args []string) (recorded.Reading, error) {
	from := p.stdin
	if len(args) > 0 && (len(args) > 1 || args[0] != "-") {
		file, err := os.Open(args[0])
		switch {
		case err == nil && len(args) == 1:
			defer func() { _ = file.Close() }() // it was only read
			from = file
		case err == nil:
			_ = file.Close()
			return recorded.Reading{}, misused("explain reads one file at a time")
		default:
			// Not a file, and perhaps words. They are not repeated.
			said, _ := recorded.Read(ctx, strings.NewReader(strings.Join(args, " ")))
			if said.Symptom != flow.NoSymptom && errors.Is(err, fs.ErrNotExist) {
				return said, nil
			}
			return recorded.Reading{}, unreadable("the file", err)
		}
	}
	if from == nil {
		from = strings.NewReader("")
	}
	if tty, ok := from.(*os.File); ok && terminal.Is(tty) {
		p.say("reading from the terminal; end with ctrl+d on a line of its own")
	}
	read, err := spawn.Await(ctx, func(ctx context.Context) (recorded.Reading, error) { return recorded.Read(ctx, from) })
	switch {
	case ctx.Err() != nil:
		return recorded.Reading{}, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	case errors.As(err, new(*record.BundleError)):
		return recorded.Reading{}, exit(terminal.ExitUnexpected, script.BecauseUsage, "%s", err)
	case err != nil:
		return recorded.Reading{}, unreadable("the input", err)
	}
	return read, nil
}

// unreadable says why something cannot be read, without its name.
func unreadable(what string, err error) error {
	why := err
	var path *fs.PathError
	if errors.As(err, &path) {
		why = path.Err
	}
	return misused("%s cannot be read: %s", what, flow.FromOutside(why.Error()).Shown())
}

// settingsFileCap is how long a settings document may be; the same as over HTTP.
const settingsFileCap = 128 << 20

func readSettingsFile(ctx context.Context, path string) (*flow.Settings, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, unreadable("the file of --settings", err)
	}
	defer func() { _ = file.Close() }() // it was only read
	document, err := io.ReadAll(io.LimitReader(file, settingsFileCap+1))
	document = bytes.TrimSpace(bytes.TrimPrefix(document, []byte("\xef\xbb\xbf")))
	switch {
	case err != nil:
		return nil, unreadable("the file of --settings", err)
	case len(document) > settingsFileCap:
		return nil, misused("the file of --settings is larger than 128 MiB")
	case len(document) == 0 || document[0] != '{':
		return nil, misused("the file of --settings holds no JSON object; dintero-login settings --json prints one")
	}
	read := api.SettingsIn(ctx, document)
	if read == nil {
		return nil, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
	}
	return read, nil
}

// profileFacts asks for the client's token and the account's settings. It does not use them for
// a recording of another account.
func (p *program) profileFacts(ctx context.Context, x *script.Explanation, account flow.Secret) (flow.Account, error) {
	opened, err := p.open(ctx, false)
	if err != nil {
		return flow.Account{}, err
	}
	defer opened.close()
	profile := opened.profile
	x.Language, _ = words.LanguageOf(profile.SayLanguage)
	x.Ticket.Contact = profile.Contact
	start := flow.Account{Production: profile.Production(), Login: profile.Login}
	if !account.IsEmpty() && account != flow.Conceal(profile.Account) {
		x.Notes = append(x.Notes, "The recording is of another account than the profile's, whose facts are not used.")
		return start, nil
	}
	s, do := flow.Next(flow.New(start, flow.Draft{}), flow.Started{})
	for do != nil {
		if _, keys := do.(flow.ReadKeys); keys {
			break // no diagnosis needs them
		}
		s, do = flow.Next(s, opened.adapter.Perform(ctx, do))
		if ctx.Err() != nil {
			return start, exit(terminal.ExitOf(ctx), script.BecauseSignal, "")
		}
	}
	x.Ticket.Account, x.Ticket.Host, x.Ticket.Standing = profile.Account, host(profile.BaseURL), "test"
	if profile.Production() {
		x.Ticket.Standing = "production"
	}
	return flow.AccountOf(s), nil
}
