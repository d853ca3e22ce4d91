// Package source is where a secret or a code comes from: a variable, a file, a command, or a
// line of input. No error of it holds any of what was read. A file is read with a bound, and
// never waited for longer than its caller waits.
package source

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

// Err is matched by every error of getting a secret or a code from where it was
// said to be. No such error holds any of what was read.
var Err = errors.New("secret")

// failure is a sentence that is an Err, whose own text is not printed.
type failure string

func (f failure) Error() string { return string(f) }
func (f failure) Unwrap() error { return Err }

// Errorf is an Err with a sentence of its own.
func Errorf(format string, args ...any) error { return failure(fmt.Sprintf(format, args...)) }

// Max is the most that any source may give, in bytes.
const Max = 64 << 10

// FromEnv is the value of an environment variable, byte for byte, as lookup has it, or
// os.LookupEnv when that is nil. Empty is an error, like not set. The variable stays in our own
// environment; Command.Hide keeps it from children.
func FromEnv(lookup func(string) (string, bool), name string) (flow.Secret, error) {
	if lookup == nil {
		lookup = os.LookupEnv
	}
	value, ok := lookup(name)
	switch {
	case !ok:
		return flow.Secret{}, Errorf("the environment variable %s is not set", Named(name))
	case value == "":
		return flow.Secret{}, Errorf("the environment variable %s is empty", Named(name))
	}
	return flow.Conceal(value), nil
}

// FromFile is what a file holds, without one newline at its end; at most 64 KiB. A file
// that others may read or change, or that belongs to neither us nor root, is refused
// with the command that mends it. A pipe is waited for until ctx ends, and then the
// error is ctx's.
func FromFile(ctx context.Context, path string) (flow.Secret, error) {
	name := flow.FromOutside(path).Shown()
	file, err := ReadFile(ctx, path, Max, AnyFile)
	switch {
	case ctx.Err() != nil:
		return flow.Secret{}, fmt.Errorf("%s: %w", name, ctx.Err())
	case err != nil:
		return flow.Secret{}, Errorf("%s: %s", name, Why(err, Max))
	}
	if why := Exposed(file.Info, path); why != "" {
		return flow.Secret{}, Errorf("%s: a file with a secret is for your eyes only, but %s", name, why)
	}
	text := withoutNewline(string(file.Bytes))
	if text == "" {
		return flow.Secret{}, Errorf("%s: it is empty", name)
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
			return flow.Secret{}, Errorf("standard input ended before a line came")
		case err != nil && !errors.Is(err, io.EOF):
			return flow.Secret{}, Errorf("standard input cannot be read")
		case len(line) > Max:
			return flow.Secret{}, Errorf("a line of standard input is longer than 64 KiB")
		}
		if err == nil {
			line = append(line, c)
		}
		if err == nil && c != '\n' {
			continue
		}
		text := withoutNewline(string(line))
		if text == "" {
			return flow.Secret{}, Errorf("a line of standard input is empty")
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

// nameLength bounds a name from outside inside a sentence, in characters.
const nameLength = 60

// Named is a name from outside inside a sentence: neutralised, in quotes, cut when long.
func Named(name string) string {
	if r := []rune(name); len(r) > nameLength {
		name = string(r[:nameLength]) + "…"
	}
	return `"` + flow.FromOutside(name).Shown() + `"`
}
