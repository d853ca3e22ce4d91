// Package tomlfile reads a TOML file and reports all its problems at once, each with its line and
// column and with the allowed values. The parser reports places for broken syntax only, so the
// places of keys are found here. No value is ever repeated, since any may be a misplaced secret.
package tomlfile

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"dintero-login/api/config/source"
	"dintero-login/flow"
)

// Err matches every error that can be fixed in a file.
var Err = errors.New("config")

// problemsShown is how many problems one error lists; a file of another program would fill the
// screen.
const problemsShown = 20

// Problem is one problem of a file. It names keys and allowed values; it never holds a value of the
// file, since any may be a misplaced secret.
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

// BrokenError holds all problems of a file, in the order of its lines. It is an Err, and errors.As
// finds its problems.
type BrokenError struct {
	Problems []Problem
	without  string // how to do without the file, if possible
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
	all := []error{Err}
	for _, p := range e.Problems {
		all = append(all, p)
	}
	return all
}

// Report collects the problems of one file.
type Report struct {
	Path    string // the file, as it was opened
	Without string // how to do without the file, if that can be

	all []Problem
}

// Add adds a problem at a place. Its text is shown, so it must not hold a value of the file.
func (p *Report) Add(at Spot, format string, args ...any) {
	p.all = append(p.all, Problem{Path: p.Path, Line: at.Line, Column: at.Column, What: fmt.Sprintf(format, args...)})
}

// Err is nil when nothing was added.
func (p *Report) Err() error {
	if len(p.all) == 0 {
		return nil
	}
	slices.SortStableFunc(p.all, func(a, b Problem) int {
		x, y := Spot{a.Line, a.Column}, Spot{b.Line, b.Column}
		return cmp.Or(x.Compare(y), cmp.Compare(a.What, b.What))
	})
	return &BrokenError{Problems: p.all, without: p.Without}
}

// Unknown reports the keys of a table that are not among those allowed, each with the
// nearest one, else with where it belongs, else with all that are allowed.
func (p *Report) Unknown(values map[string]any, allowed []string, at func(key string) Spot, belongs func(key string) string) {
	for key := range values {
		if slices.Contains(allowed, key) {
			continue
		}
		hint := cmp.Or(DidYouMean(key, allowed), belongs(key), "; allowed are "+List(allowed))
		p.Add(at(key), "unknown key %s%s", source.Named(key), hint)
	}
}
