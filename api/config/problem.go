package config

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dintero-login/flow"
)

// ErrConfig is matched by every error that is mended in the config file, in the
// environment or in a flag.
var ErrConfig = errors.New("config")

// faultError is a sentence of one kind; the kind is for errors.Is and is not printed.
type faultError struct {
	kind error
	what string
}

func fault(kind error, format string, args ...any) error {
	return &faultError{kind: kind, what: fmt.Sprintf(format, args...)}
}

func (e *faultError) Error() string { return e.what }
func (e *faultError) Unwrap() error { return e.kind }

// problemsShown is how many problems one error spells out; a file that belongs to
// another program would fill the screen.
const problemsShown = 20

// Problem is one thing that is wrong in a config file. It names keys and says what is
// allowed; the file's values are never in it, since any of them may be a secret that
// landed in the wrong place.
type Problem struct {
	Path   string // the file, as it was opened
	Line   int    // from 1; 0 when the problem has no line
	Column int    // from 1, in characters
	What   string // safe to show
}

// Error is path:line:column: what.
func (p Problem) Error() string {
	path := flow.FromOutside(p.Path).Shown()
	if p.Line == 0 {
		return fmt.Sprintf("%s: %s", path, p.What)
	}
	return fmt.Sprintf("%s:%d:%d: %s", path, p.Line, p.Column, p.What)
}

// BrokenError is everything that is wrong with a config file at once, in the order of
// its lines. It is an ErrConfig, and each of its problems can be had with errors.As.
type BrokenError struct {
	Problems []Problem
	without  string // how to do without the file, if that can be
}

// Error has a line for each of the first 20 problems, then how to do without the file.
func (e *BrokenError) Error() string {
	if len(e.Problems) == 1 && e.without != "" {
		return e.Problems[0].Error() + " (" + e.without + ")"
	}
	var b strings.Builder
	for i, p := range e.Problems {
		if i == problemsShown {
			fmt.Fprintf(&b, "and %d more\n", len(e.Problems)-i)
			break
		}
		b.WriteString(p.Error() + "\n")
	}
	b.WriteString(e.without)
	return strings.TrimSuffix(b.String(), "\n")
}

// Unwrap gives the problems to errors.Is and errors.As.
func (e *BrokenError) Unwrap() []error {
	all := []error{ErrConfig}
	for _, p := range e.Problems {
		all = append(all, p)
	}
	return all
}

// problems collects what is wrong with one file.
type problems struct {
	path    string
	without string
	all     []Problem
}

func (p *problems) add(at spot, format string, args ...any) {
	p.all = append(p.all, Problem{Path: p.path, Line: at.line, Column: at.column, What: fmt.Sprintf(format, args...)})
}

// err is nil when nothing was added.
func (p *problems) err() error {
	if len(p.all) == 0 {
		return nil
	}
	slices.SortStableFunc(p.all, func(a, b Problem) int {
		x, y := spot{a.Line, a.Column}, spot{b.Line, b.Column}
		return cmp.Or(x.compare(y), cmp.Compare(a.What, b.What))
	})
	return &BrokenError{Problems: p.all, without: p.without}
}

// wordLength bounds a name from outside inside a sentence.
const wordLength = 60

// shown is a name from outside inside a sentence: neutralised, in quotes, cut when long.
func shown(name string) string {
	if r := []rune(name); len(r) > wordLength {
		name = string(r[:wordLength]) + "…"
	}
	return `"` + flow.FromOutside(name).Shown() + `"`
}

// unknown reports the keys of a table that are not among those allowed, each with the
// nearest one, else with where it belongs, else with all that are allowed.
func (p *problems) unknown(values map[string]any, allowed []string, at func(key string) spot, belongs func(key string) string) {
	for key := range values {
		if slices.Contains(allowed, key) {
			continue
		}
		hint := cmp.Or(didYouMean(key, allowed), belongs(key), "; allowed are "+list(allowed))
		p.add(at(key), "unknown key %s%s", shown(key), hint)
	}
}
