// Package source reads a secret or a code from a variable, a file, a command, or a line of input. No
// error holds any part of it. At most 64 KiB are read, and never for longer than the caller waits.
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

// Err matches every error of reading a secret or a code from its source. No such error holds any
// part of the secret.
var Err = errors.New("secret")

// failure is an Err with a sentence of its own.
type failure string

func (f failure) Error() string { return string(f) }
func (f failure) Unwrap() error { return Err }

// Errorf returns an Err with a sentence of its own.
func Errorf(format string, args ...any) error { return failure(fmt.Sprintf(format, args...)) }

// Max is the longest secret or code, in bytes.
const Max = 64 << 10

// FromEnv returns the value of an environment variable, byte for byte; lookup is os.LookupEnv when
// nil. An empty variable is an error, like one that is not set. The variable stays in our own
// environment; Command.Hide hides it from child processes.
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

// FromFile returns the content of a file, at most 64 KiB, without one newline at its end. A file that
// others may read or change, or that belongs to neither us nor root, is rejected with the command
// that fixes it. It waits for a pipe until ctx ends, and the error is ctx's then.
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

// FromLine returns the next line of r, at most 64 KiB, without its newline. It reads nothing of the
// following lines, so that a code can follow a secret. The last line needs no newline. It waits for
// as long as r does.
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

// withoutNewline removes one newline from the end, since editors and echo add one. Everything else
// belongs to the secret.
func withoutNewline(text string) string {
	if line, ok := strings.CutSuffix(text, "\n"); ok {
		return strings.TrimSuffix(line, "\r")
	}
	return text
}

// nameLength is the longest quoted name, in characters.
const nameLength = 60

// Named returns a name from outside for a sentence: neutralised, in quotes, at most 60 characters.
func Named(name string) string {
	if r := []rune(name); len(r) > nameLength {
		name = string(r[:nameLength]) + "…"
	}
	return `"` + flow.FromOutside(name).Shown() + `"`
}
