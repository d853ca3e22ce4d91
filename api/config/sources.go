package config

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"dintero-login/flow"
)

// ErrSource is matched by every error of getting a secret or a code from where it was
// said to be. No such error holds any of what was read.
var ErrSource = errors.New("secret")

// maxSecret is the most that any source may give, in bytes.
const maxSecret = 64 << 10

// FromEnv is the value of an environment variable, byte for byte. Empty is an error,
// like not set. The variable stays in our own environment; keep it from children with
// Command.Hide or ChildEnv.
func FromEnv(name string) (flow.Secret, error) { return fromEnv(os.LookupEnv, name) }

func fromEnv(lookup func(string) (string, bool), name string) (flow.Secret, error) {
	if lookup == nil {
		lookup = os.LookupEnv
	}
	value, ok := lookup(name)
	switch {
	case !ok:
		return flow.Secret{}, fault(ErrSource, "the environment variable %s is not set", shown(name))
	case value == "":
		return flow.Secret{}, fault(ErrSource, "the environment variable %s is empty", shown(name))
	}
	return flow.Conceal(value), nil
}

// FromFile is what a file holds, without one newline at its end; at most 64 KiB. A file
// that others may read or change, or that belongs to neither us nor root, is refused
// with the command that mends it. A pipe is waited for until ctx ends, and then the
// error is ctx's.
func FromFile(ctx context.Context, path string) (flow.Secret, error) {
	name := flow.FromOutside(path).Shown()
	file, err := read(ctx, path, maxSecret)
	switch {
	case ctx.Err() != nil:
		return flow.Secret{}, fmt.Errorf("%s: %w", name, ctx.Err())
	case err != nil:
		return flow.Secret{}, fault(ErrSource, "%s: %s", name, reading(err, maxSecret))
	}
	if why := exposed(file.info, path); why != "" {
		return flow.Secret{}, fault(ErrSource, "%s: a file with a secret is for your eyes only, but %s", name, why)
	}
	text := withoutNewline(string(file.bytes))
	if text == "" {
		return flow.Secret{}, fault(ErrSource, "%s: it is empty", name)
	}
	return flow.Conceal(text), nil
}

// FromLine is the next line of r, without its newline; at most 64 KiB. It takes nothing
// of the lines behind it, so that a code can follow a secret. The last line needs no
// newline. It waits for as long as r does.
func FromLine(r *bufio.Reader) (flow.Secret, error) {
	var line []byte
	for {
		c, err := r.ReadByte()
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0:
			return flow.Secret{}, fault(ErrSource, "standard input ended before a line came")
		case err != nil && !errors.Is(err, io.EOF):
			return flow.Secret{}, fault(ErrSource, "standard input cannot be read")
		case len(line) > maxSecret:
			return flow.Secret{}, fault(ErrSource, "a line of standard input is longer than 64 KiB")
		}
		if err == nil {
			line = append(line, c)
		}
		if err == nil && c != '\n' {
			continue
		}
		text := withoutNewline(string(line))
		if text == "" {
			return flow.Secret{}, fault(ErrSource, "a line of standard input is empty")
		}
		return flow.Conceal(text), nil
	}
}

// withoutNewline takes one newline off the end, as editors and echo put it there.
// Everything else belongs to the secret.
func withoutNewline(text string) string {
	if line, ok := strings.CutSuffix(text, "\n"); ok {
		return strings.TrimSuffix(line, "\r")
	}
	return text
}
