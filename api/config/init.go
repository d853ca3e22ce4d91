package config

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strings"

	"dintero-login/api/config/tomlfile"
	"dintero-login/flow"
)

// InitOptions tells where Init asks and where it writes. Options.File is the file to write; by
// default dintero-login/config.toml in the user's config folder.
type InitOptions struct {
	Options
	In  *bufio.Reader // where the answers come from, a line each
	Out io.Writer     // where the questions go

	// ReadSecret prompts for the client's secret and reads it without echo. Without it the secret is
	// a line of In. An empty secret is asked for again.
	ReadSecret func(ctx context.Context, prompt string) (flow.Secret, error)
}

// Init asks four questions (the profile's name, the account, the client's id, and where the
// client's secret is) and writes a config with one profile: with mode 0600, completely or
// not at all, never over an existing file and never through a link. A wrong answer is explained and
// asked for again. It returns the path of the file. The error is an ErrConfig; when ctx
// ends first it is ctx's, and nothing is written.
func Init(ctx context.Context, o InitOptions) (path string, err error) {
	path, err = o.target()
	if err != nil {
		return "", err
	}
	q := &questions{ctx: ctx, o: o, answers: map[string]any{}}
	q.say("This writes %s, which only you can read.", flow.FromOutside(path).Shown())
	name := q.ask("1 of 4  What do you call this account, as in shop?", profileName)
	q.key("2 of 4  Which account? T (test) or P (production) and 8 digits:", "account")
	q.key("3 of 4  Which API client? Its client_id, from Dintero's backoffice:", "client_id")
	q.secret()
	if q.err != nil {
		return "", q.err
	}
	text := q.document(name)
	report := &tomlfile.Report{Path: path}
	parse([]byte(text), o.Options, Place{Path: path, named: true}, report)
	if err := report.Err(); err != nil {
		return "", err
	}
	write := writeUsers
	if o.File != "" {
		write = writeNew
	}
	if err := write(path, text); err != nil {
		return "", err
	}
	if place, err := Find(o.Options); err == nil && place.Path != path {
		q.say("Here %s counts before it (%s).", flow.FromOutside(place.Path).Shown(), place.By)
	}
	return path, nil
}

// document returns the config for the answers.
func (q *questions) document(name string) string {
	var b strings.Builder
	if strings.Contains(name, ".") {
		name = tomlText(name)
	}
	fmt.Fprintf(&b, "# Written by dintero-login config init; config.toml.example explains every key.\n\n[profiles.%s]\n", name)
	for _, r := range rules {
		switch value := q.answers[r.key].(type) {
		case string:
			fmt.Fprintf(&b, "%s = %s\n", r.key, tomlText(value))
		case []any:
			items := make([]string, len(value))
			for i, item := range value {
				items[i] = tomlText(fmt.Sprint(item))
			}
			fmt.Fprintf(&b, "%s = [%s]\n", r.key, strings.Join(items, ", "))
		}
	}
	return b.String()
}

// tomlText returns text as a TOML string on one line.
func tomlText(text string) string {
	var b strings.Builder
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteRune('\\')
			b.WriteRune(r)
		case r < ' ' || r >= 0x7f && r < 0xa0:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return `"` + b.String() + `"`
}
