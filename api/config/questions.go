package config

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"dintero-login/api/config/source"
	"dintero-login/api/config/tomlfile"
	"dintero-login/api/spawn"
	"dintero-login/flow"
)

// questions repeats each question until the answer is valid, and stops after an error.
type questions struct {
	ctx     context.Context
	o       InitOptions
	answers map[string]any // by key: the values for the file
	err     error
}

func (q *questions) say(format string, args ...any) { q.print(fmt.Sprintf(format, args...) + "\n") }

func (q *questions) print(text string) {
	if _, err := io.WriteString(q.o.Out, text); err != nil && q.err == nil {
		q.err = fault("the questions cannot be shown; nothing was written")
	}
}

// ask returns the first answer that take accepts.
func (q *questions) ask(question string, take func(answer string) (wrong string)) string {
	for q.err == nil {
		q.print(question + " ")
		answer := strings.TrimSpace(q.line())
		if q.err != nil {
			return ""
		}
		wrong := "this is not UTF-8 text"
		if utf8.ValidString(answer) {
			wrong = take(answer)
		}
		if wrong == "" {
			return answer
		}
		q.say("        %s", wrong)
	}
	return ""
}

// key asks for the value of one key, checked by the rule of that key.
func (q *questions) key(question, key string) {
	q.ask(question, func(answer string) string { return q.take(key, answer) })
}

// take records the value of a key, or returns what is wrong with it.
func (q *questions) take(key string, value any) string {
	r, _ := ruleOf(key)
	var p Profile
	if wrong := r.take(&p, value); wrong != "" {
		return key + " " + wrong
	}
	q.answers[key] = value
	p.lookup = q.o.lookup()
	if state := p.present(key); state != "" {
		q.say("        %s, %s", r.show(p), state)
	}
	return ""
}

func profileName(answer string) (wrong string) {
	if !nameShape(answer) {
		return nameRule
	}
	return ""
}

// secret asks where the client's secret is kept, and then for the details.
func (q *questions) secret() {
	places := []string{"variable", "file", "command", "here"}
	place := q.ask("4 of 4  Where is the client's secret: variable, file, command or here?", func(answer string) string {
		if slices.Contains(places, answer) {
			return ""
		}
		return "it must be " + tomlfile.List(places) + tomlfile.DidYouMean(answer, places)
	})
	switch place {
	case "variable":
		q.key("        Which variable, as in DINTERO_CLIENT_SECRET?", "client_secret_env")
	case "file":
		q.ask("        Which file?", func(answer string) string { return q.take("client_secret_file", absolute(answer)) })
	case "command":
		q.ask("        Which command, as in pass show dintero?", func(answer string) string {
			argv, err := source.Argv(answer)
			if err != nil {
				return "client_secret_command " + err.Error()
			}
			items := make([]any, len(argv))
			for i, word := range argv {
				items[i] = word
			}
			if strings.ContainsRune(filepath.ToSlash(argv[0]), '/') {
				items[0] = absolute(argv[0])
			}
			return q.take("client_secret_command", items)
		})
	case "here":
		q.literal()
	}
}

// literal asks for the secret itself, without echo.
func (q *questions) literal() {
	for q.err == nil && q.answers["client_secret"] == nil {
		text := q.secretLine("        The client's secret, to be kept in this config: ")
		switch {
		case q.err != nil:
		case !utf8.ValidString(text):
			q.say("        client_secret must be UTF-8 text; keep this one in a file of its own")
		default:
			if wrong := q.take("client_secret", text); wrong != "" {
				q.say("        %s", wrong)
			}
		}
	}
}

func (q *questions) secretLine(prompt string) string {
	if q.err != nil || q.o.ReadSecret == nil {
		q.print(prompt)
		return q.line()
	}
	var secret flow.Secret
	secret, q.err = q.o.ReadSecret(q.ctx, prompt)
	return secret.Reveal()
}

// line returns the next line of the answers, at most 64 KiB, or stops with ctx, which reading alone
// does not notice.
func (q *questions) line() string {
	if q.err != nil {
		return ""
	}
	line, err := spawn.Await(q.ctx, func(context.Context) (string, error) { return oneLine(q.o.In) })
	if q.err = err; err != nil && q.ctx.Err() != nil {
		q.err = fmt.Errorf("nothing was written: %w", q.ctx.Err())
	}
	return line
}

func oneLine(r *bufio.Reader) (string, error) {
	var line []byte
	for {
		c, err := r.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0:
			return "", fault("the answers ended too early; nothing was written")
		case err != nil && !errors.Is(err, io.EOF):
			return "", fault("the answers cannot be read; nothing was written")
		case len(line) > source.Max:
			return "", fault("an answer is longer than 64 KiB; nothing was written")
		case err != nil:
			return string(line), nil
		case c == '\n':
			return strings.TrimSuffix(string(line), "\r"), nil
		}
		line = append(line, c)
	}
}

// absolute resolves a path against the working directory; in a config it would be relative to the
// config's folder.
func absolute(path string) string {
	if path == "" || strings.HasPrefix(path, "~/") {
		return path
	}
	if full, err := filepath.Abs(path); err == nil {
		return full
	}
	return path
}
